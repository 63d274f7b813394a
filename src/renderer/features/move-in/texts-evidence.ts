import type { Text } from '../../../shared/text/language.ts';

export const evidenceTexts = {
  intro: {
    ko: '세대주가 바뀌는 사람은 스스로 확인해야 합니다. 갖추지 못한 것이 있어도 접수하고 보완을 요구할 수 있습니다.',
    en: 'Whose householder changes has to agree. What is missing can be supplied after it was filed.',
  },
  none: {
    ko: '세대주가 바뀌는 사람이 없어 확인 서류가 필요하지 않습니다.',
    en: 'Nobody’s householder changes, so nothing has to be shown.',
  },
  changes: { ko: '세대주가 바뀜', en: 'Householder changes' },
  unknown: { ko: '전 세대주를 모름', en: 'Householder before unknown' },
  minor: { ko: '신고일에 19세 미만', en: 'Below 19 on the report date' },
  ageUnknown: {
    ko: '주민등록번호나 생년월일을 적어야 무엇이 필요한지 알 수 있습니다.',
    en: 'What is needed shows once number or day of birth are entered.',
  },
  complete: { ko: '갖춤', en: 'Complete' },
  incomplete: { ko: '모자람', en: 'Incomplete' },
  needAdult: {
    ko: '본인의 서명 또는 도장과 신분증이 필요합니다. 신고인의 배우자나 직계혈족이면 가족관계증명서로 신분증을 대신합니다.',
    en: 'Signature in their own hand, and card. The reporter’s spouse and lineal kin may show a family relation certificate in place of the card.',
  },
  needMinor: {
    ko: '법정대리인의 확인서(별지 15의4)와 신분증이 필요합니다. 법정대리인이 신고인이면 이미 확인된 것입니다.',
    en: 'The guardian’s form 15-4 and card. A guardian who reports in person has given both.',
  },
  inPerson: { ko: '직접 신고하므로 더 받을 것이 없습니다.', en: 'They report in person: nothing more is asked.' },
  how: { ko: '어떻게 확인했습니까?', en: 'How did they agree?' },
  byNobody: { ko: '아직 확인 못 함', en: 'Not yet' },
  byMover: { ko: '본인의 서명·도장', en: 'In their own hand' },
  byGuardian: { ko: '법정대리인의 확인서', en: 'By the guardian' },
  byFacts: { ko: '사실조사', en: 'Fact-finding' },
  cardShown: { ko: '신분증을 보았습니다', en: 'I saw the card' },
  guardianCard: { ko: '법정대리인의 신분증을 보았습니다', en: 'I saw the guardian’s card' },
  formShown: { ko: '확인서(별지 15의4)를 받았습니다', en: 'Form 15-4 was handed in' },
  kin: { ko: '가족관계증명서로 신분증을 대신함', en: 'Family relation certificate in place of the card' },
  kinNone: { ko: '해당 없음', en: 'No' },
  kinSpouse: { ko: '신고인의 배우자', en: 'Reporter’s spouse' },
  kinLineal: { ko: '신고인의 직계혈족', en: 'Reporter’s lineal kin' },
  guardian: { ko: '법정대리인', en: 'Guardian' },
  guardianFrom: { ko: '아는 사람에서 고르기', en: 'Choose from those named' },
  foundOn: { ko: '사실조사를 한 날', en: 'Day of the fact-finding' },
  foundBy: { ko: '조사한 공무원의 ID', en: 'ID of the official' },
  found: { ko: '살고 있습니까?', en: 'Do they live there?' },
  foundYes: { ko: '살고 있음', en: 'Yes' },
  foundNo: { ko: '살고 있지 않음', en: 'No' },
  missing: { ko: '이대로 접수하면 보완할 것', en: 'To be supplied, if it is filed like this' },
} as const satisfies Record<string, Text>;

export const remainingTexts = {
  who: { ko: '전에 살던 세대에 남는 사람', en: 'Who stays in the old household' },
  hint: {
    ko: '세대주가 옮기므로, 남는 사람은 새 세대주를 정해야 합니다.',
    en: 'Their householder leaves, so those who stay name another.',
  },
  named: { ko: '새 세대주를 지금 정함', en: 'They name one now' },
  later: { ko: '나중에 신고하도록 안내함', en: 'They were told to report one later' },
  laterHint: {
    ko: '정할 때까지 세대주 없는 세대로 남고, 처리할 일에 나옵니다',
    en: 'The household has none until then, and is in the tray',
  },
  nobody: { ko: '남는 사람 없음', en: 'Nobody stays' },
  householder: { ko: '남는 사람의 새 세대주', en: 'New householder of those who stay' },
  relations: { ko: '새 세대주와의 관계', en: 'Relations to the new householder' },
  relationsHint: {
    ko: '전의 관계로 알 수 있으면 적지 않아도 됩니다.',
    en: 'Only where the old relations don’t tell.',
  },
  add: { ko: '남는 사람 추가', en: 'Add somebody who stays' },
  relation: { ko: '관계', en: 'Relation' },
} as const satisfies Record<string, Text>;
