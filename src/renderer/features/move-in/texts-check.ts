import type { Text } from '../../../shared/text/language.ts';

export const checkTexts = {
  change: { ko: '고치기', en: 'Change' },
  notYet: {
    ko: '아직 접수할 수 없습니다. 아래를 채우거나 고치십시오.',
    en: 'It can’t be filed yet. Fill in or mend this.',
  },
  preview: { ko: '접수하면 이렇게 됩니다', en: 'What comes of it' },
  previewHint: {
    ko: '우리 기관의 주민등록표로 미리 본 결과입니다. 결정은 중앙 서버에서 같은 규칙으로 합니다.',
    en: 'As far as this office’s own register tells. Central decides, by the same rules.',
  },
  previewing: { ko: '미리 확인하는 중', en: 'Working it out' },
  nobodyKnown: {
    ko: '여기에서는 알 수 없습니다. 우리 주민이 아니거나 다른 기관의 자료가 필요합니다. 접수하면 중앙 서버가 확인합니다.',
    en: 'It can’t be told here: the people are of other offices. Central will, once it is filed.',
  },
  centralChecks: { ko: '중앙 서버가 더 확인할 것', en: 'What central checks besides' },
  offline: { ko: '연결이 끊겨 있습니다', en: 'Offline' },
  offlineBody: {
    ko: '지금 접수하면 신고를 받은 것으로 저장하고 민원 접수증을 내줄 수 있습니다. 연결되면 저절로 보내고, 신고일부터 등록됩니다.',
    en: 'It can be filed now, and the acknowledgement of intake handed out. It is sent once the link is back, and counts from the report date.',
  },
  file: { ko: '접수', en: 'File' },
  confirmTitle: { ko: '전입신고를 접수할까요?', en: 'File this move-in?' },
  confirmBody: {
    ko: '접수하면 담당자 이름으로 기록됩니다. 잘못 접수했으면 처리되기 전에 취하할 수 있습니다.',
    en: 'It is recorded under your name. If it was a mistake, it can be taken back before it is decided.',
  },
  keepEditing: { ko: '더 고치기', en: 'Go on editing' },
  people: { ko: '옮기는 사람', en: 'Who moves' },
  byPerson: { ko: '사람마다의 결과', en: 'Outcome for each person' },
  personColumn: { ko: '성명', en: 'Name' },
  answerColumn: { ko: '결과', en: 'Outcome' },
  whatColumn: { ko: '설명', en: 'What it means' },
  wouldRegister: { ko: '등록될 것임', en: 'Will be registered' },
  unknown: { ko: '중앙 서버가 확인', en: 'Central checks' },
  dayOf: { ko: '신고일', en: 'Report date' },
} as const satisfies Record<string, Text>;

export const resultTexts = {
  title: { ko: '접수했습니다', en: 'Filed' },
  titleBefore: { ko: '이미 접수된 신고입니다', en: 'This was filed already' },
  beforeBody: {
    ko: '접수하던 중에 끊겨 답을 받지 못했지만, 신고는 한 번 접수되었습니다. 그 뒤에 고친 것은 들어 있지 않습니다.',
    en: 'The answer was lost while it was being filed, and it was filed once. What was changed after that is not in it.',
  },
  answers: { ko: '옮기는 사람마다의 결과', en: 'What came of it, person by person' },
  registered: { ko: '등록됨', en: 'Registered' },
  supplement: { ko: '보완 필요', en: 'Something missing' },
  held: { ko: '보류', en: 'On hold' },
  withdrawn: { ko: '취하', en: 'Taken back' },
  refused: { ko: '수리하지 않음', en: 'Refused' },
  pending: { ko: '처리 중', en: 'Being decided' },
  waiting: { ko: '받음', en: 'Received' },
  pendingText: {
    ko: '신고를 받았습니다. 중앙 서버가 확인하면 결과가 여기에 나옵니다.',
    en: 'The report was received. The outcome shows here once central has decided.',
  },
  offline: {
    ko: '연결이 끊겨 있어 이 컴퓨터에 저장했습니다. 연결되면 저절로 보내며, 기다리지 않아도 됩니다.',
    en: 'Offline: it is kept on this computer and sent once the link is back. There is no need to wait.',
  },
  toOutbox: { ko: '이 신고 보기', en: 'See this filing' },
  toTray: { ko: '처리할 일에서 보완하기', en: 'Supply it from the tray' },
  nextCitizen: { ko: '다음 민원인', en: 'Next citizen' },
  receipts: { ko: '신고인에게 내줄 것', en: 'For the reporter' },
  intake: { ko: '민원 접수증', en: 'Acknowledgement of intake' },
  intakeHint: { ko: '신고를 받았다는 증서입니다. 지금 내줍니다.', en: 'Says that it was received. Hand it out now.' },
  accepted: { ko: '전입신고 접수증', en: 'Receipt after acceptance' },
  acceptedHint: {
    ko: '모두 등록된 뒤에 내줍니다. 신고인이 나중에 와도 됩니다.',
    en: 'Once everybody is registered. The reporter may come back for it.',
  },
  printer: { ko: '프린터', en: 'Printer' },
  noPrinter: {
    ko: '쓸 프린터가 없습니다. 프린터 화면에서 먼저 설정하십시오.',
    en: 'No printer is set up. Set one up first.',
  },
  see: { ko: '미리 보기', en: 'Preview' },
  print: { ko: '인쇄', en: 'Print' },
  printed: { ko: '발급 대장에서 보기', en: 'See it in the ledger' },
  close: { ko: '닫기', en: 'Close' },
  noImages: {
    ko: '그림으로 보일 수 없습니다. 인쇄는 할 수 있습니다.',
    en: 'It can’t be shown here, but it can be printed.',
  },
  page: { ko: '쪽', en: 'Page' },
} as const satisfies Record<string, Text>;

/** What it is for, as it stands in the ledger. */
export const receiptPurpose: Text = { ko: '전입신고 접수 확인', en: 'Proof of the move-in report' };

export const peopleCount = (count: number): Text => ({
  ko: `${String(count)}명`,
  en: count === 1 ? '1 person' : `${String(count)} people`,
});
