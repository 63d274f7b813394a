import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/shared/registry/report.ts';
import { effectiveDate, numbersNamed, subjectsOf } from '../../src/shared/registry/report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { compareFilings, type Filing } from '../../src/shared/rules/filing.ts';
import { anAddress, day, inventedNumber } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aHome,
  aJoin,
  aPart,
  aReport,
  asMover,
  aWhole,
  byTheOffice,
  filed,
  inEungaram,
  inYunseul,
  named,
  notified,
  registerWith,
  settled,
  shown,
  unknownFiling,
} from '../builders/settled.ts';

const home = aCoupleWithChildren(1);
const hosts = aHome(11, [['본인', 'M', '1979-03-03']], { address: inEungaram });
const [head, wife, son, daughter] = home.residents as [Resident, Resident, Resident, Resident];
const [host] = hosts.residents as [Resident];
const newNumber = inventedNumber('2010-06-16', 'M', 303);
const babyNumber = inventedNumber('2026-08-01', 'F', 700);

const birth = aReport('birth', {
  child: { name: '새아기', hanja: '', sex: 'F', birthDate: day('2026-08-01'), number: babyNumber },
  mother: named(wife),
  father: named(head),
  withParent: 'mother',
  relation: '자녀',
  basis: notified,
});
const correction = aReport('correction', {
  person: named(son),
  changes: [
    { what: 'name', to: '새이름' },
    { what: 'number', to: newNumber },
  ],
  isAdoption: false,
  reason: '정정',
  basis: notified,
});
const change = aReport('householder-change', {
  newHouseholder: named(wife),
  relations: [{ number: son.number, relation: '자녀' }],
  basis: shown(wife),
});
const foreign = aReport('foreign-family', {
  householder: named(head),
  step: 'noted',
  member: { relation: '모', name: '응우옌', nameRoman: 'NGUYEN', number: '902101-6000001', since: day('2020-01-01') },
  basis: notified,
});
const unknown = aReport('unknown-domicile', { people: [named(son), named(daughter)], basis: byTheOffice() });
const deletion = aReport('deletion', { people: [named(son)], why: 'other', basis: byTheOffice() });
const abroad = aReport('stay-abroad', { people: [named(wife)], step: 'departure', basis: notified });
const objection = aReport('objection', {
  person: named(son),
  measure: unknownFiling,
  decidedOn: day('2026-08-02'),
  isUpheld: true,
  reason: '사실과 다름',
  remedies: '',
});
const death = aReport('death', { person: named(head), diedOn: day('2026-08-03'), basis: notified });
const move = aWhole(home);

/** Ids and contents against it, so that nothing but the kind can put them into this order. */
const inReverse = (reports: readonly Report[]): Filing[] =>
  reports.map((report, nth) => filed(90 - nth, report, { contentHash: String(9 - nth).repeat(64) }));

