import type { Database } from 'better-sqlite3';
import type { QueryOutput } from '../../shared/contract/queries.ts';
import type { ResidentId } from '../../shared/registry/ids.ts';
import { createResidentLines } from './resident-lines.ts';
import { type AddressSql, toAddressSql } from './search/address-words.ts';
import { type Cursor, isAddressCursor, isMemberCursor, isPersonCursor, readCursor } from './search/cursor.ts';
import { findAtAddress, findMembers, firstAddress, firstMember } from './search/homes.ts';
import { beforeAll, createFindPeople, fewHouseholds, type PersonPlace } from './search/people.ts';
import { readQuery, toTakenFor, type Wanted } from './search/read-query.ts';
import { createSql } from './search/sql.ts';

const pageSize = 50;
/** One more tells whether there is another page. */
const limit = pageSize + 1;

type Found = QueryOutput<'searchResidents'>;

/** Residents in order, each with the cursor of what follows. */
type Places = readonly { readonly id: ResidentId; readonly cursor: Cursor }[];

/**
 * Finds residents by whatever of them was typed. A text that can mean several things means the first by which anybody is
 * found. 50 a page; `after` is a page's `next`, and says where the page ended: nobody who stays is lost or comes twice,
 * whatever was written in between.
 *
 * @param few an address of no more households than these is looked at before names are: what is found is the same
 */
export const createSearch = (db: Database, few = fewHouseholds): ((text: string, after: string | null) => Found) => {
  const sql = createSql(db);
  const lines = createResidentLines(db);
  const findPeople = createFindPeople(sql, few);

  const peopleWanted = (meaning: number, wanted: Wanted, address: AddressSql | null, cursor: Cursor | null): Places => {
    const after = isPersonCursor(cursor) ? toPlace(cursor) : beforeAll;
    return findPeople(wanted, address, after, limit).map(({ id, tier, spelt, birth }) => ({
      id,
      cursor: [meaning, tier, spelt, birth, id],
    }));
  };

  const householdsWanted = (
    meaning: number,
    wanted: Wanted,
    address: AddressSql | null,
    cursor: Cursor | null,
  ): Places => {
    const isGoingOn = isMemberCursor(cursor);
    const last = isGoingOn ? toPlace(cursor) : null;
    // The household in which the page ended may have others in it, unless its householder has left in between.
    const isThere = last !== null && lines.byIds([last.id]).length > 0;
    const heads = [...(isThere ? [last] : []), ...findPeople(wanted, address, last ?? beforeAll, limit)];
    const after = isThere && isGoingOn ? { follows: cursor[5], birth: cursor[6], id: cursor[7] } : firstMember;
    return findMembers(sql, heads, after, limit).map(({ head, member }) => ({
      id: member.id,
      cursor: [meaning, head.tier, head.spelt, head.birth, head.id, member.follows, member.birth, member.id],
    }));
  };

  const atAddress = (meaning: number, address: AddressSql, cursor: Cursor | null): Places => {
    const after = isAddressCursor(cursor)
      ? { tier: cursor[1], row: cursor[2], follows: cursor[3], birth: cursor[4], id: cursor[5] }
      : firstAddress;
    return findAtAddress(sql, address, after, limit).map(({ id, tier, row, follows, birth }) => ({
      id,
      cursor: [meaning, tier, row, follows, birth, id],
    }));
  };

  const find = (meaning: number, wanted: Wanted, cursor: Cursor | null): Places => {
    const address = wanted.address.length === 0 ? null : toAddressSql(sql, wanted.address);
    if (wanted.isHousehold) return householdsWanted(meaning, wanted, address, cursor);
    if (address && !wanted.name && !wanted.person) return atAddress(meaning, address, cursor);
    return peopleWanted(meaning, wanted, address, cursor);
  };

  const search = (text: string, after: string | null): Found => {
    const meanings = readQuery(text);
    const cursor = readCursor(after);
    for (const [meaning, wanted] of meanings.entries()) {
      if (cursor && cursor[0] !== meaning) continue;
      const places = find(meaning, wanted, cursor);
      if (places.length > 0 || cursor) return toPage(wanted, places);
    }
    const [likeliest] = meanings;
    return { rows: [], next: null, ...(likeliest ? { takenFor: toTakenFor(likeliest) } : {}) };
  };

  const toPage = (wanted: Wanted, places: Places): Found => {
    const page = places.slice(0, pageSize);
    const last = page.at(-1);
    return {
      rows: lines.byIds(page.map(({ id }) => id)),
      next: places.length > pageSize && last ? JSON.stringify(last.cursor) : null,
      takenFor: toTakenFor(wanted),
    };
  };

  // Several statements that have to see one state of the file, while another thread writes.
  return db.transaction(search);
};

const toPlace = ([, tier, spelt, birth, id]: readonly [
  number,
  number,
  string,
  string,
  ResidentId,
  ...unknown[],
]): PersonPlace => ({
  tier,
  spelt,
  birth,
  id,
});
