import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideBatch } from '../../src/central/decide/batch.ts';
import { sealInboxBodies } from '../../src/central/store/arrivals.ts';
import { continueJournal } from '../../src/central/store/journals.ts';
import { becomeLeader } from '../../src/central/store/leadership.ts';
import { emptyHead } from '../../src/shared/contract/chain.ts';
import type { DecisionBody } from '../../src/shared/contract/feed-item.ts';
import { FilingId, OfficeId } from '../../src/shared/registry/ids.ts';
import type { TestClient } from '../builders/central-client.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { newFilingId } from '../builders/central-device.ts';
import { aBirth } from '../builders/central-reports.ts';
import { addressAt, createClock, familyAt, setupCentral, untilDecided } from '../builders/central-setup.ts';
import { registerState } from '../builders/central-state.ts';
import { aMoveInReport, day, eungaram, moversOf, solnae, yunseul } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const decisionsOf = async (client: TestClient): Promise<DecisionBody[]> =>
  (await client.wholeFeed()).map(({ content }) => {
    if (content.kind !== 'decision') throw new Error(`a ${content.kind} item: ${JSON.stringify(content.body)}`);
    return content.body;
  });

const nothing = {
  filings: [],
  answers: [],
  residents: [],
  households: [],
  gone: { residents: [], households: [] },
  departures: [],
};

const answerTypes = (body: DecisionBody | undefined): string[][] =>
  (body?.answers ?? []).map(({ movers }) => movers.map(({ answer }) => answer.type));

describe('a whole family', () => {
  test('that moves to another office arrives there, is gone from the old one, and nobody else hears of it', async () => {
    const family = familyAt(eungaram, 1, 3);
    await using central = await setupCentral(cluster, { families: [family, familyAt(yunseul, 11, 2)] });
    const to = await central.deviceAt(solnae);
    const from = await central.deviceAt(eungaram);
    const other = await central.deviceAt(yunseul);

    const report = aMoveInReport({ to: addressAt(solnae, 7), movers: moversOf(family.residents) });
    const { id } = to.device.file(report);
    await to.client.push(0);
    await central.decided();

    const [arrived] = await decisionsOf(to.client);
    expect(arrived?.filings).toMatchObject([{ id, device: to.device.id, arrivedOn: '2026-08-03', report }]);
    expect(answerTypes(arrived)).toEqual([['registered', 'registered', 'registered']]);
    expect(arrived?.residents.map(({ office }) => office)).toEqual([solnae, solnae, solnae]);
    expect(arrived?.households.map(({ address }) => address)).toEqual([report.to]);
    expect(arrived).toMatchObject({ gone: nothing.gone, departures: [] });

    const [left] = await decisionsOf(from.client);
    expect(left).toMatchObject({ filings: [], answers: [], residents: [], households: [] });
    expect(new Set(left?.gone.residents)).toEqual(new Set(family.residents.map((each) => each.id)));
    expect(left?.gone.households).toEqual([family.household.id]);
    expect(left?.departures.map(({ lines }) => lines.map((line) => [line.toOffice, line.registeredOn]))).toEqual(
      Array.from({ length: 3 }, () => [[solnae, '2026-08-03']]),
    );
    expect(await other.client.wholeFeed()).toEqual([]);
  });

  test('that moves within the area of its office stays there, with no departure', async () => {
    const family = familyAt(eungaram, 1, 2);
    await using central = await setupCentral(cluster, { families: [family] });
    const { device, client } = await central.deviceAt(eungaram);
    device.file(aMoveInReport({ to: addressAt(eungaram, 9), movers: moversOf(family.residents) }));
    await client.push(0);
    await central.decided();
    const bodies = await decisionsOf(client);
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toMatchObject({ gone: nothing.gone, departures: [] });
    expect(bodies[0]?.residents.map(({ addresses }) => addresses.length)).toEqual([2, 2]);
  });
});

