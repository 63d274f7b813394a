import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PushAnswer, paths } from '../../src/shared/contract/sync.ts';
import { ResidentNumber } from '../../src/shared/registry/resident-number.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { createTestDevice, moveInAct, newFilingId, sha256, type TestDevice } from '../builders/central-device.ts';
import { aDeath, aNumberCorrection, aRefusal, aSupplement, named } from '../builders/central-reports.ts';
import { addressAt, familyAt, setupCentral, type TestCentral } from '../builders/central-setup.ts';
import { aMoveInReport, eungaram, moversOf, solnae } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const family = familyAt(eungaram, 1, 2);
const report = aMoveInReport({ to: addressAt(solnae), movers: moversOf(family.residents) });
const setup = (): Promise<TestCentral> => setupCentral(cluster, { families: [family] });

const inboxOf = (central: TestCentral): Promise<{ seq: number; quarantined: string | null }[]> =>
  central.database.rows('select seq, quarantined from inbox order by device, seq');

/** An entry whose header and body are changed before it is chained. */
const addChanged = (
  device: TestDevice,
  change: (header: Record<string, unknown>, body: Record<string, unknown>) => void,
): void => {
  const spare = createTestDevice({ id: device.id });
  const { link, id } = spare.file(report);
  const header = JSON.parse(link.header) as Record<string, unknown>;
  const body = JSON.parse(link.body) as Record<string, unknown>;
  const { seq, hash } = device.head();
  Object.assign(header, { seq: seq + 1, prev: hash });
  change(header, body);
  const text = JSON.stringify(body);
  device.add({ header: JSON.stringify({ ...header, bodyHash: sha256(text) }), body: text }, seq + 1, id);
};

describe('a push', () => {
  test('is stored whole, with a receipt for each entry, and once however often it is sent', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    device.file(report);
    device.file(report);
    const first = await client.push(0);
    expect(first.receipts).toEqual(device.entries.map(({ id, seq, hash }) => ({ id, seq, hash, status: 'accepted' })));
    expect(first).toMatchObject({ head: device.head(), mismatch: false, epoch: 1 });

    device.file(report);
    const again = await client.push(0);
    expect(again.receipts.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(again.receipts.slice(0, 2)).toEqual(first.receipts);
    expect(await client.push(0)).toMatchObject({ receipts: again.receipts, mismatch: false });
    expect(await inboxOf(central)).toHaveLength(3);
  });

  test('sent by many connections at once is stored once', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    for (let nth = 0; nth < 20; nth += 1) device.file(report);
    const answers = await Promise.all(Array.from({ length: 16 }, (_, nth) => client.push(0, 5 + nth)));
    expect(answers.every(({ mismatch }) => !mismatch)).toBe(true);
    expect((await inboxOf(central)).map(({ seq }) => seq)).toEqual(device.entries.map(({ seq }) => seq));
  });

  test('without entries asks where central is', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    expect(await client.push(0, 0)).toMatchObject({ head: { seq: 0 }, receipts: [], mismatch: false });
    device.file(report);
    await client.push(0);
    expect(await client.push(1, 1)).toMatchObject({ head: device.head(), receipts: [], mismatch: false });
  });

  test('that leaves a gap is not stored, and central says where to go on', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    for (let nth = 0; nth < 4; nth += 1) device.file(report);
    await client.push(0, 1);
    expect(await client.push(2)).toMatchObject({ mismatch: true, receipts: [], head: { seq: 1 } });
    expect(await inboxOf(central)).toHaveLength(1);
  });

  test('that forks is not stored, but a raw copy is kept once', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    const twin = createTestDevice({ id: device.id, keys: device.keys });
    const shared = newFilingId();
    for (const each of [device, twin]) each.file(report, shared);
    device.file(report);
    twin.file(report);
    twin.file(report);
    await client.push(0);

    const forked = central.clientOf(twin);
    const answer = await forked.push(0);
    expect(answer).toMatchObject({ mismatch: true, head: device.head() });
    expect(answer.receipts.map(({ seq }) => seq)).toEqual([1]);
    await forked.push(0);
    expect(await forked.push(2)).toMatchObject({ mismatch: true });
    expect(await inboxOf(central)).toHaveLength(2);
    const kept = await central.database.rows<{ seq: number; hash: string; raw: Buffer }>(
      'select seq, hash, raw from quarantine order by seq',
    );
    expect(kept.map(({ hash }) => hash)).toEqual(twin.entries.slice(1).map(({ hash }) => hash));
    const [first] = kept;
    expect(JSON.parse(central.vault.open('quarantine.raw', first?.hash ?? '', first?.raw ?? Buffer.of()))).toEqual(
      twin.entries[1]?.link,
    );
    expect(central.events.some(({ event }) => event === 'journal-forked')).toBe(true);
  });

  test('with more entries than one push takes is refused', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    for (let nth = 0; nth < 101; nth += 1) device.file(report);
    const reply = await client.send('POST', paths.journal, JSON.stringify(device.pushOf(0, 101)));
    expect(reply.status).toBe(400);
    expect(await client.refusal(reply)).toMatchObject({ code: 'bad-request' });
    expect(await inboxOf(central)).toEqual([]);
  });

  test('larger than the limit is refused by a signed answer', async () => {
    await using central = await setup();
    const { client } = await central.deviceAt(solnae);
    const reply = await client.send('POST', paths.journal, 'x'.repeat(9 * 1_048_576)).catch(() => null);
    // Central may close the connection while the body is still being sent.
    if (reply) expect(await client.refusal(reply)).toMatchObject({ code: 'bad-request' });
    expect(await inboxOf(central)).toEqual([]);
  });
});

