import type { Missing } from '../../registry/answer.ts';
import type { MoveInReport, Mover } from '../../registry/move-in.ts';
import type { Resident } from '../../registry/resident.ts';
import { isMinorOn } from '../age.ts';

/**
 * MI-11, MI-12: what a mover shows whose householder is not the one from before [D 23②③]. An adult who
 * reports in person has agreed by that. Kinship spares the card, never the consent; a minor's is the guardian's, with
 * form and card, whoever reports, and a guardian who does has been identified already. The office's own fact-finding stands in place of all of it.
 */
export const consentDefects = (
  report: Pick<MoveInReport, 'reportDate'> & { readonly reporter: Pick<MoveInReport['reporter'], 'number'> },
  mover: Pick<Mover, 'number' | 'consent'>,
  resident: Pick<Resident, 'birthDate'>,
): Missing[] => {
  const { consent } = mover;
  if (consent?.by === 'fact-finding') return consent.livesThere ? [] : ['not-found-living-there'];
  if (isMinorOn(resident.birthDate, report.reportDate)) {
    if (consent?.by !== 'guardian') return ['consent-missing'];
    if (consent.guardian.number === report.reporter.number) return [];
    const missing: Missing[] = [];
    if (!consent.formShown) missing.push('guardian-form-missing');
    if (!consent.cardShown && consent.kinOfReporter === null) missing.push('guardian-card-not-seen');
    return missing;
  }
  if (mover.number === report.reporter.number) return [];
  if (consent?.by !== 'mover') return ['consent-missing'];
  return consent.cardShown || consent.kinOfReporter !== null ? [] : ['mover-card-not-seen'];
};
