import type { QueryOutput } from '../../../shared/contract/queries.ts';
import { toUsualLetters } from '../../../shared/text/hangul.ts';
import { type NamePattern, toNamePattern } from '../../../shared/text/name-pattern.ts';
import { joinDates, type PersonText, readPerson } from './person-text.ts';

/** One thing that a text may mean. Whoever is found fits all that is given. */
export interface Wanted {
  readonly name: NamePattern | null;
  /** The households that people of this name lead, with everybody in them. */
  readonly isHousehold: boolean;
  readonly person: PersonText | null;
  /** Words of the address. */
  readonly address: readonly string[];
}

type TakenFor = NonNullable<QueryOutput<'searchResidents'>['takenFor']>;

/** What a text can mean, the likeliest first; empty for a text without a letter. */
export const readQuery = (text: string): readonly Wanted[] => {
  // Among control characters is NUL, at which FTS would take the text to end.
  const usual = toUsualLetters(text)
    .replaceAll(/[\p{Cc}]/gu, ' ')
    .trim();
  const { text: typed, isHousehold } = splitHousehold(usual);
  const words = joinRoads(joinDates(typed))
    .split(/[\s,()]+/)
    .filter((word) => /[^\s\p{P}]/u.test(word));
  return readPeople(words).flatMap(({ person, rest }) => {
    if (rest.length === 0) return person ? [{ name: null, isHousehold: false, person, address: [] }] : [];
    return readWords(rest).flatMap(({ nameWords, address }): Wanted[] => {
      const name = nameWords.length === 0 ? null : toNamePattern(nameWords.join(' '));
      if (nameWords.length > 0 && !name) return [];
      return [{ name, isHousehold: isHousehold && name !== null, person, address }];
    });
  });
};

/** What it was taken for, so that a person can be told. */
export const toTakenFor = ({ name, isHousehold, person, address }: Wanted): TakenFor => [
  ...(name ? [isHousehold ? ('household' as const) : ('name' as const)] : []),
  ...(person && person.born.length > 0 ? ['birth-date' as const] : []),
  ...(person && person.number !== null ? ['number' as const] : []),
  ...(address.length > 0 ? ['address' as const] : []),
];

/** `김현수 세대`, `세대주 김현수`. */
const splitHousehold = (text: string): { readonly text: string; readonly isHousehold: boolean } => {
  const match = /^(.*\S)\s*(?:세대주?|세대원|가족)$/u.exec(text) ?? /^세대주\s+(\S.*)$/u.exec(text);
  return { text: match?.[1] ?? text, isHousehold: match !== null };
};

/** A road whose name is typed in two: `솔내로 12번길`. */
const joinRoads = (text: string): string => text.replaceAll(/([가-힣][로길])\s+(?=\d+번?[가-하]?길)/g, '$1');

/** The first word that says something of a person, and the others. */
const readPeople = (
  words: readonly string[],
): readonly { readonly person: PersonText | null; readonly rest: readonly string[] }[] => {
  const whole = { person: null, rest: words };
  const at = words.findIndex((word) => readPerson(word));
  const person = readPerson(words[at] ?? '');
  if (!person) return [whole];
  const taken = { person, rest: words.toSpliced(at, 1) };
  if (!person.isBare || words.length === 1) return [taken];
  // Behind a road stands the number of a building.
  return /[로길]$/.test(words[at - 1] ?? '') ? [whole, taken] : [taken, whole];
};

interface Split {
  readonly nameWords: readonly string[];
  readonly address: readonly string[];
}

const isPlace = (word: string): boolean =>
  /\d|(?:[도시군구읍면동리로길호층]|아파트|빌라|타운|맨션|빌딩|주택|마을)$/.test(word);

/** Which words are a name and which an address: by how they look, and then every other way. */
const readWords = (words: readonly string[]): readonly Split[] => {
  const nameAll: Split[] = words.some((word) => /\d/.test(word)) ? [] : [{ nameWords: words, address: [] }];
  const addressAll = { nameWords: [], address: words };
  if (words.length === 1) return [...nameAll, addressAll];
  const firstPlace = words.findIndex(isPlace);
  const lastPlace = words.findLastIndex(isPlace);
  const before = (at: number): Split => ({ nameWords: words.slice(0, at), address: words.slice(at) });
  const behind = (at: number): Split => ({ nameWords: words.slice(at), address: words.slice(0, at) });
  const likely: Split[] = [];
  if (firstPlace > 0) likely.push(before(firstPlace));
  else if (firstPlace === 0) likely.push(lastPlace === words.length - 1 ? addressAll : behind(lastPlace + 1));
  const all = [...likely, ...nameAll, addressAll, before(1), behind(words.length - 1)].filter(
    ({ nameWords }) => !nameWords.some((word) => /\d/.test(word)),
  );
  return [...new Map(all.map((split) => [JSON.stringify(split), split])).values()];
};
