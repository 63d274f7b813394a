import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Amendment } from '../../src/shared/registry/amendment.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { Report } from '../../src/shared/registry/report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { currentReport, type FiledAmendment, toCurrent } from '../../src/shared/rules/filing.ts';
import { day, eungaram, inventedNumber, moveInOf, solnae } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  amended,
  aPart,
  aReport,
  asMover,
  aWhole,
  byTheOffice,
  filed,
  inYunseul,
  meet,
  named,
  notified,
  registerWith,
  settled,
  shown,
} from '../builders/settled.ts';

const seed = Number(process.env['RRS_SEED'] ?? 20_261_122);

const home = aCoupleWithChildren(1);
const origin = registerWith(home);
const [head, wife, son, daughter] = home.residents as [Resident, Resident, Resident, Resident];

const hash = (digit: string): string => digit.repeat(64);
const supplement = (report: Report, version: number, content: string, on = '2026-08-10'): FiledAmendment => ({
  contentHash: hash(content),
  amendment: Amendment.parse({ type: 'supplemented', on, version, report, note: '보완' }),
});
const withdrawal = (on = '2026-08-10', content = '1'): FiledAmendment => ({
  contentHash: hash(content),
  amendment: Amendment.parse({ type: 'withdrawn', on, note: '취하' }),
});
const refusal = (
  people: readonly Resident[] | null,
  { on = '2026-08-10', content = '1', reasons = '거주하지 않음' } = {},
): FiledAmendment => ({
  contentHash: hash(content),
  amendment: Amendment.parse({
    type: 'refused',
    on,
    people: people?.map(({ number }) => number) ?? null,
    reasons,
    remedies: '90일 안에 행정심판',
  }),
});

const misnamed = aWhole(home, {
  movers: [asMover(head), asMover(wife, '배우자', { name: '다른이름' }), asMover(son), asMover(daughter)],
});
const complete = aWhole(home);

