import { describe, expect, test } from 'vitest';
import { OfficialId } from '../../src/shared/registry/ids.ts';
import type { MoveInReport, Mover } from '../../src/shared/registry/move-in.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { Register } from '../../src/shared/rules/register.ts';
import { settle } from '../../src/shared/rules/settle.ts';
import { aFiling, day, eungaram, householdId, moversOf } from '../builders/registry.ts';
import {
  aReport,
  asMover,
  byGuardian,
  byHand,
  child,
  elsewhere,
  family,
  head,
  host,
  missingOf,
  named,
  origin,
  settleOne,
  spouse,
  there,
  types,
  younger,
} from '../builders/two-families.ts';

describe('the consent of who gets another householder', () => {
  const joinWith = (consent: Mover['consent'], mover: Resident = spouse, overrides: Partial<MoveInReport> = {}) =>
    settleOne(
      aReport(host, {
        movers: [asMover(mover, { relation: '동거인', ...(consent ? { consent } : {}) })],
        to: there,
        into: { type: 'household-of', householder: named(host) },
        ...overrides,
      }),
    ).answers[0];

  test('[MI-11] in their own hand, with the card; kinship spares the card and never the consent', () => {
    expect(joinWith(byHand)?.type).toBe('registered');
    expect(missingOf(joinWith(undefined))).toEqual(['consent-missing']);
    expect(missingOf(joinWith({ ...byHand, cardShown: false }))).toEqual(['mover-card-not-seen']);
    for (const kinOfReporter of ['spouse', 'lineal-kin'] as const)
      expect(joinWith({ ...byHand, cardShown: false, kinOfReporter })?.type).toBe('registered');
    expect(missingOf(joinWith(byGuardian(head)))).toEqual(['consent-missing']);
  });

  test('[MI-11] who reports in person has agreed', () => {
    const reporter = { ...named(spouse), capacity: 'mover', identityChecked: true, delegationShown: false } as const;
    expect(joinWith(undefined, spouse, { reporter })?.type).toBe('registered');
  });

  test('[MI-11] the fact-finding stands in place of all of it, if it found them there', () => {
    const found = { by: 'fact-finding', on: day('2026-08-05'), official: OfficialId.parse('solnae-clerk-1') } as const;
    for (const mover of [spouse, child]) {
      expect(joinWith({ ...found, livesThere: true }, mover)?.type).toBe('registered');
      expect(missingOf(joinWith({ ...found, livesThere: false }, mover))).toEqual(['not-found-living-there']);
    }
  });

  test('[MI-11] nobody is asked who keeps their householder', () => {
    const { answers } = settleOne(aReport(head, { movers: [asMover(head), asMover(spouse), asMover(child)] }));
    expect(types(answers)).toEqual(['registered', 'registered', 'registered']);
  });

  test('[MI-12] of a minor the guardian’s, with form and card', () => {
    const full = byGuardian(head);
    expect(joinWith(full, child)?.type).toBe('registered');
    expect(missingOf(joinWith(undefined, child))).toEqual(['consent-missing']);
    expect(missingOf(joinWith(byHand, child))).toEqual(['consent-missing']);
    expect(missingOf(joinWith({ ...full, formShown: false }, child))).toEqual(['guardian-form-missing']);
    expect(missingOf(joinWith({ ...full, cardShown: false }, child))).toEqual(['guardian-card-not-seen']);
    expect(missingOf(joinWith({ ...full, formShown: false, cardShown: false }, child))).toEqual([
      'guardian-form-missing',
      'guardian-card-not-seen',
    ]);
    expect(joinWith({ ...full, cardShown: false, kinOfReporter: 'lineal-kin' }, child)?.type).toBe('registered');
  });

  test('[MI-12] a guardian who reports in person has shown it all', () => {
    const consent = { ...byGuardian(host), formShown: false, cardShown: false };
    expect(joinWith(consent, child)?.type).toBe('registered');
  });

  test('[MI-12] the age is that at the report date: from the nineteenth birthday on one agrees oneself', () => {
    const register = (birthDate: string): Register => ({
      ...origin,
      residents: new Map([...origin.residents, [child.id, { ...child, birthDate: day(birthDate) }]]),
    });
    const join = (birthDate: string) =>
      settleOne(
        aReport(host, {
          movers: [asMover(child, { relation: '동거인', consent: byHand })],
          to: there,
          into: { type: 'household-of', householder: named(host) },
        }),
        {},
        register(birthDate),
      ).answers[0];
    expect(join('2007-08-03')?.type).toBe('registered');
    expect(missingOf(join('2007-08-04'))).toEqual(['consent-missing']);
    expect(join('2007-07-31')?.type).toBe('registered');
    expect(missingOf(join('2007-09-01'))).toEqual(['consent-missing']);
  });
});

describe('a household whose householder is not registered', () => {
  test('[CF-4] because another filing stands in the way: the others are registered, without one', () => {
    const first = aFiling({
      nth: 1,
      report: aReport(host, {
        movers: [asMover(head, { relation: '동거인', consent: byHand })],
        to: there,
        into: { type: 'household-of', householder: named(host) },
        movedOn: day('2026-08-02'),
      }),
      office: eungaram,
    });
    const whole = aReport(head, {
      form: 'whole-household',
      movers: moversOf(family.residents).map((each, nth) => ({
        ...each,
        ...(nth === 0 ? {} : { consent: nth === 1 ? byHand : byGuardian(spouse) }),
      })),
    });
    const second = aFiling({ nth: 2, report: whole, office: eungaram });
    const { answers, households, residents } = settle(origin, [first, second]);
    const own = (answers.get(second.id) ?? []).map(({ answer }) => answer);
    expect(own[0]).toMatchObject({ type: 'held', why: 'same-day-filing', other: { filing: first.id } });
    for (const answer of own.slice(1))
      expect(answer).toEqual({ type: 'registered', on: '2026-08-03', notices: ['no-householder-yet'] });
    const home = households.get(residents.get(spouse.id)?.household ?? householdId(99));
    expect(home).toMatchObject({ householder: null, address: elsewhere, members: [spouse.id, child.id, younger.id] });
  });
});

test('[CF-4, MI-11] whose householder has gone ahead that day is asked for no consent: on the form it is the same one', () => {
  const ahead = aFiling({
    nth: 1,
    report: aReport(host, {
      movers: [asMover(head, { relation: '동거인', consent: byHand })],
      to: there,
      into: { type: 'household-of', householder: named(host) },
      movedOn: day('2026-08-02'),
    }),
    office: eungaram,
  });
  const whole = (householder: Resident) =>
    aReport(householder, {
      form: 'whole-household',
      movers: family.residents.map((each) =>
        asMover(each, { relation: each === householder ? '본인' : each === head ? '부' : '자녀' }),
      ),
    });
  const answersTo = (report: MoveInReport) =>
    settle(origin, [ahead, aFiling({ nth: 2, report, office: eungaram })]).answers.get(aFiling({ nth: 2 }).id) ?? [];
  expect(answersTo(whole(head)).map(({ answer }) => answer.type)).toEqual([
    'held',
    'registered',
    'registered',
    'registered',
  ]);
  // Under the spouse it is another one.
  expect(answersTo(whole(spouse)).map(({ answer }) => missingOf(answer))).toMatchObject([
    ['consent-missing'],
    [],
    ['consent-missing'],
    ['consent-missing'],
  ]);
});