describe('what central can not read', () => {
  const faults: Record<string, (header: Record<string, unknown>, body: Record<string, unknown>) => void> = {
    'an unknown kind': (header) => Object.assign(header, { kind: 'somethingNewer' }),
    'a kind with a zero in it': (header) => Object.assign(header, { kind: 'a\u0000b' }),
    'a later version of the header': (header) => Object.assign(header, { v: 2, more: true }),
    'a later version of the body': (_, body) => Object.assign(body, { v: 2 }),
    'a body of another form': (_, body) => Object.assign(body, { report: null }),
    'an id in upper case': (header) => Object.assign(header, { id: String(header['id']).toUpperCase() }),
  };
  for (const [name, change] of Object.entries(faults))
    test(`${name} is kept raw, acknowledged, and shown to the office; the chain goes on`, async () => {
      await using central = await setup();
      const { device, client } = await central.deviceAt(solnae);
      addChanged(device, change);
      device.file(report);
      const answer = await client.push(0);
      expect(answer.receipts.map(({ status }) => status)).toEqual(['quarantined', 'accepted']);
      expect((await client.push(0)).receipts).toEqual(answer.receipts);
      await central.decided();

      const items = await client.wholeFeed();
      expect(items.map(({ content }) => content.kind)).toEqual(['quarantine', 'decision']);
      expect(items[0]?.content.body).toMatchObject({ device: device.id, incarnation: 1, seq: 1 });
      const [row] = await central.database.rows<{ body: Buffer }>('select body from inbox where seq = 1');
      expect(central.vault.open('inbox.body', `${device.id} 1 1`, row?.body ?? Buffer.of())).toBe(
        device.entries[0]?.link.body,
      );
    });

  test('an id that another device used goes to quarantine, and the first entry stands', async () => {
    await using central = await setup();
    const a = await central.deviceAt(solnae);
    const b = await central.deviceAt(eungaram);
    const { id } = a.device.file(report);
    b.device.file(report, id);
    b.device.file(report, id);
    expect((await a.client.push(0)).receipts.map(({ status }) => status)).toEqual(['accepted']);
    expect((await b.client.push(0)).receipts.map(({ status }) => status)).toEqual(['quarantined', 'quarantined']);
    await central.decided();
    expect((await a.client.wholeFeed()).map(({ cause, content }) => [cause, content.kind])).toEqual([[id, 'decision']]);
  });

  test('a view of a resident is stored and needs no decision', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    const resident = family.residents[0]?.id;
    if (!resident) throw new Error('the family has members');
    const act = moveInAct(report);
    device.act({ ...act, kind: 'residentViewed', subject: resident, body: { v: 1, resident } });
    expect((await client.push(0)).receipts.map(({ status }) => status)).toEqual(['accepted']);
    expect(await central.database.rows('select 1 from undecided')).toEqual([]);
    expect(await client.wholeFeed()).toEqual([]);
  });
});

