import type { ResidentId } from '../../../shared/registry/ids.ts';
import type { AddressSql } from './address-words.ts';
import type { PersonPlace } from './people.ts';
import type { Sql } from './sql.ts';

/** Where somebody stands in their household: whoever leads it first, then by age. */
export interface MemberPlace {
  readonly follows: number;
  readonly birth: string;
  readonly id: ResidentId;
}

/** How well the address fits, then the household's row: the order in which the snapshot listed them. */
export interface AddressPlace extends MemberPlace {
  readonly tier: number;
  readonly row: number;
}

export const firstMember = { follows: -1, birth: '', id: '' as ResidentId } as const satisfies MemberPlace;
export const firstAddress = { tier: 0, row: 0, ...firstMember } as const satisfies AddressPlace;

const member = `resident.id, resident.relation <> '본인' AS follows, resident.birth_date AS birth`;
const behind = '(follows, birth, resident.id) > (:follows, :birth, :id) ORDER BY follows, birth, resident.id';

/** Up to `limit` residents at an address behind a place, household by household. */
export const findAtAddress = (sql: Sql, words: AddressSql, after: AddressPlace, limit: number): AddressPlace[] => {
  const tiers = [
    words.exact,
    `(${words.prefix}) NOT (${words.exact})`,
    ...(words.wide === words.prefix ? [] : [`(${words.wide}) NOT (${words.prefix})`]),
  ];
  const found: AddressPlace[] = [];
  let from = after;
  while (found.length < limit) {
    const { tier } = from;
    const expression = tiers[tier];
    if (expression === undefined) break;
    // Almost every household has somebody in it, so a page needs hardly more of them than this.
    const rows = sql.all<{ row: number }>(
      `SELECT rowid AS row FROM household_address
       WHERE household_address MATCH :expression AND rowid >= :row ORDER BY rowid LIMIT :limit`,
      { expression, row: from.row, limit: limit + 1 },
    );
    const people = sql.all<Omit<AddressPlace, 'tier'>>(
      `SELECT household_row AS row, ${member}
       FROM json_each(:rows) AS home CROSS JOIN resident ON resident.household_row = home.value
       WHERE (household_row, follows, birth, resident.id) > (:row, :follows, :birth, :id)
       ORDER BY household_row, follows, birth, resident.id LIMIT :limit`,
      { ...from, rows: JSON.stringify(rows.map(({ row }) => row)), limit: limit - found.length },
    );
    found.push(...people.map((each) => ({ ...each, tier })));
    const last = rows.at(-1);
    from =
      last && rows.length > limit ? { ...firstMember, tier, row: last.row + 1 } : { ...firstAddress, tier: tier + 1 };
  }
  return found;
};

/** Everybody in the households of these householders, in order, behind a place in the first of them. */
export const findMembers = (
  sql: Sql,
  heads: readonly PersonPlace[],
  after: MemberPlace,
  limit: number,
): { readonly head: PersonPlace; readonly member: MemberPlace }[] => {
  const found: { readonly head: PersonPlace; readonly member: MemberPlace }[] = [];
  for (const [index, head] of heads.entries()) {
    if (found.length === limit) break;
    const members = sql.all<MemberPlace>(
      `SELECT ${member} FROM resident
       WHERE household_row = (SELECT household_row FROM resident WHERE id = :head) AND ${behind} LIMIT :limit`,
      { ...(index === 0 ? after : firstMember), head: head.id, limit: limit - found.length },
    );
    found.push(...members.map((each) => ({ head, member: each })));
  }
  return found;
};
