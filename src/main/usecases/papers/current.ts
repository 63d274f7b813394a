import { canonicalContent } from '../../../shared/rules/paper/digest.ts';
import type { Paper } from '../../replica/ledger.ts';
import type { OpenOffice } from '../session.ts';
import { draftPaper } from './draft.ts';
import type { PaperDeps } from './reservation.ts';

/**
 * Whether a paper that has waited is still what would be made now: of the same day, with the same content, and not
 * withheld from its applicant since. One that is not is void before anything of it is sent.
 */
export const isPaperCurrent = (open: OpenOffice, { system, marks }: PaperDeps, { reservation }: Paper): boolean => {
  const { request, applicant, ground, purpose, fee, issuedOn, input } = reservation;
  const ask = { request, applicant, ground, purpose, exemption: fee.exemption };
  const draft = draftPaper(open, { system, watermark: marks.watermark }, ask);
  return (
    draft.issuedOn === issuedOn &&
    draft.content !== null &&
    canonicalContent(draft.content) === canonicalContent(input.content) &&
    !draft.defects.includes('withheld')
  );
};