describe('two filings for one family', () => {
  test('of the same day: one stands by the rules, the other is held with its facts, whichever came first', async () => {
    const family = familyAt(eungaram, 1, 2);
    const movers = moversOf(family.residents);
    // The later move-in stands [CF-1].
    const stands = aMoveInReport({ to: addressAt(solnae, 1), movers, movedOn: day('2026-08-02') });
    const held = aMoveInReport({ to: addressAt(yunseul, 2), movers, movedOn: day('2026-08-01') });
    for (const standsComesFirst of [true, false]) {
      await using central = await setupCentral(cluster, { families: [family] });
      const a = await central.deviceAt(solnae);
      const b = await central.deviceAt(yunseul);
      const { id } = a.device.file(stands);
      b.device.file(held);
      for (const each of standsComesFirst ? [a, b] : [b, a]) {
        await each.client.push(0);
        await central.decided();
      }
      const lastOfHeld = (await decisionsOf(b.client)).at(-1);
      expect(lastOfHeld?.answers[0]?.movers.map(({ answer }) => answer)).toMatchObject(
        movers.map(() => ({ type: 'held', why: 'same-day-filing', other: { filing: id, office: solnae } })),
      );
      expect(answerTypes((await decisionsOf(a.client))[0])).toEqual([['registered', 'registered']]);
      // Those who were here for a moment are gone again, and the list of those who left does not name them.
      const [arrived] = await decisionsOf(b.client);
      expect(arrived?.residents).toHaveLength(standsComesFirst ? 0 : 2);
      expect(lastOfHeld?.gone.residents).toHaveLength(standsComesFirst ? 0 : 2);
      const state = await registerState(central);
      expect(Object.keys(state).filter((key) => key.startsWith(`departure ${yunseul}`))).toEqual([]);
    }
  });

  test('a late one is inserted where it belongs, and every office concerned is told what follows', async () => {
    const family = familyAt(eungaram, 1, 2);
    const movers = moversOf(family.residents);
    const clock = createClock('2026-08-01');
    await using central = await setupCentral(cluster, { families: [family], clock });
    const a = await central.deviceAt(solnae);
    const b = await central.deviceAt(yunseul);
    const from = await central.deviceAt(eungaram);
    clock.setDay('2026-08-20');
    const later = a.device.file(aMoveInReport({ reportDate: day('2026-08-10'), to: addressAt(solnae), movers }));
    await a.client.push(0);
    await central.decided();
    b.device.file(aMoveInReport({ reportDate: day('2026-08-05'), to: addressAt(yunseul), movers }));
    await b.client.push(0);
    await central.decided();

    // The late one lies between: they went to b first and from there to a, so b only has them in its list.
    const [atB] = await decisionsOf(b.client);
    expect(answerTypes(atB)).toEqual([['registered', 'registered']]);
    expect(atB?.residents).toEqual([]);
    expect(atB?.departures.map(({ lines }) => lines.map((line) => [line.toOffice, line.filing]))).toEqual(
      movers.map(() => [[solnae, later.id]]),
    );
    const [, atA] = await decisionsOf(a.client);
    expect(atA?.residents.map(({ addresses }) => addresses.map(({ address }) => address.office))).toEqual(
      movers.map(() => [eungaram, yunseul, solnae]),
    );
    expect(atA?.answers).toEqual([]);
    const [, atFrom] = await decisionsOf(from.client);
    expect(atFrom?.departures.map(({ lines }) => lines.map((line) => line.toOffice))).toEqual(
      movers.map(() => [yunseul]),
    );
    expect(atFrom?.gone.residents).toEqual([]);
  });

  test('a late one that takes away what a later one stood on changes that answer, with both kept in history', async () => {
    const family = familyAt(eungaram, 1, 3);
    const clock = createClock('2026-08-01');
    await using central = await setupCentral(cluster, { families: [family], clock });
    const a = await central.deviceAt(solnae);
    const b = await central.deviceAt(yunseul);
    clock.setDay('2026-08-20');
    const movers = moversOf(family.residents);
    const { id } = a.device.file(aMoveInReport({ reportDate: day('2026-08-10'), to: addressAt(solnae), movers }));
    await a.client.push(0);
    await central.decided();
    // A wrong name keeps the child behind, in a record of its own, so the later filing no longer finds it at home.
    const misnamed = movers.map((mover, index) => (index === 2 ? { ...mover, name: '다른이름' } : mover));
    b.device.file(aMoveInReport({ reportDate: day('2026-08-05'), to: addressAt(yunseul), movers: misnamed }));
    await b.client.push(0);
    await central.decided();

    const [, changed] = await decisionsOf(a.client);
    expect(answerTypes(changed)).toEqual([['registered', 'registered', 'held']]);
    const history = await central.database.rows<{ revision: number; current: boolean }>(
      'select revision, current from answer where filing = $1 order by revision',
      [id],
    );
    expect(history).toEqual([
      { revision: 1, current: false },
      { revision: 2, current: true },
    ]);
    const derived = await central.database.rows<{ office: string }>(
      'select office from household where made_with is not null',
    );
    expect(derived).toEqual([{ office: eungaram }]);
  });
});

