import { addressToText, isSameAddress } from '../../registry/address.ts';
import type { Answer, Missing, OtherFiling } from '../../registry/answer.ts';
import type { MoveInReport, Mover } from '../../registry/move-in.ts';
import type { AddressRow, Resident } from '../../registry/resident.ts';
import { isForeignNumber } from '../../registry/resident-number.ts';
import { isBeforeTakeOver, lastRow, type RegisterDraft } from '../register.ts';
import { consentDefects } from './consent.ts';
import { lastMove, residentOfMover } from './movers.ts';
import type { Places } from './places.ts';

/** The answer for one mover. `forAll`: what is missing of the report, whoever moves. */
export const moverAnswer = (
  draft: RegisterDraft,
  report: MoveInReport,
  mover: Mover,
  places: Places,
  forAll: readonly Missing[],
): Answer => {
  const resident = residentOfMover(draft, mover);
  const own = resident ? moverDefects(report, mover, resident, places) : [whyUnknown(mover)];
  // A filing with a defect doesn't compete with another one: it is completed first.
  const missing = [...new Set([...own, ...forAll])];
  if (missing.length > 0 || !resident) return { type: 'supplement', missing };

  const row = lastMove(resident);
  const other = row ? otherFiling(row) : null;
  if (other && row?.registeredOn === report.reportDate) return { type: 'held', why: 'same-day-filing', other }; // CF-1
  if (isThereAlready(report, resident, places)) return { type: 'held', why: 'already-there', other }; // CF-3
  // CF-2: either they left the household or, staying behind, the household left them: whichever filing did it is named.
  if (resident.household !== places.old?.id)
    return { type: 'held', why: 'not-of-this-household', other: other ?? otherOfNewHouseholder(places) };
  return { type: 'registered', on: report.reportDate }; // MI-1
};

const whyUnknown = ({ number }: Mover): Missing => {
  if (number === null) return 'birth-not-registered';
  return isForeignNumber(number) ? 'foreigner' : 'mover-unknown';
};

const moverDefects = (report: MoveInReport, mover: Mover, resident: Resident, places: Places): Missing[] => {
  const missing: Missing[] = [];
  if (resident.name !== mover.name) missing.push('name-differs'); // MI-8
  if (resident.diedOn !== undefined) missing.push('mover-deceased');
  else if (!fitsForm(report, resident)) missing.push('other-form-needed'); // MI-8
  // MI-9: what stood when the register was taken over can't be re-ordered, because its own filings are not here.
  const takenOver = resident.addresses.findLast((row) => row.filing === null && row.reason !== '행정구역변경');
  if (isBeforeTakeOver(resident, report.reportDate) || takenOver?.registeredOn === report.reportDate)
    missing.push('report-date-before-current-registration');
  if (changesHouseholder(resident, report, places)) missing.push(...consentDefects(report, mover, resident));
  return missing;
};

/** Whom each form is for [A 6, D 23]. */
const fitsForm = ({ form }: MoveInReport, { status }: Resident): boolean => {
  switch (form) {
    case 'whole-household':
    case 'part-of-household':
      return status === 'resident';
    case 're-registration':
      return status === 'unknown-domicile' || status === 'deleted';
    case 'national-abroad':
      return status === 'national-abroad' || status === 'staying-abroad';
  }
};

/** Whether somebody else leads their household after the move than before it. Who lives in a dormitory leads their own. */
const changesHouseholder = (resident: Resident, report: MoveInReport, { old, newHouseholder }: Places): boolean => {
  const after = report.into?.type === 'dormitory' ? resident.id : newHouseholder?.id;
  // Nobody knows who would lead them: another defect says so.
  if (after === undefined || old === null) return false;
  if (old.householder !== null) return old.householder !== after;
  // Their household was left without one: then it is whom their last line names.
  return report.into?.type === 'dormitory' || lastRow(resident).householderName !== newHouseholder?.name;
};

/** CF-3: nothing would change: the same household at the same address. */
const isThereAlready = (
  { into }: MoveInReport,
  resident: Resident,
  { to, old, newHouseholder, target }: Places,
): boolean => {
  // Whoever was not to be found, or struck off, comes back by being registered where they were.
  if (resident.status === 'unknown-domicile' || resident.status === 'deleted') return false;
  if (target) return resident.household === target.id;
  const dormitory = into?.type === 'dormitory' ? into.name : undefined;
  const leader = dormitory === undefined ? newHouseholder?.id : resident.id;
  return (
    resident.household === old?.id &&
    old.householder === leader &&
    old.dormitory === dormitory &&
    isSameAddress(old.address, to)
  );
};

const otherOfNewHouseholder = ({ newHouseholder }: Places): OtherFiling | null =>
  newHouseholder && otherFiling(lastRow(newHouseholder));

export const otherFiling = (row: AddressRow): OtherFiling | null =>
  row.filing === null
    ? null
    : {
        filing: row.filing,
        office: row.address.office,
        reportDate: row.registeredOn,
        address: addressToText(row.address),
        householderName: row.householderName,
      };
