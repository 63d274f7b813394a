import { describe, expect, test } from 'vitest';
import type { MoveInReport, Mover } from '../../src/shared/registry/move-in.ts';
import { numbersNamed } from '../../src/shared/registry/report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { Filing } from '../../src/shared/rules/filing.ts';
import { registerOf } from '../../src/shared/rules/register.ts';
import { aResident, day, eungaram, inventedNumber, solnae } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aHome,
  aJoin,
  anAreaChange,
  aPart,
  aReport,
  asMover,
  byGuardian,
  changing,
  filed,
  foundThere,
  inEungaram,
  inYunseul,
  meet,
  named,
  notified,
  type ReportOf,
  registerWith,
  settled,
} from '../builders/settled.ts';

const home = aCoupleWithChildren(1);
const elsewhere = aHome(11, [['본인', 'F', '1960-03-03']], { address: inYunseul });
const origin = registerWith(home, elsewhere);
const [head, wife] = home.residents as [Resident, Resident];
const [grandmother] = elsewhere.residents as [Resident];

const number = inventedNumber('2026-08-01', 'F', 700);
const key = 'newborn 2026-08-01 새아기';
const newborn = (more: Partial<Mover> = {}): Mover => ({
  number: null,
  name: '새아기',
  relation: '자녀',
  newborn: { birthDate: day('2026-08-01'), mother: wife.number },
  consent: foundThere,
  ...more,
});
/** The whole household with the child, on 5 August. */
const withChild = (child: Mover, more: Parameters<typeof aPart>[2] = {}): MoveInReport =>
  aPart(head, [...home.residents.slice(1).map((each) => asMover(each)), child], {
    form: 'whole-household',
    reportDate: '2026-08-05',
    ...more,
  });
const aBirth = (reportDate: string, more: Partial<ReportOf<'birth'>> = {}) =>
  aReport('birth', {
    reportDate: day(reportDate),
    child: { name: '새아기', hanja: '', sex: 'F', birthDate: day('2026-08-01'), number },
    mother: named(wife),
    father: named(head),
    withParent: 'mother',
    relation: '자녀',
    basis: notified,
    ...more,
  });
/** The child’s id is that of the filing that reported its birth. */
const childOf = ({ id }: Filing) => ({ id: id as unknown as Resident['id'] });