describe('the queue never jams', () => {
  test('a filing that can not be decided goes to quarantine, and those around it are decided', async () => {
    const families = [familyAt(eungaram, 1, 1), familyAt(eungaram, 2, 1), familyAt(eungaram, 3, 1)];
    await using central = await setupCentral(cluster, { families });
    const { device, client } = await central.deviceAt(solnae);
    const nowhere = OfficeId.parse('9999999999');
    families.forEach((family, index) =>
      device.file(
        aMoveInReport({
          to: { ...addressAt(solnae, index), office: index === 1 ? nowhere : solnae },
          movers: moversOf(family.residents),
        }),
      ),
    );
    await client.push(0);
    await central.decided();
    const items = await client.wholeFeed();
    expect(items.map(({ content }) => content.kind)).toEqual(['decision', 'quarantine', 'decision']);
    expect(items[1]?.content.body).toMatchObject({ device: device.id, seq: 2 });
    const [row] = await central.database.rows<{ quarantined: string }>(
      'select quarantined from inbox where quarantined is not null',
    );
    expect(row?.quarantined).toContain(nowhere);
  });

  test('a filing whose people can not even be loaded is refused alone', async () => {
    const families = [familyAt(eungaram, 1, 1), familyAt(eungaram, 2, 1)];
    await using central = await setupCentral(cluster, { families });
    const { device, client } = await central.deviceAt(solnae);
    const altered = families[0]?.residents[0]?.id;
    await central.database.run(`update resident set doc = set_byte(doc, 40, 255 - get_byte(doc, 40)) where id = $1`, [
      altered,
    ]);
    for (const family of families)
      device.file(aMoveInReport({ to: addressAt(solnae), movers: moversOf(family.residents) }));
    await client.push(0);
    await central.decided();
    expect((await client.wholeFeed()).map(({ content }) => content.kind)).toEqual(['quarantine', 'decision']);
    expect(central.events.some(({ event }) => event === 'decide-failed')).toBe(true);
  });

  test('a birth under an id that somebody has already is refused alone, and leaves them as they are', async () => {
    const families = [familyAt(eungaram, 1, 2), familyAt(yunseul, 11, 1)];
    await using central = await setupCentral(cluster, { families });
    const { device, client } = await central.deviceAt(eungaram);
    const mother = families[0]?.residents[1];
    const other = families[1]?.residents[0];
    if (!mother || !other) throw new Error('a mother, and somebody else');
    device.file(aBirth(mother, { nth: 500 }), FilingId.parse(other.id));
    device.file(aBirth(mother, { nth: 501, name: '둘째' }));
    await client.push(0);
    await central.decided();
    expect((await client.wholeFeed()).map(({ content }) => content.kind)).toEqual(['quarantine', 'decision']);
    expect((await registerState(central))[`resident ${other.id}`]).toEqual(other);
  });

  test('an arrival that became visible after a later one is decided all the same', async () => {
    const families = [familyAt(eungaram, 1, 1), familyAt(eungaram, 2, 1)];
    await using central = await setupCentral(cluster, { families });
    const a = await central.deviceAt(solnae);
    const b = await central.deviceAt(yunseul);
    const [slow, fast] = [a, b].map(({ device }, index) =>
      device.file(aMoveInReport({ to: addressAt(solnae, index), movers: moversOf(families[index]?.residents ?? []) })),
    );
    if (!slow || !fast) throw new Error('two entries');
    // Stored by the statement that a push uses, in a transaction that stays open while a later arrival is decided.
    let commit = (): void => undefined;
    const released = new Promise<void>((resolve) => (commit = resolve));
    const stored = central.database.transaction(async (sql) => {
      const journal = { device: a.device.id, incarnation: 1, seq: 1 };
      const { link, id, seq, hash } = slow;
      const bodies = sealInboxBodies(central.vault, [{ ...journal, body: link.body }]);
      const entry = { id, seq, hash, header: link.header, kind: 'moveInReported', quarantined: null };
      await continueJournal(sql, journal, {
        from: emptyHead,
        to: { seq, hash },
        signedHead: '',
        entries: [{ ...entry, toDecide: true }],
        bodies,
        at: new Date(central.clock.now()).toISOString(),
      });
      await released;
    });
    await expect
      .poll(() => central.database.rows('select 1 from pg_locks where mode = $1', ['RowExclusiveLock']))
      .not.toEqual([]);
    await sleep(50);
    await b.client.push(0);
    await central.decided();
    expect(await central.database.rows('select id from filing')).toEqual([{ id: fast.id }]);
    commit();
    await stored;
    await central.decided();
    const arrivals = await central.database.rows<{ id: string }>('select id from inbox order by arrival');
    expect(arrivals.map(({ id }) => id)).toEqual([slow.id, fast.id]);
    expect(await central.database.rows('select 1 from filing')).toHaveLength(2);
  });
});

