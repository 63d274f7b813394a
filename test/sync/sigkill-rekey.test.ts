import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOfficeProcess } from '../../scripts/run/office-process.ts';
import { valueOf } from '../../scripts/run/value-of.ts';
import type { SlotFile } from '../../src/main/replica/keys/key-slot-file.ts';
import { createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import { officeSteps } from '../../src/main/steps.ts';
import { readEntryHeader } from '../../src/shared/contract/entry.ts';
import { FilingId, type OfficialId } from '../../src/shared/registry/ids.ts';
import { aDeviceFolder, aFilingAt, type DeviceFolder, password } from '../builders/device-folder.ts';
import { newId } from '../builders/filing-desk.ts';
import { startTestOffice, testSystem } from '../builders/office.ts';
import { writeOldSlots } from '../builders/old-slots.ts';
import { createRandom } from '../builders/random.ts';
import { openedBy } from '../builders/rekeyed.ts';

/**
 * An office that files without a pause is given a new key, and killed with SIGKILL at each step of that and at random
 * moments. Whatever it acknowledged is there once, the chain holds, everybody's password opens the file, and no more
 * than one key does.
 */
const folder = mkdtempSync(join(tmpdir(), 'rrs-sigkill-rekey-'));
const seeds = Number(process.env['RRS_SEEDS'] ?? 3);

let device: DeviceFolder;
let people: OfficialId[];
beforeAll(async () => {
  device = await aDeviceFolder({ role: 'supervisor', residents: 800 });
  const other = device.township.officials.find(({ id, role }) => id !== device.official && role === 'clerk');
  if (!other) throw new Error('a township has a clerk');
  people = [device.official, other.id];
  writeOldSlots(
    device.slots,
    { key: device.key },
    people.map((official) => ({ official, password })),
  );
  const office = device.start();
  for (const official of people) valueOf(await office.command('signIn', { official, password }));
  await office.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(device.folder, { recursive: true, force: true });
});

const noNetwork = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'));

/** What was acknowledged, and whether the rekey was, before the office died: of `dieAt`, or when `killAfter` ends. */
const runAndDie = async (data: string, dieAt: string | null, killAfter: Promise<unknown> | null) => {
  cpSync(device.folder, data, { recursive: true, filter: (path) => !/-shm$|office\.lock/.test(path) });
  const office = startOfficeProcess({ data, env: dieAt === null ? {} : { RRS_DIE_AT: dieAt } });
  valueOf(await office.command('signIn', { official: device.official, password }));
  const acknowledged: FilingId[] = [];
  const asked = new Set<FilingId>();
  const act = FilingId.parse(newId());
  let isRekeyed = false;
  const file = async (): Promise<void> => {
    for (;;) {
      const filing = aFilingAt();
      asked.add(filing.id);
      const filed = await office.command('reportMoveIn', filing).catch(() => null);
      if (filed === null) return;
      valueOf(filed);
      acknowledged.push(filing.id);
    }
  };
  const filing = file();
  const rekey = async (): Promise<void> => {
    const answer = await office.command('rekeyFile', { id: act, reason: '담당자 교체' }).catch(() => null);
    if (answer === null) return;
    valueOf(answer);
    isRekeyed = true;
  };
  const rekeyed = rekey();
  if (killAfter) {
    await killAfter;
    await office.kill();
  }
  await Promise.all([rekeyed, filing]);
  await office.ended;
  return { act, acknowledged, asked, isRekeyed };
};

const expectWhole = async (data: string, run: Awaited<ReturnType<typeof runAndDie>>): Promise<void> => {
  const system = testSystem(createRandom(1));
  const slots = join(data, 'slots.json');
  let isRekeyed = false;
  for (const official of people) {
    const office = startTestOffice({ folder: data, system, fetch: noNetwork });
    valueOf(await office.command('signIn', { official, password }));
    const replica = office.running.current()?.replica;
    if (!replica) throw new Error('nobody is signed in');
    const ids: string[] = [];
    for (let after: FilingId | null = null; ; ) {
      const { rows, next } = office.filings(after);
      ids.push(...rows.map(({ id }) => id));
      if (next === null) break;
      after = next;
    }
    // Each once; and beside what was acknowledged at most what was asked for and not answered.
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(run.acknowledged));
    expect(ids.filter((id) => !run.asked.has(id as FilingId))).toEqual([]);
    const { entries } = await replica.nextBatch(100_000);
    const headers = entries.flatMap(({ header }) => readEntryHeader(header) ?? []);
    expect(headers.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
    expect(
      headers
        .filter(({ kind }) => kind === 'moveInReported')
        .map(({ id }) => id as string)
        .toSorted(),
    ).toEqual(ids.toSorted());
    await office.close();

    const opened = await createKeySlots(slots, 'training').open(official, password);
    if (!opened.ok) throw new Error(opened.error.type);
    isRekeyed = !opened.value.equals(device.key);
    expect((JSON.parse(readFileSync(slots, 'utf8')) as SlotFile).keys).toHaveLength(1);
    expect(openedBy(data, opened.value)).toContain(readdirSync(data).find((name) => name.endsWith('.db')));
    if (isRekeyed) expect(openedBy(data, device.key)).toEqual([]);
    expect(readdirSync(data).filter((name) => /^replica-\d+\.(db|part)$/.test(name))).toHaveLength(1);
  }
  if (run.isRekeyed) expect(isRekeyed, 'a new key that was acknowledged').toBe(true);
};

const steps = officeSteps.filter((step) => step.startsWith('rekey:'));

describe('[KE-4] an office killed while its file gets another key', () => {
  test.each(steps)('at %s', async (step) => {
    const data = join(folder, step.replace(':', '-'));
    const run = await runAndDie(data, step, null);
    expect(run.isRekeyed, 'it died before it could answer').toBe(false);
    await expectWhole(data, run);
  });

  test.each(Array.from({ length: seeds }, (_, seed) => seed + 1))('at a random moment (seed %i)', async (seed) => {
    const data = join(folder, `seed-${seed}`);
    const after = createRandom(seed).between(20, 900);
    const run = await runAndDie(data, null, new Promise((resolve) => setTimeout(resolve, after)));
    await expectWhole(data, run);
  });
});
