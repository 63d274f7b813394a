import { describe, expect, test } from 'vitest';
import {
  type ConsentDraft,
  type MoveInDraft,
  newDraft,
  withMover,
  withMoverChange,
} from '../../src/renderer/features/move-in/model/draft.ts';
import { evidenceNeeded, isMinorByNumber, missingOfForm } from '../../src/renderer/features/move-in/model/evidence.ts';
import { householderChange } from '../../src/renderer/features/move-in/model/householder.ts';
import { draftToReport } from '../../src/renderer/features/move-in/model/to-report.ts';
import { topicAfter, topicState, topicsOf } from '../../src/renderer/features/move-in/model/topics.ts';
import { registerOf } from '../../src/shared/rules/register.ts';
import { settle } from '../../src/shared/rules/settle.ts';
import { adult, byGuardian, byHand, child, drafts, filled, guest, host, spouse } from '../builders/move-in-drafts.ts';
import {
  aFiling,
  aHousehold,
  anAddress,
  anAddressRow,
  aResident,
  day,
  filingId,
  householdId,
  residentId,
} from '../builders/registry.ts';

const joining = drafts['part of a household that joins another'];
const leaving = drafts['the householder leaves with a part'];
const consentOf = (draft: MoveInDraft, key: string): ConsentDraft => {
  const found = draft.movers.find((mover) => mover.key === key);
  if (!found) throw new Error(`no mover ${key}`);
  return found.consent;
};
const withConsent = (draft: MoveInDraft, key: string, change: Partial<ConsentDraft>): MoveInDraft =>
  withMoverChange(draft, key, { consent: { ...consentOf(draft, key), ...change } });
const asReporter = (draft: MoveInDraft, person: typeof adult): MoveInDraft => ({
  ...draft,
  reporter: { ...draft.reporter, ...person },
});
const missing = (draft: MoveInDraft): readonly (readonly string[])[] =>
  evidenceNeeded(draft).map((evidence) => evidence.missing);