describe('a report that is completed', () => {
  test('[MI-14] counts as it reads now, from the report date that it always had', () => {
    const taken = filed(1, misnamed);
    const [led, wrong, ...others] = settled(origin, [taken]).said(taken);
    expect([led, ...others]).toEqual(Array.from({ length: 3 }, () => 'registered left-without-householder'));
    expect(wrong).toBe('name-differs');
    const dated = { ...complete, reportDate: day('2026-08-20') };
    const completed = amended(taken, supplement(dated, 1, 'a'));
    const after = settled(origin, [completed]);
    expect(after.said(completed)).toEqual(Array.from({ length: 4 }, () => 'registered'));
    for (const each of home.residents) expect(after.lastLine(each).registeredOn).toBe('2026-08-03');
    expect(currentReport(completed)).toEqual(complete);
    expect(taken.report).toEqual(misnamed);
  });

  test('[MI-14] without any, it is what was taken', () => {
    const taken = filed(1, misnamed);
    expect(currentReport(taken)).toBe(misnamed);
    expect(toCurrent(taken)).toEqual({ ...taken, amendments: [] });
    const noted = amended(taken, {
      contentHash: hash('1'),
      amendment: Amendment.parse({ type: 'just-cause', on: '2026-08-10', note: '입원' }),
    });
    expect(currentReport(noted)).toBe(misnamed);
    expect(toCurrent(noted).amendments).toHaveLength(1);
  });

  test('[MI-14] of several the highest version, whichever arrived first', () => {
    const [one, two, three] = [
      supplement(misnamed, 1, 'f'),
      supplement({ ...complete, to: inYunseul }, 2, '0'),
      supplement(complete, 3, '0'),
    ] as const;
    for (const [amendments, to] of [
      [[one, two], inYunseul],
      [[two, one], inYunseul],
      [[three, one, two], complete.to],
      [[two, three, one], complete.to],
      [[one, three, two], complete.to],
    ] as const)
      expect(moveInOf({ report: currentReport(amended(filed(1, misnamed), ...amendments)) }).to).toEqual(to);
  });

  test('[MI-14] of two of one version the content decides, whichever arrived first', () => {
    const [low, high] = [supplement({ ...complete, to: inYunseul }, 1, '3'), supplement(complete, 1, '4')];
    for (const amendments of [
      [low, high],
      [high, low],
    ])
      expect(moveInOf({ report: currentReport(amended(filed(1, misnamed), ...amendments)) }).to).toEqual(complete.to);
    const again = { ...supplement({ ...complete, to: inYunseul }, 1, '4') };
    expect(moveInOf({ report: currentReport(amended(filed(1, misnamed), high, again)) }).to).toEqual(complete.to);
  });

  test('[MI-14] may name other people, whose answers it then has', () => {
    const taken = filed(1, aPart(wife, [asMover(son)]));
    const completed = amended(taken, supplement(aPart(wife, [asMover(daughter)]), 1, 'a'));
    const { answers, person } = settled(origin, [completed]);
    expect(answers.get(taken.id)?.map(({ mover }) => mover)).toEqual([wife.number, daughter.number]);
    expect([person(son).addresses.length, person(daughter).addresses.length]).toEqual([1, 2]);
  });

  test('[MI-14] can’t become a report of another kind', () => {
    const change = aReport('householder-change', { newHouseholder: named(wife), relations: [], basis: shown(wife) });
    const death = aReport('death', { person: named(head), diedOn: day('2026-08-01'), basis: notified });
    const deletion = aReport('deletion', { people: [named(son)], why: 'other', basis: byTheOffice() });
    const unknown = aReport('unknown-domicile', { people: [named(son)], basis: byTheOffice() });
    for (const [taken, other] of [
      [change, death],
      [change, complete],
      [complete, change],
      [deletion, unknown],
    ] as const)
      expect(currentReport(amended(filed(1, taken), supplement(other, 1, 'a')))).toBe(taken);
    const right = { ...change, newHouseholder: named(son) };
    expect(currentReport(amended(filed(1, change), supplement(right, 1, 'a')))).toEqual(right);
    const form = aPart(wife, []);
    expect(currentReport(amended(filed(1, complete), supplement(form, 1, 'a')))).toEqual(form);
  });

  test('[MI-14, MI-2] takes its old place among the filings of others', () => {
    const taken = amended(filed(1, misnamed), supplement(complete, 1, 'a'));
    const later = filed(2, aWhole(home, { to: inYunseul, reportDate: '2026-08-05' }));
    const { both } = meet(origin, taken, later);
    expect(both.lines(wife)).toEqual(['2026-08-03 전입 은가람대로 45', '2026-08-05 전입 윤슬물목로 61']);
  });

  test('[MI-14, CF-1] competes within its day by what it says now', () => {
    const taken = filed(1, aWhole(home, { movedOn: '2026-08-01' }));
    const other = filed(2, aWhole(home, { to: inYunseul, movedOn: '2026-08-02' }));
    expect(settled(origin, [taken, other]).said(other)[0]).toBe('registered');
    const completed = amended(taken, supplement(aWhole(home, { movedOn: '2026-08-03' }), 1, 'a'));
    const { both } = meet(origin, completed, other);
    expect([both.said(completed)[0], both.said(other)[0]]).toEqual(['registered', 'held same-day-filing']);
  });

  test('[MI-14] a death counts from the day of the death that it says now', () => {
    const death = (diedOn: string) =>
      aReport('death', { person: named(wife), diedOn: day(diedOn), reportDate: day('2026-08-20'), basis: notified });
    const move = filed(2, aPart(wife, [], { reportDate: '2026-08-10' }));
    const taken = filed(1, death('2026-08-15'));
    expect(settled(origin, [taken, move]).said(move)).toEqual(['registered']);
    const corrected = amended(taken, supplement(death('2026-08-09'), 1, 'a'));
    expect(meet(origin, corrected, move).both.said(move)).toEqual(['mover-deceased']);
  });

  test('[MI-14] whatever arrives in whatever order, one report comes of it', () => {
    const reports: readonly MoveInReport[] = [complete, misnamed, aPart(wife, []), { ...complete, to: inYunseul }];
    const any = fc.record({
      report: fc.constantFrom(...reports),
      version: fc.integer({ min: 1, max: 3 }),
      content: fc.nat({ max: 15 }).map((value) => value.toString(16)),
    });
    fc.assert(
      fc.property(
        fc
          .uniqueArray(any, { maxLength: 6, selector: ({ content }) => content })
          .chain((all) =>
            fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
          ),
        ([all, shuffled]) => {
          const of = (each: typeof all) =>
            currentReport(
              amended(
                filed(1, misnamed),
                ...each.map(({ report, version, content }) => supplement(report, version, content)),
              ),
            );
          expect(of(shuffled)).toEqual(of(all));
        },
      ),
      { seed, numRuns: 300 },
    );
  });
});

