import type { KeyPattern, NamePattern } from '../../../shared/text/name-pattern.ts';

/** A part of a statement, with the values of its parameters. */
export interface NameSql {
  /** True for whoever fits. */
  readonly where: string;
  /** How well: 0 exactly, 1 as it begins, 2 to 5 the less the more. */
  readonly tier: string;
  /** True for whoever is in the tiers up to `lastBeginning`, and nobody else: found by an index. Null where there is no such range. */
  readonly begins: string | null;
  readonly values: Readonly<Record<string, string>>;
}

/** The last tier of `begins`: those that begin as was typed, with initials for syllables and a last one half composed. */
export const lastBeginning = 2;

/** Behind all tiers. */
const noTier = 9;

/** On any table that has the keys of names. */
export const toNameSql = ({ keys, roman, hanja }: NamePattern): NameSql => {
  const values: Record<string, string> = {};
  const bind = (value: string): string => {
    const name = `n${Object.keys(values).length}`;
    values[name] = value;
    return `:${name}`;
  };
  const glob = (column: string, patterns: readonly string[]): string =>
    [...new Set(patterns)].map((pattern) => `${column} GLOB ${bind(pattern)}`).join(' OR ') || 'FALSE';

  const ofKeys = keys.length === 0 ? null : keySql(keys, bind, glob);
  const [first, ...others] = roman;
  const ofRoman = first === undefined ? null : romanSql([first, ...others], glob);
  const either = [ofKeys, ofRoman].filter((each) => each !== null);
  const ofHanja = hanja === '' ? null : hanjaSql(hanja, bind, glob);
  const spelt =
    either.length === 2
      ? {
          where: `(${either.map(({ where }) => where).join(' OR ')})`,
          tier: `min(${either.map(({ tier }) => tier).join(', ')})`,
        }
      : either[0];
  const all = [spelt, ofHanja].filter((each) => each !== null && each !== undefined);
  return {
    where: all.map(({ where }) => where).join(' AND '),
    tier: all.length === 2 ? `max(${all.map(({ tier }) => tier).join(', ')})` : (all[0]?.tier ?? '0'),
    begins: all.length === 1 && either.length === 1 && ofKeys ? beginningSql(keys, bind) : null,
    values,
  };
};

type Bind = (value: string) => string;
type Glob = (column: string, patterns: readonly string[]) => string;
type Conditions = Pick<NameSql, 'where' | 'tier'>;

const keySql = (keys: readonly KeyPattern[], bind: Bind, glob: Glob): Conditions => {
  const all = (part: (key: KeyPattern) => readonly string[]): string[] => keys.flatMap(part);
  const begins = (patterns: readonly string[]): string[] => patterns.map((pattern) => `${pattern}*`);
  const anywhere = (patterns: readonly string[]): string[] => patterns.map((pattern) => `*${pattern}*`);
  const [typed, variant] = [all((key) => key.typed), all((key) => key.variant)];
  return {
    where: `(${glob('name_key', anywhere(variant))})`,
    tier: `CASE WHEN name_key IN (${keys.map(({ exact }) => bind(exact)).join(', ')}) THEN 0
      WHEN ${glob('name_key', begins(all(({ literal }) => [literal])))} THEN 1
      WHEN ${glob('name_key', begins(typed))} THEN 2
      WHEN ${glob('name_key', begins(variant))} THEN 3
      WHEN ${glob('name_key', anywhere(typed))} THEN 4
      WHEN ${glob('name_key', anywhere(variant))} THEN 5 ELSE ${noTier} END`,
  };
};

/** All keys that begin with one of these. No key holds the last code point there is. */
const beginningSql = (keys: readonly KeyPattern[], bind: Bind): string => {
  const between = (first: string, last: string): string =>
    `name_key >= ${bind(first)} AND name_key < ${bind(`${last}\u{10ffff}`)}`;
  const ranges = keys.flatMap(({ exact, typed }) => [
    between(exact, exact),
    ...typed.map((pattern) => `${between(...firstAndLast(pattern))} AND name_key GLOB ${bind(`${pattern}*`)}`),
  ]);
  return `(${ranges.join(' OR ')})`;
};

/** What is smallest and largest of all that begins with a pattern, as far as its first class of letters. */
const firstAndLast = (pattern: string): [first: string, last: string] => {
  const [, before = '', letters = ''] = /^([^[]*)(?:\[([^\]]+)\])?/.exec(pattern) ?? [];
  const sorted = [...letters].filter((letter) => letter !== '-').toSorted();
  return [before + (sorted.at(0) ?? ''), before + (sorted.at(-1) ?? '')];
};

/**
 * The words stand together from some word on, whatever blanks were typed, or each begins one. Either way the first one
 * begins a word, which nearly all names fail at, and nothing else of them is looked at.
 */
const romanSql = (words: readonly [string, ...string[]], glob: Glob): Conditions => {
  const joined = words.join('');
  const begins = (word: string): string => glob('roman_key', [`* ${word}*`]);
  const [first, ...others] = words;
  const where =
    others.length === 0
      ? `(${begins(first)})`
      : `(${begins(first)} AND (${begins(joined)} OR (${others.map(begins).join(' AND ')})))`;
  return {
    where,
    tier: `CASE WHEN ${glob('roman_key', [` ${joined} *`])} THEN 0
      WHEN ${glob('roman_key', [` ${joined}*`])} THEN 1
      WHEN ${where} THEN 4 ELSE ${noTier} END`,
  };
};

/** Characters only, so nothing of it is an operator. */
const hanjaSql = (hanja: string, bind: Bind, glob: Glob): Conditions => {
  const where = glob('hanja_key', [`*${hanja}*`]);
  return {
    where: `(${where})`,
    tier: `CASE WHEN hanja_key = ${bind(hanja)} THEN 0 WHEN ${glob('hanja_key', [`${hanja}*`])} THEN 1
      WHEN ${where} THEN 4 ELSE ${noTier} END`,
  };
};
