import type { Database } from 'better-sqlite3';
import type { QueryOutput } from '../../shared/contract/queries.ts';
import { Address } from '../../shared/registry/address.ts';
import { doubleConsonants, toUsualLetters } from '../../shared/text/hangul.ts';
import { isInitials, toInitials } from '../../shared/text/initials.ts';
import { latinToHangul } from '../../shared/text/keyboard.ts';

export type AddressSearch = (text: string) => QueryOutput<'searchAddresses'>['rows'];

const most = 20;

/** An address at which households are, with all that it may be called by. */
interface Entry {
  readonly row: QueryOutput<'searchAddresses'>['rows'][number];
  readonly keys: readonly string[];
  /** The same in initial consonants. */
  readonly initials: readonly string[];
  readonly road: string;
  /** Of the building and the unit: people count houses by them, and not by letters. */
  readonly numbers: readonly number[];
}

/**
 * Finds the addresses of the office's own households by road and building, by the name of the house or by initial
 * consonants of either, with the blanks wherever somebody put them: what is meant exactly stands before what only
 * begins so. A building is one address; its units are told apart once one is typed.
 *
 * The list is kept in memory and made anew when `version` changes: a township has some ten thousand households, and
 * none of these forms could be looked up in an index of the file.
 *
 * @param version changes with the register
 */
export const createAddressSearch = (db: Database, version: () => string): AddressSearch => {
  const statements = {
    places: db.prepare<[], { readonly text: string; readonly row: number; readonly households: number }>(
      'SELECT address AS text, min(row) AS row, count(*) AS households FROM household WHERE is_closed = 0 GROUP BY 1',
    ),
    address: db.prepare<[number], string>("SELECT document ->> '$.address' FROM household WHERE row = ?").pluck(),
  };
  // What takes time is made once for each address: most of them are the same after the register has changed.
  const addresses = new Map<string, Address>();
  const names = new Map<string, Omit<Entry, 'row'>>();
  const readPlaces = (): Entry['row'][] =>
    statements.places.all().map(({ text, row, households }) => {
      const address = addresses.get(text) ?? Address.parse(JSON.parse(statements.address.get(row) ?? ''));
      addresses.set(text, address);
      return { address, households };
    });
  const toEntries = (rows: ReadonlyMap<string, Entry['row']>): Entry[] =>
    [...rows].map(([key, row]) => {
      const called = names.get(`${key}|${row.address.remark}`) ?? namesOf(row.address);
      names.set(`${key}|${row.address.remark}`, called);
      return { row, ...called };
    });

  let known: { readonly version: string; readonly buildings: Entry[]; readonly units: Entry[] } | null = null;
  const entries = () => {
    const now = version();
    if (known?.version !== now) {
      const { buildings, units } = group(readPlaces());
      known = { version: now, buildings: toEntries(buildings), units: toEntries(units) };
    }
    return known;
  };

  const find = (wanted: string): Entry['row'][] => {
    if (wanted === '') return [];
    const { buildings, units } = entries();
    const isOfInitials = isInitials(wanted.replaceAll(/[\d-]/g, ''));
    const meant = isOfInitials ? apart(wanted) : wanted;
    return (unitTyped.test(wanted) ? units : buildings)
      .flatMap((entry) => {
        const rank = rankOf(isOfInitials ? entry.initials : entry.keys, meant);
        return rank === null ? [] : [{ entry, rank }];
      })
      .toSorted((a, b) => a.rank - b.rank || compare(a.entry, b.entry))
      .slice(0, most)
      .map(({ entry }) => entry.row);
  };

  return (text) => {
    const found = find(toKey(text));
    // Nobody switches the keyboard for one word.
    return found.length > 0 || !/[a-z]/i.test(text) ? found : find(toKey(latinToHangul(text)));
  };
};

/** The keyboard writes ㄱㅅ as ㄳ. */
const apart = (text: string): string =>
  [...text].map((letter) => doubleConsonants[letter]?.join('') ?? letter).join('');

/** `103동`, `1203호`, `2층`: a number before it tells a unit from the name of a dong. */
const unitTyped = /\d(?:동|호|층)/;

/** Blanks, brackets and commas go wherever somebody put them; the dash in `12-3` stays. */
const ignored = /[\s\p{Cc}.,()'"\u00b7\u30fb\u318d]/gu;
const dashes = /[\u2010-\u2015\u2212]/g;
const toKey = (text: string): string =>
  toUsualLetters(text).replaceAll(dashes, '-').replaceAll(ignored, '').toLowerCase();

/** 0 for what is meant, 1 for what begins like it, 2 for what has it inside, null for none of them. */
const rankOf = (keys: readonly string[], wanted: string): number | null => {
  if (keys.includes(wanted)) return 0;
  if (keys.some((key) => key.startsWith(wanted))) return 1;
  // People call 솔내동촌길 the 동촌길; a single letter or number stands inside everything.
  return /^[가-힣]{2}/.test(wanted) && keys.some((key) => key.includes(wanted)) ? 2 : null;
};

const compare = (a: Entry, b: Entry): number => {
  if (a.road !== b.road) return a.road < b.road ? -1 : 1;
  const different = a.numbers.findIndex((number, nth) => number !== b.numbers[nth]);
  return different < 0
    ? a.numbers.length - b.numbers.length
    : (a.numbers[different] ?? 0) - (b.numbers[different] ?? -1);
};

type Rows = Map<string, { address: Address; households: number }>;

/** Households by the building in which they are, and by their unit. */
const group = (places: readonly Entry['row'][]): { readonly buildings: Rows; readonly units: Rows } => {
  const [buildings, units]: [Rows, Rows] = [new Map(), new Map()];
  const add = (to: Rows, { room: _, ...address }: Address, households: number): void => {
    const { province, city, township, road, building, unit } = address;
    const key = [province, city, township, road, building, unit.replaceAll(' ', '')].join('|');
    const found = to.get(key);
    if (found) {
      found.households += households;
      // The remark only explains the road's name, and not every line of the register has it.
      if (found.address.remark === '') found.address = { ...found.address, remark: address.remark };
    } else to.set(key, { address, households });
  };
  for (const { address, households } of places) {
    add(buildings, { ...address, unit: '' }, households);
    if (address.unit !== '') add(units, address, households);
  }
  return { buildings, units };
};

/** All by which an address is found, and by which it is put in order. */
const namesOf = ({ province, city, township, road, building, unit, remark }: Address): Omit<Entry, 'row'> => {
  const house = `${road} ${building}`;
  const names = remark.split(',').filter((name) => name.trim() !== '');
  const called = [
    house,
    `${township} ${house}`,
    `${city} ${township} ${house}`,
    `${province} ${city} ${township} ${house}`,
    ...names,
    // As it prints, with the remark behind, or as people say it.
    ...names.map((name) => `${road} ${name}`),
  ];
  return {
    keys: [...new Set(called.map((each) => toKey(`${each} ${unit}`)))],
    initials: [...new Set([house, ...names].map((each) => toInitials(toKey(each))))],
    road,
    numbers: (`${building} ${unit}`.match(/\d+/g) ?? []).map(Number),
  };
};
