import type { Text } from '../../../shared/text/language.ts';

/** Words of the examples. */
export const words = {
  save: { ko: '저장', en: 'Save' },
  cancel: { ko: '취소', en: 'Cancel' },
  file: { ko: '신고 접수', en: 'File report' },
  issue: { ko: '증명 발급', en: 'Issue paper' },
  discard: { ko: '작성 취소', en: 'Discard' },
  more: { ko: '이력', en: 'History' },
  name: { ko: '성명', en: 'Name' },
  birth: { ko: '생년월일', en: 'Date of birth' },
  number: { ko: '주민등록번호', en: 'Resident number' },
  address: { ko: '주소', en: 'Address' },
  relation: { ko: '관계', en: 'Relation' },
  state: { ko: '상태', en: 'State' },
  living: { ko: '거주', en: 'Resident' },
  abroad: { ko: '재외국민', en: 'Living abroad' },
  waiting: { ko: '전송 대기', en: 'Waiting to be sent' },
  registered: { ko: '등록', en: 'Registered' },
  supplement: { ko: '보완 필요', en: 'Supplement needed' },
  refused: { ko: '반려', en: 'Refused' },
  household: { ko: '세대원', en: 'Members' },
  movedOn: { ko: '전입일', en: 'Moved in' },
} as const satisfies Record<string, Text>;
