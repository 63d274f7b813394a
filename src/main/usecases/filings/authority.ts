import type { Amendment } from '../../../shared/registry/amendment.ts';
import type { Role } from '../../../shared/registry/office.ts';
import { isMoveIn, type Report } from '../../../shared/registry/report.ts';
import { counterRoles } from '../session.ts';

/** What only a supervisor files. Everything else is for whoever serves at the counter. */
const supervisorFiles: Readonly<Record<string, (report: Report) => boolean>> = {
  /** The office acts by itself [A 20–21, D 28]. */
  exOfficio: (report) => 'basis' in report && report.basis.type === 'ex-officio',
  /** Somebody is struck off, on whosever word. */
  deletion: (report) => !isMoveIn(report) && report.kind === 'deletion',
  /** It is to count from a day on which the office can't be shown to have taken it. */
  backdating: (report) => report.backdating !== undefined,
};

export const rolesToFile = (report: Report): readonly Role[] =>
  Object.values(supervisorFiles).some((isNeeded) => isNeeded(report)) ? ['supervisor'] : counterRoles;

/** A refusal is a supervisor's act; what is supplemented may need no more than what was filed. */
export const rolesToAmend = (amendment: Amendment): readonly Role[] => {
  switch (amendment.type) {
    case 'refused':
      return ['supervisor'];
    case 'supplemented':
      return rolesToFile(amendment.report);
    case 'withdrawn':
    case 'post-verified':
    case 'just-cause':
      return counterRoles;
  }
};
