import { describe, expect, test } from 'vitest';
import { RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { Filing } from '../../src/shared/rules/filing.ts';
import { anAddress, day, eungaram, householdId } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aHome,
  aPart,
  aReport,
  asMover,
  aWhole,
  byTheOffice,
  changing,
  filed,
  inEungaram,
  inSolnae,
  named,
  notified,
  type ReportOf,
  registerWith,
  settled,
  shown,
  unknownFiling,
} from '../builders/settled.ts';

const home = aCoupleWithChildren(1);
const origin = registerWith(home);
const [head, wife, son, daughter] = home.residents as [Resident, Resident, Resident, Resident];

const anObjection = (measure: Filing, person: Resident, more: Partial<ReportOf<'objection'>> = {}) =>
  aReport('objection', {
    person: named(person),
    measure: measure.id,
    reportDate: day('2026-08-20'),
    decidedOn: day('2026-08-19'),
    isUpheld: true,
    reason: '사실과 다름',
    remedies: '행정심판',
    ...more,
  });
const deletionOf = (people: readonly Resident[], more: Partial<ReportOf<'deletion'>> = {}) =>
  aReport('deletion', { people: people.map(named), why: 'other', basis: byTheOffice(), ...more });
const unknown = (people: readonly Resident[], more: Partial<ReportOf<'unknown-domicile'>> = {}) =>
  aReport('unknown-domicile', { people: people.map(named), basis: byTheOffice(), ...more });
const correction = (
  changes: ReportOf<'correction'>['changes'],
  person: Resident = son,
  more: Partial<ReportOf<'correction'>> = {},
) =>
  aReport('correction', {
    person: named(person),
    changes,
    isAdoption: false,
    reason: '직권 정정',
    basis: byTheOffice(),
    ...more,
  });
const change = (to: Resident, reportDate: string, more: Partial<ReportOf<'householder-change'>> = {}) =>
  aReport('householder-change', {
    reportDate: day(reportDate),
    newHouseholder: named(to),
    relations: [],
    basis: shown(to),
    ...more,
  });

/** The measure as filing 1, what came between, and at last the objection as filing 9. */
const objectedTo = (
  report: RegisterReport,
  person: Resident,
  {
    between = [],
    more = {},
    register = origin,
  }: { between?: readonly Filing[]; more?: Partial<ReportOf<'objection'>>; register?: typeof origin } = {},
) => {
  const measure = filed(1, report);
  const objection = filed(9, anObjection(measure, person, more));
  const all = settled(register, [objection, ...between, measure]);
  return { ...all, words: all.said(objection)[0], measure, objection };
};

