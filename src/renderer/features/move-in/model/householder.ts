import type { MoveInDraft, MoverDraft, PersonDraft } from './draft.ts';
import { readNumber } from './typed.ts';

export const moverOf = (draft: MoveInDraft, key: string | null): MoverDraft | null =>
  draft.movers.find((mover) => mover.key === key) ?? null;

/** Who led the household that the movers leave, as far as it was told; null where it was not, or nobody knows. */
export const householderBefore = (draft: MoveInDraft): (PersonDraft & { readonly key: string | null }) | null => {
  const { who, mover, name, number } = draft.before;
  if (who === 'other') return { name, number, key: null };
  return who === 'mover' ? moverOf(draft, mover) : null;
};

/** Who leads the movers at the new address. In a dormitory each leads their own household. */
export const householderAfter = (draft: MoveInDraft): (PersonDraft & { readonly key: string | null }) | null => {
  switch (draft.destination) {
    case 'own-household':
      return moverOf(draft, draft.head);
    case 'household-of':
      return { ...draft.joined, key: null };
    case 'dormitory':
    case null:
      return null;
  }
};

/**
 * Whether somebody else leads a mover after the move than before it. `unknown` is asked as if it did; null means that
 * it can't be told yet.
 */
export type HouseholderChange = 'changes' | 'stays' | 'unknown' | null;

export const householderChange = (draft: MoveInDraft, mover: MoverDraft): HouseholderChange => {
  if (draft.destination === 'dormitory') return mover.ledBefore ? 'stays' : 'changes';
  const after = householderAfter(draft);
  if (draft.before.who === null || after === null) return null;
  const before = householderBefore(draft);
  if (before === null) return draft.before.who === 'unknown' ? 'unknown' : null;
  if (!isTold(before) || !isTold(after)) return null;
  return isSamePerson(before, after) ? 'stays' : 'changes';
};

/** Somebody on the list, or named by a number that can be read. */
const isTold = ({ key, number }: PersonDraft & { readonly key: string | null }): boolean =>
  key !== null || readNumber(number) !== null;

const isSamePerson = (
  a: PersonDraft & { readonly key: string | null },
  b: PersonDraft & { readonly key: string | null },
): boolean => {
  if (a.key !== null && a.key === b.key) return true;
  const number = readNumber(a.number);
  return number !== null && number === readNumber(b.number);
};

/**
 * Whether those who stay behind may be without a householder: theirs is among the movers, and not everybody moves. Who
 * comes back by re-registration left nobody's household on that day.
 */
export const leavesWithoutHouseholder = (draft: MoveInDraft): boolean => {
  if (draft.form !== 'part-of-household' && draft.form !== 'national-abroad') return false;
  if (draft.destination === 'dormitory') return draft.movers.some(({ ledBefore }) => ledBefore);
  return draft.before.who === 'mover' && moverOf(draft, draft.before.mover) !== null;
};
