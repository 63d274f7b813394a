import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Amendment } from '../../src/shared/registry/amendment.ts';
import type { MoverAnswer } from '../../src/shared/registry/answer.ts';
import { FilingId, type OfficeId } from '../../src/shared/registry/ids.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import { isMoveIn, type Report } from '../../src/shared/registry/report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import {
  addressAt,
  createClock,
  familyAt,
  setupCentral,
  supervisorOf,
  type TestCentral,
} from '../builders/central-setup.ts';
import { type Desk, enrolDesk } from '../builders/desk.ts';
import { anId } from '../builders/office.ts';
import { createRandom } from '../builders/random.ts';
import { aMoveInReport, day, eungaram, inventedNumber, moversOf, solnae } from '../builders/registry.ts';
import {
  consenting,
  everyRegisterReport,
  exOfficio,
  joining,
  named,
  onReport,
  reportedBy,
} from '../builders/reports.ts';

/**
 * Each form of move-in and each other report, filed at a real office with the network and without, decided by a real
 * central, and seen by whoever is concerned. What the office said at the counter must be what central says.
 */
const random = createRandom(440);
const reportDate = day('2026-08-03');

let nextFamily = 1;
const families: ReturnType<typeof familyAt>[] = [];
const familyOf = (office: OfficeId, size = 3) => {
  const family = familyAt(office, nextFamily * 10, size);
  nextFamily += 1;
  families.push(family);
  return family;
};
const newHome = () => {
  nextFamily += 1;
  return addressAt(solnae, 5_000 + nextFamily);
};

type Filed = readonly [what: string, report: Report, expected: readonly MoverAnswer['answer']['type'][]];

const head = (family: ReturnType<typeof familyAt>): Resident => family.residents[0] as Resident;
const spouse = (family: ReturnType<typeof familyAt>): Resident => family.residents[1] as Resident;
const asHead = (resident: Resident): MoveInReport['movers'] => [
  { ...(moversOf([resident])[0] as MoveInReport['movers'][number]), relation: '본인' },
];

/** Anew for each run: everybody moves once. */
const everyMoveIn = (): Filed[] => {
  const [whole, part, leaves, joins, merges, into, target, dorm, farWhole, farPart] = Array.from(
    { length: 10 },
    (_, nth) => familyOf(nth > 7 ? eungaram : solnae),
  ) as [ReturnType<typeof familyAt>, ...ReturnType<typeof familyAt>[]] & ReturnType<typeof familyAt>[];
  if (!part || !leaves || !joins || !merges || !into || !target || !dorm || !farWhole || !farPart)
    throw new Error('ten families');
  const registered = (count: number) => Array.from({ length: count }, () => 'registered' as const);
  const base = { reportDate, movedOn: day('2026-08-01') };
  return [
    ['a whole household', aMoveInReport({ ...base, movers: moversOf(whole.residents), to: newHome() }), registered(3)],
    [
      'a part that forms its own household',
      aMoveInReport({
        ...base,
        form: 'part-of-household',
        movers: asHead(spouse(part)),
        to: newHome(),
        ...reportedBy(spouse(part)),
        previousHouseholder: named(head(part)),
      }),
      registered(1),
    ],
    [
      'the householder, and those who stay name another',
      aMoveInReport({
        ...base,
        form: 'part-of-household',
        movers: moversOf([head(leaves)]),
        to: newHome(),
        remaining: { householder: spouse(leaves).number },
      }),
      registered(1),
    ],
    ['one who joins', joining([spouse(joins)], head(into), { ...base, to: into.household.address }), registered(1)],
    [
      'a household that merges',
      joining(merges.residents.slice(0, 2), head(target), { ...base, to: target.household.address }),
      registered(2),
    ],
    [
      'into a dormitory',
      aMoveInReport({
        ...base,
        form: 'part-of-household',
        movers: consenting([spouse(dorm)]),
        to: newHome(),
        into: { type: 'dormitory', name: '솔내기숙사', manager: named(head(into)) },
        ...reportedBy(spouse(dorm)),
      }),
      registered(1),
    ],
    [
      'a whole household of elsewhere',
      aMoveInReport({ ...base, movers: moversOf(farWhole.residents), to: newHome() }),
      registered(3),
    ],
    [
      'one of elsewhere who joins',
      joining([spouse(farPart)], head(into), { ...base, to: into.household.address }),
      registered(1),
    ],
    [
      'one who was not identified',
      aMoveInReport({
        ...base,
        movers: moversOf(target.residents.slice(0, 1)),
        to: newHome(),
        form: 'part-of-household',
        reporter: {
          name: head(target).name,
          number: head(target).number,
          capacity: 'householder',
          identityChecked: false,
          delegationShown: false,
        },
      }),
      ['supplement'],
    ],
  ];
};

