import type { Answer } from '../../registry/answer.ts';
import type { CertificateKind } from '../../registry/certificate.ts';
import type { AddressRow, PersonalChange, Relation, ResidentStatus } from '../../registry/resident.ts';
import { isFamily } from '../household/cohabitant.ts';

/** The words that print. They are terms of the forms, not messages, so they stand with the rules. */
export type PaperLanguage = 'ko' | 'en';

interface Word {
  readonly ko: string;
  readonly en: string;
}

const relations = {
  본인: { ko: '본인', en: 'Householder' },
  배우자: { ko: '배우자', en: 'Spouse' },
  자녀: { ko: '자녀', en: 'Child' },
  부: { ko: '부', en: 'Father' },
  모: { ko: '모', en: 'Mother' },
  조부: { ko: '조부', en: 'Grandfather' },
  조모: { ko: '조모', en: 'Grandmother' },
  손: { ko: '손', en: 'Grandchild' },
  증손: { ko: '증손', en: 'Great-grandchild' },
  형제자매: { ko: '형제자매', en: 'Sibling' },
  며느리: { ko: '며느리', en: 'Daughter-in-law' },
  사위: { ko: '사위', en: 'Son-in-law' },
  '배우자의 부': { ko: '배우자의 부', en: "Spouse's father" },
  '배우자의 모': { ko: '배우자의 모', en: "Spouse's mother" },
  '배우자의 자녀': { ko: '배우자의 자녀', en: "Spouse's child" },
  증조부: { ko: '증조부', en: 'Great-grandfather' },
  증조모: { ko: '증조모', en: 'Great-grandmother' },
  '부의 배우자': { ko: '부의 배우자', en: "Father's spouse" },
  '모의 배우자': { ko: '모의 배우자', en: "Mother's spouse" },
  '손의 배우자': { ko: '손의 배우자', en: "Grandchild's spouse" },
  '배우자의 조부': { ko: '배우자의 조부', en: "Spouse's grandfather" },
  '배우자의 조모': { ko: '배우자의 조모', en: "Spouse's grandmother" },
  '배우자의 손': { ko: '배우자의 손', en: "Spouse's grandchild" },
  '배우자의 형제자매': { ko: '배우자의 형제자매', en: "Spouse's sibling" },
  '그 밖의 직계혈족': { ko: '그 밖의 직계혈족', en: 'Other lineal relative' },
  '그 밖의 직계혈족의 배우자': { ko: '그 밖의 직계혈족의 배우자', en: "Other lineal relative's spouse" },
  조카: { ko: '동거인', en: 'Cohabitant' },
  '그 밖의 친족': { ko: '동거인', en: 'Cohabitant' },
  동거인: { ko: '동거인', en: 'Cohabitant' },
} as const satisfies Record<Relation, Word>;

const householdMember: Word = { ko: '세대원', en: 'Household member' };

/**
 * `plain` is the default from 2026-10-29: everyone but the householder and the spouse is 세대원 or 동거인. The final form
 * could not be read; the rule is that of its published draft.
 */
export const relationToPrint = (
  relation: Relation,
  detail: 'plain' | 'detailed',
  language: PaperLanguage = 'ko',
): string => {
  const isNamed = relation === '본인' || relation === '배우자' || !isFamily(relation);
  return (detail === 'detailed' || isNamed ? relations[relation] : householdMember)[language];
};

const statuses = {
  resident: { ko: '거주자', en: 'Resident' },
  'unknown-domicile': { ko: '거주불명자', en: 'Domicile unknown' },
  'national-abroad': { ko: '재외국민', en: 'National residing abroad' },
  'staying-abroad': { ko: '해외체류자', en: 'Staying overseas' },
  deleted: { ko: '말소', en: 'Deleted' },
} as const satisfies Record<ResidentStatus, Word>;

export const statusToPrint = (status: ResidentStatus, language: PaperLanguage = 'ko'): string =>
  statuses[status][language];

/** Null for an ordinary resident: nothing is said of what goes without saying. */
export const specialStatusToPrint = (status: ResidentStatus, language: PaperLanguage = 'ko'): string | null =>
  status === 'resident' ? null : statusToPrint(status, language);

const reasons = {
  전입: 'Move-in',
  신규등록: 'New registration',
  전입세대구성: 'Household formed on moving in',
  세대합가: 'Households merged',
  세대분리: 'Separated from another household',
  세대주변경: 'Change of householder',
  출생등록: 'Registration of birth',
  재등록: 'Re-registration',
  거주불명등록: 'Registered as of unknown domicile',
  말소: 'Deletion',
  사망: 'Death',
  국외이주신고: 'Emigration',
  해외체류: 'Stay overseas',
  귀국신고: 'Return to Korea',
  정정: 'Correction',
  직권정정: 'Correction by the office',
  이의신청정정: 'Correction upon objection',
  행정구역변경: 'Change of administrative area',
} as const satisfies Record<AddressRow['reason'], string>;

export const reasonToPrint = (reason: AddressRow['reason'], language: PaperLanguage): string =>
  ({ ko: reason, en: reasons[reason] })[language];

/** The register before us has a few more of its own. */
const formationReasons: Readonly<Record<string, string>> = { ...reasons, 세대구성: 'Household formed' };

/** A reason without an English word stands as the register has it: a wrong one would be worse. */
export const formationReasonToPrint = (reason: string, language: PaperLanguage): string =>
  ({ ko: reason, en: formationReasons[reason] ?? reason })[language];

const changes = {
  name: '성명',
  number: '주민등록번호',
  'birth-date': '생년월일',
  sex: '성별',
  hanja: '한자 성명',
} as const satisfies Record<PersonalChange['what'], string>;

export const changeToPrint = (what: PersonalChange['what']): string => changes[what];

const answers = {
  registered: { ko: '등록', en: 'Registered' },
  supplement: { ko: '보완 필요', en: 'Something is missing' },
  held: { ko: '보류', en: 'On hold' },
  withdrawn: { ko: '취하', en: 'Withdrawn' },
  refused: { ko: '불수리', en: 'Refused' },
} as const satisfies Record<Answer['type'], Word>;

export const answerToPrint = (answer: Answer, language: PaperLanguage): string => answers[answer.type][language];

const papers = {
  copy: '주민등록표 등본',
  'copy-english': '주민등록표 등본(영문)',
  abstract: '주민등록표 초본',
  'moved-in-households': '전입세대확인서',
  'move-in-receipt': '전입신고 접수증',
} as const satisfies Record<CertificateKind, string>;

export const paperToPrint = (kind: CertificateKind): string => papers[kind];
