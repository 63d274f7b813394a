import type { Address } from '../../registry/address.ts';
import type { Missing } from '../../registry/answer.ts';
import type { MoveInReport } from '../../registry/move-in.ts';
import type { CurrentFiling } from '../filing.ts';

/** What is wrong with the report as such, whoever the movers are. */
export const reportDefects = (filing: CurrentFiling, report: MoveInReport, to: Address): Missing[] => {
  const missing: Missing[] = boundDefects(filing, report);
  // MI-10, MI-17: the office that the form names, or the one that has had the place since.
  if (filing.office !== report.to.office && filing.office !== to.office) missing.push('other-office');
  if (report.movedOn > report.reportDate) missing.push('moved-after-report'); // MI-4
  return [...missing, ...reporterDefects(report)];
};

/** MI-3: the days on which the office could have taken it. The scanned form and a supervisor go further back. */
export const boundDefects = (
  { notBefore, notAfter }: Pick<CurrentFiling, 'notBefore' | 'notAfter'>,
  report: Pick<MoveInReport, 'reportDate' | 'backdating'>,
): Missing[] => {
  if (notAfter !== null && report.reportDate > notAfter) return ['report-date-after-arrival'];
  if (notBefore !== null && report.reportDate < notBefore && !report.backdating) return ['report-date-too-early'];
  return [];
};

/** MI-5: who may report, and what they show. A national abroad may send whom they like [A 11②]. */
export const reporterDefects = ({
  form,
  reporter,
}: {
  readonly form: MoveInReport['form'] | null;
  readonly reporter: Omit<MoveInReport['reporter'], 'name' | 'number' | 'capacity'> & {
    readonly capacity: MoveInReport['reporter']['capacity'] | null;
  };
}): Missing[] => {
  const missing: Missing[] = [];
  if (!reporter.identityChecked) missing.push('identity-not-checked');
  if (reporter.capacity !== 'delegate') return missing;
  if (!reporter.delegationShown) missing.push('delegation-missing');
  if (reporter.kinship === undefined && form !== 'national-abroad') missing.push('delegate-not-entitled');
  return missing;
};
