import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import type { DayAccount } from '../../../shared/rules/paper/day-report.ts';
import { ledgerWhyToText } from '../../../shared/text/ledger.ts';
import type { OpenOffice } from '../session.ts';

/** The day as its report shows it. */
export const dayOf = ({ replica }: OpenOffice, day: PlainDate): DayAccount => {
  const ledger = replica.ledger();
  const signature = ledger.signature(day);
  return {
    day,
    figures: signature?.ledger ?? ledger.day(day),
    voided: ledger
      .voidOf(day)
      .map(({ serial, sheets, reason }) => ({ serial, sheets, reason: ledgerWhyToText(reason, 'ko') })),
    counted: signature?.counted ?? null,
    remark: signature?.remark ?? '',
  };
};
