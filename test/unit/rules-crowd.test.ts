import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSameAddress } from '../../src/shared/registry/address.ts';
import { moverKey } from '../../src/shared/registry/answer.ts';
import { addDays } from '../../src/shared/registry/plain-date.ts';
import { effectiveDate, isMoveIn, subjectsOf } from '../../src/shared/registry/report.ts';
import { compareFilings, currentReport, type Filing } from '../../src/shared/rules/filing.ts';
import { lastRow } from '../../src/shared/rules/register.ts';
import { type Settlement, settle } from '../../src/shared/rules/settle.ts';
import { crowdOrigin, crowds } from '../builders/crowd.ts';
import { day } from '../builders/registry.ts';

/** A failing seed is printed; give it here (RRS_SEED) to see it again, and keep what it showed as an example. */
const seed = Number(process.env['RRS_SEED'] ?? 20_261_122);
/** Ten properties of as many crowds each. */
const numRuns = Number(process.env['RRS_CROWDS'] ?? 1_200);
const runs = { seed, numRuns };

const plain = ({ residents, households, answers }: Settlement) => ({
  residents: [...residents].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  households: [...households].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  answers: [...answers].toSorted(([a], [b]) => (a < b ? -1 : 1)),
});

const moves = ['전입', '신규등록', '전입세대구성', '세대합가', '세대분리', '재등록'];

