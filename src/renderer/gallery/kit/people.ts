import type { Text } from '../../../shared/text/language.ts';

/** Somebody invented: the month in the number can't be anyone's. */
export interface ExamplePerson {
  readonly id: string;
  readonly name: string;
  readonly hanja: string;
  readonly birthDate: string;
  readonly maskedNumber: string;
  readonly address: string;
  readonly relation: Text;
  readonly isAbroad: boolean;
}

const relations = {
  householder: { ko: '세대주', en: 'Householder' },
  spouse: { ko: '배우자', en: 'Spouse' },
  child: { ko: '자녀', en: 'Child' },
  parent: { ko: '부모', en: 'Parent' },
  cohabitant: { ko: '동거인', en: 'Cohabitant' },
} as const satisfies Record<string, Text>;

const person = (
  place: number,
  name: string,
  hanja: string,
  birthDate: string,
  sexDigit: number,
  relation: Text = relations.householder,
): ExamplePerson => ({
  id: `person-${String(place)}`,
  name,
  hanja,
  birthDate,
  maskedNumber: `${birthDate.slice(2, 4)}${String(Number(birthDate.slice(5, 7)) + 20)}${birthDate.slice(8)}-${String(sexDigit)}******`,
  address: '다온도 늘해군 솔내면 솔내동촌길 1, 101동 1203호',
  relation,
  isAbroad: place % 7 === 5,
});

export const twelve = [
  person(1, '문태오', '文太旿', '1961-04-17', 1),
  person(2, '서다온', '徐多溫', '1963-09-01', 2, relations.spouse),
  person(3, '문하람', '文하람', '1988-02-11', 1, relations.child),
  person(4, '문가온', '文佳昷', '1990-12-30', 2, relations.child),
  person(5, '문라온', '文羅溫', '1993-07-05', 1, relations.child),
  person(6, '문누리', '', '1996-10-22', 2, relations.child),
  person(7, '문미르', '', '1999-01-09', 1, relations.child),
  person(8, '문아라', '', '2002-05-27', 4, relations.child),
  person(9, '문보람', '', '2005-08-14', 3, relations.child),
  person(10, '문새론', '文새론', '2009-11-03', 4, relations.child),
  person(11, '문덕수', '文德洙', '1935-03-08', 1, relations.parent),
  person(12, '남궁해솔', '南宮해솔', '1971-06-19', 2, relations.cohabitant),
] as const;

export const longNamed: ExamplePerson = {
  ...person(21, '압둘라흐만 빈 무함마드 알-하디 막시밀리안 크리스토퍼 폰 노이하우젠슈타인', '', '1979-02-03', 5),
  address:
    '다온도 늘해군 솔내면 아름다운물빛마을안쪽로1234번길 987-65, 1234동 5678호 (물빛리, 늘해솔내더샵아르테온퍼스트파크에디션2차아파트)',
};

/** One from the subset, two that only the whole font has, and one outside of the basic plane. */
export const rareHanja: ExamplePerson = person(31, '문현', '文昡 · 龘 · 㬢 · 𠮷', '1955-01-02', 1);

const names = ['가온', '나래', '다솜', '라온', '마루', '바다', '새봄', '아라', '초롱', '하늘'];
const families = ['문', '서', '남궁', '도', '라', '모', '반', '설', '어', '하'];

export const manyPeople: readonly ExamplePerson[] = Array.from({ length: 5000 }, (_, place) => ({
  ...person(
    place,
    `${families[place % 10] ?? ''}${names[Math.floor(place / 10) % 10] ?? ''}`,
    '',
    `${String(1940 + (place % 60))}-0${String(1 + (place % 9))}-${String(10 + (place % 19))}`,
    1 + (place % 2),
  ),
  address: `솔내동촌길 ${String(1 + (place % 240))}`,
}));
