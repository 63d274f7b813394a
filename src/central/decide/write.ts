import type { Sql, Statement } from '../store/database.ts';
import { insertItems, moveHeads, ringFeeds } from '../store/feeds.ts';
import {
  insertAnswers,
  insertFilings,
  insertMovers,
  markDecided,
  markQuarantined,
  retireAnswers,
} from '../store/filings.ts';
import {
  addDepartures,
  changeHouseholds,
  changeResidents,
  deleteHouseholds,
  removeDepartures,
} from '../store/register.ts';
import type { Vault } from '../store/seal.ts';
import type { PreparedBatch } from './prepare.ts';
import { paperStatements } from './write-papers.ts';

/**
 * Writes what a batch led to: each document once, as it stands after the last filing of the batch. While PostgreSQL
 * works on a statement the next one is sealed; for that a statement must fit into the socket's buffer (some 200 KB),
 * because what doesn't is sent only when this thread is idle.
 */
export const writeOutcome = async (sql: Sql, vault: Vault, batch: PreparedBatch): Promise<void> => {
  let running: Promise<unknown> = Promise.resolve();
  for (const statement of statementsOf(vault, batch)) {
    await running;
    running = sql.run(statement.text, statement.values);
    // It is awaited in the next round; until then a failure is not an unhandled one.
    running.catch(() => undefined);
  }
  await running;
};

function* statementsOf(vault: Vault, batch: PreparedBatch): Generator<Statement> {
  const { slice, papers, outcome, arrivals, orders, epoch, at } = batch;
  const residents = [...slice.residents.values()].filter(({ text, storedText }) => text !== storedText);
  for (const some of inParts(residents, 64))
    yield changeResidents(
      vault,
      some.map(({ doc, text }) => ({ id: doc.id, text })),
    );

  const households = [...slice.households].filter(([, { text, storedText }]) => text !== storedText);
  const gone = households.filter(([, { doc }]) => doc === null).map(([id]) => id);
  if (gone.length > 0) yield deleteHouseholds(gone);
  const changed = households.flatMap(([id, { doc, text, origin }]) =>
    doc === null || text === null ? [] : { id, office: doc.office, derived: origin === null, text },
  );
  for (const some of inParts(changed, 128)) yield changeHouseholds(vault, some);

  const departures = [...outcome.departures.values()];
  const left = departures.filter(({ lines }) => lines.length > 0);
  if (left.length > 0) yield addDepartures(left);
  if (left.length < departures.length) yield removeDepartures(departures.filter(({ lines }) => lines.length === 0));

  const { filings } = outcome;
  if (filings.length > 0) {
    yield insertFilings(filings.map(({ arrival, filing: { id, office } }) => ({ id, office, arrival })));
    yield insertMovers(
      filings.flatMap(({ filing }) =>
        filing.report.movers.map(({ number }) => ({ filing: filing.id, numberIndex: slice.numberIndex(number) })),
      ),
    );
    const replaced = outcome.answers.filter(({ revision }) => revision > 1).map(({ filing }) => filing.id);
    if (replaced.length > 0) yield retireAnswers(replaced);
    const current = new Map(outcome.answers.map(({ filing, revision }) => [filing.id, revision]));
    for (const some of inParts(outcome.answers, 256))
      yield insertAnswers(
        vault,
        some.map(({ filing: { id }, revision, answers }) => ({
          filing: id,
          revision,
          movers: answers,
          isCurrent: current.get(id) === revision,
        })),
        at,
      );
  }

  const { reservations, flags } = outcome;
  yield* paperStatements(vault, { papers, reservations, flags, orders, at });

  for (const some of inParts(outcome.items, 40)) yield insertItems(vault, epoch, some);
  if (outcome.items.length > 0) {
    yield moveHeads(outcome.heads);
    yield ringFeeds;
  }
  if (outcome.quarantined.size > 0) yield markQuarantined(outcome.quarantined);
  yield markDecided(arrivals.map(({ arrival }) => arrival.arrival));
}

function* inParts<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
