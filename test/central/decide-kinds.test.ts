import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DecisionBody } from '../../src/shared/contract/feed-item.ts';
import type { OfficeId } from '../../src/shared/registry/ids.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { checkOffices, type TestDesk } from '../builders/central-expected.ts';
import {
  aBirth,
  aDeath,
  aHouseholderChange,
  aJoining,
  aNumberCorrection,
  aPartMove,
} from '../builders/central-reports.ts';
import {
  addressAt,
  createClock,
  type Family,
  familyAt,
  setupCentral,
  type TestCentral,
} from '../builders/central-setup.ts';
import { aMoveInReport, day, eungaram, inventedNumber, moversOf, solnae, yunseul } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const setup = async (families: readonly Family[]) => {
  const clock = createClock('2026-08-01');
  const central = await setupCentral(cluster, { families, clock });
  const desks = new Map<OfficeId, TestDesk>();
  for (const office of [solnae, eungaram, yunseul]) desks.set(office, { office, ...(await central.deviceAt(office)) });
  clock.setDay('2026-08-20');
  return {
    central,
    /** Files it at the office; answers its id once it is decided. */
    file: async (office: OfficeId, report: Parameters<TestDesk['device']['file']>[0]) => {
      const desk = deskOf(desks, office);
      const { id } = desk.device.file(report);
      await desk.client.push(desk.device.entries.length - 1);
      await central.decided();
      return id;
    },
    lastAt: async (office: OfficeId): Promise<DecisionBody | undefined> => {
      const content = (await deskOf(desks, office).client.wholeFeed()).at(-1)?.content;
      return content?.kind === 'decision' ? content.body : undefined;
    },
    check: () => checkOffices(central, families, [...desks.values()]),
    [Symbol.asyncDispose]: () => central[Symbol.asyncDispose](),
  };
};

const deskOf = (desks: ReadonlyMap<OfficeId, TestDesk>, office: OfficeId): TestDesk => {
  const desk = desks.get(office);
  if (!desk) throw new Error(`no desk at ${office}`);
  return desk;
};

const member = (family: Family, nth: number): Resident => {
  const found = family.residents[nth];
  if (!found) throw new Error(`the family has no member ${nth}`);
  return found;
};

const typesIn = (body: DecisionBody | undefined): string[][] =>
  (body?.answers ?? []).map(({ movers }) => movers.map(({ answer }) => answer.type));

const derivedIn = async ({ database }: TestCentral) => ({
  residents: (await database.rows<{ id: string }>('select id from resident where made_with is not null')).length,
  households: (await database.rows<{ id: string }>('select id from household where made_with is not null')).length,
});

describe('a part of a household', () => {
  test('[HH-10] goes with its householder, and those who stay get the record of the one they named', async () => {
    const family = familyAt(eungaram, 1, 4);
    await using office = await setup([family]);
    const stays = member(family, 1);
    await office.file(
      solnae,
      aPartMove(moversOf([member(family, 0), member(family, 3)]), {
        to: addressAt(solnae, 5),
        remaining: { householder: stays.number },
      }),
    );

    const states = await office.check();
    expect((await office.lastAt(solnae))?.residents).toHaveLength(2);
    // The record went along; the other one is new, and the old office keeps it with its householder.
    const left = Object.entries(states.get(eungaram) ?? {}).filter(([key]) => key.startsWith('household'));
    expect(left.map(([, household]) => household)).toMatchObject([
      { householder: stays.id, members: [stays.id, member(family, 2).id], formedReason: '세대주변경' },
    ]);
    expect(await derivedIn(office.central)).toEqual({ residents: 0, households: 1 });
  });

  test('that joins a household elsewhere is moved there, and the record that it leaves ends if it was the last', async () => {
    const goes = familyAt(eungaram, 1, 2);
    const joined = familyAt(solnae, 11, 2);
    await using office = await setup([goes, joined]);
    const head = member(joined, 0);
    const movers = goes.residents.map(({ number, name }) => ({ number, name, relation: '동거인' as const }));
    await office.file(solnae, aJoining(head, movers, { to: addressAt(solnae, 11) }));

    const states = await office.check();
    expect(states.get(solnae)?.[`household ${joined.household.id}`]).toMatchObject({
      members: [...joined.residents, ...goes.residents].map(({ id }) => id),
    });
    expect(states.get(eungaram)?.[`household ${goes.household.id}`]).toMatchObject({
      members: [],
      closed: { into: joined.household.id, members: goes.residents.map(({ id }) => id) },
    });
    expect(Object.keys(states.get(solnae) ?? {}).filter((key) => key.startsWith('arrival'))).toHaveLength(2);
    expect(Object.keys(states.get(eungaram) ?? {}).filter((key) => key.startsWith('departure'))).toHaveLength(2);
    expect(await office.lastAt(yunseul)).toBeUndefined();
  });

  test('is decided again when the household that it joins turns out to have gone before', async () => {
    const goes = familyAt(eungaram, 1, 1);
    const joined = familyAt(solnae, 11, 2);
    await using office = await setup([goes, joined]);
    const head = member(joined, 0);
    const movers = moversOf(goes.residents).map((mover) => ({ ...mover, relation: '동거인' as const }));
    const id = await office.file(
      solnae,
      aJoining(head, movers, { to: addressAt(solnae, 11), reportDate: day('2026-08-10') }),
    );
    expect(typesIn(await office.lastAt(solnae))).toEqual([['registered']]);
    // Nobody on this filing is on the other one: they meet in the household.
    await office.file(
      yunseul,
      aMoveInReport({ reportDate: day('2026-08-05'), to: addressAt(yunseul), movers: moversOf(joined.residents) }),
    );
    const changed = await office.lastAt(solnae);
    expect(changed?.answers).toMatchObject([{ filing: id, movers: [{ answer: { type: 'supplement' } }] }]);
    expect((await office.lastAt(eungaram))?.residents.map((each) => each.id)).toEqual([member(goes, 0).id]);
    await office.check();
  });
});

