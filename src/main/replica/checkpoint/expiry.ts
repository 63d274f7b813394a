import type { Database } from 'better-sqlite3';
import { type PlainDate, plainDateAt } from '../../../shared/registry/plain-date.ts';
import type { System } from '../../system.ts';
import { journalTable } from '../collections.ts';
import { createMeta } from '../views/meta.ts';

/** So many rows are looked at in one go, and those among them erased in one transaction. */
const rowsAtOnce = 50;

const dayOf = (column: string): string => `date(${column}, '+9 hours')`;
/** RT-4 has the last word on what names somebody: as long as a body is kept, so is what came of it. */
const hasNoBody = (ids: string): string => `NOT EXISTS (
  SELECT 1 FROM "${journalTable}" AS kept WHERE kept.id IN (${ids}) AND json_extract(kept.data, '$.body') IS NOT NULL)`;
const some = (table: string, id: string, columns: string): string =>
  `(SELECT ${columns} FROM ${table} WHERE ${id} > :after GROUP BY ${id} ORDER BY ${id} LIMIT ${rowsAtOnce})`;

interface Kept {
  /** For how many years, from the first of January on after it was settled [D 60]. */
  readonly years: number;
  /** A few ids from the one after `:after` on, and whether each may go: settled before `:since`, and of nobody here. */
  readonly list: string;
  /** What takes all of `:id` away, in this order. */
  readonly remove: readonly string[];
}

/** Somebody whom the filing names is in the register here: known by the number they have, or had. */
const namesSomebodyHere = (filing: string): string => `EXISTS (
  SELECT 1 FROM filing_named AS named WHERE named.filing = ${filing}
    AND (EXISTS (SELECT 1 FROM resident WHERE resident.number = named.number)
      OR EXISTS (SELECT 1 FROM former_number WHERE former_number.number = named.number)))`;
/** A receipt prints people of its filing who weren't in the register yet. */
const receiptOf = (id: string): string =>
  `(SELECT reservation ->> '$.request.filing' FROM certificate WHERE certificate.id = ${id})`;
/** As its reservation has them: their own table is in the order of residents. */
const subjectsOf = (id: string): string =>
  `(SELECT value FROM certificate, json_each(reservation, '$.subjects') WHERE certificate.id = ${id})`;

const removeFiling = [
  'DELETE FROM filing WHERE id = :id',
  ...['filing_named', 'amendment', 'answer'].map((table) => `DELETE FROM ${table} WHERE filing = :id`),
];

const kept: readonly Kept[] = [
  {
    years: 5,
    list: `
      SELECT id, issued_on < :since AND ${dayOf('ifnull(settled_at, reserved_at)')} < :since
        AND state IN ('issued', 'void')
        AND NOT EXISTS (SELECT 1 FROM certificate_to_compare AS waiting WHERE waiting.certificate = paper.id)
        AND NOT EXISTS (SELECT 1 FROM ${subjectsOf('paper.id')} AS subject JOIN resident ON resident.id = subject.value)
        AND NOT ${namesSomebodyHere(receiptOf('paper.id'))}
        AND ${hasNoBody('SELECT paper.id UNION ALL SELECT entry FROM certificate_step AS step WHERE step.certificate = paper.id')}
        AS isDue
      FROM ${some('certificate', 'id', 'id, issued_on, settled_at, reserved_at, state')} AS paper ORDER BY id`,
    remove: [
      `DELETE FROM certificate_subject WHERE certificate = :id AND resident IN ${subjectsOf(':id')}`,
      'DELETE FROM certificate WHERE id = :id',
      'DELETE FROM certificate_step WHERE certificate = :id',
      'DELETE FROM certificate_pdf WHERE certificate = :id',
    ],
  },
  {
    years: 10,
    list: `
      SELECT id, report_date < :since AND ${dayOf('taken_at')} < :since AND is_waiting = 0 AND quarantined IS NULL
        AND NOT EXISTS (SELECT 1 FROM amendment WHERE amendment.filing = taken.id
          AND (amendment.quarantined IS NOT NULL OR json_extract(document, '$.on') >= :since))
        AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.filing = taken.id
          AND json_extract(answer, '$.type') IN ('supplement', 'held') AND revision =
            (SELECT max(revision) FROM answer AS last WHERE last.filing = taken.id AND last.mover = answer.mover))
        AND NOT ${namesSomebodyHere('taken.id')}
        AND ${hasNoBody('SELECT taken.id UNION ALL SELECT entry FROM amendment WHERE amendment.filing = taken.id')}
        AS isDue
      FROM ${some('filing', 'id', 'id, report_date, taken_at, is_waiting, quarantined')} AS taken ORDER BY id`,
    remove: removeFiling,
  },
  {
    // Central may answer again to a filing that is gone here: the answer names people, and nothing shows it.
    years: 10,
    list: `
      SELECT filing AS id, NOT EXISTS (SELECT 1 FROM filing WHERE filing.id = answered.filing) AS isDue
      FROM ${some('answer', 'filing', 'filing')} AS answered ORDER BY filing`,
    remove: removeFiling,
  },
];

export interface Expiry {
  /**
   * The day by which terms are over: the earlier one of what central last signed and what this computer says, so that it
   * takes two lying clocks to erase anything too early. Null before central has said anything.
   */
  readonly today: () => PlainDate | null;
  /**
   * Goes through all that is kept. Each call of the step that it gives looks at a few rows and erases those whose term is
   * over, in one transaction; it belongs into the append's turn.
   */
  readonly begin: (today: PlainDate) => () => { readonly erased: number; readonly isDone: boolean };
}

/**
 * Erases what the law has an office keep of people who have left, when it no longer does (RT-9): papers with what was
 * asked for them, and filings. What waits for a person stays, and so does what names somebody who is here.
 *
 * @param erasing called inside the transaction, before anything is erased
 */
export const createExpiry = (db: Database, system: Pick<System, 'now' | 'reached'>, erasing: () => void): Expiry => {
  const meta = createMeta(db);
  return {
    today: () => {
      const said = meta.get('registerAsOf');
      return said === null ? null : plainDateAt(Math.min(Date.parse(said), system.now()));
    },
    begin: (today) => {
      const walks = kept.map(({ years, list, remove }) => ({
        since: `${Number(today.slice(0, 4)) - years}-01-01`,
        list: db.prepare<[{ after: string; since: string }], { id: string; isDue: number }>(list),
        remove: remove.map((sql) => db.prepare<[{ id: string }]>(sql)),
      }));
      let after = '';
      return () => {
        const [walk] = walks;
        if (!walk) return { erased: 0, isDone: true };
        const looked = walk.list.all({ after, since: walk.since });
        const due = looked.filter(({ isDue }) => isDue === 1);
        if (due.length > 0) {
          db.transaction(() => {
            erasing();
            for (const { id } of due) for (const statement of walk.remove) statement.run({ id });
            system.reached('erase:written');
          })();
          system.reached('erase:committed');
        }
        after = looked.at(-1)?.id ?? '';
        if (looked.length < rowsAtOnce) {
          walks.shift();
          after = '';
        }
        return { erased: due.length, isDone: walks.length === 0 };
      };
    },
  };
};
