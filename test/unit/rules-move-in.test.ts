import { describe, expect, test } from 'vitest';
import type { Answer, Missing } from '../../src/shared/registry/answer.ts';
import { HouseholdId } from '../../src/shared/registry/ids.ts';
import type { MoveInReport, Mover } from '../../src/shared/registry/move-in.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { compareFilings, type Filing } from '../../src/shared/rules/filing.ts';
import { type Register, registerOf } from '../../src/shared/rules/register.ts';
import { type Settlement, settle } from '../../src/shared/rules/settle.ts';
import {
  aFamily,
  aFiling,
  aMoveInReport,
  anAddress,
  day,
  eungaram,
  inventedNumber,
  moversOf,
  residentId,
  solnae,
  yunseul,
} from '../builders/registry.ts';

// 주민1 (householder), 주민2 (spouse), 주민3 and 주민4 (children) live in 솔내면; 주민11 and 주민12 are their neighbours.
const family = aFamily({ first: 1, size: 4 });
const neighbours = aFamily({ first: 11, size: 2, address: anAddress({ building: '2' }) });
const origin = registerOf([...family.residents, ...neighbours.residents], [family.household, neighbours.household]);
const [head, spouse, child] = family.residents as [Resident, Resident, Resident, Resident];
const [neighbour] = neighbours.residents as [Resident, Resident];

const inEungaram = anAddress({ office: eungaram, city: '새론시', township: '', road: '은가람대로', building: '45' });
const inYunseul = anAddress({ office: yunseul, township: '윤슬읍', road: '윤슬물목로', building: '61' });

const familyReport = (overrides: Partial<MoveInReport> = {}): MoveInReport =>
  aMoveInReport({ movers: moversOf(family.residents), to: inEungaram, ...overrides });

/** The answers to one filing, by the nth person. */
const answersTo = (filing: Filing, settlement: Settlement): Map<Resident['id'] | undefined, Answer> =>
  new Map(
    (settlement.answers.get(filing.id) ?? []).map(({ mover, answer }) => [
      [...origin.residents.values()].find((resident) => resident.number === mover)?.id,
      answer,
    ]),
  );

const settleOne = (report: MoveInReport, overrides: Partial<Filing> = {}, register: Register = origin) => {
  const filing = aFiling({ report, ...overrides });
  const settlement = settle(register, [filing]);
  return { settlement, answers: (settlement.answers.get(filing.id) ?? []).map((each) => each.answer) };
};

const missingOf = (answer: Answer | undefined): Missing[] => (answer?.type === 'supplement' ? answer.missing : []);

const originWith = (resident: Resident): Register => ({
  ...origin,
  residents: new Map([...origin.residents, [resident.id, resident]]),
});

describe('a move-in by a whole household', () => {
  test('[MI-1] registers every mover from the report date, at the new address and its office', () => {
    const { settlement, answers } = settleOne(
      familyReport({ reportDate: day('2026-08-03'), movedOn: day('2026-08-01') }),
    );
    expect(answers).toEqual(Array.from({ length: 4 }, () => ({ type: 'registered', on: '2026-08-03' })));
    for (const { id } of family.residents) {
      const resident = settlement.residents.get(id);
      expect(resident?.office).toBe(eungaram);
      expect(resident?.addresses).toHaveLength(2);
      expect(resident?.addresses.at(-1)).toMatchObject({
        registeredOn: '2026-08-03',
        movedOn: '2026-08-01',
        reason: '전입',
        address: inEungaram,
        householderName: '주민1',
        filing: aFiling().id,
      });
    }
  });

  test('[MI-1] leaves everyone else as they were', () => {
    const { settlement } = settleOne(familyReport());
    for (const { id } of neighbours.residents) expect(settlement.residents.get(id)).toBe(origin.residents.get(id));
    expect(settlement.households.get(neighbours.household.id)).toBe(neighbours.household);
  });

  test('[HH-1] the household record goes with its householder, under its own id', () => {
    const movers = moversOf(family.residents).map(
      (mover, nth): Mover => (nth === 3 ? { ...mover, relation: '조카' } : mover),
    );
    const { settlement } = settleOne(familyReport({ movers }));
    expect(settlement.households.size).toBe(2);
    expect(settlement.households.get(family.household.id)).toEqual({
      ...family.household,
      office: eungaram,
      address: inEungaram,
    });
    expect(settlement.residents.get(residentId(4))?.relation).toBe('조카');
  });
});

