import { setTimeout as sleep } from 'node:timers/promises';
import { zstdDecompressSync } from 'node:zlib';
import { genesis, Link, parseJson } from '../../src/shared/contract/chain.ts';
import { checkFeedItem } from '../../src/shared/contract/feed-item.ts';
import type { Position } from '../../src/shared/contract/position.ts';
import { Signed } from '../../src/shared/contract/signed.ts';
import { FeedTail, paths } from '../../src/shared/contract/sync.ts';
import { sha256 } from '../builders/central-device.ts';
import {
  ask,
  type Desk,
  expectAllOnce,
  headersFor,
  type LoadedCentral,
  loadCentral,
  random,
  untilAllDecided,
} from './central-load.ts';
import { absoluteRow, percentile, type Row } from './row.ts';

const offices = Number(process.env['RRS_BENCH_OFFICES'] ?? 3_500);
const perOffice = 50;

/**
 * After an outage every office is back at the same moment with 50 filings. The clock runs from the first request until
 * every filing is accepted, decided and in the feeds of the offices concerned. Then the feeds are read and checked link
 * by link: each filing must be answered once.
 */
export const drain = async (): Promise<Row[]> => {
  const central = await loadCentral(offices, perOffice);
  try {
    const started = performance.now();
    const waits = await Promise.all(central.desks.map((desk) => pushUntilAccepted(central, desk)));
    const accepted = (performance.now() - started) / 1_000;
    await untilAllDecided(central, offices * perOffice);
    const answered = (performance.now() - started) / 1_000;
    await expectAllOnce(central);
    const read = await readFeeds(central);
    const of = `${offices.toLocaleString('en')} offices × ${perOffice}`;
    return [
      absoluteRow(`central: ${of} filings back at once, until all are answered`, 's', answered, 60),
      absoluteRow(`central: the same, until all have receipts`, 's', accepted, 60),
      absoluteRow(`central: the same, receipt for one office, p50`, 's', percentile(waits, 0.5), 60),
      absoluteRow(`central: all offices read and check their answers`, 's', read, 60),
    ];
  } finally {
    await central.stop();
  }
};

/** Full jitter, as the devices do it. */
const pushUntilAccepted = async ({ url }: LoadedCentral, { pushes }: Desk): Promise<number> => {
  const started = performance.now();
  for (const { headers, body } of pushes)
    for (let attempt = 0; ; attempt += 1) {
      const answer = await ask(`${url}${paths.journal}`, 'POST', headers, body);
      if (answer.status === 200) break;
      if (answer.status !== 503 && answer.status !== 0)
        throw new Error(`push: ${answer.status} ${answer.body.toString()}`);
      await sleep(random.next() * Math.min(8_000, 500 * 2 ** attempt));
    }
  return (performance.now() - started) / 1_000;
};

const readFeeds = async (central: LoadedCentral): Promise<number> => {
  const waiting = [...central.desks];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await readFeed(central, next);
    }),
  );
  return (performance.now() - started) / 1_000;
};

/** Throws at a gap, a broken link, or an own filing that is not answered exactly once. */
const readFeed = async ({ url }: LoadedCentral, { office, device }: Desk): Promise<void> => {
  const answered: string[] = [];
  let position: Position = { epoch: 1, seq: 0, hash: genesis };
  for (let headSeq = Infinity; position.seq < headSeq; ) {
    const target = `${url}${paths.feed}?epoch=${position.epoch}&since=${position.seq}&hash=${position.hash}`;
    const headers = { ...headersFor(device, 'GET', target), 'accept-encoding': 'zstd' };
    const lines = zstdDecompressSync((await ask(target, 'GET', headers)).body)
      .toString()
      .trimEnd()
      .split('\n');
    for (const line of lines.slice(0, -1)) {
      const item = checkFeedItem(Link.parse(parseJson(line)), office, position, sha256);
      if (!item.ok) throw new Error(`feed of ${office}: ${item.fault} after ${position.seq}`);
      position = item.position;
      if (item.content.kind === 'decision') answered.push(...item.content.body.answers.map(({ filing }) => filing));
    }
    headSeq = FeedTail.parse(parseJson(Signed.parse(parseJson(lines.at(-1) ?? '')).signed)).headSeq;
  }
  const own = device.entries.map(({ id }) => id);
  if (answered.toSorted().join() !== own.toSorted().join()) throw new Error(`answers of ${office} are lost or doubled`);
};
