import { describe, expect, test } from 'vitest';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { day, eungaram, solnae, yunseul } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aHome,
  aJoin,
  amended,
  aPart,
  asMover,
  aWhole,
  filed,
  inEungaram,
  inYunseul,
  meet,
  named,
  registerWith,
  settled,
} from '../builders/settled.ts';

/**
 * The table of docs/spec.md, "CF: filings that meet", row by row: each pair in both orders of arrival (`meet` compares
 * them), and each filing alone as it is answered before the other is there.
 */

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
const [host] = hosts.residents as [Resident];

const all = (said: string): string[] => home.residents.map(() => said);
const on = (date: string) => ({ reportDate: date, movedOn: date });

const contentHash = '0'.repeat(64);

describe('two moves on different days', () => {
  test('[CF-1, MI-2] to B, then to C: two moves, and B lists a move-out', () => {
    const toB = filed(1, aWhole(home, { to: inEungaram, ...on('2026-08-03') }));
    const toC = filed(2, aWhole(home, { to: inYunseul, ...on('2026-08-10') }));
    const { alone, otherAlone, both } = meet(origin, toB, toC);
    expect([alone.said(toB), otherAlone.said(toC)]).toEqual([all('registered'), all('registered')]);
    expect([both.said(toB), both.said(toC)]).toEqual([all('registered'), all('registered')]);
    for (const each of home.residents)
      expect(both.lines(each)).toEqual(['2026-08-03 전입 은가람대로 45', '2026-08-10 전입 윤슬물목로 61']);
    expect(otherAlone.departures(solnae)).toHaveLength(4);
    expect(otherAlone.departures(solnae)[0]).toBe(`주민1 2026-08-10 to ${yunseul}`);
    expect(both.departures(solnae)[0]).toBe(`주민1 2026-08-03 to ${eungaram}`);
    expect(both.departures(eungaram)[0]).toBe(`주민1 2026-08-10 to ${yunseul}`);
    expect(both.arrivals(eungaram)[0]).toBe(`주민1 2026-08-03 from ${solnae}`);
    expect(both.arrivals(yunseul)[0]).toBe(`주민1 2026-08-10 from ${eungaram}`);
    for (const office of [solnae, eungaram]) expect(both.departures(office)).toHaveLength(4);
    for (const office of [eungaram, yunseul]) expect(both.arrivals(office)).toHaveLength(4);
    expect([both.departures(yunseul), both.arrivals(solnae)]).toEqual([[], []]);
  });

  test('[CF-3] the same again, later: held with the filing that brought them there', () => {
    const toB = filed(1, aWhole(home, on('2026-08-03')));
    const again = filed(2, aWhole(home, on('2026-08-10')));
    const { otherAlone, both } = meet(origin, toB, again);
    expect(otherAlone.said(again)).toEqual(all('registered'));
    expect(both.said(toB)).toEqual(all('registered'));
    expect(both.said(again)).toEqual(all('held already-there'));
    expect(both.answer(again, wife)).toEqual({
      type: 'held',
      why: 'already-there',
      other: {
        filing: toB.id,
        office: eungaram,
        reportDate: '2026-08-03',
        address: '다온도 새론시 은가람대로 45',
        householderName: '주민1',
      },
    });
    expect(both.arrivals(eungaram)).toHaveLength(4);
  });

  test('[CF-3] of a part, of who joins, and of a dormitory alike', () => {
    const dormitory = { type: 'dormitory', name: '솔빛기숙사', manager: named(host) } as const;
    const reporter = {
      ...named(host),
      capacity: 'dormitory-manager',
      identityChecked: true,
      delegationShown: false,
    } as const;
    const forms = [
      (date: string) => aPart(wife, [asMover(son)], on(date)),
      (date: string) => aJoin(host, [asMover(wife, '그 밖의 친족'), asMover(son, '동거인')], on(date)),
      (date: string) => aPart(wife, [asMover(son)], { into: dormitory, reporter, ...on(date) }),
    ];
    for (const form of forms) {
      const { both } = meet(origin, filed(1, form('2026-08-03')), filed(2, form('2026-08-10')));
      expect(both.said(filed(1, form('2026-08-03')))).toEqual(['registered', 'registered']);
      expect(both.said(filed(2, form('2026-08-10')))).toEqual(['held already-there', 'held already-there']);
      expect([both.person(wife).addresses.length, both.person(son).addresses.length]).toEqual([2, 2]);
    }
  });

  test('[CF-3] another dormitory, or another address, is a move', () => {
    const reporter = {
      ...named(host),
      capacity: 'dormitory-manager',
      identityChecked: true,
      delegationShown: false,
    } as const;
    const into = (name: string) => ({ type: 'dormitory', name, manager: named(host) }) as const;
    const there = filed(1, aPart(wife, [], { into: into('솔빛기숙사'), reporter, ...on('2026-08-03') }));
    const others = [{ into: into('달빛기숙사') }, { into: into('솔빛기숙사'), to: { ...inEungaram, building: '46' } }];
    for (const other of others) {
      const next = filed(2, aPart(wife, [], { reporter, ...on('2026-08-10'), ...other }));
      expect(meet(origin, there, next).both.said(next)).toEqual(['registered']);
    }
    const out = filed(2, aPart(wife, [], on('2026-08-10')));
    expect(meet(origin, there, out).both.said(out)).toEqual(['registered']);
    expect(meet(origin, there, out).both.home(wife)).not.toHaveProperty('dormitory');
    const back = filed(3, aPart(wife, [], { into: into('솔빛기숙사'), reporter, ...on('2026-08-12') }));
    expect(settled(origin, [there, out, back]).said(back)).toEqual(['registered']);
  });

  test('[CF-2] a part leaves, then the whole household as it was before: who is still there is registered', () => {
    // The wife takes the daughter to her own place; a week later the old form for all four comes in.
    const part = filed(1, aPart(wife, [asMover(daughter)], { to: inEungaram, ...on('2026-08-03') }));
    const whole = filed(2, aWhole(home, { to: inYunseul, ...on('2026-08-10') }));
    const { otherAlone, both } = meet(origin, part, whole);
    expect(otherAlone.said(whole)).toEqual(all('registered'));
    expect(both.said(part)).toEqual(['registered', 'registered']);
    expect(both.said(whole)).toEqual([
      'registered',
      'held not-of-this-household',
      'registered',
      'held not-of-this-household',
    ]);
    expect(both.answer(whole, daughter)).toMatchObject({ other: { filing: part.id, reportDate: '2026-08-03' } });
    expect(both.home(son)).toMatchObject({ id: home.household.id, householder: head.id, members: [head.id, son.id] });
    expect([both.person(head).office, both.person(wife).office]).toEqual([yunseul, eungaram]);
    expect(both.departures(solnae)).toEqual([
      `주민1 2026-08-10 to ${yunseul}`,
      `주민2 2026-08-03 to ${eungaram}`,
      `주민3 2026-08-10 to ${yunseul}`,
      `주민4 2026-08-03 to ${eungaram}`,
    ]);
    expect(both.departures(eungaram)).toEqual([]);
    expect(both.arrivals(yunseul)).toHaveLength(2);
  });

  test('[CF-2, CF-4] the householder has left before: the others are registered, and have none yet', () => {
    const part = filed(1, aPart(head, [], { to: inEungaram, ...on('2026-08-03') }));
    const whole = filed(2, aWhole(home, { to: inYunseul, ...on('2026-08-10') }));
    const { alone, both } = meet(origin, part, whole);
    expect(alone.said(part)).toEqual(['registered left-without-householder']);
    expect(both.said(whole)).toEqual([
      'held not-of-this-household',
      ...Array.from({ length: 3 }, () => 'registered no-householder-yet'),
    ]);
    expect(both.home(wife)).toMatchObject({ householder: null, members: [wife.id, son.id, daughter.id] });
    expect(both.home(head)).toMatchObject({ id: home.household.id, members: [head.id], office: eungaram });
  });

  test('[CF-2] of two halves, the one that is listed whole and is the householder’s moves', () => {
    const part = filed(1, aPart(wife, [asMover(daughter)], { to: inEungaram, ...on('2026-08-03') }));
    const reversed = { ...home, residents: [wife, head, son, daughter] };
    const whole = filed(
      2,
      aWhole(reversed, {
        to: inYunseul,
        movers: [asMover(head, '배우자'), asMover(son), asMover(daughter), asMover(wife, '본인')],
        ...on('2026-08-10'),
      }),
    );
    expect(meet(origin, part, whole).both.said(whole)).toEqual([
      'held not-of-this-household',
      'held not-of-this-household',
      'registered',
      'registered',
    ]);
  });

  test('[CF-2] a whole household, then a part of it under the old address: from where they are then', () => {
    const whole = filed(1, aWhole(home, { to: inEungaram, ...on('2026-08-03') }));
    const part = filed(
      2,
      aPart(wife, [asMover(son)], { to: inYunseul, previousHouseholder: named(head), ...on('2026-08-10') }),
    );
    const { otherAlone, both } = meet(origin, whole, part);
    expect(otherAlone.departures(solnae)).toEqual([`주민2 2026-08-10 to ${yunseul}`, `주민3 2026-08-10 to ${yunseul}`]);
    expect([both.said(whole), both.said(part)]).toEqual([all('registered'), ['registered', 'registered']]);
    expect(both.departures(eungaram)).toEqual([`주민2 2026-08-10 to ${yunseul}`, `주민3 2026-08-10 to ${yunseul}`]);
    expect(both.departures(solnae)).toHaveLength(4);
    expect(both.home(head).members).toEqual([head.id, daughter.id]);
  });

  test('[CF-2, MI-6] one left out: all wait until the list is complete; a later filing that lists them counts by its day', () => {
    const incomplete = aWhole({ ...home, residents: [head, wife, son] }, on('2026-08-03'));
    const short = filed(1, incomplete);
    const later = filed(2, aWhole(home, { to: inYunseul, ...on('2026-08-10') }));
    const { alone, both } = meet(origin, short, later);
    const waits = ['members-not-listed', 'members-not-listed', 'members-not-listed'];
    expect(alone.said(short)).toEqual(waits);
    expect(both.said(short)).toEqual(waits);
    expect(both.said(later)).toEqual(all('registered'));
    expect(both.lines(head)).toEqual(['2026-08-10 전입 윤슬물목로 61']);
    const completed = amended(short, {
      contentHash,
      amendment: {
        type: 'supplemented',
        on: day('2026-08-12'),
        version: 1,
        report: aWhole(home, on('2026-08-03')),
        note: '보완',
      },
    });
    const whole = meet(origin, completed, later).both;
    expect([whole.said(completed), whole.said(later)]).toEqual([all('registered'), all('registered')]);
    expect(whole.lines(daughter)).toHaveLength(2);
  });

  test('[CF-2] a stale filing takes its place before the one that stands, and what follows is worked out again', () => {
    // The later filing is already decided; then one comes in that had put the son somewhere else before.
    const later = filed(2, aWhole(home, { to: inYunseul, ...on('2026-08-10') }));
    const stale = filed(1, aJoin(host, [asMover(son, '조카')], on('2026-08-03')));
    const { otherAlone, both } = meet(origin, stale, later);
    expect(otherAlone.said(later)).toEqual(all('registered'));
    expect(both.said(stale)).toEqual(['registered']);
    expect(both.said(later)).toEqual(['registered', 'registered', 'held not-of-this-household', 'registered']);
    expect(both.answer(later, son)).toMatchObject({ other: { filing: stale.id } });
    expect(both.person(son)).toMatchObject({ office: eungaram, household: hosts.household.id });
  });
});