describe('a child without a number', () => {
  test('[MI-18] waits while its birth isn’t registered, and the others are', () => {
    const move = filed(1, withChild(newborn()));
    const { said, answer, home: homeOf } = settled(origin, [move]);
    expect(said(move)).toEqual([...Array.from({ length: 4 }, () => 'registered'), 'birth-not-registered']);
    expect(answer(move, key)).toEqual({ type: 'supplement', missing: ['birth-not-registered'] });
    expect(homeOf(head).members).toHaveLength(4);
  });

  test('[MI-18] is found through its mother once the birth is registered, and moves with the others', () => {
    for (const date of ['2026-08-02', '2026-08-05']) {
      const [birth, move] = [filed(2, aBirth(date)), filed(1, withChild(newborn()))];
      const { both } = meet(origin, move, birth);
      expect(both.answer(move, key)).toEqual({ type: 'registered', on: '2026-08-05' });
      const child = childOf(birth);
      expect(both.person(child)).toMatchObject({ number, mother: wife.number, office: eungaram, relation: '자녀' });
      expect(both.lines(child)).toEqual([`${date} 출생등록 솔내동촌길 1`, '2026-08-05 전입 은가람대로 45']);
      expect(both.home(head).members).toHaveLength(5);
    }
  });

  test('[MI-18] whose birth is registered later has come with it to where they moved', () => {
    const [birth, move] = [filed(2, aBirth('2026-08-20')), filed(1, withChild(newborn()))];
    const { alone, both } = meet(origin, move, birth);
    expect(alone.answer(move, key)).toMatchObject({ type: 'supplement' });
    expect(both.answer(move, key)).toEqual({ type: 'registered', on: '2026-08-20' });
    expect(both.lines(childOf(birth))).toEqual(['2026-08-20 출생등록 은가람대로 45']);
    // The others keep the day on which they moved.
    expect(both.answer(move, wife)).toEqual({ type: 'registered', on: '2026-08-05' });
  });

  test('[MI-18] and went on from there since', () => {
    const [birth, move] = [filed(2, aBirth('2026-08-20')), filed(1, withChild(newborn()))];
    const on = aPart(wife, [{ name: '새아기', number, relation: '자녀', consent: foundThere }], {
      to: inYunseul,
      reportDate: '2026-09-01',
      movedOn: '2026-09-01',
    });
    const all = settled(origin, [filed(3, on), birth, move]);
    expect(all.answer(move, key)).toEqual({ type: 'registered', on: '2026-08-20' });
    expect(all.said(filed(3, on))).toEqual(['registered', 'registered']);
  });

  test('[MI-18] whose birth was registered elsewhere goes on waiting', () => {
    const move = filed(1, withChild(newborn()));
    // The father has another home by then, and the child enters his.
    const leaves = filed(3, aPart(head, [], { to: inYunseul, reportDate: '2026-08-10' }));
    const birth = filed(2, aBirth('2026-08-20', { withParent: 'father' }));
    const all = settled(origin, [move, leaves, birth]);
    expect(all.person(childOf(birth)).office).toBe(inYunseul.office);
    expect(all.said(move).at(-1)).toBe('birth-not-registered');
  });

  test('[MI-18] that came from elsewhere by a move of its own goes on waiting', () => {
    // Its first line is no birth: it was registered anew, by a move.
    const child = aResident({ nth: 70, name: '새아기', birthDate: day('2026-08-01'), mother: wife.number });
    const row = { ...child.addresses[0], address: inEungaram, registeredOn: day('2026-08-20'), filing: null };
    const there = { ...child, household: grandmother.household, addresses: [row] as Resident['addresses'] };
    const register = registerOf(
      [...origin.residents.values(), there],
      [...origin.households.values()].map((each) =>
        each.id === grandmother.household ? { ...each, members: [...each.members, there.id] } : each,
      ),
    );
    const move = filed(1, withChild(newborn()));
    expect(settled(register, [move]).said(move).at(-1)).toBe('report-date-before-current-registration');
  });

  test('[MI-18] is told from another child of the mother, and of another mother', () => {
    for (const [mover, found] of [
      [newborn(), true],
      [newborn({ name: '다른아기' }), false],
      [newborn({ newborn: { birthDate: day('2026-08-02'), mother: wife.number } }), false],
      [newborn({ newborn: { birthDate: day('2026-08-01'), mother: grandmother.number } }), false],
      [newborn({ newborn: { birthDate: day('2026-08-01'), mother: inventedNumber('1970-01-01', 'F', 999) } }), false],
    ] as const) {
      const [birth, move] = [filed(2, aBirth('2026-08-02')), filed(1, withChild(mover))];
      const { said } = settled(origin, [birth, move]);
      expect(said(move).at(-1)?.startsWith('registered')).toBe(found);
      // Unlisted, it is a member who was left out.
      expect(said(move)[0]).toBe(found ? 'registered' : 'members-not-listed');
    }
  });

  test('[MI-18] by whichever of the mother’s numbers', () => {
    const other = inventedNumber('1982-09-30', 'F', 777);
    const correction = filed(
      3,
      aReport('correction', {
        reportDate: day('2026-08-03'),
        person: named(wife),
        changes: [{ what: 'number', to: other }],
        isAdoption: false,
        reason: '번호 변경',
        basis: notified,
      }),
    );
    const birth = filed(2, aBirth('2026-08-02'));
    for (const mother of [wife.number, other]) {
      const move = filed(1, withChild(newborn({ newborn: { birthDate: day('2026-08-01'), mother } })));
      expect(settled(origin, [correction, birth, move]).said(move).at(-1)).toBe('registered');
    }
  });

  test('[MI-18] of a mother who is no citizen, once the birth is registered with the father', () => {
    const foreign = {
      name: '응우옌',
      number: `${inventedNumber('1992-01-01', 'F', 1).slice(0, 7)}6000001` as typeof number,
    };
    const child = newborn({ newborn: { birthDate: day('2026-08-01'), mother: foreign.number } });
    const move = filed(1, withChild(child));
    expect(settled(origin, [move]).said(move).at(-1)).toBe('birth-not-registered');
    for (const date of ['2026-08-02', '2026-08-20']) {
      const birth = filed(2, aBirth(date, { mother: foreign, withParent: 'father' }));
      expect(meet(origin, move, birth).both.said(move).at(-1)).toBe('registered');
    }
  });

  test('[MI-18] that was entered before the register was taken over is in its mother’s household', () => {
    const child = aResident({
      nth: 70,
      name: '새아기',
      birthDate: day('2026-08-01'),
      relation: '자녀',
      household: home.household.id,
    });
    const rows = child.addresses.map((row) => ({ ...row, registeredOn: day('2026-08-02') }));
    const register = registerOf(
      [...origin.residents.values(), { ...child, addresses: rows }],
      [{ ...home.household, members: [...home.household.members, child.id] }, elsewhere.household],
    );
    const move = filed(1, withChild(newborn()));
    expect(settled(register, [move]).said(move)).toEqual(Array.from({ length: 5 }, () => 'registered'));
    for (const other of [
      newborn({ name: '다른아기' }),
      newborn({ newborn: { birthDate: day('2026-08-02'), mother: wife.number } }),
      newborn({ newborn: { birthDate: day('2026-08-01'), mother: grandmother.number } }),
    ]) {
      const wrong = filed(1, withChild(other));
      expect(settled(register, [wrong]).said(wrong).at(-1)).toBe('birth-not-registered members-not-listed');
    }
  });

  test('[MI-18, MI-12] needs the guardian’s consent where its householder changes', () => {
    const birth = filed(2, aBirth('2026-08-02'));
    const join = (consent: Mover['consent']) =>
      filed(
        1,
        aJoin(
          grandmother,
          [asMover(wife), newborn({ relation: '손', ...(consent ? { consent } : { consent: undefined }) })],
          {
            to: inYunseul,
            reportDate: '2026-08-05',
          },
        ),
      );
    const said = (filing: Filing) => settled(origin, [birth, filing]).said(filing)[1];
    expect(said(join(byGuardian(wife)))).toBe('registered');
    expect(said(join(undefined))).toBe('consent-missing');
    expect(said(join({ by: 'mover', cardShown: true, kinOfReporter: null }))).toBe('consent-missing');
  });

  test('[MI-18] of whom something else is missing waits for that', () => {
    const { reporter } = withChild(newborn());
    const move = filed(1, withChild(newborn(), { reporter: { ...reporter, identityChecked: false } }));
    const birth = filed(2, aBirth('2026-08-20'));
    expect(settled(origin, [move]).said(move).at(-1)).toBe('birth-not-registered identity-not-checked');
    // The others never moved, so the child came to the old address.
    const all = settled(origin, [move, birth]);
    expect(all.said(move).at(-1)).toBe('birth-not-registered identity-not-checked');
    expect(all.person(childOf(birth)).office).toBe(solnae);
    // Nor if it had come to that address by itself: the report is not in order.
    const there = filed(3, withChild(newborn({ name: '다른아기' }), { reportDate: '2026-08-06' }));
    const twice = settled(origin, [move, birth, there]);
    expect(twice.person(childOf(birth)).office).toBe(eungaram);
    expect(twice.said(move).at(-1)).toBe('birth-not-registered identity-not-checked');
  });

  test('[MI-18, HH-1] named twice, with its number and without, it moves once', () => {
    const birth = filed(2, aBirth('2026-08-02'));
    const doubled = withChild(newborn());
    const move = filed(1, {
      ...doubled,
      movers: [...doubled.movers, { name: '새아기', number, relation: '자녀', consent: foundThere }],
    });
    const { said, home: homeOf, person } = settled(origin, [birth, move]);
    expect(said(move)).toEqual(Array.from({ length: 6 }, () => 'registered'));
    expect(homeOf(head).members).toHaveLength(5);
    expect(person(childOf(birth)).addresses).toHaveLength(2);
  });

  test('[HH-1] somebody who is named by two numbers moves once, as the householder if one line says so', () => {
    const other = inventedNumber('1982-09-30', 'F', 777);
    const register = changing(origin, {
      ...wife,
      number: other,
      personalChanges: [
        { on: day('2021-01-01'), what: 'number', from: wife.number, to: other, reason: '변경', isAdoption: false },
      ],
    });
    for (const lines of [
      [asMover(wife, '동거인'), asMover(wife, '본인', { number: other })],
      [asMover(wife, '본인', { number: other }), asMover(wife, '동거인')],
    ]) {
      const move = filed(1, {
        ...aPart(wife, []),
        reporter: {
          ...named({ ...wife, number: other }),
          capacity: 'mover',
          identityChecked: true,
          delegationShown: false,
        },
        movers: lines,
      });
      const { said, person, home: homeOf } = settled(register, [move]);
      expect(said(move)).toEqual(['registered', 'registered']);
      expect(person(wife)).toMatchObject({ relation: '본인' });
      expect(person(wife).addresses).toHaveLength(2);
      expect(homeOf(wife)).toMatchObject({ householder: wife.id, members: [wife.id] });
    }
  });

  test('[MI-18, MI-17] also where the area has come to another office in between', () => {
    const area = anAreaChange({ on: day('2026-08-10') });
    const birth = filed(2, aBirth('2026-08-20'));
    for (const reportDate of ['2026-08-05', '2026-08-12']) {
      const move = filed(1, withChild(newborn(), { reportDate }));
      expect(settled(origin, [move, birth], [area]).answer(move, key), reportDate).toEqual({
        type: 'registered',
        on: '2026-08-20',
      });
    }
    const early = filed(2, aBirth('2026-08-08'));
    const move = filed(1, withChild(newborn()));
    expect(settled(origin, [move, early], [area]).answer(move, key)).toEqual({ type: 'registered', on: '2026-08-08' });
  });

  test('[MI-18, ST-5] that has died before the others moved', () => {
    const birth = filed(2, aBirth('2026-08-02'));
    const death = filed(
      3,
      aReport('death', {
        person: { name: '새아기', number },
        diedOn: day('2026-08-04'),
        reportDate: day('2026-08-20'),
        basis: notified,
      }),
    );
    const move = filed(1, withChild(newborn()));
    const { both } = meet(origin, move, death);
    expect(both.said(death)).toEqual(['person-unknown']);
    const all = settled(origin, [death, move, birth]);
    expect(all.said(move)).toEqual([...Array.from({ length: 4 }, () => 'registered'), 'mover-deceased']);
  });

  test('[MI-18] its mother bears on what becomes of the report', () => {
    expect(numbersNamed(withChild(newborn()))).toContain(wife.number);
    const other = newborn({ newborn: { birthDate: day('2026-08-01'), mother: grandmother.number } });
    expect(numbersNamed(withChild(other))).toContain(grandmother.number);
  });
});