describe('an objection against a status', () => {
  test('[ST-8] that is upheld: a line with the status before, and the measure’s line stays', () => {
    for (const [report, reason, before] of [
      [deletionOf([son]), '말소', 'resident'],
      [deletionOf([son], { why: 'emigration' }), '국외이주신고', 'staying-abroad'],
      [unknown([son]), '거주불명등록', 'staying-abroad'],
      [aReport('stay-abroad', { people: [named(son)], step: 'departure', basis: shown(head) }), '해외체류', 'resident'],
      [
        aReport('stay-abroad', { people: [named(son)], step: 'return', basis: shown(head) }),
        '귀국신고',
        'staying-abroad',
      ],
    ] as const) {
      const row = { ...son.addresses[0], status: before } as Resident['addresses'][number];
      const register = changing(origin, {
        ...son,
        status: before,
        addresses: before === 'resident' ? son.addresses : [row],
      });
      const { words, person, measure, objection, answer, home: homeOf } = objectedTo(report, son, { register });
      expect(words).toBe('registered');
      expect(answer(objection)).toEqual({ type: 'registered', on: '2026-08-20' });
      expect(person(son).status).toBe(before);
      expect(person(son).addresses.slice(1)).toMatchObject([
        { reason, filing: measure.id },
        {
          registeredOn: '2026-08-20',
          movedOn: '2026-08-20',
          reason: '이의신청정정',
          status: before,
          relation: '자녀',
          householderName: '주민1',
          address: inSolnae,
          filing: objection.id,
        },
      ]);
      expect(homeOf(son)).toEqual(home.household);
    }
  });

  test('[ST-8] the status before it is that of the last line that says one', () => {
    const between = [
      filed(2, aReport('stay-abroad', { people: [named(son)], step: 'departure', basis: shown(head) })),
      filed(3, correction([{ what: 'relation', to: '조카' }], son, { reportDate: day('2026-08-05') })),
    ];
    const { person, words } = objectedTo(unknown([son], { reportDate: day('2026-08-10') }), son, { between });
    expect(words).toBe('registered');
    expect(person(son).status).toBe('staying-abroad');
  });

  test('[ST-8] a householder who is back leads again, if nobody does', () => {
    for (const report of [deletionOf([head]), unknown([head])]) {
      const { home: homeOf, words, person, lastLine } = objectedTo(report, head);
      expect(words).toBe('registered');
      expect(homeOf(head)).toEqual(home.household);
      expect(person(head)).toMatchObject({ status: 'resident', relation: '본인' });
      expect(lastLine(head).householderName).toBe('주민1');
      expect(person(wife)).toBe(wife);
    }
  });

  test('[ST-8, HH-10] and is what they are to whoever leads since', () => {
    const between = [filed(2, change(wife, '2026-08-05'))];
    const { home: homeOf, words, person, lastLine } = objectedTo(deletionOf([head]), head, { between });
    expect(words).toBe('registered');
    expect(person(head)).toMatchObject({ status: 'resident', relation: '배우자' });
    expect(lastLine(head)).toMatchObject({ relation: '배우자', householderName: '주민2' });
    expect(homeOf(head)).toMatchObject({ householder: wife.id, members: [wife.id, head.id, son.id, daughter.id] });
  });

  test('[ST-8, HH-10] a relation that doesn’t follow from the old ones is assumed, and said so', () => {
    const between = [filed(2, change(wife, '2026-08-05'))];
    const { words, person } = objectedTo(deletionOf([son]), son, { between });
    expect(words).toBe('registered relation-assumed');
    expect(person(son).relation).toBe('자녀');
    const twice = [...between, filed(3, change(daughter, '2026-08-08'))];
    const again = objectedTo(deletionOf([son]), son, { between: twice });
    expect(again.person(son).relation).toBe('형제자매');
  });

  test('[ST-8, HH-10] who was never on a record with the new householder is a cohabitant until more is said', () => {
    const guest = aHome(31, [['본인', 'F', '1990-05-05']], { address: inEungaram });
    const [lodger] = guest.residents as [Resident];
    const into = { type: 'household-of', householder: named(wife) } as const;
    const between = [
      filed(2, change(wife, '2026-08-05')),
      filed(
        3,
        aPart(lodger, [], {
          movers: [asMover(lodger, '동거인')],
          into,
          to: inSolnae,
          reportDate: '2026-08-06',
          reporter: { ...named(wife), capacity: 'householder', identityChecked: true, delegationShown: false },
        }),
      ),
      filed(4, change(lodger, '2026-08-10')),
    ];
    const { words, person } = objectedTo(deletionOf([son]), son, { between, register: registerWith(home, guest) });
    expect(words).toBe('registered relation-assumed');
    expect(person(son).relation).toBe('동거인');
  });

  test('[ST-8] not to be found is no reason to lose one’s relation: it went on with the household', () => {
    const between = [filed(2, change(wife, '2026-08-05'))];
    const { words, person } = objectedTo(unknown([head]), head, { between });
    expect(words).toBe('registered');
    expect(person(head)).toMatchObject({ status: 'resident', relation: '배우자' });
    expect(person(head).addresses.map(({ reason }) => reason)).toEqual([
      '신규등록',
      '거주불명등록',
      '세대주변경',
      '이의신청정정',
    ]);
  });

  test('[ST-8] nor where the record was taken over with lines of another', () => {
    const row = { ...son.addresses[0], household: householdId(77) } as Resident['addresses'][number];
    const register = changing(origin, { ...son, addresses: [row] });
    const { words, person } = objectedTo(unknown([son]), son, { register });
    expect(words).toBe('registered');
    expect(person(son)).toMatchObject({ status: 'resident', relation: '자녀' });
    const struckOff = objectedTo(deletionOf([son]), son, { register });
    expect(struckOff.words).toBe('registered');
  });

  test('[ST-8, HH-2] who comes back to a record without a householder is told so', () => {
    const between = [filed(2, aWhole({ ...home, residents: [head, wife, daughter] }, { reportDate: '2026-08-05' }))];
    const { words, home: homeOf, person, lastLine } = objectedTo(deletionOf([son]), son, { between });
    expect(words).toBe('registered left-without-householder');
    expect(homeOf(son)).toMatchObject({ householder: null, members: [son.id], office: home.household.office });
    expect(person(son).relation).toBe('자녀');
    expect(lastLine(son).householderName).toBe('주민1');
  });

  test('[ST-8] who is back to being not to be found leads nobody', () => {
    const between = [filed(2, unknown([head], { reportDate: day('2026-08-01') }))];
    const { words, home: homeOf, person } = objectedTo(deletionOf([head]), head, { between });
    expect(words).toBe('registered left-without-householder');
    expect(person(head).status).toBe('unknown-domicile');
    expect(homeOf(head).householder).toBeNull();
  });

  test('[ST-8] a status that another has followed stands, and nothing is left to undo', () => {
    const between = [filed(2, deletionOf([son], { reportDate: day('2026-08-10') }))];
    const { words, person } = objectedTo(unknown([son]), son, { between });
    expect(words).toBe('nothing-changes');
    expect(person(son)).toMatchObject({ status: 'deleted' });
    expect(person(son).addresses).toHaveLength(3);
  });

  test('[ST-8] who was registered again meanwhile has nothing to undo, and the office of old has nothing to say', () => {
    const move = (to: typeof inSolnae) =>
      filed(2, aPart(head, [], { form: 're-registration', to, reportDate: '2026-08-10' }));
    const here = objectedTo(deletionOf([head]), head, { between: [move(anAddress({ building: '9' }))] });
    expect(here.words).toBe('nothing-changes');
    expect(here.person(head).status).toBe('resident');
    expect(objectedTo(deletionOf([head]), head, { between: [move(inEungaram)] }).words).toBe('other-office');
  });

  test('[ST-8] later lines that tell of something else don’t stand in its way', () => {
    const between = [filed(2, correction([{ what: 'relation', to: '조카' }], son, { reportDate: day('2026-08-10') }))];
    const { words, person } = objectedTo(unknown([son]), son, { between });
    expect(words).toBe('registered');
    expect(person(son)).toMatchObject({ status: 'resident', relation: '조카' });
  });

  test('[ST-8] of the person who objects alone', () => {
    const { person, words } = objectedTo(deletionOf([son, daughter]), son);
    expect(words).toBe('registered');
    expect([person(son).status, person(daughter).status]).toEqual(['resident', 'deleted']);
  });
});

