import { createPrivateKey, sign as signBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { centralSteps } from '../../src/central/steps.ts';
import { readKeys } from '../../src/central/store/key-file.ts';
import { postgresAddress } from '../../src/central/store/postgres.ts';
import { sign } from '../../src/shared/contract/signed.ts';
import type { FeedTail } from '../../src/shared/contract/sync.ts';
import type { MoverAnswer } from '../../src/shared/registry/answer.ts';
import { plainDateAt } from '../../src/shared/registry/plain-date.ts';
import { createTestClient, type TestClient } from '../builders/central-client.ts';
import { openTestDatabase } from '../builders/central-database.ts';
import { createTestDevice, type TestDevice } from '../builders/central-device.ts';
import {
  type CentralProcess,
  copyFolder,
  makeSeededFolder,
  openRegisterOf,
  removeFolder,
  startCentralProcess,
} from '../builders/central-process.ts';
import { addressAt, familyAt, seedOf } from '../builders/central-setup.ts';
import { officeState } from '../builders/central-state.ts';
import { aMoveInReport, eungaram, moversOf, solnae } from '../builders/registry.ts';

const families = Array.from({ length: 12 }, (_, nth) => familyAt(eungaram, 1 + nth * 2, 2));
let seeded: string;
beforeAll(async () => {
  seeded = await makeSeededFolder(seedOf(families));
});
afterAll(() => removeFolder(seeded));

/** The central of a folder that is started again, once, when it is killed. */
const createRevived = async (folder: string, dieAt: string) => {
  let central: CentralProcess = await startCentralProcess(folder, { dieAt });
  let deaths = 0;
  return {
    deaths: () => deaths,
    /** Runs the step, and once more after a death: whoever got no answer asks again. */
    survive: async <T>(step: (url: string) => Promise<T>): Promise<T> => {
      try {
        return await step(central.url);
      } catch (error) {
        if (deaths > 0) throw error;
        expect(await central.ended).toBe('SIGKILL');
        deaths += 1;
        central = await startCentralProcess(folder);
        return step(central.url);
      }
    },
    stop: () => central.stop(),
  };
};

const wanted = [
  ...centralSteps,
  'accept:stored:2',
  'decide:loaded:2',
  'decide:written:2',
  'decide:committed:3',
] as const;

describe.each(wanted)('killed at %s', (dieAt) => {
  test('nothing acknowledged is lost or doubled, and everything goes on', async () => {
    const folder = copyFolder(seeded);
    const revived = await createRevived(folder, dieAt);
    onTestFinished(async () => {
      await revived.stop();
      removeFolder(folder);
    });
    const register = await openRegisterOf(folder);
    const codes = [await register.issueCode(solnae), await register.issueCode(eungaram)];
    await register.database.close();

    const desks = [createTestDevice(), createTestDevice()] as const;
    const ask = <T>(device: TestDevice, step: (client: TestClient) => Promise<T>): Promise<T> =>
      revived.survive((url) => step(createTestClient({ url, device, now: () => Date.now() })));
    for (const [index, device] of desks.entries()) await ask(device, (client) => client.enrol(codes[index] ?? ''));
    const [to, from] = desks;
    const start = await ask(from, async (client) => client.openSnapshot((await client.snapshot()).bytes));
    const startTo = await ask(to, async (client) => client.openSnapshot((await client.snapshot()).bytes));

    // Four pushes of three filings, each after the last was answered.
    const today = plainDateAt(Date.now());
    const acknowledged = new Set<string>();
    for (const [nth, { residents }] of families.entries()) {
      const report = { reportDate: today, movedOn: today, to: addressAt(solnae, nth), movers: moversOf(residents) };
      to.file(aMoveInReport(report));
      if (nth % 3 < 2) continue;
      const answer = await ask(to, (client) => client.push(nth - 2));
      expect(answer).toMatchObject({ mismatch: false, head: to.head() });
      for (const { id, status } of answer.receipts) if (status === 'accepted') acknowledged.add(id);
      await ask(to, (client) => settled(folder, client, to));
    }
    expect(acknowledged.size).toBe(families.length);
    const feeds = [await ask(to, (client) => client.wholeFeed()), await ask(from, (client) => client.wholeFeed())];

    if (dieAt === 'epoch:opened') {
      const tail = signLostTail(folder);
      expect(await ask(to, (client) => client.showTail(tail))).toMatchObject({ epoch: 2 });
      expect(await ask(to, (client) => client.showTail(tail))).toMatchObject({ epoch: 2 });
      expect(await ask(to, (client) => client.wholeFeed(2))).toEqual([]);
    }
    expect(revived.deaths()).toBe(1);

    // Every feed is whole (the client checked each link), and both offices end where a snapshot would put them.
    for (const [index, device] of desks.entries()) {
      const items = feeds[index] ?? [];
      expect(items.map(({ cause }) => cause)).toEqual(to.entries.map(({ id }) => id));
      const taken = await ask(device, async (client) => client.openSnapshot((await client.snapshot()).bytes));
      const rows = (index === 0 ? startTo : start).rows;
      expect(officeState(taken.rows)).toEqual(
        officeState(
          rows,
          items.map(({ content }) => content),
        ),
      );
    }
    await expectEachOnce(folder, acknowledged, to);
  });
});

/** Ends when everything is decided; throws when central dies meanwhile. */
const settled = async (folder: string, client: TestClient, device: TestDevice): Promise<void> => {
  const database = openTestDatabase(postgresAddress(folder), 1);
  try {
    for (let isDecided = false; !isDecided; await sleep(5)) {
      await client.push(device.entries.length, device.entries.length);
      isDecided = (await database.rows('select 1 from undecided limit 1')).length === 0;
    }
  } finally {
    await database.close();
  }
};

/** A tail for a position that this central never had, as if it had been restored from an older copy. */
const signLostTail = (folder: string) => {
  const key = createPrivateKey({ key: readKeys(join(folder, 'central.key')).signingKey, format: 'der', type: 'pkcs8' });
  const position = { epoch: 1, seq: 1_000, hash: 'ab'.repeat(32) };
  const tail: FeedTail = {
    type: 'feed-tail',
    office: solnae,
    position,
    headSeq: 1_000,
    at: '2026-08-01T00:00:00.000Z',
  };
  return sign(tail, (text) => signBytes(null, Buffer.from(text), key).toString('base64url'));
};

const expectEachOnce = async (folder: string, acknowledged: ReadonlySet<string>, device: TestDevice): Promise<void> => {
  const { database, vault } = await openRegisterOf(folder);
  const stored = await database.rows<{ id: string; seq: number }>('select id, seq from inbox order by seq');
  expect(stored).toEqual(device.entries.map(({ id, seq }) => ({ id, seq })));
  expect(new Set(stored.map(({ id }) => id))).toEqual(acknowledged);
  const answers = await database.rows<{ filing: string; revision: number; movers: Buffer }>(
    'select filing, revision, movers from answer where current',
  );
  expect(answers.map(({ filing }) => filing).toSorted()).toEqual([...acknowledged].toSorted());
  const answered = answers.flatMap(({ filing, revision, movers }) =>
    (JSON.parse(vault.open('answer.movers', `${filing} ${revision}`, movers)) as MoverAnswer[]).map(
      ({ mover, answer }) => {
        expect(answer.type).toBe('registered');
        return mover;
      },
    ),
  );
  expect(answered.toSorted()).toEqual(
    families.flatMap(({ residents }) => residents.map(({ number }) => number)).toSorted(),
  );
  await database.close();
};
