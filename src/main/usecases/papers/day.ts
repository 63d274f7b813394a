import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import type { DayAccount } from '../../../shared/rules/paper/day-report.ts';
import type { OpenOffice } from '../session.ts';

/** The day as its report shows it. */
export const dayOf = ({ replica }: OpenOffice, day: PlainDate): DayAccount => {
  const ledger = replica.ledger();
  const signature = ledger.signature(day);
  return {
    day,
    figures: ledger.day(day),
    voided: ledger.voidOf(day),
    counted: signature?.counted ?? null,
    remark: signature?.remark ?? '',
  };
};