describe('the order of filings', () => {
  test('[CF-5] within a day: births and corrections, then moves, then changes of householder, then changes of status', () => {
    const phases: readonly (readonly Report[])[] = [
      [birth, correction],
      [move, aPart(wife, [])],
      [change, foreign],
      [unknown, deletion, abroad, objection, death],
    ];
    for (const [nth, earlier] of phases.entries())
      for (const later of phases.slice(nth + 1).flat())
        for (const each of earlier) {
          const [a, b] = inReverse([each, later]) as [Filing, Filing];
          expect(compareFilings(a, b)).toBeLessThan(0);
          expect(compareFilings(b, a)).toBeGreaterThan(0);
        }
    // Of one kind only the content decides.
    for (const phase of phases)
      for (const one of phase)
        for (const other of phase) {
          const [a, b] = inReverse([one, other]) as [Filing, Filing];
          expect(compareFilings(a, b)).toBeGreaterThan(0);
        }
  });

  test('[MI-2] by the day before anything else, and a death by its own', () => {
    const early = { ...death, diedOn: day('2026-07-01') };
    const [late, tomorrow] = [
      { ...death, diedOn: day('2026-08-09') },
      { ...birth, reportDate: day('2026-08-04') },
    ];
    expect([early, death, late].map(effectiveDate)).toEqual(['2026-07-01', '2026-08-03', '2026-08-03']);
    expect([birth, move].map(effectiveDate)).toEqual(['2026-08-03', '2026-08-03']);
    for (const [first, second] of [
      [early, birth],
      [move, tomorrow],
      [death, tomorrow],
    ] as const) {
      const [a, b] = inReverse([first, second]) as [Filing, Filing];
      expect(compareFilings(a, b)).toBeLessThan(0);
    }
  });

  test('[CF-1] of two moves of a day: the later move, then the standing of who reports, then the content', () => {
    const by = (capacity: string, movedOn = '2026-08-01', nth = 1) => {
      const report = aWhole(home, { movedOn });
      const reporter = { ...report.reporter, capacity } as typeof report.reporter;
      return filed(nth, { ...report, reporter });
    };
    const order = (a: Filing, b: Filing) => Math.sign(compareFilings(a, b));
    expect(order(by('delegate', '2026-08-02'), by('householder'))).toBe(-1);
    for (const [first, second] of [
      ['householder', 'mover'],
      ['householder', 'household-manager'],
      ['householder', 'dormitory-manager'],
      ['mover', 'delegate'],
      ['household-manager', 'delegate'],
      ['dormitory-manager', 'delegate'],
    ] as const) {
      expect(order(by(first, '2026-08-01', 2), by(second)), `${first} ${second}`).toBe(-1);
      expect(order(by(second), by(first, '2026-08-01', 2)), `${second} ${first}`).toBe(1);
    }
    for (const equal of ['mover', 'household-manager', 'dormitory-manager'])
      for (const other of ['mover', 'household-manager', 'dormitory-manager'])
        expect(order(by(equal, '2026-08-01', 2), by(other))).toBe(1);
  });
});