describe('a filing that is taken back', () => {
  test('[MI-15] registers nobody', () => {
    const taken = amended(filed(1, complete), withdrawal());
    const { answers, residents, households } = settled(origin, [taken]);
    expect(answers.get(taken.id)).toEqual(
      home.residents.map(({ number }) => ({ mover: number, answer: { type: 'withdrawn', on: '2026-08-10' } })),
    );
    expect([residents, households]).toEqual([origin.residents, origin.households]);
  });

  test('[MI-15] makes way for the other of that day', () => {
    const stands = filed(1, aWhole(home, { movedOn: '2026-08-03' }));
    const other = filed(2, aWhole(home, { to: inYunseul, movedOn: '2026-08-01' }));
    expect(meet(origin, stands, other).both.said(other)[0]).toBe('held same-day-filing');
    expect(meet(origin, amended(stands, withdrawal()), other).both.said(other)[0]).toBe('registered');
  });

  test('[MI-15] of any kind', () => {
    const change = aReport('householder-change', { newHouseholder: named(wife), relations: [], basis: shown(wife) });
    const taken = amended(filed(1, change), withdrawal());
    const { said, residents } = settled(origin, [taken]);
    expect(said(taken)).toEqual(['withdrawn']);
    expect(residents).toEqual(origin.residents);
  });

  test('[MI-15] is taken back from the first day on that it was, however often', () => {
    const twice = [withdrawal('2026-08-12', '2'), withdrawal('2026-08-10', '3')] as const;
    for (const amendments of [twice, twice.toReversed()])
      expect(settled(origin, [amended(filed(1, complete), ...amendments)]).answer(filed(1, complete))).toEqual({
        type: 'withdrawn',
        on: '2026-08-10',
      });
  });

  test('[MI-15] whatever else was done with it, in whatever order', () => {
    const done = [
      supplement(complete, 1, 'a'),
      refusal(null),
      withdrawal('2026-08-20'),
      refusal([wife], { on: '2026-09-01' }),
    ];
    for (const amendments of [done, done.toReversed()]) {
      const taken = amended(filed(1, misnamed), ...amendments);
      expect(settled(origin, [taken]).said(taken)).toEqual(Array.from({ length: 4 }, () => 'withdrawn'));
    }
  });
});

