import type { ResidentLine, ResidentPage } from '../../../../shared/contract/queries.ts';
import type { ResidentId } from '../../../../shared/registry/ids.ts';
import { type MoveInDraft, withMover } from './draft.ts';

/**
 * With residents of this office among those who move. What the register says of where they come from is filled in where
 * nothing was entered yet.
 *
 * @param numbers theirs, and their householder's, who may stay
 */
export const withResidents = (
  draft: MoveInDraft,
  page: ResidentPage,
  chosen: readonly ResidentLine[],
  numbers: ReadonlyMap<ResidentId, string>,
): MoveInDraft => {
  const added = chosen.reduce<MoveInDraft>(
    (before, { id, name, household, birthDate, status, relation }) =>
      withMover(before, {
        name,
        number: numbers.get(id) ?? '',
        relation: relation === '본인' ? null : relation,
        ledBefore: relation === '본인',
        known: { resident: id, household, birthDate, status, relation },
      }),
    draft,
  );
  const { householder, members } = page.household;
  const head = members.find(({ id }) => id === householder);
  const mover = added.movers.find(({ known }) => known?.resident === householder);
  const before: MoveInDraft['before'] | null = !head
    ? null
    : mover
      ? { who: 'mover', mover: mover.key, name: '', number: '' }
      : { who: 'other', mover: null, name: head.name, number: numbers.get(head.id) ?? '' };
  return {
    ...added,
    previousAddress: added.previousAddress === '' ? (chosen[0]?.address ?? '') : added.previousAddress,
    // A householder who is added after the others is the one who led them.
    before: before && (added.before.who === null || mover) ? before : added.before,
    // Who led the household before mostly leads it afterwards.
    head: added.head ?? mover?.key ?? null,
  };
};
