import type { Text } from '../../../shared/text/language.ts';

export const texts = {
  opening: { ko: '주민등록표를 여는 중', en: 'Opening the register' },
  listOnly: {
    ko: '목록에 있는 내용입니다. 주민등록표를 열면 열람 목적이 기록됩니다.',
    en: 'This is what the list says. Opening the page is recorded with its purpose.',
  },
  open: { ko: '주민등록표 열기', en: 'Open the page' },
  purpose: { ko: '열람 목적', en: 'Purpose' },
  purposeAsk: { ko: '무엇을 위해 여십니까?', en: 'What do you open it for?' },
  purposeHint: {
    ko: '한 번 고르면 근무를 마칠 때까지 씁니다. 언제든지 바꿀 수 있습니다.',
    en: 'Chosen once for this sitting. It can be changed at any time.',
  },
  purposeOther: { ko: '다른 목적', en: 'Another purpose' },
  purposeOtherLabel: { ko: '목적을 적으십시오', en: 'Write the purpose' },
  purposeMissing: { ko: '열람 목적을 고르거나 적어야 합니다.', en: 'Choose or write a purpose.' },
  purposeChange: { ko: '바꾸기', en: 'Change' },
  recorded: { ko: '열람 기록됨', en: 'View recorded' },
  save: { ko: '정하기', en: 'Set' },
  cancel: { ko: '취소', en: 'Cancel' },

  moveIn: { ko: '전입신고', en: 'Move-in' },
  certificate: { ko: '증명 발급', en: 'Certificate' },

  name: { ko: '성명', en: 'Name' },
  number: { ko: '주민등록번호', en: 'Resident number' },
  born: { ko: '생년월일', en: 'Birth date' },
  address: { ko: '주소', en: 'Address' },
  relation: { ko: '세대주와의 관계', en: 'Relation' },
  status: { ko: '등록상태', en: 'Status' },
  male: { ko: '남', en: 'male' },
  female: { ko: '여', en: 'female' },
  pending: { ko: '처리 중인 신고 있음', en: 'Filing pending' },
  registered: { ko: '거주', en: 'Resident' },
  householdList: { ko: '세대원 목록', en: 'List of members' },
  historyList: { ko: '주소 이력 목록', en: 'List of addresses' },
  filingsList: { ko: '신고 목록', en: 'List of filings' },
  certificatesList: { ko: '증명 목록', en: 'List of certificates' },
  householder: { ko: '세대주', en: 'Householder' },
  me: { ko: '이 사람', en: 'This person' },

  noHouseholder: { ko: '세대주가 정해지지 않은 세대입니다.', en: 'Nobody leads this household.' },
  history: { ko: '주소 이력', en: 'Address history' },
  registeredOn: { ko: '신고일', en: 'Reported' },
  movedOn: { ko: '전입일', en: 'Moved' },
  reason: { ko: '변동 사유', en: 'Reason' },
  current: { ko: '현재', en: 'current' },
  filings: { ko: '이 사람이 있는 신고', en: 'Filings that name this person' },
  noFilings: { ko: '신고가 없습니다.', en: 'There are no filings.' },
  pendingNote: {
    ko: '아직 답이 없는 신고입니다. 아래 명부는 확정된 내용이며, 답이 오면 바뀔 수 있습니다.',
    en: 'There is no answer yet. What stands below is confirmed, and may change with the answer.',
  },
  pendingTitle: { ko: '처리 중인 신고', en: 'Pending' },
  reportDate: { ko: '신고일', en: 'Reported' },
  what: { ko: '종류', en: 'Kind' },
  newAddress: { ko: '주소', en: 'Address' },
  answer: { ko: '처리', en: 'Answer' },
  openFiling: { ko: '신고 보기', en: 'Show filing' },
  certificates: { ko: '발급한 증명', en: 'Certificates' },
  noCertificates: { ko: '발급한 증명이 없습니다.', en: 'No certificates were issued.' },
  issuedOn: { ko: '발급일', en: 'Issued' },
  kind: { ko: '종류', en: 'Kind' },
  applicant: { ko: '신청인', en: 'Applicant' },
  state: { ko: '상태', en: 'State' },
  overtaken: { ko: '발급 뒤 바뀜', en: 'Overtaken' },

  reveal: { ko: '사유 적고 보기', en: 'Show, with a reason' },
  revealTitle: { ko: '주민등록번호 보기', en: 'Show the resident number' },
  revealWhy: { ko: '보는 까닭', en: 'Reason' },
  revealHint: {
    ko: '누가, 언제, 왜 보았는지 기록됩니다. 15초 동안 보이고 다시 가려집니다.',
    en: 'Who saw it, when and why is recorded. It is shown for 15 seconds.',
  },
  revealShort: { ko: '까닭을 두 글자 이상 적으십시오.', en: 'Write a reason of at least two letters.' },
  revealDo: { ko: '번호 보기', en: 'Show the number' },
  revealUsual: { ko: '자주 쓰는 까닭', en: 'Usual reasons' },
  hide: { ko: '지금 가리기', en: 'Hide now' },

  goneTitle: { ko: '우리 기관의 명부에 없습니다', en: 'Not in the register of this office' },
  gone: {
    ko: '다른 기관으로 전출했거나 정정되었을 수 있습니다. 전출자 명부를 확인하거나 다시 찾으십시오.',
    en: 'They may have moved out or been corrected since. Look at the move-out list, or search again.',
  },
} as const satisfies Record<string, Text>;

/** Why a page is opened. The Korean words are what is recorded. */
export const purposes = [
  { ko: '민원 상담', en: 'Advice at the counter' },
  { ko: '전입신고 처리', en: 'Taking a move-in' },
  { ko: '증명서 발급', en: 'Issuing a certificate' },
  { ko: '신고 내용 확인', en: 'Checking a filing' },
  { ko: '사실조사', en: 'Fact-finding' },
] as const satisfies readonly Text[];

export const revealReasons = [
  { ko: '신분증과 대조', en: 'Compared with the identity card' },
  { ko: '신고서에 옮겨 적음', en: 'Copied to the report' },
  { ko: '같은 이름 구별', en: 'Telling people of one name apart' },
] as const satisfies readonly Text[];

export const secondsLeftToText = (seconds: number): Text => ({
  ko: `${String(seconds)}초 뒤 가려집니다`,
  en: `hidden in ${String(seconds)} s`,
});

export const membersToText = (count: number): Text => ({
  ko: `세대원 ${String(count)}명`,
  en: `Household of ${String(count)}`,
});