describe('whose householder changes', () => {
  const changes = (draft: MoveInDraft) => draft.movers.map((mover) => householderChange(draft, mover));

  test('nobody’s under their own householder, everybody’s under another', () => {
    expect(changes(filled)).toEqual(['stays', 'stays']);
    expect(changes({ ...filled, head: 'p2' })).toEqual(['changes', 'changes']);
    expect(changes(joining)).toEqual(['changes', 'changes']);
  });

  test('the householder before is told by number, however they were named', () => {
    expect(changes({ ...filled, before: { ...adult, who: 'other', mover: null } })).toEqual(['stays', 'stays']);
    const typed = { ...adult, number: adult.number.replace('-', '') };
    expect(changes({ ...filled, before: { ...typed, who: 'other', mover: null } })).toEqual(['stays', 'stays']);
    expect(changes({ ...joining, before: { ...host, who: 'other', mover: null } })).toEqual(['stays', 'stays']);
  });

  test('who leads on is the same person, also while their number can’t be read', () => {
    expect(changes(withMoverChange(filled, 'p1', { number: '8524' }))).toEqual(['stays', 'stays']);
  });

  test('it can’t be told before both are named, and is asked of everybody where nobody knows', () => {
    expect(changes({ ...filled, before: { ...filled.before, who: null } })).toEqual([null, null]);
    expect(changes({ ...filled, head: null })).toEqual([null, null]);
    expect(changes({ ...joining, joined: { name: host.name, number: '6021' } })).toEqual([null, null]);
    expect(changes({ ...joining, before: { name: '', number: '', who: 'other', mover: null } })).toEqual([null, null]);
    expect(changes({ ...filled, before: { name: '', number: '', who: 'unknown', mover: null } })).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  test('in a dormitory, theirs who did not lead their own', () => {
    expect(changes(withMoverChange(drafts['into a dormitory'], 'p1', { ledBefore: true }))).toEqual([
      'stays',
      'changes',
    ]);
  });
});

describe('who signs and shows what', () => {
  test('nothing is asked where no householder changes', () => {
    expect(evidenceNeeded(filled)).toEqual([]);
  });

  test('[MI-11] an adult who reports has agreed by that', () => {
    const draft = withConsent(joining, 'p1', { by: null });
    expect(evidenceNeeded(draft)[0]).toMatchObject({ age: 'adult', isInPerson: true, missing: [] });
    expect(missing(asReporter(draft, host))[0]).toEqual(['consent-missing']);
  });

  test('[MI-11] a card, or kinship in its place, but never in place of the consent', () => {
    const stranger = asReporter(joining, host);
    expect(missing(withConsent(stranger, 'p1', { cardShown: false }))[0]).toEqual(['mover-card-not-seen']);
    expect(missing(withConsent(stranger, 'p1', { cardShown: false, kin: 'spouse' }))[0]).toEqual([]);
    expect(missing(withConsent(stranger, 'p1', { by: null, kin: 'spouse' }))[0]).toEqual(['consent-missing']);
  });

  test('[MI-12] a minor’s guardian hands in the form and shows the card, unless they report', () => {
    expect(evidenceNeeded(joining)[1]).toMatchObject({ age: 'minor', missing: [] });
    const bare = withConsent(joining, 'p2', { formShown: false, cardShown: false });
    expect(missing(bare)[1]).toEqual(['guardian-form-missing', 'guardian-card-not-seen']);
    const [, inPerson] = evidenceNeeded(asReporter(bare, spouse));
    expect(inPerson).toMatchObject({ isInPerson: true, missing: [] });
  });

  test('[MI-12] the age is that of the report date', () => {
    const grown = (reportDate: string) => ({
      ...withMoverChange(joining, 'p2', { number: '072723-4000009', known: null }),
      reportDate,
    });
    // Nineteen on 23 July 2026.
    expect(evidenceNeeded(grown('2026-07-22'))[1]?.age).toBe('minor');
    expect(evidenceNeeded(grown('2026-07-23'))[1]?.age).toBe('adult');
    expect(evidenceNeeded(grown('2026-07-'))[1]?.age).toBe('unknown');
  });

  test('the register knows the day of birth better than the number', () => {
    const [, mover] = joining.movers;
    const known = {
      resident: residentId(3),
      household: householdId(3),
      birthDate: day('1990-01-01'),
      status: 'resident',
      relation: '자녀',
    } as const;
    expect(mover && evidenceNeeded(withMoverChange(joining, 'p2', { known }))[1]?.age).toBe('adult');
  });

  test('a newborn is a minor, and of an age unknown while no day is told', () => {
    const born = (birthDate: string) =>
      evidenceNeeded(withMover(joining, { name: '온', isNewborn: true, birthDate, mother: adult.number }))[2]?.age;
    expect([born('2026-11-01'), born('')]).toEqual(['minor', 'unknown']);
  });

  test('the fact-finding stands in place of it, with what it showed', () => {
    const found = { by: 'fact-finding', on: '2026-11-21', official: 'solnae-clerk-1' } as const;
    expect(missing(withConsent(joining, 'p1', { ...found, livesThere: 'yes' }))[0]).toEqual([]);
    expect(missing(withConsent(asReporter(joining, host), 'p1', { ...found, livesThere: 'no' }))[0]).toEqual([
      'not-found-living-there',
    ]);
  });

  test('[MI-5] what was not checked of the reporter', () => {
    const delegate = {
      ...filled,
      reporter: { ...filled.reporter, capacity: 'delegate', identityChecked: false },
    } as const;
    expect(missingOfForm(delegate)).toEqual(['identity-not-checked', 'delegation-missing', 'delegate-not-entitled']);
    expect(missingOfForm({ ...delegate, form: 'national-abroad' })).not.toContain('delegate-not-entitled');
    expect(missingOfForm({ ...filled, movedOn: '2026-11-23' })).toEqual(['moved-after-report']);
    expect(missingOfForm(filled)).toEqual([]);
  });

  test('what is said to be missing is what the rules then say', () => {
    const old = anAddressRow({ address: anAddress({ building: '9' }), household: householdId(1) });
    const person = (nth: number, typed: typeof adult, birthDate: string, household: number) =>
      aResident({
        nth,
        ...typed,
        birthDate: day(birthDate),
        household: householdId(household),
        relation: nth === 1 || nth === 5 ? '본인' : '동거인',
        addresses: [
          {
            ...old,
            household: householdId(household),
            address: anAddress({ building: household === 5 ? '1' : '9', unit: household === 5 ? '101동 1203호' : '' }),
          },
        ],
      });
    const left = person(1, spouse, '1984-02-17', 1);
    const joined = person(5, host, '1960-01-30', 5);
    const movers = [person(2, adult, '1985-04-12', 1), person(3, child, '2014-06-15', 1)];
    const register = registerOf(
      [left, joined, ...movers],
      [aHousehold({ members: [left, ...movers] }), aHousehold({ members: [joined] })],
    );
    for (const draft of [
      joining,
      asReporter(
        {
          ...withConsent(joining, 'p1', { by: null }),
          reporter: { ...joining.reporter, capacity: 'household-manager' },
        },
        host,
      ),
      withConsent(joining, 'p2', { formShown: false }),
      withConsent(joining, 'p2', { by: null }),
    ]) {
      const { report, issues } = draftToReport(draft);
      expect(issues).toEqual([]);
      if (!report) continue;
      const filing = aFiling({ report });
      const answers = settle(register, [filing]).answers.get(filing.id) ?? [];
      expect(answers.map(({ answer }) => (answer.type === 'supplement' ? answer.missing : []))).toEqual(missing(draft));
    }
  });
});

describe('the topics', () => {
  const empty = newDraft({ filing: filingId(1), today: day('2026-11-22') });
  const stateOf = (draft: MoveInDraft, topic: Parameters<typeof topicState>[2], isSubmitted = false) =>
    topicState(draft, draftToReport(draft).issues, topic, isSubmitted);

  test('only those that this move-in has', () => {
    expect(topicsOf(filled)).toEqual(['kind', 'reporter', 'movers', 'place', 'household', 'check']);
    expect(topicsOf(joining)).toContain('evidence');
    expect(topicsOf(leaving)).toContain('remaining');
    expect(topicsOf({ ...leaving, form: 'whole-household' })).not.toContain('remaining');
    expect(topicsOf({ ...leaving, before: { ...guest, who: 'other', mover: null } })).not.toContain('remaining');
    expect(topicsOf(empty)).toContain('evidence');
  });

  test('one comes after the other, and the check after the last', () => {
    expect(topicAfter(filled, 'household')).toBe('check');
    expect(topicAfter(joining, 'household')).toBe('evidence');
    expect(topicAfter(filled, 'check')).toBe('check');
  });

  test('what was not begun is to do, and an error only once it was left as finished', () => {
    expect([stateOf(empty, 'kind'), stateOf(empty, 'kind', true)]).toEqual(['todo', 'error']);
    expect(stateOf({ ...filled, movedOn: '2026-12-32' }, 'place')).toBe('error');
    expect(stateOf(filled, 'place')).toBe('done');
  });

  test('what needs others first can’t start, and nothing is checked before all is there', () => {
    expect([stateOf(empty, 'household'), stateOf(empty, 'evidence'), stateOf(empty, 'check')]).toEqual([
      'cannot-start',
      'cannot-start',
      'cannot-start',
    ]);
    expect(stateOf({ ...joining, before: { ...joining.before, who: null } }, 'evidence')).toBe('cannot-start');
    expect(stateOf(filled, 'check')).toBe('todo');
  });

  test('evidence and reporter are done when nothing has to be supplied', () => {
    expect(stateOf(joining, 'evidence')).toBe('done');
    expect(stateOf(withConsent(joining, 'p2', { by: null }), 'evidence')).toBe('todo');
    expect(stateOf({ ...filled, reporter: { ...filled.reporter, identityChecked: false } }, 'reporter')).toBe('todo');
  });

  test('the builders’ consents are what they say', () => {
    expect([byHand.by, byGuardian.by]).toEqual(['mover', 'guardian']);
  });
});

test('nobody under age is offered as a guardian', () => {
  expect(isMinorByNumber(filled, child.number)).toBe(true);
  expect(isMinorByNumber(filled, adult.number)).toBe(false);
  expect(isMinorByNumber(filled, '123')).toBe(false);
});