describe('the order of filings', () => {
  const first = aFiling({
    nth: 1,
    report: familyReport({ reportDate: day('2026-08-03'), movedOn: day('2026-08-01') }),
  });
  const second = aFiling({
    nth: 2,
    report: familyReport({ reportDate: day('2026-08-10'), movedOn: day('2026-08-09'), to: inYunseul }),
  });

  test('[MI-2] two filings on different days are two moves, in the order of their report dates', () => {
    const { residents, answers } = settle(origin, [first, second]);
    expect(residents.get(head.id)?.addresses.map((row) => row.filing)).toEqual([null, first.id, second.id]);
    expect(residents.get(head.id)?.office).toBe(yunseul);
    for (const filing of [first, second])
      for (const { answer } of answers.get(filing.id) ?? [])
        expect(answer).toEqual({ type: 'registered', on: filing.report.reportDate });
  });

  test('[MI-2] a late filing is inserted where it belongs, and the register ends the same', () => {
    const onTime = settle(origin, [first, second]);
    const before = settle(origin, [second]);
    const late = settle(origin, [second, first]);
    expect(before.residents.get(head.id)?.addresses.map((row) => row.registeredOn)).toEqual([
      '2020-03-02',
      '2026-08-10',
    ]);
    expect(late.residents.get(head.id)?.addresses.map((row) => row.registeredOn)).toEqual([
      '2020-03-02',
      '2026-08-03',
      '2026-08-10',
    ]);
    expect(late).toEqual(onTime);
  });

  test('[MI-2] what follows from a late filing is recomputed', () => {
    // The late one registers without 주민2, whose name is wrong on it; from then on 주민2 is of another household.
    const movers = moversOf(family.residents).map((mover, nth) => (nth === 1 ? { ...mover, name: '다른이름' } : mover));
    const late = aFiling({ nth: 1, report: familyReport({ reportDate: day('2026-08-03'), movers }) });
    expect(answersTo(second, settle(origin, [second])).get(spouse.id)?.type).toBe('registered');
    const after = settle(origin, [second, late]);
    expect(answersTo(second, after).get(spouse.id)).toMatchObject({ type: 'held', why: 'not-of-this-household' });
    expect(answersTo(second, after).get(child.id)?.type).toBe('registered');
  });
});