describe('a child', () => {
  test('that was born enters the register, moves, and is found under its number', async () => {
    const family = familyAt(eungaram, 1, 2);
    await using office = await setup([family]);
    const mother = member(family, 1);
    const birth = aBirth(mother, { nth: 500 });
    const id = await office.file(eungaram, birth);
    expect((await office.lastAt(eungaram))?.residents).toMatchObject([{ id, name: '새아기', office: eungaram }]);
    expect(await derivedIn(office.central)).toEqual({ residents: 1, households: 0 });

    const { name, number } = birth.child;
    const movers = [...moversOf(family.residents), { name, number, relation: '자녀' as const }];
    await office.file(solnae, aMoveInReport({ reportDate: day('2026-08-10'), to: addressAt(solnae), movers }));
    const states = await office.check();
    expect(states.get(solnae)?.[`resident ${id}`]).toMatchObject({ office: solnae });
    expect(states.get(solnae)?.[`arrival ${id}`]).toMatchObject([{ fromOffice: eungaram }]);
    expect(states.get(eungaram)?.[`departure ${id}`]).toMatchObject([{ toOffice: solnae }]);
  });

  test('[MI-18] that moves without a number is registered as soon as its birth is, wherever that is reported', async () => {
    const family = familyAt(eungaram, 1, 2);
    await using office = await setup([family]);
    const mother = member(family, 1);
    const newborn = { number: null, name: '새아기', relation: '자녀' as const };
    const movers = [
      ...moversOf(family.residents),
      { ...newborn, newborn: { birthDate: day('2026-08-01'), mother: mother.number } },
    ];
    const moved = await office.file(
      solnae,
      aMoveInReport({ reportDate: day('2026-08-10'), to: addressAt(solnae), movers }),
    );
    expect(typesIn(await office.lastAt(solnae))).toEqual([['registered', 'registered', 'supplement']]);
    const born = await office.file(eungaram, aBirth(mother, { nth: 500, reportDate: day('2026-08-05') }));
    // It is told to the office of the move only, which has the child; the other one gets the answer to its own filing.
    const toSolnae = await office.lastAt(solnae);
    expect(toSolnae?.answers).toMatchObject([{ filing: moved, movers: [{}, {}, { answer: { type: 'registered' } }] }]);
    expect(toSolnae?.residents.map(({ id }) => id)).toContain(born);
    const toEungaram = await office.lastAt(eungaram);
    expect(toEungaram?.residents).toEqual([]);
    expect(toEungaram?.answers).toMatchObject([{ filing: born }]);
    await office.check();
  });

  test('whose birth turns out to be another’s number goes away again, with everything that was told of it', async () => {
    const [one, other] = [familyAt(eungaram, 1, 2), familyAt(yunseul, 11, 2)];
    await using office = await setup([one, other]);
    const first = await office.file(eungaram, aBirth(member(one, 1), { nth: 500, reportDate: day('2026-08-10') }));
    await office.file(
      solnae,
      aMoveInReport({
        reportDate: day('2026-08-12'),
        to: addressAt(solnae),
        movers: [
          ...moversOf(one.residents),
          { name: '새아기', number: inventedNumber('2026-08-01', 'F', 500), relation: '자녀' },
        ],
      }),
    );
    expect((await office.check()).get(solnae)).toHaveProperty([`resident ${first}`]);
    // The same number, given earlier to another child: nobody of these two families is on a filing of the other's.
    const second = await office.file(yunseul, aBirth(member(other, 1), { nth: 500, reportDate: day('2026-08-05') }));
    const states = await office.check();
    expect((await office.lastAt(solnae))?.gone.residents).toEqual([first]);
    expect((await office.lastAt(eungaram))?.departures).toContainEqual({ resident: first, lines: [] });
    expect(states.get(yunseul)).toHaveProperty([`resident ${second}`]);
    const rows = await office.central.database.rows('select id from resident where made_with is not null');
    expect(rows).toEqual([{ id: second }]);
  });
});

