import type { Text } from '../../../shared/text/language.ts';

export const texts = {
  numberHint: {
    ko: '숫자 13자리. 입력란을 벗어나면 뒤 6자리가 가려집니다.',
    en: '13 digits. The last 6 are hidden once you leave the field.',
  },
  checkDigit: {
    ko: '검증번호가 맞지 않습니다. 신분증과 한 번 더 맞추어 보십시오. 바뀐 번호일 수 있어 접수는 됩니다.',
    en: 'The check digit does not fit. Compare it with the card once more. It may have been changed, so it can be taken.',
  },
  noSuchDay: {
    ko: '앞 6자리와 7번째 숫자에서 생년월일을 읽을 수 없습니다. 신분증과 맞추어 보십시오.',
    en: 'No date of birth can be read from it. Compare it with the card.',
  },
  name: { ko: '성명', en: 'Name' },
  number: { ko: '주민등록번호', en: 'Resident number' },
  addressHint: {
    ko: '도로명과 건물번호, 건물 이름, 초성으로 찾습니다. 예: 물빛길 12, ㅁㅂㄱ',
    en: 'By road and number, name of the building or initial consonants: 물빛길 12, ㅁㅂㄱ',
  },
  noAddress: {
    ko: '맞는 주소가 없습니다. 도로명과 건물번호를 확인하십시오.',
    en: 'No address fits. Check the road and the building number.',
  },
  searching: { ko: '찾는 중…', en: 'Searching…' },
  households: { ko: '세대', en: 'households' },
} as const satisfies Record<string, Text>;