describe(`whatever is filed (seed ${String(seed)})`, () => {
  test('[MI-2, MI-14] the register and the answers do not depend on the order of arrival', () => {
    fc.assert(
      fc.property(crowds, ({ filings, arrival }) => {
        expect(plain(settle(crowdOrigin, arrival))).toEqual(plain(settle(crowdOrigin, filings)));
      }),
      runs,
    );
  });

  test('[MI-2] settling what came first and then what is later gives the same register as settling all at once', () => {
    fc.assert(
      fc.property(crowds, fc.nat({ max: 4 }), ({ filings }, daysLater) => {
        const cut = addDays(day('2026-08-01'), daysLater);
        const isEarly = (filing: Filing): boolean => effectiveDate(currentReport(filing)) <= cut;
        const whole = settle(crowdOrigin, filings);
        const first = settle(crowdOrigin, filings.filter(isEarly));
        const { residents, households } = settle(
          first,
          filings.filter((each) => !isEarly(each)),
        );
        expect(plain({ ...whole, residents, households })).toEqual(plain(whole));
      }),
      runs,
    );
  });

  test('[HH-1, HH-11] everyone is in exactly one household, which lists them, in exactly one office', () => {
    fc.assert(
      fc.property(crowds, ({ arrival }) => {
        const { residents, households } = settle(crowdOrigin, arrival);
        for (const id of crowdOrigin.residents.keys()) expect(residents.has(id)).toBe(true);
        const listed = [...households.values()].flatMap(({ members }) => members);
        expect(new Set(listed).size).toBe(listed.length);
        for (const resident of residents.values()) {
          if (resident.status === 'deleted') continue;
          const household = households.get(resident.household);
          expect(household?.closed).toBeUndefined();
          expect(household?.members).toContain(resident.id);
          expect(household?.office).toBe(resident.office);
          expect(household?.address.office).toBe(resident.office);
          expect(household && isSameAddress(household.address, lastRow(resident).address)).toBe(true);
        }
        for (const { closed, members, householder } of households.values()) {
          if (closed) {
            expect(members).toEqual([]);
            expect(closed.members.length).toBeGreaterThan(0);
          } else {
            expect(members.length).toBeGreaterThan(0);
            if (householder !== null) expect(members).toContain(householder);
          }
        }
      }),
      runs,
    );
  });

  test('[HH-10] who leads a household is its only 본인, and is registered', () => {
    fc.assert(
      fc.property(crowds, ({ arrival }) => {
        const { residents, households } = settle(crowdOrigin, arrival);
        for (const { closed, members, householder } of households.values()) {
          if (closed || householder === null) continue;
          const live = members.flatMap((id) => residents.get(id) ?? []).filter(({ status }) => status !== 'deleted');
          if (live.length === 0) continue;
          expect(live.filter(({ relation }) => relation === '본인').map(({ id }) => id)).toEqual([householder]);
        }
      }),
      runs,
    );
  });

  test('[MI-1] each mover of each filing has exactly one answer, and is registered exactly if the history says so', () => {
    fc.assert(
      fc.property(crowds, ({ arrival }) => {
        const { residents, answers } = settle(crowdOrigin, arrival);
        expect(answers.size).toBe(arrival.length);
        for (const filing of arrival) {
          const report = currentReport(filing);
          const own = answers.get(filing.id) ?? [];
          expect(own.map(({ mover }) => mover)).toEqual(subjectsOf(report).map(moverKey));
          for (const { answer } of own)
            if (answer.type === 'supplement') expect(new Set(answer.missing).size).toBe(answer.missing.length);
          if (!isMoveIn(report)) continue;
          const registered = own.filter(({ answer }) => answer.type === 'registered').length;
          const rows = [...residents.values()].flatMap(({ addresses }) =>
            addresses.filter((row) => row.filing === filing.id && moves.includes(row.reason)),
          );
          const newborns = own.filter(
            ({ mover, answer }) =>
              mover.startsWith('newborn') && answer.type === 'registered' && answer.on !== report.reportDate,
          ).length;
          expect(rows.length).toBe(registered - newborns);
          for (const row of rows) expect(row.registeredOn).toBe(report.reportDate);
        }
      }),
      runs,
    );
  });

  test('[CF-1] nobody moves twice on one day, and who is held for it is told the filing that stands', () => {
    fc.assert(
      fc.property(crowds, ({ arrival }) => {
        const { residents, answers } = settle(crowdOrigin, arrival);
        for (const { addresses } of residents.values()) {
          const days = addresses.filter(({ reason }) => moves.includes(reason)).map(({ registeredOn }) => registeredOn);
          expect(new Set(days).size).toBe(days.length);
        }
        for (const filing of arrival)
          for (const { answer } of answers.get(filing.id) ?? []) {
            if (answer.type !== 'held' || answer.why !== 'same-day-filing') continue;
            expect(answer.other?.filing).not.toBe(filing.id);
            expect(answer.other?.reportDate).toBe(currentReport(filing).reportDate);
            const standing = answers.get(answer.other?.filing ?? filing.id) ?? [];
            expect(standing.some((each) => each.answer.type === 'registered')).toBe(true);
          }
      }),
      runs,
    );
  });

  test('[CF-4] a dispute about one mover delays no other', () => {
    fc.assert(
      fc.property(crowds, ({ arrival }) => {
        const { answers } = settle(crowdOrigin, arrival);
        for (const own of answers.values()) {
          const types = own.map(({ answer }) => answer.type);
          if (!types.includes('held') || types.includes('supplement')) continue;
          for (const type of types) expect(type).not.toBe('supplement');
        }
        for (const filing of arrival) {
          const report = currentReport(filing);
          if (!isMoveIn(report)) continue;
          const head = report.movers.findIndex(({ relation }) => relation === '본인');
          const own = answers.get(filing.id) ?? [];
          if (own[head]?.answer.type !== 'held') continue;
          for (const { answer } of own)
            if (answer.type === 'supplement') expect(answer.missing).not.toContain('householder-unresolved');
        }
      }),
      runs,
    );
  });

  test('[MI-2, ST-7] history only grows, in the order of the days, and the rules change nothing they were given', () => {
    const before = structuredClone(crowdOrigin);
    fc.assert(
      fc.property(crowds, ({ arrival }) => {
        const given = structuredClone(arrival);
        const { residents } = settle(crowdOrigin, arrival);
        expect(arrival).toEqual(given);
        for (const { id, addresses: rows, personalChanges = [] } of residents.values()) {
          const old = crowdOrigin.residents.get(id)?.addresses ?? [];
          expect(rows.slice(0, old.length)).toEqual(old);
          const dates = rows.filter(({ reason }) => reason !== '사망').map(({ registeredOn }) => registeredOn);
          expect(dates).toEqual(dates.toSorted());
          for (const { on, filing } of personalChanges)
            expect([on === null, filing === undefined]).toEqual([false, false]);
        }
      }),
      runs,
    );
    expect(crowdOrigin).toEqual(before);
  });

  test('[MI-15] nobody is registered by a filing that was withdrawn, nor whom an official refused', () => {
    fc.assert(
      fc.property(crowds, ({ arrival }) => {
        const { answers } = settle(crowdOrigin, arrival);
        for (const { id, amendments = [] } of arrival) {
          const own = answers.get(id) ?? [];
          const isWithdrawn = amendments.some(({ amendment }) => amendment.type === 'withdrawn');
          if (isWithdrawn) expect(own.every(({ answer }) => answer.type === 'withdrawn')).toBe(true);
          for (const { amendment } of amendments)
            if (amendment.type === 'refused' && !isWithdrawn)
              for (const { mover, answer } of own)
                if (!amendment.people || amendment.people.some((number) => number === mover))
                  expect(answer.type).toBe('refused');
        }
      }),
      runs,
    );
  });

  test('[CF-1] the order of filings is total: any two differ, and three never run in a circle', () => {
    fc.assert(
      fc.property(crowds, ({ filings, arrival }) => {
        for (const a of filings)
          for (const b of filings) {
            expect(Math.sign(compareFilings(a, b)) + Math.sign(compareFilings(b, a))).toBe(0);
            if (a !== b) expect(compareFilings(a, b)).not.toBe(0);
          }
        const sorted = arrival.toSorted(compareFilings);
        for (const [nth, filing] of sorted.entries())
          for (const later of sorted.slice(nth + 1)) expect(compareFilings(filing, later)).toBeLessThan(0);
      }),
      runs,
    );
  });
});