describe('what an official must complete first', () => {
  const cases: readonly { rule: string; missing: Missing; report?: Partial<MoveInReport>; filing?: Partial<Filing> }[] =
    [
      { rule: 'MI-3', missing: 'report-date-after-arrival', filing: { notAfter: day('2026-08-02') } },
      { rule: 'MI-3', missing: 'report-date-too-early', filing: { notBefore: day('2026-08-04') } },
      { rule: 'MI-4', missing: 'moved-after-report', report: { movedOn: day('2026-08-04') } },
      {
        rule: 'MI-5',
        missing: 'identity-not-checked',
        report: { reporter: { ...familyReport().reporter, identityChecked: false } },
      },
      {
        rule: 'MI-5',
        missing: 'delegation-missing',
        report: { reporter: { ...familyReport().reporter, capacity: 'delegate' } },
      },
      { rule: 'MI-6', missing: 'members-not-listed', report: { movers: moversOf(family.residents.slice(0, 3)) } },
      {
        rule: 'MI-11',
        missing: 'consent-missing',
        report: {
          movers: moversOf(family.residents).map(
            (mover, nth): Mover => ({ ...mover, relation: (['배우자', '본인'] as const)[nth] ?? '자녀' }),
          ),
          reporter: { ...familyReport().reporter, capacity: 'household-manager', number: neighbour.number },
        },
      },
      {
        rule: 'MI-5',
        missing: 'delegate-not-entitled',
        report: { reporter: { ...familyReport().reporter, capacity: 'delegate', delegationShown: true } },
      },
      {
        rule: 'MI-6',
        missing: 'householder-unresolved',
        report: {
          movers: [
            { number: inventedNumber('1970-01-01', 'M', 999), name: '모르는이', relation: '본인' },
            ...moversOf([spouse]),
          ],
        },
      },
      {
        rule: 'MI-9',
        missing: 'report-date-before-current-registration',
        report: { reportDate: day('2020-03-02'), movedOn: day('2020-03-01') },
      },
    ];

  test.each(cases)('[$rule] $missing: nobody is registered and nothing changes', ({ missing, report, filing }) => {
    const { settlement, answers } = settleOne(familyReport(report), filing);
    for (const answer of answers) expect(missingOf(answer)).toContain(missing);
    expect(settlement.residents).toEqual(origin.residents);
    expect(settlement.households).toEqual(origin.households);
  });

  test('[MI-3] both bounds belong to the days that are allowed, and a bound that nobody knows binds nobody', () => {
    for (const bounds of [
      { notBefore: day('2026-08-03'), notAfter: day('2026-08-03') },
      { notBefore: null, notAfter: null },
    ])
      expect(settleOne(familyReport(), bounds).answers[0]).toEqual({ type: 'registered', on: '2026-08-03' });
  });

  test('[MI-4] a move on the day of the report is in order', () => {
    const { answers } = settleOne(familyReport({ movedOn: day('2026-08-03') }));
    expect(answers[0]?.type).toBe('registered');
  });

  test('[MI-5] a delegate who shows the delegation is in order; nobody else needs one', () => {
    const { reporter } = familyReport();
    const shown = { ...reporter, capacity: 'delegate', delegationShown: true, kinship: 'lineal-kin' } as const;
    expect(settleOne(familyReport({ reporter: shown })).answers[0]?.type).toBe('registered');
    for (const capacity of ['householder', 'household-manager', 'mover'] as const)
      expect(settleOne(familyReport({ reporter: { ...reporter, capacity } })).answers[0]?.type).toBe('registered');
  });

  test('[MI-6] a struck-off member need not be listed and stays behind', () => {
    const register = originWith({ ...spouse, status: 'deleted' });
    const movers = moversOf(family.residents).filter((mover) => mover.number !== spouse.number);
    const { settlement, answers } = settleOne(familyReport({ movers }), {}, register);
    expect(answers.map((answer) => answer.type)).toEqual(['registered', 'registered', 'registered']);
    expect(settlement.residents.get(spouse.id)?.office).toBe(solnae);
  });

  test('[MI-7] without their householder nobody of the household is registered', () => {
    const movers = moversOf(family.residents).map((mover, nth) => (nth === 0 ? { ...mover, name: '다른이름' } : mover));
    const { settlement, answers } = settleOne(familyReport({ movers }));
    expect(answers[0]).toEqual({ type: 'supplement', missing: ['name-differs'] });
    for (const answer of answers.slice(1))
      expect(answer).toEqual({ type: 'supplement', missing: ['householder-unresolved'] });
    expect(settlement.residents).toEqual(origin.residents);
  });

  test('[MI-8] a mover under another name waits; the others are registered', () => {
    const movers = moversOf(family.residents).map((mover, nth) => (nth === 2 ? { ...mover, name: '다른이름' } : mover));
    const { answers } = settleOne(familyReport({ movers }));
    expect(answers.map((answer) => answer.type)).toEqual(['registered', 'registered', 'supplement', 'registered']);
    expect(missingOf(answers[2])).toEqual(['name-differs']);
  });

  test('[MI-8] a mover whose registration was deleted waits; the others are registered', () => {
    const { answers } = settleOne(familyReport(), {}, originWith({ ...child, status: 'deleted' }));
    expect(answers.map((answer) => answer.type)).toEqual(['registered', 'registered', 'supplement', 'registered']);
    expect(missingOf(answers[2])).toEqual(['other-form-needed']);
  });

  test('[MI-8] a mover who is not in the register waits; the others are registered', () => {
    const stranger: Mover = { number: inventedNumber('1970-01-01', 'M', 999), name: '모르는이', relation: '동거인' };
    const { answers } = settleOne(familyReport({ movers: [...moversOf(family.residents), stranger] }));
    expect(answers.slice(0, 4).every((answer) => answer.type === 'registered')).toBe(true);
    expect(missingOf(answers[4])).toEqual(['mover-unknown']);
  });

  test.for(['unknown-domicile', 'national-abroad', 'staying-abroad'] as const)(
    '[MI-8] a mover of the status %s needs the form for them; the others are registered, and need not list them',
    (status) => {
      const register = originWith({ ...child, status });
      const listed = settleOne(familyReport(), {}, register).answers;
      expect(listed.map((answer) => answer.type)).toEqual(['registered', 'registered', 'supplement', 'registered']);
      expect(missingOf(listed[2])).toEqual(['other-form-needed']);
      const movers = moversOf(family.residents.filter((resident) => resident.id !== child.id));
      const unlisted = settleOne(familyReport({ movers }), {}, register).answers;
      expect(unlisted.map((answer) => answer.type)).toEqual(['registered', 'registered', 'registered']);
    },
  );

  test('[MI-10] a report that another office took is not decided as if it were its own', () => {
    const { settlement, answers } = settleOne(familyReport(), { office: yunseul });
    for (const answer of answers) expect(answer).toEqual({ type: 'supplement', missing: ['other-office'] });
    expect(settlement.residents).toEqual(origin.residents);
  });

  test('[CF-2] who stayed behind on a day is held on that day with the facts of the filing that left them', () => {
    const wrongName = moversOf(family.residents).map((mover, nth) =>
      nth === 1 ? { ...mover, name: '다른이름' } : mover,
    );
    const first = aFiling({ nth: 1, contentHash: '0'.repeat(64), report: familyReport({ movers: wrongName }) });
    const second = aFiling({ nth: 2, contentHash: 'f'.repeat(64), report: familyReport() });
    const answers = settle(origin, [second, first]).answers.get(second.id) ?? [];
    expect(answers[1]?.answer).toMatchObject({
      type: 'held',
      why: 'not-of-this-household',
      other: { filing: first.id },
    });
  });

  test('[MI-1] a filing that is given twice is one filing', () => {
    const filing = aFiling({ report: familyReport() });
    expect(settle(origin, [filing, filing])).toEqual(settle(origin, [filing]));
  });

  test('[MI-9] the day after the registration that was taken over is the first that can be filed for', () => {
    const report = familyReport({ reportDate: day('2020-03-03'), movedOn: day('2020-03-03') });
    expect(settleOne(report).answers[0]).toEqual({ type: 'registered', on: '2020-03-03' });
  });

  test('[MI-8] everything that is missing is said at once, each once', () => {
    const { reporter } = familyReport();
    const movers = moversOf(family.residents.slice(0, 3)).map((mover) => ({ ...mover, name: '다른이름' }));
    const report = familyReport({
      movers,
      movedOn: day('2026-08-09'),
      reporter: { ...reporter, identityChecked: false },
    });
    expect(missingOf(settleOne(report).answers[1]).toSorted()).toEqual([
      'identity-not-checked',
      'members-not-listed',
      'moved-after-report',
      'name-differs',
    ]);
  });
});