const everyOther = (): Filed[] => {
  const reports = everyRegisterReport(['x', 'y'].map((_, nth) => familyOf(solnae).residents[nth] as Resident));
  return reports.flatMap(({ kind }): Filed[] => {
    const family = familyOf(solnae);
    const report = everyRegisterReport(family.residents).find((each) => each.kind === kind);
    if (!report) throw new Error(kind);
    return [[kind, bornTo(report), [kind === 'objection' ? 'supplement' : 'registered']]];
  });
};

let nextChild = 1;
/** Each child has a number of its own. */
const bornTo = (report: Report): Report => {
  if (isMoveIn(report) || report.kind !== 'birth') return report;
  nextChild += 1;
  return { ...report, child: { ...report.child, number: inventedNumber('2026-07-30', 'F', 700_000 + nextChild) } };
};

const runs = (['online', 'offline'] as const).map((how) => ({ how, filed: [...everyMoveIn(), ...everyOther()] }));
const amended = {
  whole: familyOf(solnae),
  withdrawn: familyOf(solnae),
  refused: familyOf(solnae),
  partly: familyOf(solnae),
};
const returning = familyOf(solnae, 1);
const renumbered = familyOf(solnae, 2);
const measured = familyOf(solnae, 2);

let cluster: Cluster;
let central: TestCentral;
let clerk: Desk;
let supervisor: Desk;
let eungaramDesk: Desk;
beforeAll(async () => {
  cluster = await startCluster();
  central = await setupCentral(cluster, {
    families,
    clock: createClock('2026-08-03'),
    officials: [supervisorOf(solnae)],
  });
  clerk = await enrolDesk({ central, random });
  supervisor = await enrolDesk({ central, random, official: supervisorOf(solnae).id });
  eungaramDesk = await enrolDesk({ central, random, office: eungaram });
});
afterAll(async () => {
  for (const desk of [clerk, supervisor, eungaramDesk]) await desk.close();
  await central[Symbol.asyncDispose]();
  await cluster.stop();
});

const idOf = (): FilingId => FilingId.parse(anId(random));
const deskFor = (report: Report): Desk =>
  !isMoveIn(report) && (report.kind === 'deletion' || ('basis' in report && report.basis.type === 'ex-officio'))
    ? supervisor
    : clerk;

const file = async (report: Report, id: FilingId = idOf()) => {
  const { running } = deskFor(report);
  const taken = isMoveIn(report)
    ? await running.command('reportMoveIn', { id, report })
    : await running.command('reportToRegister', { id, report });
  if (!taken.ok) throw new Error(JSON.stringify(taken.error));
  return { id, preview: taken.value.preview, checks: taken.value.centralChecks };
};
const amend = async (desk: Desk, filing: FilingId, amendment: Amendment) => {
  const done = await desk.running.command('amendFiling', { id: idOf(), filing, amendment });
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  return done.value;
};
const syncAll = async (): Promise<void> => {
  for (const round of [1, 2])
    for (const desk of [clerk, supervisor, eungaramDesk]) {
      expect(await desk.sync(), `round ${String(round)}`).toMatchObject({ ok: true });
      await central.decided();
    }
};
const answersOf = (desk: Desk, id: FilingId): readonly MoverAnswer[] =>
  desk.replica().reads().filing(id)?.answers ?? [];
