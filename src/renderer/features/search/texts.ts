import type { QueryOutput } from '../../../shared/contract/queries.ts';
import type { Text } from '../../../shared/text/language.ts';

export const texts = {
  title: { ko: '주민 검색', en: 'Search residents' },
  field: { ko: '이름, 생년월일, 주소로 찾기', en: 'Name, birth date or address' },
  placeholder: { ko: '이름, 초성, 생년월일, 주소', en: 'Name, initial consonants, birth date, address' },
  clear: { ko: '지우기', en: 'Clear' },
  list: { ko: '찾은 주민', en: 'Residents found' },
  name: { ko: '성명', en: 'Name' },
  birthDate: { ko: '생년월일', en: 'Birth date' },
  address: { ko: '주소', en: 'Address' },
  relation: { ko: '관계', en: 'Relation' },
  status: { ko: '상태', en: 'Status' },
  pending: { ko: '처리 중', en: 'Pending' },
  nobody: { ko: '찾은 주민이 없습니다', en: 'Nobody was found' },
  nobodyHint: {
    ko: '우리 기관에 주민등록된 사람만 찾습니다. 이름의 앞 글자나 초성, 생년월일(1990-01-01), 도로명과 번호로 다시 찾아보십시오.',
    en: 'Only residents of this office are found. Try the first letters of the name, its initial consonants, a birth date (1990-01-01), or road and number.',
  },
  startWays: { ko: '이렇게 찾을 수 있습니다', en: 'Ways to search' },
  recents: { ko: '이번 근무에서 열어 본 사람', en: 'Opened in this sitting' },
  searching: { ko: '찾는 중', en: 'Searching' },
  outdated: { ko: '명부가 바뀌었습니다.', en: 'The register has changed.' },
  reload: { ko: '다시 찾기', en: 'Search again' },
  detail: { ko: '고른 사람', en: 'Whoever is chosen' },
  chooseOne: { ko: '목록에서 사람을 고르십시오', en: 'Choose somebody from the list' },
  chooseHint: {
    ko: '위아래 화살표로 고르고 Enter로 주민등록표를 엽니다.',
    en: 'Choose with the arrow keys; Enter opens the register.',
  },
  back: { ko: '목록으로', en: 'Back to the list' },
} as const satisfies Record<string, Text>;

/** What can be typed, each with an example. The people are invented. */
export const ways = [
  { example: '한도', what: { ko: '이름 또는 앞 글자', en: 'Name, or its first letters' } },
  { example: 'ㅎㄷㅇ', what: { ko: '이름의 초성', en: 'Initial consonants of the name' } },
  { example: '한도윤 세대', what: { ko: '세대주의 세대원 모두', en: 'Everybody in a householder’s household' } },
  { example: '1984-04-17', what: { ko: '생년월일 (19840417도 됩니다)', en: 'Birth date (19840417 will do)' } },
  { example: '동촌길 37', what: { ko: '도로명과 건물번호', en: 'Road and building number' } },
  {
    example: 'gksehdbs',
    what: { ko: '영문 자판으로 친 한글', en: 'Korean typed on an English keyboard' },
  },
] as const satisfies readonly { readonly example: string; readonly what: Text }[];

export const countToText = (count: number, hasMore: boolean): Text =>
  hasMore
    ? { ko: `${count.toLocaleString('ko')}명 넘음`, en: `More than ${count.toLocaleString('en')} found` }
    : { ko: `${count.toLocaleString('ko')}명`, en: `${count.toLocaleString('en')} found` };

export const convertedToText = (typed: string, hangul: string): Text => ({
  ko: `영문 자판으로 친 ‘${typed}’ → ‘${hangul}’`,
  en: `‘${typed}’ on an English keyboard → ‘${hangul}’`,
});

type TakenFor = NonNullable<QueryOutput<'searchResidents'>['takenFor']>;

const kinds = {
  name: { ko: '이름으로', en: 'by name' },
  household: { ko: '세대주로', en: 'by householder' },
  'birth-date': { ko: '생년월일로', en: 'by birth date' },
  number: { ko: '주민등록번호로', en: 'by resident number' },
  address: { ko: '주소로', en: 'by address' },
} as const satisfies Record<TakenFor[number], Text>;

/** What the text was taken for, so that nobody wonders why somebody isn't found. */
export const takenForToText = (takenFor: TakenFor): Text => ({
  ko: `${takenFor.map((kind) => kinds[kind].ko).join(', ')} 찾음`,
  en: takenFor.map((kind) => kinds[kind].en).join(', '),
});

export const asOfToText = (time: string): Text => ({ ko: `${time} 기준 사본`, en: `Copy as of ${time}` });
