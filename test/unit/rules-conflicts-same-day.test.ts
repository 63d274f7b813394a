import { describe, expect, test } from 'vitest';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { compareFilings, type Filing } from '../../src/shared/rules/filing.ts';
import { anAddress, day, eungaram, solnae, yunseul } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aHome,
  aJoin,
  aPart,
  asMover,
  aWhole,
  filed,
  inEungaram,
  inSolnae,
  inYunseul,
  meet,
  named,
  registerWith,
  settled,
} from '../builders/settled.ts';

/** The table of docs/spec.md, "CF: filings that meet": those rows in which both filings are of one day. */

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
const [, hostess] = hosts.residents as [Resident, Resident];
const [loner] = single.residents as [Resident];

const all = (said: string): string[] => home.residents.map(() => said);
const on = (date: string) => ({ reportDate: date, movedOn: date });

/** With the content that decides last. */
const first = '0'.repeat(64);
const last = 'f'.repeat(64);

describe('two filings on one day', () => {
  const sameDay = (stands: Filing, held: Filing, register = origin) => {
    const { both } = meet(register, stands, held);
    expect(compareFilings(stands, held)).toBeLessThan(0);
    return both;
  };

  test('[CF-1] the whole household to B and to C: one is registered, the other held with its facts', () => {
    const toB = (movedOn: string, more: Partial<Filing> = {}) =>
      filed(1, aWhole(home, { to: inEungaram, movedOn }), more);
    const toC = (movedOn: string, more: Partial<Filing> = {}) =>
      filed(2, aWhole(home, { to: inYunseul, movedOn }), more);
    const byDelegate = aWhole(home, {
      to: inYunseul,
      movedOn: '2026-08-01',
      reporter: {
        ...named(hostess),
        capacity: 'delegate',
        identityChecked: true,
        delegationShown: true,
        kinship: 'lineal-kin',
      },
    });
    const byManager = aWhole(home, {
      to: inYunseul,
      movedOn: '2026-08-01',
      reporter: { ...named(hostess), capacity: 'household-manager', identityChecked: true, delegationShown: false },
    });
    const byMover = aWhole(home, {
      to: inYunseul,
      movedOn: '2026-08-01',
      reporter: { ...named(wife), capacity: 'mover', identityChecked: true, delegationShown: false },
    });
    for (const [stands, held] of [
      [toB('2026-08-02'), toC('2026-08-01')],
      [toC('2026-08-02'), toB('2026-08-01')],
      // Of one day of the move, by who reports.
      [toB('2026-08-01', { contentHash: last }), filed(2, byMover, { contentHash: first })],
      [toB('2026-08-01', { contentHash: last }), filed(2, byManager, { contentHash: first })],
      [filed(3, byMover, { contentHash: last }), filed(2, byDelegate, { contentHash: first })],
      [filed(3, byManager, { contentHash: last }), filed(2, byDelegate, { contentHash: first })],
      // The move goes before the reporter.
      [filed(2, { ...byDelegate, movedOn: day('2026-08-02') }), toB('2026-08-01')],
      // And by the content at last: neither the id nor the arrival counts.
      [toB('2026-08-01', { contentHash: first }), toC('2026-08-01', { contentHash: last })],
      [toC('2026-08-01', { contentHash: first }), toB('2026-08-01', { contentHash: last })],
    ] as const) {
      const both = sameDay(stands, held);
      expect([both.said(stands), both.said(held)]).toEqual([all('registered'), all('held same-day-filing')]);
      expect(both.answer(held, son)).toMatchObject({ other: { filing: stands.id, reportDate: '2026-08-03' } });
      expect(both.departures(solnae)).toHaveLength(4);
      expect(settled(origin, [held]).said(held)).toEqual(all('registered'));
    }
  });

  test('[CF-1] of equal content the id decides, so that there is always one answer', () => {
    const one = filed(1, aWhole(home, { to: inEungaram }), { contentHash: first });
    const other = filed(2, aWhole(home, { to: inYunseul }), { contentHash: first });
    expect(compareFilings(one, other)).toBe(-1);
    expect(compareFilings(other, one)).toBe(1);
    expect(compareFilings(one, one)).toBe(0);
    expect(sameDay(one, other).said(other)).toEqual(all('held same-day-filing'));
  });

  test('[CF-1] the same again: one is registered, the other held', () => {
    const [one, again] = [filed(1, aWhole(home)), filed(2, aWhole(home))];
    const both = sameDay(one, again);
    expect([both.said(one), both.said(again)]).toEqual([all('registered'), all('held same-day-filing')]);
    expect(both.arrivals(eungaram)).toHaveLength(4);
  });

  test('[CF-1, CF-4] the whole household to B and a part of it to C: person by person, and the others are registered', () => {
    const whole = (movedOn: string) => filed(1, aWhole(home, { to: inEungaram, movedOn }));
    const part = (movedOn: string) => filed(2, aPart(wife, [asMover(son)], { to: inYunseul, movedOn }));
    const wholeFirst = sameDay(whole('2026-08-02'), part('2026-08-01'));
    expect(wholeFirst.said(whole('2026-08-02'))).toEqual(all('registered'));
    expect(wholeFirst.said(part('2026-08-01'))).toEqual(['held same-day-filing', 'held same-day-filing']);
    const partFirst = sameDay(part('2026-08-02'), whole('2026-08-01'));
    expect(partFirst.said(part('2026-08-02'))).toEqual(['registered', 'registered']);
    expect(partFirst.said(whole('2026-08-01'))).toEqual([
      'registered',
      'held same-day-filing',
      'held same-day-filing',
      'registered',
    ]);
    expect(partFirst.departures(solnae)).toEqual([
      `주민1 2026-08-03 to ${eungaram}`,
      `주민2 2026-08-03 to ${yunseul}`,
      `주민3 2026-08-03 to ${yunseul}`,
      `주민4 2026-08-03 to ${eungaram}`,
    ]);
    expect(partFirst.home(daughter)).toMatchObject({ householder: head.id, members: [head.id, daughter.id] });
  });

  test('[CF-4] also where the householder is the one: the others are registered, without one', () => {
    const away = filed(1, aJoin(loner, [asMover(head, '그 밖의 친족')], { to: inYunseul, movedOn: '2026-08-02' }));
    const whole = filed(2, aWhole(home, { to: inEungaram, movedOn: '2026-08-01' }));
    const both = sameDay(away, whole);
    expect(both.said(whole)).toEqual([
      'held same-day-filing',
      ...Array.from({ length: 3 }, () => 'registered no-householder-yet'),
    ]);
    expect(both.home(wife)).toMatchObject({ householder: null, address: inEungaram });
  });

  test('[CF-1] a filing that lacks something competes with none', () => {
    const later = filed(1, aWhole(home, { to: inEungaram, movedOn: '2026-08-02' }));
    const { reporter } = aWhole(home);
    const spoilt = filed(
      1,
      aWhole(home, { to: inEungaram, movedOn: '2026-08-02', reporter: { ...reporter, identityChecked: false } }),
    );
    const complete = filed(2, aWhole(home, { to: inYunseul, movedOn: '2026-08-01' }));
    expect(meet(origin, spoilt, complete).both.said(complete)).toEqual(all('registered'));
    expect(meet(origin, later, complete).both.said(complete)).toEqual(all('held same-day-filing'));
  });

  test('[CF-5, MI-6] who leaves by another filing of that day need not be listed, whichever goes first', () => {
    for (const [a, b] of [
      [first, last],
      [last, first],
    ] as const) {
      const leaves = filed(1, aPart(daughter, [], { to: inYunseul }), { contentHash: a });
      const rest = filed(2, aWhole({ ...home, residents: [head, wife, son] }), { contentHash: b });
      const both = meet(origin, leaves, rest).both;
      expect([both.said(leaves), both.said(rest)]).toEqual([
        ['registered'],
        ['registered', 'registered', 'registered'],
      ]);
      expect(settled(origin, [rest]).said(rest)[0]).toBe('members-not-listed');
    }
  });
});

