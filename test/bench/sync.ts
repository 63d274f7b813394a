import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { makeEnrolmentCode, startCentralProcess } from '../../scripts/run/central-process.ts';
import { type OfficeProcess, startOfficeProcess } from '../../scripts/run/office-process.ts';
import { makeTemporaryFolder } from '../../scripts/run/temporary-folder.ts';
import { until } from '../../scripts/run/until.ts';
import { valueOf } from '../../scripts/run/value-of.ts';
import { FilingId } from '../../src/shared/registry/ids.ts';
import { plainDateAt } from '../../src/shared/registry/plain-date.ts';
import { addressAt, clerkOf, familyAt, seedOf } from '../builders/central-setup.ts';
import { aMoveInReport, eungaram, moversOf, solnae } from '../builders/registry.ts';
import { absoluteRow, percentile, type Row } from './row.ts';

const moves = 100;

/** From the click at one office to the move-out list of the other, over real processes, a move at a time. */
export const run = async (): Promise<Row[]> => {
  const folder = makeTemporaryFolder('bench-sync');
  const families = Array.from({ length: moves }, (_, index) => familyAt(eungaram, 10 * (index + 1), 2));
  const seed = join(folder, 'seed.json');
  writeFileSync(seed, JSON.stringify(seedOf(families)));
  const central = await startCentralProcess({ data: join(folder, 'central'), seed });
  const open = async (office: typeof solnae): Promise<OfficeProcess> => {
    const process = startOfficeProcess({ data: join(folder, office) });
    const code = await makeEnrolmentCode(join(folder, 'central'), office);
    const clerk = { official: clerkOf(office).id, password: 'a training password' };
    valueOf(await process.command('enrol', { centralUrl: central.url, code, ...clerk }));
    await until('the first snapshot is there', async () =>
      valueOf(await process.query('getStatus', {})).registerAsOf === null ? null : true,
    );
    return process;
  };
  const here = await open(solnae);
  const there = await open(eungaram);
  const today = plainDateAt(Date.now());

  const samples: number[] = [];
  for (const [index, family] of families.entries()) {
    const [head] = family.residents;
    const report = aMoveInReport({
      movers: moversOf(family.residents),
      reportDate: today,
      movedOn: today,
      to: addressAt(solnae, 500 + index),
    });
    const start = performance.now();
    valueOf(await here.command('reportMoveIn', { id: FilingId.parse(uuidv7()), report }));
    await until('the other office lists the move-out', async () => {
      const { rows } = valueOf(await there.query('listDepartures', {}));
      return rows.some((row) => row.resident === head?.id) ? true : null;
    });
    samples.push(performance.now() - start);
  }
  await here.stop();
  await there.stop();
  await central.stop();
  rmSync(folder, { recursive: true, force: true });
  return [
    absoluteRow('a move-in at one office → visible at the other, online, p99', 'ms', percentile(samples, 0.99), 1_000),
    absoluteRow('a move-in at one office → visible at the other, online, p50', 'ms', percentile(samples, 0.5), 1_000),
  ];
};
