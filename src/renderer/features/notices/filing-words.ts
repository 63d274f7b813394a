import type { FilingLine } from '../../../shared/contract/queries.ts';
import type { Text } from '../../../shared/text/language.ts';

/** What a filing reports. */
export const filingWords = {
  'whole-household': { ko: '전입 - 세대 모두', en: 'Move-in, whole household' },
  'part-of-household': { ko: '전입 - 세대 일부', en: 'Move-in, part of a household' },
  're-registration': { ko: '전입 - 재등록', en: 'Move-in, re-registration' },
  'national-abroad': { ko: '전입 - 재외국민', en: 'Move-in, national abroad' },
  'householder-change': { ko: '세대주 변경', en: 'Change of householder' },
  correction: { ko: '정정', en: 'Correction' },
  'unknown-domicile': { ko: '거주불명 등록', en: 'Unknown domicile' },
  deletion: { ko: '말소', en: 'Deletion' },
  'stay-abroad': { ko: '해외체류·귀국', en: 'Stay abroad or return' },
  birth: { ko: '출생', en: 'Birth' },
  death: { ko: '사망', en: 'Death' },
  'foreign-family': { ko: '외국인 가족', en: 'Foreign family' },
  objection: { ko: '이의신청', en: 'Objection' },
} as const satisfies Record<FilingLine['what'], Text>;
