import type { Amendment } from '../../../shared/registry/amendment.ts';
import type { FollowUps } from '../../../shared/registry/follow-ups.ts';
import type { OfficeId } from '../../../shared/registry/ids.ts';
import type { MoveInReport } from '../../../shared/registry/move-in.ts';
import {
  type LegalTime,
  legalTimeOf,
  postVerification,
  reportDeadline,
} from '../../../shared/rules/calendar/deadlines.ts';
import { lateFine } from '../../../shared/rules/calendar/late-report.ts';

interface ReportedMoveIn {
  readonly office: OfficeId;
  readonly report: MoveInReport;
  /** Oldest first. */
  readonly amendments: readonly Amendment[];
}

/** What follows from a move-in, and until when, as the policy has it and the office has noted. */
export const followUpsOf = (time: LegalTime, filing: ReportedMoveIn): FollowUps => {
  const { office, report } = filing;
  const deadline = reportDeadline(time, { movedOn: report.movedOn, office });
  return {
    reportDeadline: deadline.ok ? deadline.value.last : null,
    ...fineOf(time, filing),
    postVerification: postVerificationOf(time, filing),
  };
};

const fineOf = (
  time: LegalTime,
  { office, report, amendments }: ReportedMoveIn,
): Pick<FollowUps, 'daysLate' | 'fine'> => {
  const { movedOn, reportDate } = report;
  const cause = amendments.find((each) => each.type === 'just-cause');
  const relief = cause ? ({ type: 'just-cause', reason: cause.note } as const) : null;
  const fine = lateFine(time, { office, movedOn, reportDate, relief });
  if (!fine.ok) return { daysLate: 0, fine: { won: 0, why: 'unknown' } };
  const { daysLate, won, why } = fine.value;
  // Nobody gives less than all by this program, so nothing is reduced.
  if (why === 'reduced') throw new Error('a fine is reduced only by a relief that says so');
  if (why !== 'in-time') return { daysLate, fine: { won, why } };
  const byLaw = lateFine(legalTimeOf({ ...time.policy, extensions: [] }), {
    office,
    movedOn,
    reportDate,
    relief: null,
  });
  return { daysLate, fine: { won, why: byLaw.ok && byLaw.value.daysLate > 0 ? 'extended' : 'in-time' } };
};

const postVerificationOf = (
  time: LegalTime,
  { office, report, amendments }: ReportedMoveIn,
): FollowUps['postVerification'] => {
  const steps = amendments.flatMap((each) => (each.type === 'post-verified' ? each : []));
  // What ended it last stands: an answer may be put right by a later one.
  const end = steps.findLast(({ step }) => step.type !== 'sent');
  if (end && end.step.type !== 'sent') return { state: end.step.type, sendBy: null, replyBy: null };
  const sentOn = steps.findLast(({ step }) => step.type === 'sent')?.on ?? null;
  const { reportDate } = report;
  const found = postVerification(time, { office, reportDate, fixedDateGiven: false, contractShownOn: null, sentOn });
  const due = found.ok && found.value.type === 'due' ? found.value : null;
  return {
    state: sentOn === null ? 'to-send' : 'sent',
    sendBy: due?.send.last ?? null,
    replyBy: due?.reply?.last ?? null,
  };
};
