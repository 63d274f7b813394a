import type { ResidentId } from '../../../shared/registry/ids.ts';
import type { AddressSql } from './address-words.ts';
import { lastBeginning, type NameSql, toNameSql } from './name-sql.ts';
import type { Wanted } from './read-query.ts';
import type { Sql } from './sql.ts';

/** Where somebody stands among those found: how well the name fits, then by name, birth date and id. */
export interface PersonPlace {
  readonly tier: number;
  readonly spelt: string;
  readonly birth: string;
  readonly id: ResidentId;
}

export const beforeAll = { tier: -1, spelt: '', birth: '', id: '' as ResidentId } as const satisfies PersonPlace;

/** A way in which a name is spelt, and how well it fits. */
type Spelling = Pick<PersonPlace, 'tier' | 'spelt'>;

/** Up to `limit` of those wanted behind a place, in order. `address` is that of `wanted`, if it has one. */
export type FindPeople = (
  wanted: Wanted,
  address: AddressSql | null,
  after: PersonPlace,
  limit: number,
) => PersonPlace[];

/** Of more than these, so many people live there that a page of any usual name is full soon. */
export const fewHouseholds = 1_000;
/** Each name is somebody's, so a page needs no more of them, unless there is something else to fit. */
const firstNames = 52;
/** Of these, whose people are looked at first: names that are typed in full belong to several, and fill a page sooner. */
const oftenEnough = 16;
/** As many as fill a page in nearly every road that has many households. */
const namesBesideAddress = 1_500;

/** Behind all whose name begins as was typed, and before the others. */
const behindBeginnings = { ...beforeAll, tier: lastBeginning + 0.5 };

const nobodyNamed: NameSql = { where: 'TRUE', tier: '0', begins: null, values: {} };
const inOrder = `AND (tier, spelt, birth, resident.id) > (:tier, :spelt, :birth, :id)
  ORDER BY tier, spelt, birth, resident.id LIMIT :limit`;
const rowsThere = 'SELECT rowid FROM household_address WHERE household_address MATCH :words';
const isThere = `resident.household_row IN (${rowsThere})`;

/**
 * Begins with what leaves the fewest to look at: a number or a birth date, an address with few households, and else the
 * names. The order is the same whichever it is.
 */
