import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isOnTheWay } from '../../src/main/sync/loop.ts';
import type { Act } from '../../src/shared/contract/entry.ts';
import { FilingId } from '../../src/shared/registry/ids.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { createClock, setupCentral, supervisorOf, type TestCentral } from '../builders/central-setup.ts';
import { type Desk, enrolDesk, manyFamilies } from '../builders/desk.ts';
import { anId } from '../builders/office.ts';
import { createRandom } from '../builders/random.ts';
import { solnae } from '../builders/registry.ts';

// Online, nothing stays in the outbox until the next look at the clock, which is most of a minute away.

describe('an office that is online', () => {
  const random = createRandom(521);
  let cluster: Cluster;
  let central: TestCentral;
  let desk: Desk;
  beforeAll(async () => {
    cluster = await startCluster();
    const officials = [supervisorOf(solnae)];
    central = await setupCentral(cluster, { families: manyFamilies, clock: createClock('2026-08-10'), officials });
    desk = await enrolDesk({ central, random, worksAlone: true });
    await vi.waitFor(
      async () => expect(await desk.status()).toMatchObject({ link: { state: 'online' }, unsent: 0 }),
      20_000,
    );
  });
  afterAll(async () => {
    await desk.close();
    await central[Symbol.asyncDispose]();
    await cluster.stop();
  });

  const resident = manyFamilies[0]?.residents[0]?.id;
  if (!resident) throw new Error('the first family has somebody');
  const newId = (): FilingId => FilingId.parse(anId(random));
  test.each([
    [
      'a page that was viewed',
      () => desk.running.command('viewResident', { id: newId(), resident, purpose: 'counter-service' }),
    ],
    [
      'a number that was shown',
      () => desk.running.command('revealNumber', { id: newId(), resident, reason: 'identity-check' }),
    ],
    ['printers that were set up', () => desk.running.command('setPrinters', { id: newId(), printers: [] })],
    ['a filing', async () => ({ ok: true, value: await desk.file() })],
  ])('sends %s at once', async (_, act) => {
    expect(await act()).toMatchObject({ ok: true });
    await vi.waitFor(async () => expect((await desk.status()).unsent).toBe(0), 20_000);
  });

  // A new key is this device's own affair: to central it goes on being the same device, with one more entry.
  test('[KE-5] gets answers to what it filed before, during and after a new key, and to what it filed in an outage', async () => {
    const official = supervisorOf(solnae).id;
    const device = await enrolDesk({ central, random, official, worksAlone: true });
    const rekey = () => device.running.command('rekeyFile', { id: newId(), reason: '담당자 교체' });
    const expectAnswered = (filings: readonly FilingId[]) =>
      vi.waitFor(async () => {
        expect((await device.status()).unsent).toBe(0);
        const states = device.filings().flatMap(({ id, state }) => (filings.includes(id) ? [state] : []));
        expect(states).toEqual(filings.map(() => 'answered'));
      }, 30_000);

    const filings = [await device.file()];
    const [rekeyed, during] = await Promise.all([rekey(), device.file()]);
    expect(rekeyed).toMatchObject({ ok: true });
    filings.push(during, await device.file());
    await expectAnswered(filings);

    device.network.cut();
    filings.push(await device.file());
    expect(await rekey()).toMatchObject({ ok: true });
    filings.push(await device.file());
    expect((await device.status()).unsent).toBeGreaterThanOrEqual(3);
    device.network.mend();
    await expectAnswered(filings);

    await device.restart();
    expect(device.filings().map(({ id }) => id)).toEqual(expect.arrayContaining(filings));
    await device.close();
  });
});

describe('a paper', () => {
  const step = (to: string): Act => ({ kind: 'certificateStepped', body: { step: { to } } }) as unknown as Act;
  const reserved = (replaces: unknown): Act => ({ kind: 'certificateReserved', body: { replaces } }) as unknown as Act;

  test('is not sent with each step on its way', () => {
    for (const to of ['rendered', 'submitting', 'created', 'sending', 'printing', 'printed'])
      expect([to, isOnTheWay(step(to))]).toEqual([to, true]);
    expect(isOnTheWay(reserved(null))).toBe(true);
  });

  test('is sent once it has ended or is in doubt, or makes another one void', () => {
    for (const to of ['issued', 'void', 'suspect', 'failed-clean'])
      expect([to, isOnTheWay(step(to))]).toEqual([to, false]);
    expect(isOnTheWay(reserved({ serial: 'T-1' }))).toBe(false);
  });
});