describe('an objection', () => {
  test('[ST-8] that is dismissed is answered with reasons and remedies, and changes nothing', () => {
    const { answer, objection, person } = objectedTo(deletionOf([son]), son, { more: { isUpheld: false } });
    expect(answer(objection)).toEqual({
      type: 'refused',
      on: '2026-08-19',
      reasons: '사실과 다름',
      remedies: '행정심판',
    });
    expect(person(son)).toMatchObject({ status: 'deleted' });
    expect(person(son).addresses).toHaveLength(2);
  });

  test('[ST-8] is dismissed with remedies only, and upheld without', () => {
    const objection = anObjection(filed(1, deletionOf([son])), son);
    for (const remedies of ['', '  ']) {
      const { error } = RegisterReport.safeParse({ ...objection, isUpheld: false, remedies });
      expect(error?.issues.map(({ path }) => path)).toEqual([['remedies']]);
      expect(RegisterReport.safeParse({ ...objection, remedies }).success).toBe(true);
    }
  });

  test('[ST-8] is against a measure that was taken against that person', () => {
    expect(objectedTo(deletionOf([daughter]), son).words).toBe('measure-unknown');
    expect(objectedTo(deletionOf([son]), son, { more: { measure: unknownFiling } }).words).toBe('measure-unknown');
    const isUpheld = false;
    expect(objectedTo(deletionOf([daughter]), son, { more: { isUpheld } }).words).toBe('measure-unknown');
  });

  test('[ST-8] is against no move, birth, change of householder or re-registration', () => {
    const move = filed(1, aWhole(home, { to: anAddress({ building: '9' }) }));
    const changed = filed(1, change(wife, '2026-08-03'));
    for (const measure of [move, changed]) {
      const objection = filed(9, anObjection(measure, head));
      expect(settled(origin, [measure, objection]).said(objection)).toEqual(['measure-unknown']);
    }
    const back = filed(1, aPart(head, [], { form: 're-registration', to: anAddress({ building: '9' }) }));
    const objection = filed(9, anObjection(back, head));
    const register = changing(origin, { ...head, status: 'deleted' });
    expect(settled(register, [back, objection]).said(objection)).toEqual(['measure-unknown']);
  });

  test('[ST-8] is not against the answer to another objection', () => {
    const first = objectedTo(deletionOf([son]), son);
    const second = filed(10, anObjection(first.objection, son, { reportDate: day('2026-08-25') }));
    expect(settled(origin, [first.measure, first.objection, second]).said(second)).toEqual(['measure-unknown']);
  });

  test('[CF-5] on the day of the measure comes after it', () => {
    for (const [a, b] of [
      ['0', 'f'],
      ['f', '0'],
    ] as const) {
      const measure = filed(1, deletionOf([son]), { contentHash: a.repeat(64) });
      const objection = filed(9, anObjection(measure, son, { reportDate: day('2026-08-03') }), {
        contentHash: b.repeat(64),
      });
      const both = settled(origin, [objection, measure]);
      expect([both.said(measure), both.said(objection)]).toEqual([['registered'], ['registered']]);
    }
  });

  test('[ST-3, MI-3] needs no document, and binds to the office and its days all the same', () => {
    const measure = filed(1, deletionOf([son]));
    const elsewhere = filed(9, anObjection(measure, son), { office: eungaram });
    expect(settled(origin, [measure, elsewhere]).said(elsewhere)).toEqual(['other-office']);
    const late = filed(9, anObjection(measure, son), { notAfter: day('2026-08-19') });
    expect(settled(origin, [measure, late]).said(late)).toEqual(['report-date-after-arrival']);
    const wrong = filed(9, anObjection(measure, { ...son, name: '다른이름' }));
    expect(settled(origin, [measure, wrong]).said(wrong)).toEqual(['name-differs']);
  });

  test('[ST-5, ST-8] of somebody who has died since leads to nothing', () => {
    const death = filed(
      2,
      aReport('death', {
        person: named(son),
        diedOn: day('2026-08-10'),
        reportDate: day('2026-08-11'),
        basis: notified,
      }),
    );
    expect(objectedTo(unknown([son]), son, { between: [death] }).words).toBe('mover-deceased');
  });
});
