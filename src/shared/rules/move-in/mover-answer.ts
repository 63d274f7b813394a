import { addressToText, isSameAddress } from '../../registry/address.ts';
import type { Answer, Missing, OtherFiling } from '../../registry/answer.ts';
import type { MoveInReport, Mover } from '../../registry/move-in.ts';
import type { AddressRow, Resident } from '../../registry/resident.ts';
import { isForeignNumber } from '../../registry/resident-number.ts';
import { isBeforeTakeOver, lastRow } from '../register.ts';
import { consentDefects } from './consent.ts';
import { lastMove, movedOn, type NamedMover } from './movers.ts';
import type { Places } from './places.ts';

/** The answer for one mover. `forAll`: what is missing of the report, whoever moves. */
export const moverAnswer = (
  report: MoveInReport,
  { mover, resident }: NamedMover,
  places: Places,
  forAll: readonly Missing[],
): Answer => {
  const own = resident ? moverDefects(report, mover, resident, places) : [whyUnknown(mover)];
  // A filing with a defect doesn't compete with another one: it is completed first.
  if (!resident || own.length > 0 || forAll.length > 0)
    return { type: 'supplement', missing: [...new Set([...own, ...forAll])] };

  const why = whyHeld(report, resident, places);
  if (why === null) return { type: 'registered', on: report.reportDate }; // MI-1
  const row = lastMove(resident);
  const other = row ? otherFiling(row) : null;
  // Either they left the household or, staying behind, the household left them: whichever filing did it is named.
  const isLeftBehind = why === 'not-of-this-household' && other === null;
  return { type: 'held', why, other: isLeftBehind ? otherOfNewHouseholder(places) : other };
};

const whyHeld = (
  report: MoveInReport,
  resident: Resident,
  places: Places,
): Extract<Answer, { type: 'held' }>['why'] | null => {
  if (movedOn(resident, report.reportDate)) return 'same-day-filing'; // CF-1
  if (isThereAlready(report, resident, places)) return 'already-there'; // CF-3
  return resident.household === places.old?.id ? null : 'not-of-this-household'; // CF-2
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
