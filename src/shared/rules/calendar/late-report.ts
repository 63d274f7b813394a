import type { FineRelief } from '../../registry/deadline-policy.ts';
import type { PlainDate } from '../../registry/plain-date.ts';
import { lastDayCounted } from './days.ts';
import { type Deadline, daysPast, type LegalTime, type Move, reportDeadline } from './deadlines.ts';
import { type Known, known, type OutOfRange, outOfRange } from './known.ts';

/** A move, and the day on which it was reported. */
export interface ReportedMove extends Move {
  readonly reportDate: PlainDate;
}

/** PO-7: how many days too late a move-in was reported; 0 is in time. */
export const daysLate = (time: LegalTime, report: ReportedMove): Known<number> => {
  const missed = missedDeadline(time, report);
  return missed.ok ? known(missed.value === null ? 0 : daysPast(missed.value, report.reportDate)) : missed;
};

/** The deadline if the report missed it, else null. */
const missedDeadline = (time: LegalTime, { reportDate, ...move }: ReportedMove): Known<Deadline | null> => {
  // What is in time as it is counted stays so, whatever the holidays are.
  if (reportDate <= lastDayCounted(move.movedOn, time.policy.periods.report)) return known(null);
  const deadline = reportDeadline(time, move);
  if (!deadline.ok) return deadline;
  return known(reportDate <= deadline.value.last ? null : deadline.value);
};

/** What the table says about a report. Imposing it is an official's act. */
export interface LateFine {
  readonly daysLate: number;
  /** By the table, in won, before anything was taken off. */
  readonly listed: number;
  readonly won: number;
  readonly why: 'in-time' | 'late' | 'reduced' | 'just-cause';
}

/** PO-8, PO-9: the administrative fine (과태료) for reporting a move-in too late [A 40④, D 58-2]. */
export const lateFine = (
  time: LegalTime,
  { relief, ...report }: ReportedMove & { readonly relief: FineRelief | null },
): Known<LateFine, OutOfRange> => {
  const { steps, longer, reductionLimit } = time.policy.fine;
  if (relief?.type === 'reduced' && reductionLimit < relief.percent) return outOfRange(1, reductionLimit);
  const missed = missedDeadline(time, report);
  if (!missed.ok) return missed;
  if (missed.value === null) return known({ daysLate: 0, listed: 0, won: 0, why: 'in-time' });
  const { last } = missed.value;
  const listed = steps.find(({ within }) => report.reportDate <= lastDayCounted(last, within))?.won ?? longer;
  const late = { daysLate: daysPast(missed.value, report.reportDate), listed };
  if (relief === null) return known({ ...late, won: listed, why: 'late' });
  if (relief.type === 'just-cause') return known({ ...late, won: 0, why: 'just-cause' });
  return known({ ...late, won: Math.floor((listed * (100 - relief.percent)) / 100), why: 'reduced' });
};
