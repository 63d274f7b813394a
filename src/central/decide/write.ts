import { numbersNamed } from '../../shared/registry/report.ts';
import { insertAmendments } from '../store/amendments.ts';
import { noteSwept } from '../store/areas.ts';
import { markDecided, markQuarantined } from '../store/arrivals.ts';
import type { Sql, Statement } from '../store/database.ts';
import { insertItems, moveHeads, ringFeeds } from '../store/feeds.ts';
import { insertAnswers, insertFilingNumbers, insertFilings, retireAnswers } from '../store/filings.ts';
import { addDepartures, removeDepartures } from '../store/register.ts';
import type { Vault } from '../store/seal.ts';
import type { Outcome } from './outcome.ts';
import type { PreparedBatch } from './prepared-batch.ts';
import type { Slice } from './slice.ts';
import { documentStatements, inParts } from './write-documents.ts';
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
  yield* documentStatements(vault, slice);

  const departures = [...outcome.departures.values()];
  const left = departures.filter(({ lines }) => lines.length > 0);
  if (left.length > 0) yield addDepartures(left);
  if (left.length < departures.length) yield removeDepartures(departures.filter(({ lines }) => lines.length === 0));

  yield* filingStatements(vault, slice, outcome, at);

  const { reservations, flags } = outcome;
  yield* paperStatements(vault, { papers, reservations, flags, orders, at });

  for (const some of inParts(outcome.items, 40)) yield insertItems(vault, epoch, some);
  if (outcome.items.length > 0) {
    yield moveHeads(outcome.heads);
    yield ringFeeds;
  }
  if (outcome.quarantined.size > 0) yield markQuarantined(outcome.quarantined);
  if (batch.sweep) yield noteSwept(batch.sweep.id, batch.sweep.reached);
  if (arrivals.length > 0) yield markDecided(arrivals.map(({ arrival }) => arrival.arrival));
}

function* filingStatements(
  vault: Vault,
  slice: Slice,
  { filings, amendments, answers }: Outcome,
  at: string,
): Generator<Statement> {
  if (filings.length > 0)
    yield insertFilings(filings.map(({ arrival, filing: { id, office } }) => ({ id, office, arrival })));
  if (amendments.length > 0) yield insertAmendments(amendments);
  const named = [
    ...filings.map(({ filing }) => ({ filing: filing.id, numbers: numbersNamed(filing.report) })),
    ...amendments.flatMap(({ filing, amendment: { amendment } }) =>
      amendment.type === 'supplemented' ? { filing, numbers: numbersNamed(amendment.report) } : [],
    ),
  ].flatMap(({ filing, numbers }) => numbers.map((number) => ({ filing, numberIndex: slice.numberIndex(number) })));
  if (named.length > 0) yield insertFilingNumbers(named);

  const replaced = answers.filter(({ revision }) => revision > 1).map(({ filing }) => filing.id);
  if (replaced.length > 0) yield retireAnswers(replaced);
  const current = new Map(answers.map(({ filing, revision }) => [filing.id, revision]));
  for (const some of inParts(answers, 256))
    yield insertAnswers(
      vault,
      some.map(({ filing: { id }, revision, answers: movers }) => ({
        filing: id,
        revision,
        movers,
        isCurrent: current.get(id) === revision,
      })),
      at,
    );
}