describe('CF-5: what another filing of the day brings', () => {
  const register = registerWith(home, hosts);
  const low = { contentHash: '0'.repeat(64) };
  const high = { contentHash: 'f'.repeat(64) };

  /** Alone the second waits; with the first, whichever goes first, both are registered. */
  const bothCount = (brings: Report, waits: Report, missing: string, office = {}): void => {
    for (const [a, b] of [
      [low, high],
      [high, low],
    ]) {
      const [first, second] = [filed(1, brings, a), filed(2, waits, { ...b, ...office })];
      expect(settled(register, [second]).said(second)[0]).toBe(missing);
      const both = settled(register, [second, first]);
      for (const filing of [first, second])
        for (const said of both.said(filing)) expect(said, missing).toMatch(/^registered/);
    }
  };

  test('[CF-5] a person', () => {
    const baby = { name: '새아기', number: babyNumber };
    bothCount(
      birth,
      aReport('correction', { ...correction, person: baby, changes: [{ what: 'hanja', to: '新' }] }),
      'person-unknown',
    );
    bothCount(
      { ...birth, reportDate: day('2026-08-03') },
      aReport('stay-abroad', { people: [baby], step: 'departure', basis: notified }),
      'person-unknown',
    );
  });

  test('[CF-5] an office: who has come there on the day', () => {
    const there = { office: inEungaram.office };
    bothCount(
      aPart(wife, []),
      aReport('correction', {
        ...correction,
        person: named(wife),
        changes: [{ what: 'hanja', to: '新' }],
        basis: shown(wife),
      }),
      'other-office',
      there,
    );
    bothCount(aPart(wife, []), { ...abroad, basis: shown(wife) }, 'other-office', there);
    bothCount(aPart(wife, [], { to: anAddress({ building: '9' }) }), foreignOf(wife), 'not-a-member');
  });

  const foreignOf = (householder: Resident) =>
    aReport('foreign-family', { ...foreign, householder: named(householder) });

  test('[CF-5] a status, a measure, a member', () => {
    bothCount(
      abroad,
      aReport('stay-abroad', { people: [named(wife)], step: 'return', basis: notified }),
      'status-does-not-fit',
    );
    bothCount(deletion, aReport('objection', { ...objection, measure: filed(1, deletion).id }), 'measure-unknown');
    bothCount(foreign, { ...foreign, step: 'removed' }, 'foreign-member-unknown');
    bothCount(deletion, aPart(son, [], { form: 're-registration' }), 'other-form-needed');
  });

  test('[CF-5] a household to join, or one that is whole', () => {
    const comes = aPart(host, [], { to: inYunseul });
    bothCount(comes, aJoin(host, [asMover(wife, '동거인')], { to: inYunseul }), 'destination-elsewhere');
    const withBaby = {
      ...aJoin(host, [asMover(son, '조카')]),
      into: { type: 'household-of', householder: { name: '새아기', number: babyNumber } },
    } as const;
    // A child leads nobody: the household is known then, and elsewhere.
    const [first, second] = [
      filed(1, birth, low),
      filed(
        2,
        {
          ...withBaby,
          reporter: { ...withBaby.reporter, capacity: 'delegate', kinship: 'lineal-kin', delegationShown: true },
        },
        high,
      ),
    ];
    expect(settled(register, [second]).said(second)).toEqual(['destination-unknown']);
    expect(settled(register, [first, second]).said(second)).toEqual(['destination-elsewhere']);
    bothCount(aPart(daughter, []), aWhole({ ...home, residents: [head, wife, son] }), 'members-not-listed');
  });

  test('[CF-5] what is looked at again is decided once: nobody moves twice by it', () => {
    const back = filed(1, { ...deletion, people: [named(son)] }, high);
    const again = filed(2, aPart(son, [], { form: 're-registration' }), low);
    const { person, lines } = settled(register, [again, back]);
    expect(lines(son)).toEqual(['2026-08-03 말소 솔내동촌길 1', '2026-08-03 재등록 은가람대로 45']);
    expect(person(son).status).toBe('resident');
  });

  test('[CF-5] a filing of which somebody is registered already is not looked at again for the others', () => {
    const baby = { name: '새아기', number: babyNumber, relation: '자녀', consent: asMover(son).consent } as const;
    const move2 = filed(2, aPart(wife, [{ ...baby }]), low);
    const birth2 = filed(1, birth, high);
    expect(settled(register, [move2, birth2]).said(move2)).toEqual(['registered', 'registered']);
    const late = filed(3, { ...birth, reportDate: day('2026-08-04') }, high);
    expect(settled(register, [move2, late]).said(move2)).toEqual(['registered', 'mover-unknown']);
  });
});

describe('who a report is about, and who bears on it', () => {
  const expected: readonly (readonly [string, Report, readonly Resident['number'][], readonly Resident['number'][]])[] =
    [
      ['a move', move, home.residents.map(({ number }) => number), home.residents.map(({ number }) => number)],
      ['a join', aJoin(host, [asMover(wife)]), [wife.number], [wife.number, host.number]],
      [
        'who stay',
        aPart(head, [], { remaining: { householder: wife.number }, previousHouseholder: named(host) }),
        [head.number],
        [head.number, host.number, wife.number],
      ],
      ['a birth', birth, [babyNumber], [babyNumber, wife.number, head.number]],
      ['a birth without parents', { ...birth, mother: null, father: null }, [babyNumber], [babyNumber]],
      ['a correction', correction, [son.number], [son.number, newNumber]],
      ['a change', change, [wife.number], [wife.number, son.number]],
      ['foreign family', foreign, [head.number], [head.number]],
      ['statuses', unknown, [son.number, daughter.number], [son.number, daughter.number]],
      ['a deletion', deletion, [son.number], [son.number]],
      ['a stay abroad', abroad, [wife.number], [wife.number]],
      ['an objection', objection, [son.number], [son.number]],
      ['a death', death, [head.number], [head.number]],
    ];

  test.for(expected)('[MI-1] %s', ([, report, subjects, bearing]) => {
    expect(subjectsOf(report).map(({ number }) => number)).toEqual(subjects);
    expect([...numbersNamed(report)].toSorted()).toEqual([...bearing].toSorted());
  });
});