const typesOf = (answers: readonly MoverAnswer[]): string[] => answers.map(({ answer }) => answer.type);
const residentOf = ({ number }: Resident) => clerk.replica().reads().residentByNumber(number);

describe('every report', () => {
  test.each(runs)(
    'is answered by central as it was at the counter: $how',
    { timeout: 120_000 },
    async ({ how, filed }) => {
      for (const desk of [clerk, supervisor]) {
        if (how === 'offline') desk.network.cut();
        expect((await desk.status()).link.state === 'offline').toBe(false);
      }
      const taken: {
        id: FilingId;
        what: string;
        preview: readonly MoverAnswer[];
        report: Report;
        expected: readonly string[];
        checks: readonly string[];
      }[] = [];
      for (const [what, report, expected] of filed) {
        taken.push({ what, report, expected, ...(await file(report)) });
        if (how === 'online') await syncAll();
      }
      if (how === 'offline') {
        expect((await clerk.status()).unsent).toBeGreaterThan(10);
        for (const desk of [clerk, supervisor]) desk.network.mend();
      }
      await syncAll();
      for (const { id, what, preview, report, expected, checks } of taken) {
        const answers = answersOf(deskFor(report), id);
        expect(typesOf(answers), what).toEqual(expected);
        if (preview.length > 0) expect([...preview].toSorted(byMover), what).toEqual([...answers].toSorted(byMover));
        else expect(checks.length, what).toBeGreaterThan(1);
        const line = deskFor(report)
          .filings()
          .find((each) => each.id === id);
        expect(line, what).toMatchObject({ state: 'answered', what: isMoveIn(report) ? report.form : report.kind });
      }
    },
  );
});

const byMover = (a: MoverAnswer, b: MoverAnswer): number => (a.mover < b.mover ? -1 : 1);

describe('what is done with a filing', () => {
  const on = day('2026-08-03');
  const unidentified = (people: readonly Resident[]): MoveInReport => {
    const report = aMoveInReport({ movers: moversOf(people), to: newHome(), reportDate, movedOn: day('2026-08-01') });
    return { ...report, reporter: { ...report.reporter, identityChecked: false } };
  };

  test('offline or online, is decided by central: completed, taken back, refused', { timeout: 60_000 }, async () => {
    const reports = [amended.whole, amended.withdrawn, amended.refused].map(({ residents }) => unidentified(residents));
    const [completed, withdrawn, refused] = await Promise.all(reports.map((report) => file(report)));
    await syncAll();
    if (!completed || !withdrawn || !refused) throw new Error('three filings');
    for (const { id } of [completed, withdrawn, refused])
      expect(typesOf(answersOf(clerk, id))).toEqual(['supplement', 'supplement', 'supplement']);

    clerk.network.cut();
    const report = {
      ...(reports[0] as MoveInReport),
      reporter: { ...(reports[0] as MoveInReport).reporter, identityChecked: true },
    };
    const preview = await amend(clerk, completed.id, {
      type: 'supplemented',
      on,
      version: 1,
      report,
      note: '신분증 확인',
    });
    expect(typesOf(preview.preview)).toEqual(['registered', 'registered', 'registered']);
    await amend(clerk, withdrawn.id, { type: 'withdrawn', on, note: '신고인이 취하' });
    await amend(supervisor, refused.id, {
      type: 'refused',
      on,
      people: null,
      reasons: '거주 사실 없음',
      remedies: '행정심판',
    });
    clerk.network.mend();
    await syncAll();
    for (const desk of [clerk, supervisor]) {
      expect(typesOf(answersOf(desk, completed.id))).toEqual(['registered', 'registered', 'registered']);
      expect(typesOf(answersOf(desk, withdrawn.id))).toEqual(['withdrawn', 'withdrawn', 'withdrawn']);
      expect(answersOf(desk, refused.id)[0]?.answer).toMatchObject({ type: 'refused', reasons: '거주 사실 없음' });
      // Each desk sees what the other did.
      const page = await desk.running.query('getFiling', { filing: completed.id });
      expect(page).toMatchObject({
        ok: true,
        value: { amendments: [{ type: 'supplemented', version: 1 }], report: { reporter: { identityChecked: true } } },
      });
    }
    expect(residentOf(head(amended.whole))?.addresses.at(-1)?.filing).toBe(completed.id);
    expect(residentOf(head(amended.withdrawn))?.addresses.length).toBe(1);
  });

  test('a fresh device of the office gets all of it in its snapshot', { timeout: 60_000 }, async () => {
    await syncAll();
    const fresh = await enrolDesk({ central, random, official: supervisorOf(solnae).id });
    expect(fresh.running.dump()).toEqual(clerk.running.dump());
    expect(fresh.filings().map(({ id, state, what, movers }) => ({ id, state, what, movers }))).toEqual(
      clerk.filings().map(({ id, state, what, movers }) => ({ id, state, what, movers })),
    );
    await fresh.close();
  });
});

