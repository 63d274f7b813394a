import type { ResidentPage } from '../../../shared/contract/queries.ts';
import type { PaperSubject } from './form.ts';

/** Whose paper it is, with the household as it was when the record was opened. */
export interface Subject extends PaperSubject {
  readonly page: ResidentPage;
}

export const subjectOf = (page: ResidentPage): Subject => ({
  resident: page.resident.id,
  household: page.household.id,
  page,
});

/** Somebody of the household waits for an answer, so a paper may be overtaken soon, and offline there is none. */
export const isWaiting = ({ page }: Subject): boolean =>
  page.resident.pending || page.household.members.some((member) => member.pending);
