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
import type { Outcome, ReadArrival } from './outcome.ts';
import type { Slice } from './slice.ts';

export interface WrittenBatch {
  readonly slice: Slice;
  readonly outcome: Outcome;
  readonly arrivals: readonly ReadArrival[];
  readonly epoch: number;
  readonly at: string;
}

/**
 * Writes what a batch led to: each document once, as it stands after the last filing of the batch. While PostgreSQL
 * works on a statement the next one is sealed.
 */
export const writeOutcome = async (sql: Sql, vault: Vault, batch: WrittenBatch): Promise<void> => {
  let running: Promise<unknown> = Promise.resolve();
  for (const statement of statementsOf(vault, batch)) {
    await running;
    running = sql.run(statement.text, statement.values);
    // It is awaited in the next round; until then a failure is not an unhandled one.
    running.catch(() => undefined);
  }
  await running;
};

function* statementsOf(vault: Vault, { slice, outcome, arrivals, epoch, at }: WrittenBatch): Generator<Statement> {
  const residents = [...slice.residents.values()].filter(({ text, storedText }) => text !== storedText);
  if (residents.length > 0)
    yield changeResidents(
      vault,
      residents.map(({ doc, text }) => ({ id: doc.id, text })),
    );

  const households = [...slice.households].filter(([, { text, storedText }]) => text !== storedText);
  const gone = households.filter(([, { doc }]) => doc === null).map(([id]) => id);
  if (gone.length > 0) yield deleteHouseholds(gone);
  const changed = households.flatMap(([id, { doc, text, origin }]) =>
    doc === null || text === null ? [] : { id, office: doc.office, derived: origin === null, text },
  );
  if (changed.length > 0) yield changeHouseholds(vault, changed);

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
    yield insertAnswers(
      vault,
      outcome.answers.map(({ filing, revision, answers }) => ({ filing: filing.id, revision, movers: answers })),
      at,
    );
  }

  yield insertItems(vault, epoch, outcome.items);
  yield moveHeads(outcome.heads);
  yield ringFeeds;
  if (outcome.quarantined.size > 0) yield markQuarantined(outcome.quarantined);
  yield markDecided(arrivals.map(({ arrival }) => arrival.arrival));
}
