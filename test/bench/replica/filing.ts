import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openReadOnly } from '../../../src/main/replica/open-file.ts';
import type { SnapshotStart } from '../../../src/shared/contract/sync.ts';
import { FilingId, OfficialId } from '../../../src/shared/registry/ids.ts';
import type { MoveInReport } from '../../../src/shared/registry/move-in.ts';
import { aMoveInReport, moversOf } from '../../builders/registry.ts';
import { aTownship, type Township } from '../../builders/township.ts';
import { percentile, type Row, ratioRow } from '../row.ts';
import { aRawFile, aReplica, copyTables, inserter, key, system } from './files.ts';

const rounds = 600;
const tables = ['journal-0', 'entry', 'filing', 'filing_named'] as const;

/** One filing with all its views, one durable transaction, beside a raw transaction that writes the same rows. */
export const filingRows = async (folder: string): Promise<Row[]> => {
  const home = join(folder, 'filing');
  mkdirSync(home);
  const replica = await aReplica(home, 'no central');
  const township = aTownship({ seed: 3, residents: 2_000 });
  await replica.loadSnapshot({
    start: startOf(township),
    rows: rowsOf(township),
  });

  const reader = openReadOnly(replica.file(), key, 'training');
  if (!reader.ok) throw new Error(reader.error.type);
  const raw = aRawFile(join(folder, 'filing-raw.db'));
  copyTables(reader.value, raw, ['journal-0']);
  const put = Object.fromEntries(tables.map((table) => [table, inserter(raw, table)]));
  const readRows = {
    'journal-0': reader.value.prepare<[string], unknown[]>('SELECT * FROM "journal-0" WHERE id = ?').raw(),
    entry: reader.value.prepare<[string], unknown[]>('SELECT * FROM entry WHERE id = ?').raw(),
    filing: reader.value.prepare<[string], unknown[]>('SELECT * FROM filing WHERE id = ?').raw(),
    filing_named: reader.value.prepare<[string], unknown[]>('SELECT * FROM filing_named WHERE filing = ?').raw(),
  };

  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const report = reportOf(township, round);
    const id = FilingId.parse(system.newId());
    let start = performance.now();
    const filed = await replica.act(() => ({ ok: true, value: { act: actOf(id, report), value: null } }));
    ours.push(performance.now() - start);
    if (!filed.ok) throw new Error(filed.error.type);
    const rows = tables.map((table) => [table, readRows[table].all(id)] as const);
    start = performance.now();
    raw.transaction(() => {
      for (const [table, lines] of rows) for (const line of lines) put[table]?.(line);
    })();
    theirs.push(performance.now() - start);
  }
  reader.value.close();
  raw.close();
  await replica.close();
  const measured = { value: percentile(ours, 0.99), baseline: percentile(theirs, 0.99) };
  const median = { value: percentile(ours, 0.5), baseline: percentile(theirs, 0.5) };
  return [
    ratioRow('one filing, durable, all views updated, p99', 'ms', measured, { atMost: 2 }),
    ratioRow('one filing, durable, all views updated, p50', 'ms', median, { atMost: 2 }),
  ];
};

const reportOf = (township: Township, round: number): MoveInReport => {
  const household = township.households[round % township.households.length];
  const members = township.residents.filter((resident) => resident.household === household?.id);
  return aMoveInReport({ movers: moversOf(members) });
};

const actOf = (id: FilingId, report: MoveInReport) =>
  ({
    kind: 'moveInReported',
    id,
    actor: OfficialId.parse('bench'),
    role: 'clerk',
    purpose: 'move-in',
    subject: null,
    body: { v: 1, asOf: null, report },
  }) as const;

const startOf = (township: Township): SnapshotStart => {
  const [office] = township.offices;
  if (!office) throw new Error('a township has an office');
  return {
    v: 1,
    type: 'snapshot-start',
    office,
    officials: [...township.officials],
    position: { epoch: 1, seq: 0, hash: '0'.repeat(64) },
    at: '2026-11-22T00:00:00.000Z',
  };
};

const rowsOf = (township: Township) => [
  ...township.households.map((household) => ({ row: 'household', household }) as const),
  ...township.residents.map((resident) => ({ row: 'resident', resident }) as const),
];