describe('leadership', () => {
  test('a leader that was followed by another can not write any more', async () => {
    const family = familyAt(eungaram, 1, 1);
    await using central = await setupCentral(cluster, { families: [family] });
    const { device, client } = await central.deviceAt(solnae);
    await expect.poll(() => central.events.some(({ event }) => event === 'decider-leads')).toBe(true);
    await central.database.run('update leader set term = term + 1');
    device.file(aMoveInReport({ to: addressAt(solnae), movers: moversOf(family.residents) }));
    await client.push(0);
    await untilDecided(central.database, central.clock.now);
    // It noticed at its next batch, wrote nothing, stood again and decided in its new term.
    const names = central.events.map(({ event }) => event);
    expect(names).toEqual(['decider-leads', 'decider-fenced-off', 'decider-leads']);
    expect((await client.wholeFeed()).map(({ seq }) => seq)).toEqual([1]);
  });

  test('of two centrals on one database one decides; the other follows when it goes, and both ring', async () => {
    const families = [familyAt(eungaram, 1, 1), familyAt(eungaram, 2, 1)];
    await using second = await setupCentral(cluster, { families });
    const first = await setupCentral(cluster, { address: second.address, keys: second.keys, clock: second.clock });
    const { device, client } = await second.deviceAt(solnae);
    for (const family of families)
      device.file(aMoveInReport({ to: addressAt(solnae), movers: moversOf(family.residents) }));
    await client.push(0, 1);
    await second.decided();
    const led = [first, second].map(({ events }) => events.some(({ event }) => event === 'decider-leads'));
    expect(led.filter(Boolean)).toHaveLength(1);
    await first.central.stop();
    await client.push(1);
    await second.decided();
    expect((await client.wholeFeed()).map(({ seq }) => seq)).toEqual([1, 2]);
    await first.database.close();
  });

  test('a batch under an old term changes nothing', async () => {
    const family = familyAt(eungaram, 1, 1);
    await using central = await setupCentral(cluster, { families: [family] });
    const { device, client } = await central.deviceAt(solnae);
    device.file(aMoveInReport({ to: addressAt(solnae), movers: moversOf(family.residents) }), newFilingId());
    await client.push(0);
    await central.decided();
    await central.central.stop();
    const connection = await central.database.connect(() => undefined);
    const term = await becomeLeader(connection);
    await central.database.run('insert into undecided select arrival from inbox');
    const before = await registerState(central);
    const deps = { vault: central.vault, now: central.clock.now, reached: () => undefined };
    const stale = { term: (term ?? 0) - 1, count: 10, refuse: null, prepared: null, ahead: true, sweep: 'no' } as const;
    expect(await decideBatch(deps, connection, central.database, stale)).toEqual({ type: 'fenced-off' });
    expect(await registerState(central)).toEqual(before);
    await connection.close();
  });
});
