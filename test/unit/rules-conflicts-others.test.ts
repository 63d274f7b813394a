import { describe, expect, test } from 'vitest';
import type { Mover } from '../../src/shared/registry/move-in.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { Filing } from '../../src/shared/rules/filing.ts';
import { anAddress, day, eungaram, inventedNumber, solnae, yunseul } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aHome,
  aJoin,
  amended,
  anAreaChange,
  aPart,
  aReport,
  asMover,
  aWhole,
  byTheOffice,
  changing,
  filed,
  foundThere,
  inEungaram,
  inYunseul,
  meet,
  named,
  notified,
  recordOf,
  registerWith,
  settled,
  shown,
} from '../builders/settled.ts';

/** The table of docs/spec.md, "CF: filings that meet": joins, householders, deaths, statuses, births and areas. */

// A couple with two children in Solnae; a couple who live in Eungaram; someone alone in Yunseul.
const home = aCoupleWithChildren(1);
const hosts = aHome(
  11,
  [
    ['본인', 'M', '1979-03-03'],
    ['배우자', 'F', '1981-05-05'],
  ],
  { address: inEungaram },
);
const single = aHome(21, [['본인', 'F', '1990-07-07']], { address: inYunseul });
const origin = registerWith(home, hosts, single);
const [head, wife, son, daughter] = home.residents as [Resident, Resident, Resident, Resident];
const [host, hostess] = hosts.residents as [Resident, Resident];
const [loner] = single.residents as [Resident];

const all = (said: string): string[] => home.residents.map(() => said);
const on = (date: string) => ({ reportDate: date, movedOn: date });

/** With the content that decides last. */
const first = '0'.repeat(64);
const last = 'f'.repeat(64);

describe('who joins somebody', () => {
  const joins = (more: object = {}) =>
    filed(1, aJoin(host, [asMover(wife, '그 밖의 친족')], { to: inEungaram, ...more }));

  test('[MI-13, CF-2] who is joined has left before: the destination is elsewhere', () => {
    const leaves = filed(2, aWhole(hosts, { to: inYunseul, ...on('2026-08-03') }));
    const join = joins(on('2026-08-10'));
    const { otherAlone, both } = meet(origin, leaves, join);
    expect(otherAlone.said(join)).toEqual(['registered']);
    expect(both.said(leaves)).toEqual(['registered', 'registered']);
    expect(both.said(join)).toEqual(['destination-elsewhere']);
    expect(both.home(wife)).toEqual(home.household);
  });

  test('[CF-5] who is joined comes there on that day, whichever goes first', () => {
    for (const [a, b] of [
      [first, last],
      [last, first],
    ] as const)
      for (const movedOn of ['2026-08-01', '2026-08-03']) {
        const comes = filed(2, aPart(loner, [], { to: inEungaram, movedOn }), { contentHash: a });
        const join = filed(1, aJoin(loner, [asMover(wife, '그 밖의 친족'), asMover(son, '조카')], { to: inEungaram }), {
          contentHash: b,
        });
        const { alone, both } = meet(origin, comes, join);
        expect(settled(origin, [join]).said(join)).toEqual(['destination-elsewhere', 'destination-elsewhere']);
        expect(alone.said(comes)).toEqual(['registered']);
        expect([both.said(comes), both.said(join)]).toEqual([['registered'], ['registered', 'registered']]);
        expect(both.home(son)).toMatchObject({ householder: loner.id, members: [loner.id, wife.id, son.id] });
        expect(both.arrivals(eungaram)).toHaveLength(3);
      }
  });

  test('[CF-5] three in a row, each joining the next', () => {
    const comes = filed(1, aPart(loner, [], { to: inEungaram }), { contentHash: last });
    // The hostess leads a household there only once she has left her husband’s, to the same address.
    const separates = filed(2, aPart(hostess, [], { to: inEungaram }), { contentHash: 'e'.repeat(64) });
    const merges = filed(3, aJoin(hostess, [asMover(loner, '동거인')], { to: inEungaram, ...on('2026-08-04') }));
    const joins2 = filed(4, aJoin(hostess, [asMover(wife, '동거인')], { to: inEungaram }), { contentHash: first });
    const all4 = settled(origin, [joins2, merges, separates, comes]);
    for (const filing of [comes, separates, merges, joins2]) expect(all4.said(filing)).toEqual(['registered']);
    expect(all4.home(loner)).toMatchObject({ householder: hostess.id, members: [hostess.id, wife.id, loner.id] });
    expect(all4.lastLine(loner).reason).toBe('세대합가');
  });

  test('[CF-5] what never comes is not waited for', () => {
    const join = filed(1, aJoin(loner, [asMover(wife, '동거인')], { to: inEungaram }), { contentHash: first });
    const other = filed(2, aJoin(wife, [asMover(hostess, '동거인')], { to: inEungaram }), { contentHash: last });
    const { both } = meet(origin, join, other);
    expect([both.said(join), both.said(other)]).toEqual([['destination-elsewhere'], ['destination-elsewhere']]);
  });

  test('[CF-1] who joins X and who X joins: one goes before the other', () => {
    const a = filed(1, aJoin(host, [asMover(loner, '동거인')], { to: inEungaram }), { contentHash: first });
    const b = filed(2, aJoin(loner, [asMover(host, '동거인')], { to: inYunseul }), { contentHash: last });
    const { both } = meet(origin, a, b);
    expect(both.said(a)).toEqual(['registered']);
    expect(both.said(b)).toEqual(['destination-elsewhere']);
  });
});