describe('what is not the device’s own word', () => {
  const pushText = (device: TestDevice): string => JSON.stringify(device.pushOf(0));

  test('a body that is not the one in its header', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    device.file(report);
    const push = device.pushOf(0);
    const [entry] = push.entries;
    if (!entry) throw new Error('one entry');
    const body = entry.body.replace('시험로', '다른로');
    expect(body).not.toBe(entry.body);
    const reply = await client.send('POST', paths.journal, JSON.stringify({ ...push, entries: [{ ...entry, body }] }));
    expect(await client.refusal(reply)).toMatchObject({ code: 'bad-request' });
    expect(await inboxOf(central)).toEqual([]);
  });

  test('a journal head signed by another key', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    device.file(report);
    const stranger = createTestDevice({ id: device.id });
    stranger.add(device.entries[0]?.link ?? { header: '', body: '' }, 1, newFilingId());
    const push = { ...device.pushOf(0), head: stranger.pushOf(0).head };
    const reply = await client.send('POST', paths.journal, JSON.stringify(push));
    expect(await client.refusal(reply)).toMatchObject({ code: 'bad-signature' });
  });

  test('entries that are no chain', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    device.file(report);
    device.file(report);
    device.file(report);
    const push = device.pushOf(0);
    const reply = await client.send(
      'POST',
      paths.journal,
      JSON.stringify({ ...push, entries: [push.entries[0], push.entries[2]] }),
    );
    expect(await client.refusal(reply)).toMatchObject({ code: 'bad-request' });
    expect(await inboxOf(central)).toEqual([]);
  });

  test('a request signed by another key', async () => {
    await using central = await setup();
    const { device } = await central.deviceAt(solnae);
    const stranger = createTestDevice({ id: device.id });
    const client = central.clientOf(stranger);
    const reply = await client.send('POST', paths.journal, pushText(stranger));
    expect(reply.status).toBe(401);
    expect(await client.refusal(reply)).toMatchObject({ code: 'bad-signature' });
  });

  test('a body that is not the one that was signed', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    const reply = await client.send('POST', paths.journal, pushText(device), {
      headers: { 'content-digest': 'sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:' },
    });
    expect(await client.refusal(reply)).toMatchObject({ code: 'bad-signature' });
  });

  test('a request sent a second time', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    const nonce = 'n0123456789abcdef';
    const reply = await client.send('POST', paths.journal, pushText(device), { nonce });
    await client.open(reply, PushAnswer);
    const replayed = await client.send('POST', paths.journal, pushText(device), { nonce });
    expect(await client.refusal(replayed)).toMatchObject({ code: 'bad-signature' });
  });

  test('a request from a clock five minutes off; the refusal tells the time', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    const sendAt = (offsetSeconds: number) =>
      client.send('POST', paths.journal, pushText(device), { at: central.clock.now() + offsetSeconds * 1_000 });
    expect((await sendAt(299)).status).toBe(200);
    expect((await sendAt(-299)).status).toBe(200);
    for (const off of [301, -301]) {
      const refusal = await client.refusal(await sendAt(off));
      expect(refusal).toMatchObject({ code: 'clock-skew', at: new Date(central.clock.now()).toISOString() });
    }
  });

  test('a device that is not enrolled, or was revoked', async () => {
    await using central = await setup();
    const stranger = createTestDevice();
    const reply = await central.clientOf(stranger).send('POST', paths.journal, pushText(stranger));
    expect(reply.status).toBe(403);
    expect(await central.clientOf(stranger).refusal(reply)).toMatchObject({ code: 'device-unknown' });

    const { device, client } = await central.deviceAt(solnae);
    await central.database.run('update device set revoked_at = now() where id = $1', [device.id]);
    const revoked = await client.send('POST', paths.journal, pushText(device));
    expect(await client.refusal(revoked)).toMatchObject({ code: 'device-unknown' });
  });

  test('a number of the other profile goes to quarantine', async () => {
    await using central = await setupCentral(cluster, { families: [family], profile: 'production', seeded: false });
    const { device, client } = await central.deviceAt(solnae);
    device.file(report);
    expect((await client.push(0)).receipts.map(({ status }) => status)).toEqual(['quarantined']);
  });

  test('and so it does wherever it is written', async () => {
    await using central = await setup();
    const { device, client } = await central.deviceAt(solnae);
    // Of a month that no calendar has, and that nobody was invented with.
    const foreign = { name: '다른세계', number: ResidentNumber.parse('859912-1000001') };
    const [person] = family.residents;
    if (!person) throw new Error('a family');
    const consent = {
      by: 'guardian',
      guardian: foreign,
      formShown: true,
      cardShown: true,
      kinOfReporter: null,
    } as const;
    const { id } = device.file(report);
    device.file({ ...report, movers: report.movers.map((mover) => ({ ...mover, consent })) });
    device.file({ ...report, previousHouseholder: foreign });
    device.file(aDeath(person, '2026-08-01', { basis: { ...byReport, reporter: foreign } }));
    device.file(aDeath({ ...person, ...foreign }, '2026-08-01'));
    device.file(aNumberCorrection(person, foreign.number));
    device.amend(id, aRefusal([foreign.number]));
    device.amend(id, aSupplement({ ...report, previousHouseholder: foreign }));
    device.file(aDeath(person, '2026-08-01', { basis: { ...byReport, reporter: named(person) } }));
    const { receipts } = await client.push(0);
    expect(receipts.map(({ status }) => status)).toEqual([
      'accepted',
      ...Array.from({ length: 7 }, () => 'quarantined'),
      'accepted',
    ]);
  });
});

const byReport = { type: 'report', identityChecked: true, evidence: '사망진단서' } as const;

test('nothing that names a person stands in the database in clear', async () => {
  await using central = await setup();
  const { device, client } = await central.deviceAt(solnae);
  device.file(report);
  await client.push(0);
  await central.decided();
  const number = family.residents[0]?.number ?? '';
  const tables = await central.database.rows<{ name: string }>(
    `select table_name name from information_schema.tables where table_schema = 'public'`,
  );
  expect(tables.length).toBeGreaterThan(10);
  for (const { name } of tables) {
    const [row] = await central.database.rows<{ text: string | null }>(
      `select string_agg(t::text, ' ') || string_agg(encode(t::text::bytea, 'escape'), ' ') text from ${name} t`,
    );
    for (const secret of [number, number.replace('-', ''), '주민1', Buffer.from(number).toString('hex'), '시험로'])
      expect((row?.text ?? '').includes(secret), `${name} holds ${secret}`).toBe(false);
  }
});
