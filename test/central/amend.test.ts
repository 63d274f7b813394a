import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FeedContent } from '../../src/shared/contract/feed-item.ts';
import type { OfficeId } from '../../src/shared/registry/ids.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { newFilingId } from '../builders/central-device.ts';
import { checkOffices, type TestDesk } from '../builders/central-expected.ts';
import { aBirth, aRefusal, aSupplement, aWithdrawal } from '../builders/central-reports.ts';
import { addressAt, createClock, type Family, familyAt, setupCentral } from '../builders/central-setup.ts';
import { aMoveInReport, day, eungaram, moversOf, solnae, yunseul } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

/** Two desks at Solnae, one at each other office. */
const setup = async (families: readonly Family[], options: { readonly held?: boolean } = {}) => {
  const clock = createClock('2026-08-01');
  const central = await setupCentral(cluster, { families, clock, ...options });
  const deskAt = async (office: OfficeId): Promise<TestDesk> => ({ office, ...(await central.deviceAt(office)) });
  const [one, two, from, other] = [
    await deskAt(solnae),
    await deskAt(solnae),
    await deskAt(eungaram),
    await deskAt(yunseul),
  ];
  clock.setDay('2026-08-20');
  return {
    central,
    clock,
    one,
    two,
    from,
    other,
    send: async ({ device, client }: TestDesk, count = 1) => {
      await client.push(device.entries.length - count);
      await central.decided();
    },
    check: () => checkOffices(central, families, [one, two, from, other]),
    [Symbol.asyncDispose]: () => central[Symbol.asyncDispose](),
  };
};

const last = (items: readonly { readonly content: FeedContent }[]): FeedContent | undefined => items.at(-1)?.content;

const missingOne = (family: Family) =>
  aMoveInReport({
    to: addressAt(solnae),
    movers: moversOf(family.residents).map((mover, nth) => (nth === 1 ? { ...mover, name: '다른이름' } : mover)),
  });

test('[MI-14] a supplement by another device of the office completes a filing, from the day on which it was reported', async () => {
  const family = familyAt(eungaram, 1, 2);
  await using office = await setup([family]);
  const { id } = office.one.device.file(missingOne(family));
  await office.send(office.one);
  office.clock.setDay('2026-08-25');
  const complete = aMoveInReport({
    reportDate: day('2026-08-24'),
    to: addressAt(solnae),
    movers: moversOf(family.residents),
  });
  const amendment = aSupplement(complete);
  const { id: cause } = office.two.device.amend(id, amendment);
  await office.send(office.two);

  const items = await office.one.client.wholeFeed();
  expect(items.at(-1)?.cause).toBe(cause);
  expect(last(items)).toMatchObject({
    kind: 'decision',
    body: {
      filings: [{ id, device: office.one.device.id, arrivedOn: '2026-08-20', amendments: [amendment] }],
      answers: [
        { filing: id, movers: family.residents.map(() => ({ answer: { type: 'registered', on: '2026-08-03' } })) },
      ],
    },
  });
  const history = await office.central.database.rows('select revision, current from answer order by revision');
  expect(history).toEqual([
    { revision: 1, current: false },
    { revision: 2, current: true },
  ]);
  await office.check();
});

test('whom a supplement names for the first time is found by it, whichever filing comes next', async () => {
  const [family, other] = [familyAt(eungaram, 1, 1), familyAt(eungaram, 11, 1)];
  await using office = await setup([family, other]);
  const movers = moversOf(family.residents);
  const { id } = office.one.device.file(aMoveInReport({ to: addressAt(solnae), movers }));
  await office.send(office.one);
  // A slip: it was the other one.
  const right = aMoveInReport({ to: addressAt(solnae), movers: moversOf(other.residents) });
  office.one.device.amend(id, aSupplement(right));
  await office.send(office.one);
  // An earlier move of theirs, which goes between.
  office.other.device.file(
    aMoveInReport({
      reportDate: day('2026-08-02'),
      to: addressAt(yunseul),
      movers: moversOf(other.residents),
    }),
  );
  await office.send(office.other);
  const states = await office.check();
  const solnaeHas = Object.keys(states.get(solnae) ?? {});
  expect(solnaeHas).toContain(`resident ${other.residents[0]?.id}`);
  expect(solnaeHas).not.toContain(`resident ${family.residents[0]?.id}`);
  expect(states.get(yunseul)).toHaveProperty([`departure ${other.residents[0]?.id}`]);
});

test('[MI-15] what is withdrawn in the same push, before anything was decided, moves nobody', async () => {
  const family = familyAt(eungaram, 1, 2);
  await using office = await setup([family], { held: true });
  const report = aMoveInReport({ to: addressAt(solnae), movers: moversOf(family.residents) });
  const { id } = office.one.device.file(report);
  office.one.device.amend(id, aWithdrawal());
  await office.send(office.one, 2);
  expect(last(await office.one.client.wholeFeed())).toMatchObject({
    body: { answers: [{ filing: id, movers: [{ answer: { type: 'withdrawn' } }, { answer: { type: 'withdrawn' } }] }] },
  });
  const states = await office.check();
  expect(states.get(eungaram)).toHaveProperty([`resident ${family.residents[0]?.id}`]);
});