export const createFindPeople = (sql: Sql, few: number): FindPeople => {
  /**
   * @param from the tables, beginning with the one that leaves few; `where` and `values` are its own, and tell among others
   * who has the name.
   */
  const find = (
    { wanted, name, words }: { readonly wanted: Wanted; readonly name: NameSql; readonly words: string | null },
    { from, where, values }: { from: string; where: string; values: Readonly<Record<string, string | number>> },
    after: PersonPlace,
    limit: number,
  ): PersonPlace[] =>
    sql.all(
      `SELECT resident.id, ${name.tier} AS tier, resident.name_key AS spelt, resident.birth_date AS birth
       FROM ${from} WHERE ${where} ${words === null ? '' : `AND ${isThere}`}
         ${wanted.isHousehold ? `AND resident.relation = '본인'` : ''} ${inOrder}`,
      { ...name.values, ...values, ...(words === null ? {} : { words }), ...after, limit },
    );

  const byPerson: FindPeople = (wanted, address, after, limit) => {
    const { born, number } = wanted.person ?? { born: [], number: null };
    const name = wanted.name ? toNameSql(wanted.name) : nobodyNamed;
    const ranges = `json_each(:born) AS days CROSS JOIN resident INDEXED BY resident_birth_date
      ON resident.birth_date BETWEEN days.value ->> 0 AND days.value ->> 1`;
    const numbers = `(
        SELECT id FROM resident WHERE number >= :number AND number < :numberEnd
        UNION SELECT resident FROM former_number WHERE number >= :number AND number < :numberEnd
        UNION SELECT resident.id FROM ${ranges}
      ) AS found CROSS JOIN resident ON resident.id = found.id`;
    // Behind all digits, so whatever number begins so lies before it.
    const values = number === null ? {} : { number, numberEnd: `${number}:` };
    return find(
      { wanted, name, words: address?.wide ?? null },
      {
        from: number === null ? ranges : numbers,
        where: name.where,
        values: { ...values, born: JSON.stringify(born) },
      },
      after,
      limit,
    );
  };

  /** Whether it costs less to look at all households of an address than at people until a page is full. */
  const isForFew = (words: string): boolean => sql.all(`${rowsThere} LIMIT 1 OFFSET :few`, { words, few }).length === 0;

  /** Up to `limit` of those for whom `where` is true, behind a place. */
  type FindSome = (where: string, after: PersonPlace, limit: number) => PersonPlace[];

  const byAddress =
    (wanted: Wanted, name: NameSql, words: string): FindSome =>
    (where, after, limit) =>
      find(
        { wanted, name, words: null },
        {
          from: 'resident INDEXED BY resident_household',
          where: `${isThere} AND ${where}`,
          values: { words },
        },
        after,
        limit,
      );

  const byName =
    (wanted: Wanted, name: NameSql, words: string | null): FindSome =>
    (where, after, limit) => {
      const found: PersonPlace[] = [];
      /** Whoever of the wanted has one of these names, as far as a page goes. */
      const take = (names: readonly Spelling[]): void => {
        const last = names.at(-1);
        if (!last) return;
        // The same key stands for every way in which a name is written in Hanja.
        const keys = JSON.stringify([...new Set(names.map(({ spelt }) => spelt))]);
        found.push(
          ...find(
            { wanted, name, words },
            {
              from: `json_each(:keys) AS names CROSS JOIN resident INDEXED BY resident_name
                ON resident.name_key = names.value`,
              where: `${name.where} AND (tier, spelt) <= (:lastTier, :lastSpelt)`,
              values: { keys, lastTier: last.tier, lastSpelt: last.spelt },
            },
            found.at(-1) ?? after,
            limit - found.length,
          ),
        );
      };
      let from: Spelling = { tier: after.tier, spelt: after.spelt };
      for (let chunk = words === null ? firstNames : namesBesideAddress; ; chunk *= 4) {
        const names = sql.all<Spelling>(
          `SELECT ${name.tier} AS tier, name_key AS spelt FROM spelling
           WHERE ${where} AND (tier, spelt) >= (:tier, :spelt) ORDER BY tier, spelt LIMIT :limit`,
          { ...name.values, ...from, limit: chunk },
        );
        // What costs is to look through all spellings once more, not to look at people a few names at a time.
        let next = oftenEnough;
        for (let taken = 0; taken < names.length && found.length < limit; ) {
          const before = found.length;
          take(names.slice(taken, taken + next));
          taken += next;
          next = howManyNext(next, found.length - before, limit - found.length);
        }
        const last = names.at(-1);
        if (!last || found.length === limit || names.length < chunk) return found;
        from = last;
      }
    };

  return (wanted, address, after, limit) => {
    if (wanted.person) return byPerson(wanted, address, after, limit);
    if (!wanted.name) return [];
    const name = toNameSql(wanted.name);
    const words = address?.wide ?? null;
    const some = words !== null && isForFew(words) ? byAddress(wanted, name, words) : byName(wanted, name, words);
    if (name.begins === null || after.tier > lastBeginning) return some(name.where, after, limit);
    // Mostly a page is full with those that begin so, who are found by an index, and nobody looks through all the others.
    const first = some(name.begins, after, limit);
    return first.length === limit ? first : [...first, ...some(name.where, behindBeginnings, limit - first.length)];
  };
};

/** As many names as should have the people who are missing, by those before them, and as many again to be sure. */
const howManyNext = (names: number, found: number, missing: number): number =>
  found === 0 ? names * 4 : Math.min(names * 4, Math.ceil((2 * missing * names) / found));
