import { PlainDate } from '../../../shared/registry/plain-date.ts';

/** What a word with digits says of a person: days on which they may be born, or how their number begins. */
export interface PersonText {
  /** From and to, both included. */
  readonly born: readonly (readonly [string, string])[];
  /** Somebody has one of those birth dates, or a number that begins like this; null: the dates alone. */
  readonly number: string | null;
  /** Bare digits, which may as well be a building's number. */
  readonly isBare: boolean;
}

/** `1990. 1. 1.`, `1990년 1월 1일` and `1990 년생` as words without blanks. */
export const joinDates = (text: string): string =>
  text
    .replaceAll(/(\d)\s*([-./])\s+(?=\d)/g, '$1$2')
    .replaceAll(/(\d)\s+([-/.])(?=\s*\d)/g, '$1$2')
    .replaceAll(/(\d)\s*([년월])\s*(?=\d)/g, '$1$2')
    .replaceAll(/(\d)\s+(?=[년월일]생?(?:\s|$)|생(?:\s|$))/g, '$1');

const dateForms = [
  /^'?(\d{4}|\d{2})년(?:(\d{1,2})월(?:(\d{1,2})일)?)?생?$/,
  /^'?(\d{4}|\d{2})생$/,
  /^'?(\d{4}|\d{2})[-./](\d{1,2})[-./](\d{1,2})[.]?생?$/,
  /^(\d{4})[-./](\d{1,2})[.]?생?$/,
];
const bareDateForms = [
  /^(\d{4})(\d{2})(\d{2})$/,
  /^(\d{2})(\d{2})(\d{2})$/,
  /^(\d{4})(\d{2})$/,
  /^((?:18|19|20)\d{2})$/,
];

/** Null for a word that is neither a birth date nor a number. */
export const readPerson = (word: string): PersonText | null => {
  const number = readNumber(word);
  for (const form of dateForms) {
    const born = readDate(form.exec(word));
    if (born.length > 0) return { born, number: null, isBare: false };
  }
  for (const form of bareDateForms) {
    const born = readDate(form.exec(word));
    // The first half of a number is a birth date, but perhaps not the one that the register has.
    if (born.length > 0) return { born, number: word.length === 6 ? number : null, isBare: word.length < 8 };
  }
  return number === null ? null : { born: [], number, isBare: false };
};

/** The beginning of a resident number of at least its first six digits, hyphen or not, masked or not. */
const readNumber = (word: string): string | null => {
  const match = /^(\d{6})(?:-(\d{0,7})\**|(\d{0,7}))$/.exec(word);
  return match ? `${match[1] ?? ''}-${match[2] ?? match[3] ?? ''}` : null;
};

const readDate = (match: RegExpExecArray | null): (readonly [string, string])[] => {
  if (!match) return [];
  const [, year = '', month = '', day = ''] = match;
  const years = year.length === 4 ? [year] : [`19${year}`, `20${year}`];
  const [from, to] = [`${month || '1'}-${day || '1'}`, `${month || '12'}-${day || '31'}`].map((text) =>
    text
      .split('-')
      .map((part) => part.padStart(2, '0'))
      .join('-'),
  );
  // A day that is none, and a month 13, are no date; the last day of a month need not be one.
  return years
    .filter((each) => PlainDate.safeParse(`${each}-${from}`).success)
    .map((each) => [`${each}-${from}`, `${each}-${to}`] as const);
};
