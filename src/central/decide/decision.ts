import type { MoverAnswer } from '../../shared/registry/answer.ts';
import type { FilingId, HouseholdId, OfficeId } from '../../shared/registry/ids.ts';
import type { Household, Resident } from '../../shared/registry/resident.ts';
import { registerOf } from '../../shared/rules/register.ts';
import { settle } from '../../shared/rules/settle.ts';
import { componentOf, type FilingState, putFiling, type Slice } from './slice.ts';

/** What one filing changes. */
export interface Decision {
  readonly filing: FilingState;
  readonly residents: readonly ResidentChange[];
  readonly households: readonly HouseholdChange[];
  /** Of this filing and of those that come out differently because of it. */
  readonly answers: readonly FilingState[];
}

export interface ResidentChange {
  readonly before: Resident;
  readonly after: Resident;
  readonly text: string;
}

export interface HouseholdChange {
  readonly id: HouseholdId;
  readonly before: Household | null;
  readonly after: Household | null;
  readonly text: string | null;
}

export type NewFiling = Omit<FilingState, 'answers' | 'revision'>;

/**
 * Settles everything that the filing could touch again from its origin, with this filing among the others, and
 * compares. The slice is left as it is.
 */
export const decide = (slice: Slice, arrival: NewFiling): Decision => {
  const component = componentOf(slice, arrival.filing);
  const residents = [...component.residents].flatMap((id) => slice.residents.get(id)?.origin ?? []);
  const households = [...component.households].flatMap((id) => slice.households.get(id)?.origin ?? []);
  const known = [...component.filings].flatMap((id) => slice.filings.get(id) ?? []);
  const settled = settle(registerOf(residents, households), [...known.map(({ filing }) => filing), arrival.filing]);

  const filing = { ...arrival, answers: answersOf(settled.answers, arrival.filing.id), revision: 1 };
  const householdIds = new Set([...component.households, ...settled.households.keys()]);
  return {
    filing,
    residents: [...settled.residents.values()].flatMap((after) => residentChange(slice, after)),
    households: [...householdIds].flatMap((id) => householdChange(slice, id, settled.households.get(id) ?? null)),
    answers: [filing, ...known.flatMap((each) => answerChange(each, answersOf(settled.answers, each.filing.id)))],
  };
};

/** Carries a decision out in the slice. */
export const applyDecision = (slice: Slice, decision: Decision): void => {
  for (const { after, text } of decision.residents) {
    const state = slice.residents.get(after.id);
    if (state) slice.residents.set(after.id, { ...state, doc: after, text });
  }
  for (const { id, after, text } of decision.households) {
    const state = slice.households.get(id) ?? { origin: null, storedText: null };
    slice.households.set(id, { ...state, doc: after, text });
  }
  for (const filing of decision.answers) putFiling(slice, filing);
};

const answersOf = (
  answers: ReadonlyMap<FilingId, readonly MoverAnswer[]>,
  filing: FilingId,
): readonly MoverAnswer[] => {
  const found = answers.get(filing);
  if (!found) throw new Error(`filing ${filing} was settled without an answer`);
  return found;
};

const residentChange = (slice: Slice, after: Resident): ResidentChange[] => {
  const state = slice.residents.get(after.id);
  if (!state || state.doc === after) return [];
  const text = JSON.stringify(after);
  return text === state.text ? [] : [{ before: state.doc, after, text }];
};

const householdChange = (slice: Slice, id: HouseholdId, after: Household | null): HouseholdChange[] => {
  const state = slice.households.get(id);
  const before = state?.doc ?? null;
  if (before === after) return [];
  const text = after && JSON.stringify(after);
  return text === (state?.text ?? null) ? [] : [{ id, before, after, text }];
};

const answerChange = (known: FilingState, answers: readonly MoverAnswer[]): FilingState[] =>
  JSON.stringify(answers) === JSON.stringify(known.answers)
    ? []
    : [{ ...known, answers, revision: known.revision + 1 }];

/** Every office that a person was ever registered at. */
export const officesOf = (resident: Resident): OfficeId[] => resident.addresses.map(({ address }) => address.office);
