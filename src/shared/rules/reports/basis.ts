import type { Missing } from '../../registry/answer.ts';
import { addDays } from '../../registry/plain-date.ts';
import type { Procedure, RegisterReport } from '../../registry/register-report.ts';

/** The shortest notice before the office acts by itself, in days [D 28]. */
const shortestNotice = 7;

/** ST-1, ST-2: on whose word a change is made, and what has to have come before it. */
export const basisDefects = (report: RegisterReport): Missing[] => {
  if (report.kind === 'objection') return [];
  const { basis } = report;
  switch (basis.type) {
    case 'report': {
      const defects: Missing[] = [];
      if (!basis.identityChecked) defects.push('identity-not-checked');
      if (needsEvidence(report) && basis.evidence === '') defects.push('evidence-missing');
      return defects;
    }
    case 'ex-officio':
      return isComplete(basis.procedure, report.reportDate) ? [] : ['procedure-incomplete'];
    case 'notified':
      return basis.evidence === '' && needsEvidence(report) ? ['evidence-missing'] : [];
  }
};

/** What somebody is called, when they were born or died and which number they have, no one's word is enough for. */
const needsEvidence = (report: RegisterReport): boolean =>
  report.kind === 'birth' ||
  report.kind === 'death' ||
  (report.kind === 'correction' && report.changes.some(({ what }) => what !== 'relation' && what !== 'address'));

/** Investigated, then called upon, and only then, when the days given are over, acted upon [A 20, D 28]. */
const isComplete = ({ investigatedOn, noticeOn, noticeDays }: Procedure, measureOn: string): boolean =>
  noticeDays >= shortestNotice && investigatedOn <= noticeOn && addDays(noticeOn, noticeDays) < measureOn;