describe('whom an official refuses', () => {
  test('[MI-15] is registered by no rule, with the reasons and the remedies', () => {
    const taken = amended(filed(1, complete), refusal(null));
    const { answers, residents } = settled(origin, [taken]);
    for (const { answer } of answers.get(taken.id) ?? [])
      expect(answer).toEqual({
        type: 'refused',
        on: '2026-08-10',
        reasons: '거주하지 않음',
        remedies: '90일 안에 행정심판',
      });
    expect(answers.get(taken.id)).toHaveLength(4);
    expect(residents).toEqual(origin.residents);
  });

  test('[MI-15] stays where they were, and the others are registered', () => {
    const taken = amended(filed(1, complete), refusal([son]));
    const after = settled(origin, [taken]);
    expect(after.said(taken)[2]).toBe('refused');
    expect(after.said(taken).filter((said) => said.startsWith('registered'))).toHaveLength(3);
    expect(after.person(son).office).toBe(solnae);
    expect(after.person(daughter).office).toBe(eungaram);
    expect(after.home(son)).toMatchObject({ members: [son.id] });
  });

  test('[MI-15, CF-4] also where it is the householder: the others are registered, without one', () => {
    const taken = amended(filed(1, complete), refusal([head]));
    expect(settled(origin, [taken]).said(taken)).toEqual([
      'refused',
      ...Array.from({ length: 3 }, () => 'registered no-householder-yet'),
    ]);
  });

  test('[MI-15] of a report of the office’s, too', () => {
    const report = aReport('unknown-domicile', { people: [named(wife), named(son)], basis: byTheOffice() });
    const taken = amended(filed(1, report), refusal([wife]));
    expect(settled(origin, [taken]).said(taken)).toEqual(['refused', 'registered']);
  });

  test('[MI-15] somebody who is not on it is nobody’s answer', () => {
    const stranger = { ...son, number: inventedNumber('1970-01-01', 'M', 999) };
    const taken = amended(filed(1, complete), refusal([stranger]));
    expect(settled(origin, [taken]).said(taken)).toEqual(Array.from({ length: 4 }, () => 'registered'));
  });

  test('[MI-15] twice: by the words of the earlier day, and on one day by the content', () => {
    const answer = (...amendments: readonly FiledAmendment[]) => {
      const taken = filed(1, complete);
      return settled(origin, [amended(taken, ...amendments)]).answer(taken, son);
    };
    const earlier = refusal([son], { on: '2026-08-05', reasons: '먼저', content: 'f' });
    const later = refusal(null, { on: '2026-08-06', reasons: '나중', content: '0' });
    for (const both of [
      [earlier, later],
      [later, earlier],
    ])
      expect(answer(...both)).toMatchObject({ reasons: '먼저', on: '2026-08-05' });
    const low = refusal([son], { reasons: '가', content: '3' });
    const high = refusal([son], { reasons: '나', content: '4' });
    for (const both of [
      [low, high],
      [high, low],
    ])
      expect(answer(...both)).toMatchObject({ reasons: '가' });
  });

  test('[MI-15] a child without a number goes with everybody', () => {
    const newborn = {
      number: null,
      name: '새아기',
      relation: '자녀' as const,
      newborn: { birthDate: day('2026-08-01'), mother: wife.number },
    };
    const taken = amended(filed(1, aPart(wife, [newborn])), refusal(null));
    expect(settled(origin, [taken]).said(taken)).toEqual(['refused', 'refused']);
    const her = amended(filed(1, aPart(wife, [newborn])), refusal([wife]));
    expect(settled(origin, [her]).said(her)).toEqual(['refused', 'birth-not-registered']);
  });

  test('[MI-15] what was found out about the move, or noted about its day, changes no answer', () => {
    const others: readonly FiledAmendment[] = [
      { type: 'post-verified', on: '2026-08-10', step: { type: 'not-living-there', official: 'solnae-clerk-1' } },
      { type: 'just-cause', on: '2026-08-10', note: '입원' },
    ].map((amendment, nth) => ({ contentHash: hash(String(nth)), amendment: Amendment.parse(amendment) }));
    const taken = amended(filed(1, complete), ...others);
    expect(settled(origin, [taken]).said(taken)).toEqual(Array.from({ length: 4 }, () => 'registered'));
  });
});

test('[MI-15, MI-2] a later filing counts on what was taken back not having been', () => {
  const first = filed(1, aPart(head, [asMover(son)]));
  const second = filed(2, aWhole(home, { to: inYunseul, reportDate: '2026-08-10' }));
  // The householder and the son have gone: the old form for all moves them on, and leaves the others where they are.
  expect(meet(origin, first, second).both.said(second)[1]).toBe('held not-of-this-household');
  expect(meet(origin, amended(first, withdrawal()), second).both.said(second)[1]).toBe('registered');
});
