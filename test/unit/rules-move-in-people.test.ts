import { describe, expect, test } from 'vitest';
import { OfficialId } from '../../src/shared/registry/ids.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { type Register, registerOf } from '../../src/shared/rules/register.ts';
import { aFamily, aFiling, day, eungaram, moversOf, residentId } from '../builders/registry.ts';
import {
  aReport,
  asMover,
  byGuardian,
  byHand,
  child,
  family,
  head,
  host,
  missingOf,
  named,
  noticesOf,
  origin,
  settleOne,
  spouse,
  types,
  withStatus,
} from '../builders/two-families.ts';

describe('the forms for people who are not ordinary residents', () => {
  const alone = aFamily({ first: 51, size: 1 });
  const [person] = alone.residents as [Resident];
  const registerWith = (status: Resident['status']): Register =>
    registerOf([...origin.residents.values(), { ...person, status }], [...origin.households.values(), alone.household]);

  test.for(['unknown-domicile', 'deleted'] as const)(
    '[MI-8] re-registration is for the status %s, which it ends',
    (status) => {
      const {
        answers,
        person: after,
        home,
      } = settleOne(aReport(person, { form: 're-registration' }), {}, registerWith(status));
      expect(types(answers)).toEqual(['registered']);
      expect(after(person)).toMatchObject({ status: 'resident', office: eungaram });
      expect(after(person).addresses.at(-1)).toMatchObject({ reason: '재등록', status: 'resident' });
      expect(home(person)).toMatchObject({ householder: person.id, members: [person.id] });
    },
  );

  test.for(['national-abroad', 'staying-abroad'] as const)(
    '[MI-8] who is %s has a form of their own, and stays so',
    (status) => {
      const report = aReport(person, { form: 'national-abroad' });
      const { answers, person: after } = settleOne(report, {}, registerWith(status));
      expect(types(answers)).toEqual(['registered']);
      expect(after(person).status).toBe(status);
      expect(after(person).addresses.at(-1)?.status).toBeUndefined();
    },
  );

  test('[MI-8] each form is for its own people only', () => {
    for (const [form, statuses] of [
      ['part-of-household', ['unknown-domicile', 'deleted', 'national-abroad', 'staying-abroad']],
      ['whole-household', ['unknown-domicile', 'deleted', 'national-abroad', 'staying-abroad']],
      ['re-registration', ['resident', 'national-abroad', 'staying-abroad']],
      ['national-abroad', ['resident', 'unknown-domicile', 'deleted']],
    ] as const)
      for (const status of statuses)
        expect(missingOf(settleOne(aReport(person, { form }), {}, registerWith(status)).answers[0])).toEqual([
          'other-form-needed',
        ]);
  });

  test('[MI-8] who was not to be found comes back into the household that they never left', () => {
    const into = { type: 'household-of', householder: named(head) } as const;
    const movers = [asMover(spouse, { consent: byHand })];
    const report = aReport(head, { form: 're-registration', movers, into, to: family.household.address });
    const { answers, home, person: after } = settleOne(report, {}, withStatus(spouse, 'unknown-domicile'));
    expect(types(answers)).toEqual(['registered']);
    expect(home(spouse)).toEqual(family.household);
    expect(after(spouse)).toMatchObject({ status: 'resident', relation: '배우자' });
  });

  test('[MI-5] a national abroad may send anybody, with the delegation', () => {
    const reporter = { ...named(host), capacity: 'delegate', identityChecked: true, delegationShown: true } as const;
    expect(
      types(
        settleOne(aReport(person, { form: 'national-abroad', reporter }), {}, registerWith('national-abroad')).answers,
      ),
    ).toEqual(['registered']);
    expect(missingOf(settleOne(aReport(person, { reporter }), {}, registerWith('resident')).answers[0])).toEqual([
      'delegate-not-entitled',
    ]);
    for (const kinship of ['spouse', 'lineal-kin', 'spouse-lineal-kin', 'lineal-kin-spouse'] as const)
      expect(
        types(settleOne(aReport(person, { reporter: { ...reporter, kinship } }), {}, registerWith('resident')).answers),
      ).toEqual(['registered']);
  });

  test('[RN-3] a foreigner is told so', () => {
    const number = `${person.number.slice(0, 7)}5${person.number.slice(8)}` as Resident['number'];
    const movers = [asMover(head), { ...asMover(person), number, relation: '배우자' as const }];
    expect(settleOne(aReport(head, { movers })).answers.map(missingOf)).toEqual([[], ['foreigner']]);
  });

  test('[MI-16] in a dormitory everyone leads a household of their own, and its manager may report', () => {
    const reporter = {
      ...named(host),
      capacity: 'dormitory-manager',
      identityChecked: true,
      delegationShown: false,
    } as const;
    const movers = [
      asMover(spouse, { relation: '동거인', consent: byHand }),
      asMover(child, { consent: byGuardian(head) }),
    ];
    const into = { type: 'dormitory', name: '솔빛기숙사', manager: named(host) } as const;
    const { answers, home, person: after } = settleOne(aReport(host, { movers, into, reporter }));
    expect(types(answers)).toEqual(['registered', 'registered']);
    for (const each of [spouse, child]) {
      expect(home(each)).toMatchObject({ householder: each.id, members: [each.id], dormitory: '솔빛기숙사' });
      expect(after(each)).toMatchObject({ relation: '본인', office: eungaram });
      expect(after(each).addresses.at(-1)?.householderName).toBe(each.name);
    }
    expect(home(spouse)?.id).not.toBe(home(child)?.id);
    const unasked = settleOne(aReport(host, { movers: [asMover(spouse)], into, reporter }));
    expect(missingOf(unasked.answers[0])).toEqual(['consent-missing']);
  });
});