test('[MI-15] a refusal counts for those whom it names, and a birth that was refused is none', async () => {
  const family = familyAt(eungaram, 1, 3);
  await using office = await setup([family]);
  const report = aMoveInReport({
    form: 'part-of-household',
    to: addressAt(solnae),
    movers: moversOf(family.residents),
  });
  const { id } = office.one.device.file(report);
  await office.send(office.one);
  const child = family.residents[2]?.number;
  office.two.device.amend(id, aRefusal(child ? [child] : null));
  await office.send(office.two);
  expect(last(await office.one.client.wholeFeed())).toMatchObject({
    body: { answers: [{ movers: [{}, {}, { answer: { type: 'refused', reasons: '거주하지 않음' } }] }] },
  });
  const mother = family.residents[1];
  if (!mother) throw new Error('a family of three');
  const born = office.one.device.file(aBirth(mother, { nth: 500, reportDate: day('2026-08-10') }));
  await office.send(office.one);
  expect((await office.check()).get(solnae)).toHaveProperty([`resident ${born.id}`]);
  office.one.device.amend(born.id, aRefusal());
  await office.send(office.one);
  expect((await office.check()).get(solnae)).not.toHaveProperty([`resident ${born.id}`]);
  expect(await office.central.database.rows('select 1 from resident where made_with is not null')).toEqual([]);
});

test('a child whose number was supplemented is found under that number, and under the first no more', async () => {
  const family = familyAt(solnae, 1, 2);
  await using office = await setup([family]);
  const mother = family.residents[1];
  if (!mother) throw new Error('a family of two');
  const born = office.one.device.file(aBirth(mother, { nth: 500, reportDate: day('2026-08-05') }));
  await office.send(office.one);
  const right = aBirth(mother, { nth: 501, reportDate: day('2026-08-05') });
  office.two.device.amend(born.id, aSupplement(right));
  await office.send(office.two);
  expect((await office.check()).get(solnae)?.[`resident ${born.id}`]).toMatchObject({ number: right.child.number });
});

test('what follows from nothing is told all the same: a filing comes again with what was noted of it', async () => {
  const family = familyAt(eungaram, 1, 1);
  await using office = await setup([family]);
  const { id } = office.one.device.file(aMoveInReport({ to: addressAt(solnae), movers: moversOf(family.residents) }));
  await office.send(office.one);
  const noted = { type: 'post-verified', on: day('2026-08-21'), step: { type: 'sent' } } as const;
  office.two.device.amend(id, noted);
  await office.send(office.two);
  expect(last(await office.one.client.wholeFeed())).toMatchObject({
    body: { filings: [{ id, amendments: [noted] }], answers: [], residents: [] },
  });
  expect(await office.from.client.wholeFeed()).toHaveLength(1);
  expect(await office.central.database.rows('select revision from answer')).toEqual([{ revision: 1 }]);
  await office.check();
});

test('what is about a filing of another office, or about none, goes to quarantine and changes nothing', async () => {
  const family = familyAt(eungaram, 1, 1);
  await using office = await setup([family]);
  const { id } = office.one.device.file(aMoveInReport({ to: addressAt(solnae), movers: moversOf(family.residents) }));
  await office.send(office.one);
  const unknown = newFilingId();
  office.other.device.amend(id, aWithdrawal());
  office.other.device.amend(unknown, aWithdrawal());
  await office.send(office.other, 2);
  const items = (await office.other.client.wholeFeed()).map(({ content }) => content);
  expect(items).toMatchObject([
    { kind: 'quarantine', body: { reason: expect.stringContaining('another office') } },
    { kind: 'quarantine', body: { reason: expect.stringContaining(unknown) } },
  ]);
  expect((await office.check()).get(solnae)).toHaveProperty([`resident ${family.residents[0]?.id}`]);
});

test('a supplement that names an area no office has is refused, and the filing stays as it was', async () => {
  const family = familyAt(eungaram, 1, 1);
  await using office = await setup([family]);
  const movers = moversOf(family.residents);
  const { id } = office.one.device.file(aMoveInReport({ to: addressAt(solnae), movers }));
  await office.send(office.one);
  const nowhere = { ...addressAt(solnae), office: '9999999999' as OfficeId };
  office.one.device.amend(id, aSupplement(aMoveInReport({ to: nowhere, movers })));
  await office.send(office.one);
  expect(last(await office.one.client.wholeFeed())).toMatchObject({
    kind: 'quarantine',
    body: { reason: expect.stringContaining('9999999999') },
  });
  await office.check();
});

test('of supplements that come in one push with their filing the highest version counts, not the last', async () => {
  const family = familyAt(eungaram, 1, 2);
  await using office = await setup([family], { held: true });
  const { id } = office.one.device.file(missingOne(family));
  const complete = aMoveInReport({ to: addressAt(solnae), movers: moversOf(family.residents) });
  for (const version of [3, 1, 2])
    office.one.device.amend(id, aSupplement(version === 3 ? complete : missingOne(family), version));
  await office.send(office.one, 4);
  const states = await office.check();
  expect(states.get(solnae)?.[`answer ${id}`]).toMatchObject([
    { answer: { type: 'registered' } },
    { answer: { type: 'registered' } },
  ]);
  const [first] = (await office.one.client.wholeFeed()).map(({ content }) => content);
  expect(first).toMatchObject({ body: { filings: [{ id }] } });
  expect(first?.kind === 'decision' && first.body.filings[0]).not.toHaveProperty('amendments');
});
