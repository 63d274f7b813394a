import type { CentralChecks } from '../contract/commands.ts';
import type { FilingLine, OfficeStatus } from '../contract/queries.ts';
import type { Language, Text } from './language.ts';

type LinkState = OfficeStatus['link']['state'];

const linkTexts = {
  'not-enrolled': { ko: '기관에 등록되지 않음', en: 'Not enrolled' },
  connecting: { ko: '중앙 서버에 연결하는 중', en: 'Connecting to central' },
  online: { ko: '중앙 서버에 연결됨', en: 'Connected to central' },
  offline: { ko: '연결이 끊김 - 접수는 계속할 수 있음', en: 'Offline - filings can still be taken' },
} as const satisfies Record<LinkState, Text>;

const filingStateTexts = {
  waiting: { ko: '전송 대기', en: 'Waiting to be sent' },
  received: { ko: '중앙 서버 도착, 처리 중', en: 'At central, being decided' },
  answered: { ko: '처리 완료', en: 'Answered' },
  quarantined: { ko: '확인 필요 - 중앙 서버에서 읽지 못함', en: 'Needs attention - central could not read it' },
} as const satisfies Record<FilingLine['state'], Text>;

const centralCheckTexts = {
  'report-date': { ko: '신고일이 접수할 수 있는 기간에 드는지', en: 'whether the report date is within its limits' },
  'movers-from-elsewhere': {
    ko: '다른 기관에서 옮겨 오는 사람의 등록 사항',
    en: 'the registration of the movers who come from other offices',
  },
  'later-filings': {
    ko: '같은 사람에 대한 다른 신고가 있는지',
    en: 'whether there are other filings for the same people',
  },
  household: {
    ko: '다른 기관에 있는 세대와 세대주의 등록 사항',
    en: 'the registration of households and householders at other offices',
  },
  birth: {
    ko: '주민등록번호가 없는 아이의 출생 등록',
    en: 'the registration of the birth of a child without a number',
  },
  number: {
    ko: '새로 적은 주민등록번호가 다른 사람의 번호가 아닌지',
    en: 'whether the number that is entered belongs to nobody else',
  },
} as const satisfies Record<CentralChecks, Text>;

export const linkStateToText = (state: LinkState, language: Language): string => linkTexts[state][language];

export const filingStateToText = (state: FilingLine['state'], language: Language): string =>
  filingStateTexts[state][language];

/** What central must still check, as an item of a list. */
export const centralCheckToText = (check: CentralChecks, language: Language): string =>
  centralCheckTexts[check][language];
