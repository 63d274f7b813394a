import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  clerkOf,
  type Family,
  houseIn,
  officeOfKind,
  readTownship,
  townshipFile,
  wholeHouseholdReport,
} from '../../scripts/demo/story.ts';
import { type CentralProcess, makeEnrolmentCode, startCentralProcess } from '../../scripts/run/central-process.ts';
import { type OfficeProcess, startOfficeProcess } from '../../scripts/run/office-process.ts';
import { makeTemporaryFolder } from '../../scripts/run/temporary-folder.ts';
import { until } from '../../scripts/run/until.ts';
import { valueOf } from '../../scripts/run/value-of.ts';
import { officeSteps } from '../../src/main/steps.ts';
import type { FilingLine, OfficeStatus, QueryOutput } from '../../src/shared/contract/queries.ts';
import { FilingId } from '../../src/shared/registry/ids.ts';
import { plainDateAt } from '../../src/shared/registry/plain-date.ts';

/**
 * A real office process is killed with SIGKILL at each step between filing and being answered, started again, and must
 * come to the same end as if nothing had happened: every acknowledged act is there once, every mover has one answer.
 */
const folder = makeTemporaryFolder('sigkill');
const township = readTownship();
const here = officeOfKind(township, 'myeon');
const there = officeOfKind(township, 'dong');
const clerk = clerkOf(township, here.id);

/** Families of the other office that a whole-household report can move, a new one for each run. */
const families: Family[] = township.households
  .filter((household) => household.office === there.id)
  .map((household) => ({
    household,
    members: household.members.flatMap((id) => township.residents.find((resident) => resident.id === id) ?? []),
  }))
  .filter(({ members }) => members.every((member) => member.status === 'resident'));

let central: CentralProcess;
beforeAll(async () => {
  central = await startCentralProcess({ data: join(folder, 'central'), seed: townshipFile });
});
afterAll(async () => {
  await central.stop();
  rmSync(folder, { recursive: true, force: true });
});

const statusOf = async (office: OfficeProcess): Promise<OfficeStatus> => valueOf(await office.query('getStatus', {}));
const filingsOf = async (office: OfficeProcess): Promise<FilingLine[]> =>
  valueOf(await office.query('listFilings', { after: null })).rows;

const allFilingsOf = async (office: OfficeProcess): Promise<FilingLine[]> => {
  const rows: FilingLine[] = [];
  let after: FilingId | null = null;
  do {
    const page: QueryOutput<'listFilings'> = valueOf(await office.query('listFilings', { after }));
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
};

/** An office that may die under its work: what was asked and not answered is asked again of the next process. */
const startMortalOffice = (data: string, dieAt: string) => {
  let office = startOfficeProcess({ data, env: { RRS_DIE_AT: dieAt } });
  let deaths = 0;
  const persist = async <T>(work: (office: OfficeProcess) => Promise<T>): Promise<T> => {
    let hasEnded = false;
    void office.ended.finally(() => {
      hasEnded = true;
    });
    try {
      return await work(office);
    } catch (error) {
      await Promise.race([office.ended, new Promise((resolve) => setTimeout(resolve, 1_000))]);
      if (!hasEnded) throw error;
      deaths += 1;
      if (deaths > 1) throw error;
      office = startOfficeProcess({ data });
      const signedIn = await office.command('signIn', clerk);
      // Killed before it was enrolled, there is nobody to sign in; the work itself enrols again.
      if (!signedIn.ok && signedIn.error.type !== 'NotEnrolled') throw error;
      return work(office);
    }
  };
  return { persist, deaths: () => deaths, stop: () => office.stop() };
};

/**
 * This story prints nothing and migrates nothing: those steps have their own (`test/certificate/sigkill-paper.test.ts`,
 * `test/contract/replica-migrations.test.ts`, `test/contract/backup-medium.test.ts`).
 */
const steps = officeSteps.filter(
  (step) => !/^(paper|migrate|rekey|checkpoint|erase|rebuild|backup|restore):/.test(step),
);

describe('[SY-1, SY-2, SY-10, SY-11] an office killed at any step', () => {
  /** What the offices that died knew at their end. */
  const seen: FilingLine[] = [];
  let residents: number | null = null;

  test.for(steps.map((step, index) => [step, index] as const))('%s', async ([step, index]) => {
    const data = join(folder, `office-${index}`);
    const code = await makeEnrolmentCode(join(folder, 'central'), here.id);
    const family = families[index];
    if (!family) throw new Error('the township has too few families for so many steps');
    const filings = [0, 1].map((nth) => ({
      id: FilingId.parse(uuidv7()),
      // The second is of the same family on the same day: one stands, and the other is held.
      report: wholeHouseholdReport(
        family,
        houseIn(township, here.id, String(1000 + index * 2 + nth)),
        plainDateAt(Date.now()),
      ),
    }));
    const office = startMortalOffice(data, step);

    await office.persist(async (each) => {
      const enrolled = await each.command('enrol', { centralUrl: central.url, code, ...clerk });
      // Its answer was lost with the process that it reached.
      if (!enrolled.ok && enrolled.error.type !== 'AlreadyEnrolled') valueOf(enrolled);
    });
    await office.persist((each) =>
      until('the first snapshot is there', async () => ((await statusOf(each)).registerAsOf === null ? null : true)),
    );
    for (const filing of filings)
      await office.persist(async (each) => valueOf(await each.command('reportMoveIn', filing)));
    const lines = await office.persist((each) =>
      until('both filings are answered', async () => {
        const rows = (await filingsOf(each)).filter((row) => filings.some((filing) => filing.id === row.id));
        return rows.length === 2 && rows.every((row) => row.state === 'answered') ? rows : null;
      }),
    );

    expect(office.deaths(), `the office died at ${step}`).toBe(1);
    const answers = lines.map((line) => [...new Set(line.movers.map((mover) => mover.answer?.type))].join());
    expect(answers.toSorted()).toEqual(['held', 'registered']);
    expect(lines.flatMap((line) => line.movers)).toHaveLength(family.members.length * 2);
    const status = await office.persist(statusOf);
    expect(status.unsent).toBe(0);
    const found = await office.persist(async (each) =>
      valueOf(await each.query('searchResidents', { text: family.members[0]?.name ?? '', after: null })),
    );
    expect(found.rows.filter((row) => row.id === family.members[0]?.id)).toHaveLength(1);
    await office.stop();
    seen.push(...lines);
    residents = status.residents;
  });

  test('a device that saw nothing of all this, and takes a snapshot now, knows the same', async () => {
    const fresh = startOfficeProcess({ data: join(folder, 'fresh') });
    const code = await makeEnrolmentCode(join(folder, 'central'), here.id);
    valueOf(await fresh.command('enrol', { centralUrl: central.url, code, ...clerk }));
    const same = await until('the fresh device has its snapshot', async () => {
      const now = await statusOf(fresh);
      return now.registerAsOf === null ? null : now;
    });
    expect(same.residents).toBe(residents);
    expect(seen.length).toBe(steps.length * 2);
    const rows = await allFilingsOf(fresh);
    const known = (lines: readonly FilingLine[]) =>
      lines.map(({ device: _, takenAt: __, ...line }) => line).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(known(rows.filter(({ id }) => seen.some((line) => line.id === id)))).toEqual(known(seen));
    await fresh.stop();
  });
});