describe('days', () => {
  test('[MI-3] the scanned form and a supervisor go back behind the limit, and never beyond the arrival', () => {
    const backdating = { supervisor: OfficialId.parse('solnae-supervisor-1'), scan: 'a'.repeat(64) };
    const report = aReport(head, { movers: [asMover(head)], remaining: { householder: spouse.number } });
    const limits = { notBefore: day('2026-08-10'), notAfter: day('2026-08-20') };
    expect(missingOf(settleOne(report, limits).answers[0])).toEqual(['report-date-too-early']);
    expect(types(settleOne({ ...report, backdating }, limits).answers)).toEqual(['registered']);
    expect(
      missingOf(settleOne({ ...report, backdating }, { notAfter: day('2026-08-02'), notBefore: null }).answers[0]),
    ).toEqual(['report-date-after-arrival']);
  });
});

describe('foreign family', () => {
  const foreignFamily = [
    {
      relation: '배우자' as const,
      name: '응우옌',
      nameRoman: 'NGUYEN',
      number: '902101-6000001',
      since: day('2024-01-01'),
    },
  ];
  const register: Register = {
    ...origin,
    households: new Map([...origin.households, [family.household.id, { ...family.household, foreignFamily }]]),
  };

  test('[HH-13] does not move along, and the office is told so', () => {
    const report = aReport(head, { form: 'whole-household', movers: moversOf(family.residents) });
    const { answers, home } = settleOne(report, {}, register);
    expect(noticesOf(answers[0])).toEqual(['foreign-family-stays']);
    expect(home(head)?.foreignFamily).toEqual([{ ...foreignFamily[0], until: '2026-08-03' }]);
  });

  test('[HH-13] stays noted where some of the household stay', () => {
    const movers = [asMover(spouse, { relation: '본인' })];
    const { answers, home } = settleOne(aReport(spouse, { movers }), {}, register);
    expect(noticesOf(answers[0])).toEqual([]);
    expect(home(head)?.foreignFamily).toEqual(foreignFamily);
  });
});

test('[HH-1] ids of new records follow from the filing alone', () => {
  const report = aReport(spouse, { movers: [asMover(spouse, { relation: '본인' })] });
  const [one, other] = [settleOne(report), settleOne(report)];
  expect(one.home(spouse)?.id).toBe(other.home(spouse)?.id);
  expect(one.residents.get(residentId(2))?.household).toBe(aFiling().id);
});
