import type { DecisionBody, FilingSummary } from '../../shared/contract/feed-item.ts';
import type { Departure } from '../../shared/registry/departure.ts';
import { departuresFrom } from '../../shared/registry/departure.ts';
import type { OfficeId, ResidentId } from '../../shared/registry/ids.ts';
import { plainDateAt } from '../../shared/registry/plain-date.ts';
import type { NewFiling } from './decision.ts';
import { type Decision, officesOf, type ResidentChange } from './decision.ts';

/**
 * What each office may know of a decision: its own filings and their answers, the documents of its own residents,
 * whom it no longer has, and its move-out list. Offices that are not concerned are not in the map.
 */
export const contentsOf = (
  decision: Decision,
  departures: readonly DepartureChange[],
): ReadonlyMap<OfficeId, DecisionBody> => {
  const bodies = new Map<OfficeId, DecisionBody>();
  const bodyOf = (office: OfficeId): DecisionBody => {
    const found = bodies.get(office);
    if (found) return found;
    const body: DecisionBody = {
      filings: [],
      answers: [],
      residents: [],
      households: [],
      gone: { residents: [], households: [] },
      departures: [],
    };
    bodies.set(office, body);
    return body;
  };

  bodyOf(decision.filing.filing.office).filings.push(filingToSummary(decision.filing));
  for (const { filing, answers } of decision.answers)
    bodyOf(filing.office).answers.push({ filing: filing.id, movers: [...answers] });
  for (const { before, after } of decision.residents) {
    bodyOf(after.office).residents.push(after);
    if (before.office !== after.office) bodyOf(before.office).gone.residents.push(before.id);
  }
  for (const { id, before, after } of decision.households) {
    if (after) bodyOf(after.office).households.push(after);
    if (before && before.office !== after?.office) bodyOf(before.office).gone.households.push(id);
  }
  for (const { office, resident, lines } of departures) bodyOf(office).departures.push({ resident, lines: [...lines] });
  return bodies;
};

const filingToSummary = ({ filing, device, receivedAt }: NewFiling): FilingSummary => ({
  id: filing.id,
  device,
  receivedAt,
  arrivedOn: filing.notAfter ?? plainDateAt(Date.parse(receivedAt)),
  report: filing.report,
});

/** Part of an office's move-out list: all the lines of one resident, none if they never left, as it turned out. */
export interface DepartureChange {
  readonly office: OfficeId;
  readonly resident: ResidentId;
  readonly lines: readonly Departure[];
}

/** The move-out lists that read differently after a decision, as far as their offices are on our list. */
export const departureChanges = (
  changes: readonly ResidentChange[],
  isKnown: (office: OfficeId) => boolean,
): DepartureChange[] =>
  changes.flatMap(({ before, after }) =>
    [...new Set([...officesOf(before), ...officesOf(after)])].filter(isKnown).flatMap((office) => {
      const lines = departuresFrom(after, office);
      const earlier = departuresFrom(before, office);
      const isSame =
        lines.length === earlier.length && (lines.length === 0 || JSON.stringify(lines) === JSON.stringify(earlier));
      return isSame ? [] : [{ office, resident: after.id, lines }];
    }),
  );
