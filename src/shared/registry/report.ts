import { householderOf, type MoveInReport, type NamedPerson } from './move-in.ts';
import type { PlainDate } from './plain-date.ts';
import type { RegisterReport } from './register-report.ts';
import type { ResidentNumber } from './resident-number.ts';

/** Whatever a filing can report. */
export type Report = MoveInReport | RegisterReport;

export const isMoveIn = (report: Report): report is MoveInReport => 'form' in report;

/** The day on which it takes effect: the report date [A 23②], but for a death, after which nobody reports anything. */
export const effectiveDate = (report: Report): PlainDate =>
  !isMoveIn(report) && report.kind === 'death' && report.diedOn < report.reportDate ? report.diedOn : report.reportDate;

/** Somebody whom the report is about, and who gets an answer. */
export interface Subject {
  readonly name: string;
  /** Null for a child without one. */
  readonly number: ResidentNumber | null;
}

export const subjectsOf = (report: Report): readonly Subject[] => (isMoveIn(report) ? report.movers : peopleOf(report));

/** The same of what is no move-in: everybody has a number, a child with its birth. */
export const peopleOf = (report: RegisterReport): readonly NamedPerson[] => {
  switch (report.kind) {
    case 'householder-change':
      return [report.newHouseholder];
    case 'correction':
    case 'death':
    case 'objection':
      return [report.person];
    case 'unknown-domicile':
    case 'deletion':
    case 'stay-abroad':
      return report.people;
    case 'birth':
      return [report.child];
    case 'foreign-family':
      return [report.householder];
  }
};

/** Everybody whose place in the register bears on what becomes of the report. */
export const numbersNamed = (report: Report): readonly ResidentNumber[] => {
  const numbers = new Set<ResidentNumber>();
  const add = (number: ResidentNumber | null | undefined): void => {
    if (number) numbers.add(number);
  };
  for (const { number } of subjectsOf(report)) add(number);
  if (isMoveIn(report)) {
    for (const { newborn } of report.movers) add(newborn?.mother);
    if (report.into?.type === 'household-of') add(householderOf(report).number);
    add(report.previousHouseholder?.number);
    add(report.remaining?.householder);
  } else if (report.kind === 'birth') {
    add(report.mother?.number);
    add(report.father?.number);
  } else if (report.kind === 'householder-change') for (const { number } of report.relations) add(number);
  else if (report.kind === 'correction') for (const each of report.changes) if (each.what === 'number') add(each.to);
  return [...numbers];
};
