import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertAreaChange } from '../../src/central/store/areas.ts';
import type { FilingSummary } from '../../src/shared/contract/feed-item.ts';
import type { Amendment } from '../../src/shared/registry/amendment.ts';
import { FilingId, type OfficeId } from '../../src/shared/registry/ids.ts';
import { addDays } from '../../src/shared/registry/plain-date.ts';
import { AreaChange, RegisterReport } from '../../src/shared/registry/register-report.ts';
import { isMoveIn, type Report } from '../../src/shared/registry/report.ts';
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
  aRefusal,
  aSupplement,
  aWithdrawal,
  named,
} from '../builders/central-reports.ts';
import { addressAt, createClock, type Family, familyAt, setupCentral } from '../builders/central-setup.ts';
import { registerState, type State } from '../builders/central-state.ts';
import { createRandom, type Random } from '../builders/random.ts';
import { aMoveInReport, day, eungaram, inventedNumber, moversOf, solnae, yunseul } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const places = [solnae, eungaram, yunseul];
const rounds = Number(process.env['RRS_SOAK_ROUNDS'] ?? 3);
const seed = Number(process.env['RRS_SEED'] ?? Math.floor(performance.now() * 1_000) % 1_000_000);

const someFamilies = (random: Random): Family[] =>
  Array.from({ length: 5 }, (_, nth) => familyAt(random.pick(places), 1 + nth * 10, random.between(1, 4)));

interface Filed {
  readonly id: FilingId;
  readonly at: OfficeId;
  readonly report: Report;
  /** By whichever device of the office; in any order, but after the filing. */
  readonly amendments: readonly Amendment[];
}

/** Numbers that more than one report gives to somebody. */
const givenNumber = (random: Random) => inventedNumber('1985-04-12', 'F', 700 + random.between(0, 2));

const aReport = (random: Random, families: readonly Family[]): { at: OfficeId; report: Report } => {
  const family = random.pick(families);
  const other = random.pick(families);
  const person = random.pick(family.residents);
  const head = other.residents[0] as Resident;
  const at = random.chance(0.7) ? family.household.office : random.pick(places);
  const reportDate = addDays(day('2026-08-02'), random.between(0, 8));
  const to = addressAt(at, random.between(1, 30));
  const some = family.residents.filter(() => random.chance(0.6));
  const movers = moversOf(some.length === 0 ? [person] : some);
  const asGuests = movers.map((mover) => ({ ...mover, relation: '동거인' as const }));
  switch (random.between(0, 9)) {
    case 0:
    case 1: {
      const newborn = { birthDate: day('2026-08-01'), mother: person.number };
      const child = { number: null, name: '새아기', relation: '자녀' as const, newborn };
      const all = [...moversOf(family.residents), ...(random.chance(0.5) ? [child] : [])];
      return { at, report: aMoveInReport({ reportDate, to, movers: all }) };
    }
    case 2: {
      const leading = asGuests.map((mover, nth) => (nth === 0 ? { ...mover, relation: '본인' as const } : mover));
      const stays = family.residents.find(({ number }) => !movers.some((mover) => mover.number === number));
      const remaining = stays && random.chance(0.5) ? { remaining: { householder: stays.number } } : {};
      return { at, report: aPartMove(leading, { reportDate, to, ...remaining }) };
    }
    case 3:
    case 4: {
      const { address } = other.household;
      const place = random.chance(0.8) ? address : to;
      return { at: place.office, report: aJoining(head, asGuests, { reportDate, to: place }) };
    }
    case 5:
      return { at, report: aBirth(person, { nth: 500 + random.between(0, 2), reportDate }) };
    case 6:
      return { at, report: aDeath(person, addDays(reportDate, -random.between(0, 3)), { reportDate }) };
    case 7:
      return { at, report: aHouseholderChange(person, { reportDate }) };
    case 8: {
      const basis = { type: 'notified', by: '경찰', evidence: '통보' };
      const report = { kind: 'unknown-domicile', reportDate, people: [named(person)], basis };
      return { at, report: RegisterReport.parse(report) };
    }
    default:
      return { at, report: aNumberCorrection(person, givenNumber(random), { reportDate }) };
  }
};

const someAmendments = (random: Random, report: Report, families: readonly Family[]): Amendment[] => {
  if (random.chance(0.7)) return [];
  const other = Array.from({ length: 5 }, () => aReport(random, families).report).find(
    (each) => isMoveIn(each) === isMoveIn(report),
  );
  const supplements = other ? [aSupplement(other, random.between(1, 2)), aSupplement(report, 1)] : [];
  return [...supplements, ...(random.chance(0.3) ? [random.pick([aWithdrawal(), aRefusal()])] : [])];
};

