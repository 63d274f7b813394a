import { Agent } from 'node:http';
import { openDatabase } from '../../src/central/store/database.ts';
import { paths } from '../../src/shared/contract/sync.ts';
import { ask, type Desk, expectAllOnce, type LoadedCentral, loadCentral, untilAllDecided } from './central-load.ts';
import { type Row, ratioRow } from './row.ts';

const connections = 8;
const offices = Number(process.env['RRS_BENCH_PUSH_OFFICES'] ?? 200);
const perOffice = 100;

/**
 * Filings a second from the signed push to the item in both offices' feeds, against the same bytes written by plain
 * multi-row inserts, 100 a statement, into the same PostgreSQL by as many connections.
 */
export const steadyPush = async (): Promise<Row[]> => {
  const central = await loadCentral(offices, perOffice);
  try {
    const filings = offices * perOffice;
    // A process that has just started is slower, whatever it does.
    const warm = Math.ceil(offices * 0.2);
    await pushAll(central, central.desks.slice(0, warm), warm * perOffice);
    const measured = filings - warm * perOffice;
    const baseline = filings / (await rawInserts(central));
    const value = measured / (await pushAll(central, central.desks.slice(warm), filings));
    await expectAllOnce(central);
    return [
      ratioRow('central: push verified, accepted, decided, fed', 'filings/s', { value, baseline }, { atLeast: 0.2 }),
    ];
  } finally {
    await central.stop();
  }
};

/** Seconds until the desks' filings are decided; `filings` in all. */
const pushAll = async (central: LoadedCentral, desks: readonly Desk[], filings: number): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = desks.flatMap(({ pushes }) => pushes);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const { status, body } = await ask(`${central.url}${paths.journal}`, 'POST', next.headers, next.body, agent);
        if (status !== 200) throw new Error(`push: ${status} ${body.toString()}`);
      }
    }),
  );
  await untilAllDecided(central, filings);
  agent.destroy();
  return (performance.now() - started) / 1_000;
};

const rawInserts = async ({ address, desks }: LoadedCentral): Promise<number> => {
  const database = openDatabase({ address, connections, onError: () => undefined });
  await database.run('create table raw (id uuid primary key, header text not null, body text not null)');
  const batches = desks.map(({ device }) => device.entries);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let next = batches.pop(); next; next = batches.pop())
        await database.run('insert into raw select * from unnest($1::uuid[], $2::text[], $3::text[])', [
          next.map(({ id }) => id),
          next.map(({ link }) => link.header),
          next.map(({ link }) => link.body),
        ]);
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  await database.run('drop table raw');
  await database.close();
  return seconds;
};
