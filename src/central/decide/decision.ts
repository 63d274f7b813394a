import type { FilingId, HouseholdId, OfficeId, ResidentId } from '../../shared/registry/ids.ts';
import type { AreaChange } from '../../shared/registry/register-report.ts';
import type { Household, Resident } from '../../shared/registry/resident.ts';
import { registerOf } from '../../shared/rules/register.ts';
import { type Settlement, settle } from '../../shared/rules/settle.ts';
import {
  type Component,
  componentAround,
  type Doc,
  type DocState,
  type FilingState,
  numbersOfFiling,
  putFiling,
  putHousehold,
  putResident,
  type Slice,
} from './slice.ts';

/** What one filing changes, or something that was done with it, or a look at what is there. */
export interface Decision {
  /** The filing that is new or that something was done with. */
  readonly filing: FilingState | null;
  readonly residents: readonly DocChange<Resident>[];
  readonly households: readonly DocChange<Household>[];
  /** Of this filing and of those that come out differently because of it. */
  readonly answers: readonly FilingState[];
  /** A filing with which all of it is always settled; null where there is none. */
  readonly madeWith: FilingId | null;
}

export interface DocChange<T extends { readonly id: string }> {
  readonly id: T['id'];
  readonly before: T | null;
  readonly after: Doc<T> | null;
}

export type UndecidedFiling = Omit<FilingState, 'answers' | 'revision'>;

/**
 * Settles everything that the filing could touch again from its origin, with this filing among the others, and
 * compares. A filing that is known already takes the place of what was known of it. The slice is left as it is.
 */
export const decide = (slice: Slice, areas: readonly AreaChange[], filing: UndecidedFiling): Decision =>
  settleAgain(
    slice,
    areas,
    componentAround(slice, { numbers: numbersOfFiling(filing.filing), filings: [filing.filing.id] }),
    filing,
  );

/** The same for what is there, after something else than a filing has changed. */
export const decideAgain = (slice: Slice, areas: readonly AreaChange[], component: Component): Decision =>
  settleAgain(slice, areas, component, null);

const settleAgain = (
  slice: Slice,
  areas: readonly AreaChange[],
  component: Component,
  undecided: UndecidedFiling | null,
): Decision => {
  // In an order that doesn't depend on what was loaded first.
  const residents = [...component.residents].toSorted().flatMap((id) => slice.residents.get(id)?.origin ?? []);
  const households = [...component.households].toSorted().flatMap((id) => slice.households.get(id)?.origin ?? []);
  const filings = new Map<FilingId, UndecidedFiling>();
  if (undecided) filings.set(undecided.filing.id, undecided);
  for (const id of component.filings) {
    const known = slice.filings.get(id);
    if (known && id !== undecided?.filing.id) filings.set(id, known);
  }
  const settled = settle(
    registerOf(residents, households),
    [...filings.values()].map(({ filing }) => filing),
    areas,
  );

  const states = [...filings.values()].map((each) => answeredState(slice, each, settled));
  return {
    filing: states.find(({ filing }) => filing.id === undecided?.filing.id) ?? null,
    residents: changesOf(slice.residents, component.residents, settled.residents),
    households: changesOf(slice.households, component.households, settled.households),
    answers: states.filter(({ filing, revision }) => revision !== slice.filings.get(filing.id)?.revision),
    madeWith: states[0]?.filing.id ?? null,
  };
};

/** Carries a decision out in the slice. */
export const applyDecision = (slice: Slice, decision: Decision): void => {
  for (const { id, after } of decision.residents)
    putResident(slice, id, changedState(slice.residents.get(id), after, decision));
  for (const { id, after } of decision.households)
    putHousehold(slice, id, changedState(slice.households.get(id), after, decision));
  for (const filing of decision.answers) putFiling(slice, filing);
  if (decision.filing && !decision.answers.includes(decision.filing)) putFiling(slice, decision.filing);
};

const changedState = <T>(state: DocState<T> | undefined, now: Doc<T> | null, { madeWith }: Decision): DocState<T> =>
  state ? { ...state, now } : { origin: null, madeWith, stored: null, now };

/** With its answers as they are now: a new revision if they differ from those before. */
const answeredState = (
  slice: Slice,
  { filing, device, receivedAt }: UndecidedFiling,
  settled: Settlement,
): FilingState => {
  const answers = settled.answers.get(filing.id);
  if (!answers) throw new Error(`filing ${filing.id} was settled without an answer`);
  const known = slice.filings.get(filing.id);
  const isSame = known && JSON.stringify(answers) === JSON.stringify(known.answers);
  return { filing, device, receivedAt, answers, revision: (known?.revision ?? 0) + (isSame ? 0 : 1) };
};

const changesOf = <Id extends ResidentId | HouseholdId, T extends { readonly id: Id }>(
  states: ReadonlyMap<Id, DocState<T>>,
  ids: ReadonlySet<Id>,
  settled: ReadonlyMap<Id, T>,
): DocChange<T>[] => {
  const changes: DocChange<T>[] = [];
  for (const after of settled.values()) {
    const now = states.get(after.id)?.now ?? null;
    if (now?.doc === after) continue;
    const text = JSON.stringify(after);
    if (text !== now?.text) changes.push({ id: after.id, before: now?.doc ?? null, after: { doc: after, text } });
  }
  // What the rules don't make any more.
  for (const id of ids) {
    const now = states.get(id)?.now;
    if (now && !settled.has(id)) changes.push({ id, before: now.doc, after: null });
  }
  return changes;
};

/** Every office that a person was ever registered at. */
export const officesOf = (resident: Resident): OfficeId[] => resident.addresses.map(({ address }) => address.office);
