import type { Address } from '../../../shared/registry/address.ts';
import { toUsualLetters } from '../../../shared/text/hangul.ts';
import { toNamePattern } from '../../../shared/text/name-pattern.ts';
import type { Sql } from './sql.ts';

/** Everything by which a household's address is found; the room never prints, but people know it. */
export const toSearchedAddress = (address: Pick<Address, 'room'>, text: string): string =>
  toUsualLetters(address.room === undefined || address.room === '' ? text : `${text} ${address.room}`);

/** Its roads, places and houses, but no numbers. Split as the full-text index does it. */
export const toPlaceWords = (searched: string): string[] =>
  searched
    .toLowerCase()
    .split(/[^\p{L}\p{N}-]+/u)
    .filter((word) => word !== '' && !/\d/.test(word));

/** Expressions of the full-text index, each wider than the one before. */
export interface AddressSql {
  /** Every word is a word of the address. */
  readonly exact: string;
  /** Every word begins one. */
  readonly prefix: string;
  /** Or stands inside one, or is its initial consonants. */
  readonly wide: string;
}

/** Quoted, so that nothing typed is taken as an operator. */
const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`;

/** A road and a number that were typed without a blank. */
const roadAndNumber = /^(.+[로길])(\d[\d-]*)$/;

/** @param words what was typed, each with a letter or a digit in it. */
export const toAddressSql = (sql: Sql, words: readonly string[]): AddressSql => {
  const each = (word: string, star: '' | '*', others: readonly string[] = []): string => {
    const [, road, number] = roadAndNumber.exec(word) ?? [];
    const apart = road !== undefined && number !== undefined ? [`(${quoted(road)} AND ${quoted(number)}${star})`] : [];
    return `(${[quoted(word) + star, ...apart, ...others.map(quoted)].join(' OR ')})`;
  };
  return {
    exact: words.map((word) => each(word, '')).join(' AND '),
    prefix: words.map((word) => each(word, '*')).join(' AND '),
    wide: words.map((word) => each(word, '*', placesLike(sql, word))).join(' AND '),
  };
};

/** Far more than the roads and houses of a township that hold the same two letters. */
const placesAtMost = 200;

const placesLike = (sql: Sql, word: string): string[] => {
  const pattern = /\d/.test(word) || word.length < 2 ? null : toNamePattern(word);
  const typed = pattern?.keys.flatMap((key) => key.typed) ?? [];
  if (typed.length === 0) return [];
  const values = Object.fromEntries(typed.map((each, index) => [`p${index}`, `*${each}*`]));
  const where = Object.keys(values)
    .map((name) => `word GLOB :${name}`)
    .join(' OR ');
  return sql
    .all<{ word: string }>(`SELECT word FROM place_word WHERE ${where} ORDER BY word LIMIT ${placesAtMost}`, values)
    .map((row) => row.word);
};