describe('both parents and a child', () => {
  // They separate: the husband keeps the record, the wife gets one of her own.
  const byHim = (more: object = {}) => filed(1, aPart(head, [asMover(son)], { to: inEungaram, ...more }));
  const byHer = (more: object = {}) => filed(2, aPart(wife, [asMover(son)], { to: inYunseul, ...more }));

  test('[CF-2] on different days: the child is where the first took it, and both parents are registered', () => {
    const [he, she] = [byHim(on('2026-08-03')), byHer(on('2026-08-10'))];
    const { both, otherAlone } = meet(origin, he, she);
    expect(otherAlone.said(she)).toEqual(['registered', 'registered']);
    expect(both.said(he)).toEqual(['registered left-without-householder', 'registered left-without-householder']);
    // The daughter has been left by both now.
    expect(both.said(she)).toEqual(['registered left-without-householder', 'held not-of-this-household']);
    expect(both.answer(she, son)).toMatchObject({
      other: { filing: he.id, office: eungaram, reportDate: '2026-08-03', householderName: '주민1' },
    });
    expect(both.home(son)).toMatchObject({ householder: head.id, members: [head.id, son.id] });
    expect(both.home(wife)).toMatchObject({ householder: wife.id, members: [wife.id] });
    expect(both.home(daughter)).toMatchObject({ householder: null, members: [daughter.id] });
    const [sheFirst, heLater] = [byHer(on('2026-08-03')), byHim(on('2026-08-10'))];
    const reversed = meet(origin, sheFirst, heLater).both;
    expect(reversed.said(sheFirst)).toEqual(['registered', 'registered']);
    expect(reversed.said(heLater)).toEqual(['registered left-without-householder', 'held not-of-this-household']);
    expect(reversed.home(son).householder).toBe(wife.id);
  });

  test('[CF-1, CF-4] on one day: by CF-1, and both parents are registered', () => {
    for (const [he, she, winner] of [
      [byHim({ movedOn: '2026-08-02' }), byHer({ movedOn: '2026-08-01' }), head],
      [byHim({ movedOn: '2026-08-01' }), byHer({ movedOn: '2026-08-02' }), wife],
    ] as const) {
      const { both } = meet(origin, he, she);
      const [his, hers] = [both.said(he), both.said(she)];
      expect(his[0]).toMatch(/^registered/);
      expect(hers[0]).toMatch(/^registered/);
      expect((winner === head ? hers : his)[1]).toBe('held same-day-filing');
      expect(both.home(son).householder).toBe(winner.id);
      expect(both.departures(solnae).map((line) => line.slice(0, 3))).toEqual(['주민1', '주민2', '주민3']);
    }
  });
});

test('[CF-1] three offices for one person on one day: one stands, and both others name it', () => {
  const filings = [inEungaram, inYunseul, anAddress({ building: '9' })].map((to, nth) =>
    filed(nth + 1, aPart(wife, [], { to }), { contentHash: String(9 - nth).repeat(64) }),
  );
  const [a, b, c] = filings as [Filing, Filing, Filing];
  for (const order of [
    [a, b, c],
    [c, b, a],
    [b, c, a],
    [b, a, c],
  ]) {
    const three = settled(origin, order);
    expect(three.said(c)).toEqual(['registered']);
    for (const held of [a, b]) expect(three.answer(held)).toMatchObject({ type: 'held', other: { filing: c.id } });
    expect(three.person(wife).addresses).toHaveLength(2);
    expect(three.person(wife).office).toBe(inSolnae.office);
  }
});
