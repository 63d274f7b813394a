import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { insertOrders } from '../../src/central/store/policies.ts';
import { postgresAddress } from '../../src/central/store/postgres.ts';
import { plainDateAt } from '../../src/shared/registry/plain-date.ts';
import { createTestClient, type TestClient } from '../builders/central-client.ts';
import { openTestDatabase } from '../builders/central-database.ts';
import { createTestDevice, type TestDevice } from '../builders/central-device.ts';
import {
  issue,
  type Paper,
  provisionsOf,
  requestSerials,
  reserve,
  serialAt,
  spoil,
} from '../builders/central-papers.ts';
import {
  type CentralProcess,
  copyFolder,
  makeSeededFolder,
  openRegisterOf,
  removeFolder,
  startCentralProcess,
} from '../builders/central-process.ts';
import { familyAt, seedOf } from '../builders/central-setup.ts';
import { officeState } from '../builders/central-state.ts';
import { eungaram, solnae } from '../builders/registry.ts';

let seeded: string;
beforeAll(async () => {
  seeded = await makeSeededFolder(seedOf([familyAt(eungaram, 1, 2)]));
});
afterAll(() => removeFolder(seeded));

const strict = { mayIssueOffline: false, supervisorAfterHours: 24 };

/** The steps that papers pass, and some of them in a later batch. */
const wanted = [
  'accept:stored',
  'accept:answered',
  'decide:loaded',
  'decide:settled',
  'decide:written',
  'decide:committed',
  'decide:written:3',
  'decide:committed:4',
] as const;

describe.each(wanted)('killed at %s', (dieAt) => {
  test('every request is answered once, no serial is granted twice, and no paper is lost or doubled', async () => {
    const folder = copyFolder(seeded);
    let central: CentralProcess = await startCentralProcess(folder, { dieAt });
    let deaths = 0;
    onTestFinished(async () => {
      await central.stop();
      removeFolder(folder);
    });
    /** Whoever gets no answer asks again. */
    const survive = async <T>(work: (url: string) => Promise<T>): Promise<T> => {
      try {
        return await work(central.url);
      } catch (error) {
        if (deaths > 0) throw error;
        expect(await central.ended).toBe('SIGKILL');
        deaths += 1;
        central = await startCentralProcess(folder);
        return work(central.url);
      }
    };
    const ask = <T>(device: TestDevice, work: (client: TestClient) => Promise<T>): Promise<T> =>
      survive((url) => work(createTestClient({ url, device, now: () => Date.now() })));
    /** Ends when nothing waits for a decision; throws when central dies meanwhile. */
    const settled = async (client: TestClient, device: TestDevice): Promise<void> => {
      const database = openTestDatabase(postgresAddress(folder), 1);
      try {
        for (;;) {
          await client.push(device.entries.length, device.entries.length);
          if ((await database.rows('select from undecided union all select from policy_order')).length === 0) return;
          await sleep(5);
        }
      } finally {
        await database.close();
      }
    };

    const register = await openRegisterOf(folder);
    const desks = [createTestDevice(), createTestDevice()] as const;
    const codes = [await register.issueCode(solnae), await register.issueCode(solnae)];
    await insertOrders(register.database, solnae, strict);
    await register.database.close();
    for (const [nth, device] of desks.entries()) await ask(device, (client) => client.enrol(codes[nth] ?? ''));
    const [first] = desks;
    await ask(first, (client) => settled(client, first));
    const start = await ask(first, async (client) => client.openSnapshot((await client.snapshot()).bytes));

    const requests: string[] = [];
    const papers: Paper[] = [];
    for (let round = 0; round < 2; round += 1)
      for (const device of desks) {
        const from = device.entries.length;
        requests.push(requestSerials(device, 4).id);
        await ask(device, (client) => client.push(from));
        await ask(device, (client) => settled(client, device));
        const granted = (await ask(device, (client) => provisionsOf(client))).at(-1)?.blocks[0];
        expect(granted?.device).toBe(device.id);
        if (!granted) continue;
        const issuedOn = plainDateAt(Date.now());
        const some = [0, 1, 2, 3].map((n) => reserve(device, serialAt(granted, granted.first + n), { issuedOn }));
        for (const [nth, paper] of some.entries()) {
          if (nth < 3) issue(device, paper);
          else spoil(device, paper);
        }
        papers.push(...some);
        await ask(device, (client) => client.push(from + 1));
        await ask(device, (client) => settled(client, device));
      }
    const taken = await ask(first, async (client) => client.openSnapshot((await client.snapshot()).bytes));
    expect(deaths).toBe(1);

    const feed = await ask(first, (client) => client.wholeFeed());
    const provisions = feed.flatMap(({ cause, content }) =>
      content.kind === 'provision' ? [{ cause, ...content.body }] : [],
    );
    expect(provisions.filter(({ blocks }) => blocks.length > 0).map(({ cause }) => cause)).toEqual(requests);
    // The policy as it was ordered, and once more with the first serials.
    expect(provisions.map(({ policy }) => policy)).toEqual([strict, strict, ...requests.slice(1).map(() => null)]);
    const granted = provisions.flatMap(({ blocks }) => blocks.map((block) => [block.first, block.last]));
    expect(granted).toEqual(requests.map((_, nth) => [nth * 4 + 1, nth * 4 + 4]));
    expect(officeState(taken.rows)).toEqual(
      officeState(
        start.rows,
        feed.filter(({ seq }) => seq > start.start.position.seq).map(({ content }) => content),
      ),
    );

    const { database } = await openRegisterOf(folder);
    const stored = await database.rows<{ id: string }>(
      `select id, serial, issued_at is not null issued, void_why why from certificate order by serial`,
    );
    const flags = await database.rows('select * from paper_flag');
    const used = await database.rows<{ used: number }>('select used from serial_block');
    await database.close();
    expect(stored).toEqual(
      papers.map(({ id, serial }, nth) => ({
        id,
        serial,
        issued: nth % 4 < 3,
        why: nth % 4 < 3 ? null : 'spoiled',
      })),
    );
    expect(flags).toEqual([]);
    expect(used).toEqual(requests.map(() => ({ used: 4 })));
  });
});
