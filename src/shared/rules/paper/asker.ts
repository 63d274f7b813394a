import type { Resident } from '../../registry/resident.ts';
import type { ResidentNumber } from '../../registry/resident-number.ts';
import type { PaperAsk, PaperSources } from './sources.ts';

/** A person as the counter knows them, beside what the register has of them. */
export interface Asker {
  readonly name: string;
  /** Null for an agency. */
  readonly number: ResidentNumber | null;
  /** Null where the register has nobody with this number. */
  readonly resident: Resident | null;
}

/** Who stands at the counter. */
export const applicantOf = (
  { applicant: { name, number } }: Pick<PaperAsk, 'applicant'>,
  sources: Pick<PaperSources, 'applicant'>,
): Asker => ({ name, number, resident: withNumber(sources.applicant, number) });

/** In whose right the paper is asked for: of the one who delegated, where somebody did. */
export const askerOf = (
  ask: Pick<PaperAsk, 'applicant' | 'ground'>,
  sources: Pick<PaperSources, 'applicant' | 'principal'>,
): Asker => {
  if (ask.ground.type !== 'delegate') return applicantOf(ask, sources);
  const { name, number } = ask.ground.principal;
  return { name, number, resident: withNumber(sources.principal, number) };
};

const withNumber = (resident: Resident | null, number: ResidentNumber | null): Resident | null =>
  resident?.number === number ? resident : null;
