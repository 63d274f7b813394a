import type { Notice } from '../../registry/answer.ts';
import type { NamedPerson } from '../../registry/move-in.ts';
import type { RegisterReport } from '../../registry/register-report.ts';
import type { Resident, ResidentStatus, RowReason } from '../../registry/resident.ts';
import type { CurrentFiling } from '../filing.ts';
import { loseHouseholder } from '../records.ts';
import { addRow, presentLine, type RegisterDraft } from '../register.ts';
import { type Effect, missing } from './effect.ts';
import { findPerson } from './person.ts';

type Report = Extract<RegisterReport, { readonly kind: 'unknown-domicile' | 'deletion' | 'stay-abroad' }>;

interface Change {
  readonly from: readonly ResidentStatus[];
  readonly to: ResidentStatus;
  readonly reason: RowReason;
}

/** ST-4: which status follows which, and what the line says [A 6, 10-3, 20, D 17–33]. */
const changeOf = (report: Report): Change => {
  switch (report.kind) {
    case 'unknown-domicile':
      return {
        from: ['resident', 'staying-abroad', 'national-abroad'],
        to: 'unknown-domicile',
        reason: '거주불명등록',
      };
    case 'deletion':
      // Whoever emigrates is registered on as a national abroad, since 2015 (from memory) [A 19].
      return report.why === 'emigration'
        ? { from: ['resident', 'unknown-domicile', 'staying-abroad'], to: 'national-abroad', reason: '국외이주신고' }
        : {
            from: ['resident', 'unknown-domicile', 'national-abroad', 'staying-abroad'],
            to: 'deleted',
            reason: '말소',
          };
    case 'stay-abroad':
      return report.step === 'departure'
        ? { from: ['resident'], to: 'staying-abroad', reason: '해외체류' }
        : { from: ['staying-abroad'], to: 'resident', reason: '귀국신고' };
  }
};

/** A status that changes: a line for it, and a household that loses its householder by it has none until it names one. */
export const changeStatus = (
  draft: RegisterDraft,
  filing: CurrentFiling,
  report: Report,
  named: NamedPerson,
): Effect => {
  const found = findPerson(draft, named, filing.office, report.reportDate);
  if (!found.ok) return missing(...found.missing);
  const { person } = found;
  const { from, to, reason } = changeOf(report);
  if (!from.includes(person.status)) return missing('status-does-not-fit');
  const days = { registeredOn: report.reportDate, movedOn: report.reportDate };
  return { type: 'done', notices: putStatus(draft, person, { ...days, reason, status: to, filing: filing.id }) };
};

/** Adds a line that changes nothing but the status. */
export const putStatus = (
  draft: RegisterDraft,
  person: Resident,
  line: Pick<Resident['addresses'][number], 'registeredOn' | 'movedOn' | 'reason' | 'filing'> & {
    readonly status: ResidentStatus;
  },
): Notice[] => {
  addRow(draft, person, { ...presentLine(person), ...line });
  const leads = draft.households.get(person.household)?.householder === person.id;
  // Who stays abroad for a time goes on leading their household [A 10-3]; who emigrates doesn't.
  return leads && (line.status === 'deleted' || line.status === 'unknown-domicile' || line.reason === '국외이주신고')
    ? loseHouseholder(draft, person.household)
    : [];
};