describe('two filings that meet', () => {
  const report = (overrides: Partial<MoveInReport>): MoveInReport =>
    familyReport({ reportDate: day('2026-08-03'), ...overrides });
  const byDelegate = {
    ...familyReport().reporter,
    capacity: 'delegate',
    delegationShown: true,
    kinship: 'lineal-kin',
  } as const;
  const byMover = { ...familyReport().reporter, capacity: 'mover' } as const;

  const pairs: readonly { why: string; stands: Filing; held: Filing }[] = [
    {
      why: 'the later move stands',
      stands: aFiling({ nth: 2, report: report({ movedOn: day('2026-08-02'), to: inYunseul, reporter: byDelegate }) }),
      held: aFiling({ nth: 1, report: report({ movedOn: day('2026-08-01') }) }),
    },
    {
      why: 'moved the same day: the householder goes before a mover',
      stands: aFiling({ nth: 2, report: report({ to: inYunseul }) }),
      held: aFiling({ nth: 1, report: report({ reporter: byMover }) }),
    },
    {
      why: 'moved the same day: a mover goes before a delegate',
      stands: aFiling({ nth: 2, report: report({ to: inYunseul, reporter: byMover }) }),
      held: aFiling({ nth: 1, report: report({ reporter: byDelegate }) }),
    },
    {
      why: 'nothing tells them apart: the hash of the content decides, not the id',
      stands: aFiling({ nth: 2, report: report({ to: inYunseul }), contentHash: '1'.repeat(64) }),
      held: aFiling({ nth: 1, report: report({}), contentHash: '2'.repeat(64) }),
    },
  ];

  test.each(pairs)('[CF-1] on one day one stands and the other is held with its facts: $why', ({ stands, held }) => {
    for (const arrival of [
      [stands, held],
      [held, stands],
    ]) {
      const settlement = settle(origin, arrival);
      for (const { answer } of settlement.answers.get(stands.id) ?? [])
        expect(answer).toEqual({ type: 'registered', on: '2026-08-03' });
      for (const { answer } of settlement.answers.get(held.id) ?? [])
        expect(answer).toEqual({
          type: 'held',
          why: 'same-day-filing',
          other: {
            filing: stands.id,
            office: stands.office,
            reportDate: '2026-08-03',
            address: '다온도 늘해군 윤슬읍 윤슬물목로 61',
            householderName: '주민1',
          },
        });
      expect(settlement.residents.get(head.id)?.addresses.map((row) => row.filing)).toEqual([null, stands.id]);
    }
  });

  test('[CF-1] a filing that is incomplete does not stand in the way of one that is complete', () => {
    const incomplete = aFiling({
      nth: 1,
      report: report({ movedOn: day('2026-08-03'), reporter: { ...familyReport().reporter, identityChecked: false } }),
    });
    const complete = aFiling({ nth: 2, report: report({ movedOn: day('2026-08-01') }) });
    const settlement = settle(origin, [incomplete, complete]);
    expect(compareFilings(incomplete, complete)).toBeLessThan(0);
    expect(answersTo(complete, settlement).get(head.id)?.type).toBe('registered');
    expect(missingOf(answersTo(incomplete, settlement).get(head.id))).toEqual(['identity-not-checked']);
  });

  test('[CF-2] someone of another household is held, the household itself is registered', () => {
    const movers: Mover[] = [
      ...moversOf(family.residents),
      { ...moversOf([neighbour])[0], relation: '동거인' } as Mover,
    ];
    const { settlement, answers } = settleOne(familyReport({ movers }));
    expect(answers.slice(0, 4).every((answer) => answer.type === 'registered')).toBe(true);
    expect(answers[4]).toEqual({ type: 'held', why: 'not-of-this-household', other: null });
    expect(settlement.residents.get(neighbour.id)).toBe(neighbour);
  });

  test('[CF-2] the filing that took someone out of the household is named', () => {
    // 주민11's household moves on the 3rd; on the 5th 주민1's household claims 주민11 as a cohabitant.
    const first = aFiling({
      nth: 1,
      report: aMoveInReport({ movers: moversOf(neighbours.residents), to: inYunseul, reportDate: day('2026-08-03') }),
    });
    const movers: Mover[] = [
      ...moversOf(family.residents),
      { ...moversOf([neighbour])[0], relation: '동거인' } as Mover,
    ];
    const second = aFiling({ nth: 2, report: familyReport({ movers, reportDate: day('2026-08-05') }) });
    expect(answersTo(second, settle(origin, [second, first])).get(neighbour.id)).toMatchObject({
      type: 'held',
      why: 'not-of-this-household',
      other: { filing: first.id, reportDate: '2026-08-03', householderName: '주민11' },
    });
  });

  test('[HH-2] those who are not registered stay behind in a record of their own, without a householder', () => {
    const movers = moversOf(family.residents).map((mover, nth) =>
      nth === 1 || nth === 2 ? { ...mover, name: 'x' } : mover,
    );
    const filing = aFiling({ nth: 7, report: familyReport({ movers }) });
    const { households, residents } = settle(origin, [filing]);
    const remainder = HouseholdId.parse(filing.id);
    expect(households.get(remainder)).toEqual({
      id: remainder,
      office: solnae,
      address: family.household.address,
      householder: null,
      members: [spouse.id, child.id],
    });
    for (const id of [spouse.id, child.id])
      expect(residents.get(id)).toEqual({ ...origin.residents.get(id), household: remainder });
    expect(households.get(family.household.id)?.members).toEqual([residentId(1), residentId(4)]);
  });

  test('[HH-2] a household of which everybody moves leaves no record behind', () => {
    expect(settleOne(familyReport()).settlement.households.size).toBe(origin.households.size);
  });
});