test('Hangul in pieces is the same name, as some systems send it', async () => {
  const family = familyAt(eungaram, 1, 2);
  await using office = await setup([family]);
  const movers = moversOf(family.residents).map((mover) => ({ ...mover, name: mover.name.normalize('NFD') }));
  const report = aMoveInReport({ to: addressAt(solnae), movers: moversOf(family.residents) });
  await office.file(solnae, { ...report, movers, to: { ...report.to, road: report.to.road.normalize('NFD') } });
  expect(typesIn(await office.lastAt(solnae))).toEqual([['registered', 'registered']]);
  expect((await office.lastAt(solnae))?.households).toMatchObject([{ address: report.to }]);
  await office.check();
});

describe('somebody', () => {
  test('with a new number is found under the old one as well, by later filings and by late ones', async () => {
    const family = familyAt(eungaram, 1, 1);
    await using office = await setup([family]);
    const person = member(family, 0);
    const number = inventedNumber('1985-04-12', 'F', 700);
    await office.file(eungaram, aNumberCorrection(person, number, { reportDate: day('2026-08-05') }));
    const filings = [
      { office: solnae, number: person.number, reportDate: day('2026-08-10') },
      { office: yunseul, number, reportDate: day('2026-08-12') },
      { office: yunseul, number: person.number, reportDate: day('2026-08-03') },
    ];
    for (const { office: at, number: under, reportDate } of filings) {
      const movers = moversOf([{ ...person, number: under }]);
      await office.file(at, aMoveInReport({ reportDate, to: addressAt(at), movers }));
      expect(typesIn(await office.lastAt(at))).toEqual([['registered']]);
    }
    const states = await office.check();
    expect(states.get(yunseul)?.[`resident ${person.id}`]).toMatchObject({
      number,
      personalChanges: [{ on: '2026-08-05' }],
    });
    expect(states.get(yunseul)?.[`arrival ${person.id}`]).toHaveLength(2);
  });

  test('whose number was never changed, as it turns out, is not found under the other one any more', async () => {
    const [one, other] = [familyAt(eungaram, 1, 1), familyAt(yunseul, 11, 1)];
    await using office = await setup([one, other]);
    const number = inventedNumber('1985-04-12', 'F', 700);
    await office.file(eungaram, aNumberCorrection(member(one, 0), number, { reportDate: day('2026-08-10') }));
    await office.file(yunseul, aNumberCorrection(member(other, 0), number, { reportDate: day('2026-08-05') }));
    const states = await office.check();
    expect(states.get(yunseul)?.[`resident ${member(other, 0).id}`]).toMatchObject({ number });
    expect(states.get(eungaram)?.[`resident ${member(one, 0).id}`]).toMatchObject({ number: member(one, 0).number });
  });

  test('who dies stays on the record, also on one that has ended, and every office still has whom it had', async () => {
    const [family, alone] = [familyAt(eungaram, 1, 3), familyAt(eungaram, 11, 2)];
    await using office = await setup([family, alone]);
    await office.file(eungaram, aDeath(member(family, 0), '2026-08-02'));
    await office.file(eungaram, aHouseholderChange(member(family, 1), { reportDate: day('2026-08-10') }));
    await office.file(eungaram, aDeath(member(alone, 1), '2026-08-02'));
    // The last who lives there goes, and leaves a record with nobody but a dead person on it.
    const goes = member(alone, 0);
    const movers = [{ name: goes.name, number: goes.number, relation: '동거인' as const }];
    const report = { reportDate: day('2026-08-12'), to: addressAt(eungaram, 1) };
    await office.file(eungaram, aJoining(member(family, 1), movers, report));
    expect(typesIn(await office.lastAt(eungaram))).toEqual([['registered']]);
    const states = await office.check();
    expect(states.get(eungaram)?.[`resident ${member(family, 0).id}`]).toMatchObject({ status: 'deleted' });
    expect(states.get(eungaram)?.[`household ${family.household.id}`]).toHaveProperty('closed');
    expect(states.get(eungaram)?.[`household ${alone.household.id}`]).toMatchObject({
      householder: null,
      members: [member(alone, 1).id],
    });
  });
});