test(`[MI-2] whatever was filed, the register does not depend on the order of arrival (RRS_SEED=${seed})`, async () => {
  const random = createRandom(seed);
  for (let round = 0; round < rounds; round += 1) {
    const families = someFamilies(random);
    const filings = Array.from({ length: 16 }, (): Filed => {
      const { at, report } = aReport(random, families);
      return { id: FilingId.parse(random.uuid()), at, report, amendments: someAmendments(random, report, families) };
    });
    const change = AreaChange.parse({
      on: addDays(day('2026-08-02'), random.between(0, 8)),
      from: eungaram,
      to: yunseul,
      roads: [],
      becomes: { city: '늘해군', township: '윤슬읍' },
    });
    const areas = random.chance(0.5) ? [change] : [];
    const results: (readonly State[])[] = [];
    // One by one, in batches that are prepared while the one before is written, and all in one batch.
    for (const batchSize of [1, random.between(2, 5), 200])
      results.push(await run(random, families, filings, areas, batchSize));
    const [first, ...others] = results;
    for (const other of others) expect(other).toEqual(first);
  }
});

interface Act {
  readonly desk: TestDesk;
  readonly write: () => unknown;
}

const run = async (
  random: Random,
  families: readonly Family[],
  filings: readonly Filed[],
  areas: readonly AreaChange[],
  batchSize: number,
): Promise<readonly State[]> => {
  const clock = createClock('2026-08-01');
  await using central = await setupCentral(cluster, { families, clock, batchSize, held: batchSize > 1 });
  const desks: TestDesk[] = [];
  // Two desks at each office.
  for (const office of [...places, ...places]) desks.push({ office, ...(await central.deviceAt(office)) });
  clock.setDay('2026-08-20');
  const deskAt = (office: OfficeId): TestDesk => random.pick(desks.filter((desk) => desk.office === office));

  for (const area of areas) if (random.chance(0.5)) await insertAreaChange(central.database, area);
  const orderedBefore = (await central.database.rows('select 1 from area_change')).length;
  for (const { desk, write } of inSomeOrder(random, filings, deskAt)) {
    write();
    await desk.client.push(desk.device.entries.length - 1);
    if (batchSize === 1) await central.decided();
  }
  for (const area of areas.slice(orderedBefore)) await insertAreaChange(central.database, area);
  await central.decided();
  // A batch that failed would be taken again one by one, and come out right all the same.
  expect(central.events.map(({ event }) => event)).toEqual(['decider-leads']);
  const quarantined = await central.database.rows('select 1 from inbox where quarantined is not null');
  expect(quarantined).toEqual([]);

  const offices = [...(await checkOffices(central, families, desks, areas)).values()].map(asFiled);
  return [...offices, await registerState(central)];
};

/** A filing comes before what is done with it; nothing else is fixed. */
function* inSomeOrder(
  random: Random,
  filings: readonly Filed[],
  deskAt: (office: OfficeId) => TestDesk,
): Generator<Act> {
  const acts = filings.flatMap((filing) => [
    { filing, amendment: null },
    ...random.shuffle(filing.amendments).map((amendment) => ({ filing, amendment })),
  ]);
  const isFiled = new Set<FilingId>();
  for (let waiting = random.shuffle(acts); waiting.length > 0; ) {
    const later: typeof waiting = [];
    for (const act of waiting) {
      const { filing, amendment } = act;
      if (amendment && !isFiled.has(filing.id)) {
        later.push(act);
        continue;
      }
      isFiled.add(filing.id);
      const desk = deskAt(filing.at);
      yield {
        desk,
        write: () => (amendment ? desk.device.amend(filing.id, amendment) : desk.device.file(filing.report, filing.id)),
      };
    }
    waiting = later;
  }
}

/** Which device took a filing differs from run to run, and so does the order of what was done with it. */
const asFiled = (state: State): State =>
  Object.fromEntries(
    Object.entries(state).map(([key, doc]) => {
      if (!key.startsWith('filing')) return [key, doc];
      const { amendments = [], amendmentHashes = [], ...filing } = doc as FilingSummary;
      const sorted = amendments.map((each, nth) => `${amendmentHashes[nth]} ${JSON.stringify(each)}`).toSorted();
      return [key, { ...filing, device: '', amendments: sorted }];
    }),
  );