describe('a householder who goes', () => {
  const change = (nth: number, to: Resident, reportDate: string, more: Partial<Filing> = {}) =>
    filed(
      nth,
      aReport('householder-change', {
        reportDate: day(reportDate),
        newHouseholder: named(to),
        relations: [],
        basis: shown(to),
      }),
      more,
    );

  test('[HH-2, HH-10, CF-5] with nobody named, and a change of householder on that day or later', () => {
    for (const reportDate of ['2026-08-03', '2026-08-20']) {
      const leaves = filed(1, aPart(head, [], {}));
      const changed = change(2, wife, reportDate);
      const { alone, both } = meet(origin, leaves, changed);
      expect(alone.said(leaves)).toEqual(['registered left-without-householder']);
      expect(both.said(leaves)).toEqual(['registered left-without-householder']);
      expect(both.said(changed)[0]).toMatch(/^registered/);
      expect(both.home(son)).toMatchObject({
        id: recordOf(changed),
        householder: wife.id,
        members: [wife.id, son.id, daughter.id],
      });
      expect(both.home(head).members).toEqual([head.id]);
    }
  });

  test('[CF-1] who was named on the form, and another by a change of that day: the move stands', () => {
    const leaves = filed(1, aPart(head, [], { remaining: { householder: wife.number } }));
    const changed = change(2, son, '2026-08-03');
    const { both } = meet(origin, leaves, changed);
    expect(both.said(leaves)[0]).toMatch(/^registered/);
    expect(both.said(changed)).toEqual(['held same-day-filing']);
    expect(both.home(son).householder).toBe(wife.id);
  });

  test('[CF-1] a change to X and one to Y on one day: one is registered, the other held', () => {
    for (const [a, b, leader] of [
      [first, last, wife],
      [last, first, son],
    ] as const) {
      const [toX, toY] = [
        change(1, wife, '2026-08-03', { contentHash: a }),
        change(2, son, '2026-08-03', { contentHash: b }),
      ];
      const { both } = meet(origin, toX, toY);
      const [stands, held] = leader === wife ? [toX, toY] : [toY, toX];
      expect(both.said(stands)[0]).toMatch(/^registered/);
      expect(both.said(held)).toEqual(['held same-day-filing']);
      expect(both.home(daughter)).toMatchObject({ householder: leader.id });
      expect(both.lines(daughter)).toEqual(['2026-08-03 세대주변경 솔내동촌길 1']);
    }
  });
});

