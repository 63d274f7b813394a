import type { Text } from '../../../shared/text/language.ts';

export const texts = {
  bar: { ko: '상태', en: 'Status' },
  online: { ko: '연결됨', en: 'Online' },
  connecting: { ko: '연결하는 중', en: 'Connecting' },
  offline: { ko: '오프라인', en: 'Offline' },
  notEnrolled: { ko: '등록되지 않음', en: 'Not enrolled' },
  outboxEmpty: { ko: '모두 보냄', en: 'All sent' },
  firstSync: { ko: '명부를 내려받는 중', en: 'Fetching the register' },
  printerNone: { ko: '프린터 없음', en: 'No printer' },
  printerReady: { ko: '프린터 준비됨', en: 'Printer ready' },
  printerBusy: { ko: '인쇄 중', en: 'Printing' },
  printerWarn: { ko: '프린터 곧 확인', en: 'Printer: see to it soon' },
  printerStop: { ko: '프린터 확인 필요', en: 'Printer needs attention' },
  printerUnknown: { ko: '프린터 상태 모름', en: 'Printer state unknown' },
  practiceIn: { ko: '연습용 선 꽂힘', en: 'Practice cable in' },
  practiceOut: { ko: '연습용 선 뽑힘', en: 'Practice cable out' },
  practicePull: { ko: '선 뽑기', en: 'Pull the cable' },
  practicePut: { ko: '선 다시 꽂기', en: 'Put it back' },

  stillTitle: { ko: '계속 일할 수 있습니다.', en: 'You can go on working.' },
  details: { ko: '되는 일과 안 되는 일', en: 'What works and what doesn’t' },
  detailsClose: { ko: '접기', en: 'Close' },
  toOutbox: { ko: '보낼 편지함', en: 'Outbox' },
  works: { ko: '되는 일', en: 'Works' },
  worksNot: { ko: '연결될 때까지 안 되는 일', en: 'Waits for the connection' },
  restoredTitle: {
    ko: '백업에서 복원한 컴퓨터이며 중앙 서버의 승인을 기다립니다.',
    en: 'This computer was restored from a backup and waits for central to admit it.',
  },
  closedTitle: { ko: '이 컴퓨터에서 업무를 멈추십시오.', en: 'Stop working on this computer.' },
  enterCode: { ko: '코드 입력', en: 'Enter the code' },
  awaitsAdmission: { ko: '승인 대기', en: 'Not admitted yet' },
  attention: { ko: '확인이 필요합니다', en: 'Something needs attention' },

  syncTitle: { ko: '우리 기관의 명부를 내려받고 있습니다', en: 'The register of your office is being fetched' },
  syncUsable: {
    ko: '받는 동안에도 화면과 프린터를 설정할 수 있습니다. 다 받으면 검색과 발급이 열립니다.',
    en: 'Meanwhile display and printers can be set up. Search and papers open when it is here.',
  },
  stepEnrolled: { ko: '등록', en: 'Enrolled' },
  stepFetch: { ko: '명부 받기', en: 'Fetch the register' },
  stepLoad: { ko: '명부 저장하기', en: 'Store the register' },
  stepReady: { ko: '검색과 발급', en: 'Search and papers' },
} as const satisfies Record<string, Text>;

export const offlineSinceToText = (time: string): Text => ({ ko: `${time}부터 오프라인`, en: `Offline since ${time}` });
export const unsentToText = (count: number): Text => ({
  ko: `보낼 것 ${String(count)}건`,
  en: `${String(count)} to send`,
});
export const asOfToText = (time: string): Text => ({ ko: `명부 ${time} 기준`, en: `Register as of ${time}` });
export const savedToText = (time: string): Text => ({ ko: `초안 저장됨 ${time}`, en: `Draft saved ${time}` });
export const offlineToText = (time: string | null, unsent: number): Text => ({
  ko: `${time === null ? '중앙 서버와 연결이 끊겼습니다' : `${time}에 중앙 서버와 연결이 끊겼습니다`}.${unsent > 0 ? ` ${String(unsent)}건은 연결되면 저절로 보냅니다.` : ''}`,
  en: `Central has not answered${time === null ? '' : ` since ${time}`}.${unsent > 0 ? ` ${String(unsent)} will be sent by themselves once it does.` : ''}`,
});

export const restoredToText = (time: string | null): Text => ({
  ko: `${time === null ? '' : `${time}의 백업이며 그 뒤의 일은 아직 보이지 않습니다. `}검색과 접수는 할 수 있습니다. 승인될 때까지 증명서와 접수증을 발급하지 않으며, 접수한 것은 보내지 않고 이 컴퓨터에 보관합니다.`,
  en: `${time === null ? '' : `The backup is of ${time}; nothing later shows here yet. `}Search and filing work. Until it is admitted it issues no papers, receipts included, and keeps filings without sending them.`,
});

interface Work {
  readonly what: Text;
  readonly how: Text;
}

/** What goes on during an outage, as the design has it. */
export const works: readonly Work[] = [
  {
    what: { ko: '주민 검색과 열람', en: 'Search and view residents' },
    how: { ko: '우리 기관의 명부, 기준 시각을 표시', en: 'own register, with its “as of”' },
  },
  {
    what: { ko: '전입신고와 그 밖의 신고 접수', en: 'Take move-ins and other filings' },
    how: {
      ko: '접수증을 내주고, 연결되면 신고한 날로 등록',
      en: 'with a receipt; registered from the day of the report',
    },
  },
  {
    what: { ko: '종이 확인', en: 'Verify a paper' },
    how: { ko: '서명만 확인', en: 'its signature only' },
  },
];

export const issuesOffline: Work = {
  what: { ko: '등본·초본 발급', en: 'Copies and abstracts' },
  how: {
    ko: '확정된 우리 주민, 본인이나 세대원에게만. 기준 시각을 적음',
    en: 'own confirmed residents, for themselves or their household, marked “as of”',
  },
};

export const worksNot: readonly Text[] = [
  { ko: '다른 기관 주민의 증명 발급과 조회', en: 'Papers on, and looking up, residents of other offices' },
  { ko: '지문과 모바일 신분증 확인', en: 'Checking fingerprints and mobile identity cards' },
  { ko: '무인민원발급기', en: 'Kiosks' },
];

export const issuesOnline: Text = {
  ko: '등본·초본 발급 (중앙 서버가 오프라인 발급을 허용하지 않음)',
  en: 'Copies and abstracts (central has not allowed them offline)',
};

export const rekeyToText = (part: number): Text => ({
  ko: `파일 열쇠 바꾸는 중 ${String(Math.round(part * 100))}%`,
  en: `Changing the file key, ${String(Math.round(part * 100))}%`,
});