describe('people whose place in the register changes', () => {
  test('one report follows the other, as the register stands by then', { timeout: 60_000 }, async () => {
    const [lost, traveller, renamed, wronged] = [
      head(returning),
      head(renumbered),
      spouse(renumbered),
      spouse(measured),
    ];
    const number = inventedNumber('1985-04-12', 'F', 990_777);
    const gone = { kind: 'unknown-domicile', reportDate, basis: exOfficio } as const;
    const measure = await file({ ...gone, people: [named(wronged)] });
    await file({ ...gone, people: [named(lost)] });
    await file({
      kind: 'stay-abroad',
      reportDate,
      people: [named(traveller)],
      step: 'departure',
      basis: onReport(traveller),
    });
    await file({
      kind: 'correction',
      reportDate,
      person: named(renamed),
      changes: [{ what: 'number', to: number }],
      isAdoption: false,
      reason: '번호 변경',
      basis: onReport(renamed),
    });
    await syncAll();
    expect([lost, traveller, wronged].map((person) => residentOf(person)?.status)).toEqual([
      'unknown-domicile',
      'staying-abroad',
      'unknown-domicile',
    ]);
    // By the number that they had before.
    expect(residentOf(renamed)?.number).toBe(number);

    const later = day('2026-08-05');
    central.clock.setDay(later);
    const moved = { reportDate: later, movedOn: later };
    const filed = [
      await file(aMoveInReport({ ...moved, form: 're-registration', movers: moversOf([lost]), to: newHome() })),
      await file(aMoveInReport({ ...moved, form: 'national-abroad', movers: moversOf([traveller]), to: newHome() })),
      await file({ kind: 'death', reportDate: later, person: named(renamed), diedOn: later, basis: onReport(renamed) }),
      await file({
        kind: 'objection',
        reportDate: later,
        person: named(wronged),
        measure: measure.id,
        decidedOn: later,
        isUpheld: true,
        reason: '거주 확인',
        remedies: '',
      }),
    ];
    expect(filed.map(({ preview }) => typesOf(preview))).toEqual(filed.map(() => ['registered']));
    await syncAll();
    expect(filed.map(({ id }) => typesOf(answersOf(clerk, id)))).toEqual(filed.map(() => ['registered']));
    expect([lost, renamed, wronged].map((person) => residentOf(person)?.status)).toEqual([
      'resident',
      'deleted',
      'resident',
    ]);
    expect(residentOf(wronged)?.addresses.map(({ reason }) => reason)).toEqual([
      '신규등록',
      '거주불명등록',
      '이의신청정정',
    ]);
  });

  test('who comes from another office is on the lists of both', { timeout: 60_000 }, async () => {
    const arrivals = await clerk.running.query('listArrivals', {});
    const departures = await eungaramDesk.running.query('listDepartures', {});
    if (!arrivals.ok || !departures.ok) throw new Error('lists');
    expect(arrivals.value.rows.length).toBeGreaterThan(3);
    const namesOf = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name).toSorted();
    expect(namesOf(departures.value.rows)).toEqual(namesOf(arrivals.value.rows));
  });
});