describe('a move and what else becomes of people', () => {
  const move = filed(1, aWhole(home, { to: inEungaram, ...on('2026-08-10') }));
  const death = (who: Resident, diedOn: string) =>
    filed(
      2,
      aReport('death', { person: named(who), diedOn: day(diedOn), reportDate: day('2026-08-20'), basis: notified }),
    );

  test('[ST-5] a death on an earlier day: of a member, the others are registered', () => {
    const { otherAlone, both } = meet(origin, death(son, '2026-08-09'), move);
    expect(otherAlone.said(move)).toEqual(all('registered'));
    expect(both.said(move)).toEqual(['registered', 'registered', 'mover-deceased', 'registered']);
    expect(both.said(death(son, '2026-08-09'))).toEqual(['registered']);
    expect(both.answer(death(son, '2026-08-09'))).toEqual({ type: 'registered', on: '2026-08-20' });
    expect(both.departures(solnae)).toHaveLength(3);
  });

  test('[ST-5, MI-7] a death on an earlier day: of who was to lead them, all wait for another householder', () => {
    const { both } = meet(origin, death(head, '2026-08-09'), move);
    expect(both.said(move)[0]).toBe('mover-deceased');
    for (const said of both.said(move).slice(1)) expect(said).toBe('householder-unresolved');
    expect(both.departures(solnae)).toEqual([]);
    const completed = amended(move, {
      contentHash: first,
      amendment: {
        type: 'supplemented',
        on: day('2026-08-25'),
        version: 1,
        report: aPart(wife, [asMover(son), asMover(daughter)], { form: 'whole-household', ...on('2026-08-10') }),
        note: '세대주 사망',
      },
    });
    const after = meet(origin, death(head, '2026-08-09'), completed).both;
    expect(after.said(completed)).toEqual(['registered', 'registered', 'registered']);
    expect(after.home(son)).toMatchObject({ householder: wife.id, office: eungaram });
  });

  test('[ST-5] a death after the move: the move stands', () => {
    const { both } = meet(origin, move, death(head, '2026-08-11'));
    expect(both.said(move)).toEqual(all('registered'));
    expect(both.home(wife)).toMatchObject({ householder: null, office: eungaram });
  });

  test('[ST-4, MI-8] of unknown domicile or struck off before: they need another form, the others are registered', () => {
    const people = [named(son)];
    for (const report of [
      aReport('unknown-domicile', { people, basis: byTheOffice() }),
      aReport('deletion', { people, why: 'other', basis: byTheOffice() }),
    ]) {
      const measure = filed(2, report);
      const { both } = meet(origin, measure, move);
      expect(both.said(measure)).toEqual(['registered']);
      expect(both.said(move)).toEqual(['registered', 'registered', 'other-form-needed', 'registered']);
      // After the move the old office has nothing to measure any more.
      const late = filed(2, { ...report, reportDate: day('2026-08-20') });
      expect(meet(origin, move, late).both.said(late)).toEqual(['other-office']);
    }
  });

  test('[CF-5, ST-4] who is back from abroad on the day moves with the family', () => {
    const register = changing(origin, { ...head, status: 'staying-abroad' });
    for (const [a, b] of [
      [first, last],
      [last, first],
    ] as const) {
      const back = filed(2, aReport('stay-abroad', { people: [named(head)], step: 'return', basis: shown(head) }), {
        contentHash: a,
      });
      const to = anAddress({ building: '77' });
      const family = filed(1, aWhole(home, { to }), { contentHash: b });
      const { both } = meet(register, back, family);
      expect(settled(register, [family]).said(family)[0]).toBe('other-form-needed');
      expect(both.said(back)).toEqual(['registered']);
      expect(both.said(family)).toEqual(all('registered'));
      expect(both.home(son)).toMatchObject({ householder: head.id, address: to });
    }
  });
});

describe('a child and its birth', () => {
  const newborn: Mover = {
    number: null,
    name: '새아기',
    relation: '자녀',
    newborn: { birthDate: day('2026-08-01'), mother: wife.number },
    consent: foundThere,
  };
  const key = 'newborn 2026-08-01 새아기';
  const move = filed(
    1,
    aPart(head, [...home.residents.slice(1).map((each) => asMover(each)), newborn], {
      form: 'whole-household',
      ...on('2026-08-05'),
    }),
  );
  const birth = (reportDate: string) =>
    filed(
      2,
      aReport('birth', {
        reportDate: day(reportDate),
        child: {
          name: '새아기',
          hanja: '',
          sex: 'F',
          birthDate: day('2026-08-01'),
          number: inventedNumber('2026-08-01', 'F', 700),
        },
        mother: named(wife),
        father: named(head),
        withParent: 'mother',
        relation: '자녀',
        basis: notified,
      }),
    );

  test('[MI-18, CF-5] registered earlier or on the day: it moves with them', () => {
    for (const date of ['2026-08-02', '2026-08-05']) {
      const { otherAlone, both } = meet(origin, birth(date), move);
      expect(otherAlone.said(move)).toEqual([...all('registered'), 'birth-not-registered']);
      expect(both.said(move)).toEqual([...all('registered'), 'registered']);
      expect(both.answer(move, key)).toEqual({ type: 'registered', on: '2026-08-05' });
      expect(both.departures(solnae)).toHaveLength(5);
    }
  });

  test('[MI-18] registered later: it has come with the birth to where they are', () => {
    const { both } = meet(origin, move, birth('2026-08-20'));
    expect(both.answer(move, key)).toEqual({ type: 'registered', on: '2026-08-20' });
    expect([both.departures(solnae).length, both.arrivals(eungaram).length]).toEqual([4, 4]);
  });
});

describe('a move and its area', () => {
  test('[MI-17] reported at the old office of the area: registered at the other, and said so', () => {
    const move = filed(1, aWhole(home, { to: inEungaram, ...on('2026-08-10') }));
    const area = anAreaChange();
    const after = settled(origin, [move], [area]);
    expect(after.said(move)).toEqual(all('registered area-changed'));
    expect(after.arrivals(yunseul).filter((line) => line.startsWith('주민1 '))).toEqual([
      `주민1 2026-08-10 from ${solnae}`,
    ]);
    expect(after.departures(solnae)[0]).toBe(`주민1 2026-08-10 to ${yunseul}`);
    // With the people who lived there, for whom it is a line of its own.
    expect(after.arrivals(yunseul)).toContain(`주민11 2026-08-05 from ${eungaram}`);
    expect(after.departures(eungaram)).toEqual([`주민11 2026-08-05 to ${yunseul}`, `주민12 2026-08-05 to ${yunseul}`]);
  });
});
