import type { DecisionBody } from '../../shared/contract/feed-item.ts';
import { type Arrival, arrivalsAt, type Departure, departuresFrom } from '../../shared/registry/departure.ts';
import type { OfficeId, ResidentId } from '../../shared/registry/ids.ts';
import type { Resident } from '../../shared/registry/resident.ts';
import { filingToSummary } from '../store/filings.ts';
import { type Decision, type DocChange, officesOf } from './decision.ts';

/**
 * What each office may know of a decision: its own filings and their answers, the documents of its own residents,
 * whom it no longer has, and its lists of people moved out and in. Offices that are not concerned are not in the map.
 */
export const contentsOf = (
  decision: Decision,
  departures: readonly ListChange<Departure>[],
  arrivals: readonly ListChange<Arrival>[],
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

  if (decision.filing) bodyOf(decision.filing.filing.office).filings.push(filingToSummary(decision.filing));
  for (const { filing, answers } of decision.answers)
    bodyOf(filing.office).answers.push({ filing: filing.id, movers: [...answers] });
  for (const { id, before, after } of decision.residents) {
    if (after) bodyOf(after.doc.office).residents.push(after.doc);
    if (before && before.office !== after?.doc.office) bodyOf(before.office).gone.residents.push(id);
  }
  for (const { id, before, after } of decision.households) {
    if (after) bodyOf(after.doc.office).households.push(after.doc);
    if (before && before.office !== after?.doc.office) bodyOf(before.office).gone.households.push(id);
  }
  for (const { office, resident, lines } of departures) bodyOf(office).departures.push({ resident, lines: [...lines] });
  for (const { office, resident, lines } of arrivals)
    (bodyOf(office).arrivals ??= []).push({ resident, lines: [...lines] });
  return bodies;
};

/** Two decisions that have nothing to do with each other, told as one. */
export const joinBodies = (a: DecisionBody | undefined, b: DecisionBody): DecisionBody => {
  if (!a) return b;
  const arrivals = [...(a.arrivals ?? []), ...(b.arrivals ?? [])];
  return {
    filings: [...a.filings, ...b.filings],
    answers: [...a.answers, ...b.answers],
    residents: [...a.residents, ...b.residents],
    households: [...a.households, ...b.households],
    gone: {
      residents: [...a.gone.residents, ...b.gone.residents],
      households: [...a.gone.households, ...b.gone.households],
    },
    departures: [...a.departures, ...b.departures],
    ...(arrivals.length === 0 ? {} : { arrivals }),
  };
};

/** Part of an office's list: all the lines of one resident, none if there are no more, as it turned out. */
export interface ListChange<Line> {
  readonly office: OfficeId;
  readonly resident: ResidentId;
  readonly lines: readonly Line[];
}

/** The move-out lists that read differently after a decision, as far as their offices are on our list. */
export const departureChanges = (
  changes: readonly DocChange<Resident>[],
  isKnown: (office: OfficeId) => boolean,
): ListChange<Departure>[] => listChanges(changes, isKnown, departuresFrom);

/** The same for the move-in lists. */
export const arrivalChanges = (
  changes: readonly DocChange<Resident>[],
  isKnown: (office: OfficeId) => boolean,
): ListChange<Arrival>[] => listChanges(changes, isKnown, arrivalsAt);

const listChanges = <Line>(
  changes: readonly DocChange<Resident>[],
  isKnown: (office: OfficeId) => boolean,
  linesOf: (resident: Resident, office: OfficeId) => readonly Line[],
): ListChange<Line>[] =>
  changes.flatMap(({ id, before, after }) => {
    const versions = [before, after?.doc].flatMap((doc) => doc ?? []);
    const offices = new Set(versions.flatMap(officesOf));
    return [...offices].filter(isKnown).flatMap((office) => {
      const lines = after ? linesOf(after.doc, office) : [];
      const earlier = before ? linesOf(before, office) : [];
      const isSame =
        lines.length === earlier.length && (lines.length === 0 || JSON.stringify(lines) === JSON.stringify(earlier));
      return isSame ? [] : [{ office, resident: id, lines }];
    });
  });
