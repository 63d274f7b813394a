import type { DeadlinePolicy, Duty } from '../../registry/deadline-policy.ts';
import type { OfficeId } from '../../registry/ids.ts';
import type { PlainDate } from '../../registry/plain-date.ts';
import { daysBetween, lastDayCounted, laterOf, lengthInDays, yearOf } from './days.ts';
import { type Calendar, createCalendar, workingDayFrom } from './holidays.ts';
import { type Known, known, type OutOfRange, outOfRange, unknownYear } from './known.ts';

/** What all questions about time are answered from. Made once for each policy, by `legalTimeOf`. */
export interface LegalTime {
  readonly policy: DeadlinePolicy;
  readonly calendar: Calendar;
}

export const legalTimeOf = (policy: DeadlinePolicy): LegalTime => ({
  policy,
  calendar: createCalendar(policy.holidays),
});

/** The end of a period. Whoever acts on `last` is in time. */
export interface Deadline {
  /** The last day as it is counted, be it a holiday or not. */
  readonly counted: PlainDate;
  /** The last day on which it counts: after holidays, and after more time that was given. */
  readonly last: PlainDate;
}

interface Duties {
  readonly duty: Duty;
  /** The event that starts the period; its day isn't counted. */
  readonly from: PlainDate;
  readonly office: OfficeId;
  /** What the official set instead of the policy's period. */
  readonly days?: number | null;
}

/** PO-2, PO-5, PO-10: the end of any period of the Civil Act, with the authority's extensions. */
const deadlineOf = ({ policy, calendar }: LegalTime, { duty, from, office, days }: Duties): Known<Deadline> => {
  if (yearOf(from) > calendar.lastYear) return unknownYear(yearOf(from));
  const period = typeof days === 'number' ? ({ unit: 'day', count: days } as const) : policy.periods[duty];
  const counted = lastDayCounted(from, period);
  const byLaw = workingDayFrom(calendar, counted);
  if (!byLaw.ok) return byLaw;
  // One extension may reach into the next. All that can be reached are tried, so that their order is of no account.
  const reached = new Set([byLaw.value]);
  for (const end of reached)
    for (const { duties, offices, endsFrom, endsTo, until } of policy.extensions) {
      const isMeant = duties.includes(duty) && (offices === null || offices.includes(office));
      if (!isMeant || end < endsFrom || endsTo < end) continue;
      const extended = workingDayFrom(calendar, until);
      if (!extended.ok) return extended;
      reached.add(extended.value);
    }
  return known({ counted, last: [...reached].reduce(laterOf) });
};

/** A move, and where it has to be reported. */
export interface Move {
  readonly movedOn: PlainDate;
  readonly office: OfficeId;
}

/** PO-6: the last day for the report of a move-in [A 16①]. */
export const reportDeadline = (time: LegalTime, { movedOn, office }: Move): Known<Deadline> =>
  deadlineOf(time, { duty: 'report', from: movedOn, office });

/** PO-6: the last day for a corrective report [A 13]. */
export const correctionDeadline = (
  time: LegalTime,
  { changedOn, office }: { readonly changedOn: PlainDate; readonly office: OfficeId },
): Known<Deadline> => deadlineOf(time, { duty: 'correction', from: changedOn, office });

/** How many days `day` is past the deadline: 0 up to its last day, 1 on the next. */
export const daysPast = ({ last }: Pick<Deadline, 'last'>, day: PlainDate): number =>
  Math.max(0, daysBetween(last, day));

/** What is known about a filing that may have to be checked afterwards. */
export interface VerificationFacts {
  readonly office: OfficeId;
  readonly reportDate: PlainDate;
  /** The lease got its fixed date (확정일자) at an eup, myeon or dong office [D 15④1]. */
  readonly fixedDateGiven: boolean;
  /** When a lease, a contract of sale or the like was shown and checked by an official [D 15④2]; null: not yet. */
  readonly contractShownOn: PlainDate | null;
  /** When the printout went to the head of the village (통·이장), who has it from that day; null: not yet. */
  readonly sentOn: PlainDate | null;
}

export type PostVerification =
  /** It may be left out. */
  | { readonly type: 'exempt'; readonly by: 'fixed-date' | 'contract' }
  | {
      readonly type: 'due';
      /** Until when a contract may still spare it. */
      readonly contract: Deadline;
      readonly send: Deadline;
      /** Null until the printout was sent. */
      readonly reply: Deadline | null;
    };

/** PO-11, PO-12: the check of a move-in after it was registered (사후확인) [D 15]. An outage doesn't stop it. */
export const postVerification = (
  time: LegalTime,
  { office, reportDate, fixedDateGiven, contractShownOn, sentOn }: VerificationFacts,
): Known<PostVerification> => {
  if (fixedDateGiven) return known({ type: 'exempt', by: 'fixed-date' });
  const contract = deadlineOf(time, { duty: 'contract', from: reportDate, office });
  if (!contract.ok) return contract;
  if (contractShownOn !== null && contractShownOn <= contract.value.last)
    return known({ type: 'exempt', by: 'contract' });
  const send = deadlineOf(time, { duty: 'verification-print', from: reportDate, office });
  if (!send.ok) return send;
  if (sentOn === null) return known({ type: 'due', contract: contract.value, send: send.value, reply: null });
  const reply = deadlineOf(time, { duty: 'verification-reply', from: sentOn, office });
  return reply.ok ? known({ type: 'due', contract: contract.value, send: send.value, reply: reply.value }) : reply;
};

/** What the office asked of the citizen [CA 22, CD 24]. */
export interface SupplementRequest {
  readonly office: OfficeId;
  readonly requestedOn: PlainDate;
  /** What the official found reasonable; null: the policy's. */
  readonly days: number | null;
  /** The second is asked for when the first wasn't brought. */
  readonly round: 'first' | 'second';
  /** New ends that were set because the citizen asked for more time. */
  readonly extendedTo: readonly PlainDate[];
}

/** PO-13: until when a supplement may be brought. */
export const supplementDeadline = (
  time: LegalTime,
  { office, requestedOn, days, round, extendedTo }: SupplementRequest,
): Known<Deadline, OutOfRange> => {
  const { periods, supplementExtensions } = time.policy;
  const most = round === 'second' ? lengthInDays(requestedOn, periods['second-supplement']) : null;
  if (days !== null && (days < 1 || (most !== null && most < days))) return outOfRange(1, most);
  if (supplementExtensions < extendedTo.length) return outOfRange(0, supplementExtensions);
  const duty = round === 'first' ? 'supplement' : 'second-supplement';
  const set = deadlineOf(time, { duty, from: requestedOn, office, days });
  if (!set.ok) return set;
  const extended = workingDayFrom(time.calendar, extendedTo.reduce(laterOf, set.value.last));
  return extended.ok ? known({ counted: set.value.counted, last: extended.value }) : extended;
};

/**
 * PO-14: the end of the grace that a notice (최고) or a public notice (공고) leaves; what it threatens may be done from the
 * next day on [A 20②–⑤, D 28⑤].
 */
export const noticeDeadline = (
  time: LegalTime,
  {
    noticedOn,
    days,
    office,
  }: { readonly noticedOn: PlainDate; readonly days: number | null; readonly office: OfficeId },
): Known<Deadline, OutOfRange> => {
  const least = lengthInDays(noticedOn, time.policy.periods.notice);
  if (days !== null && days < least) return outOfRange(least, null);
  return deadlineOf(time, { duty: 'notice', from: noticedOn, office, days });
};

/** PO-14: until when the person has to be told of a measure ex officio (직권조치) [A 20⑦]. */
export const measureNoticeDeadline = (
  time: LegalTime,
  { measuredOn, office }: { readonly measuredOn: PlainDate; readonly office: OfficeId },
): Known<Deadline> => deadlineOf(time, { duty: 'measure-notice', from: measuredOn, office });

/** PO-15: until when a measure may be objected to: from the day of the notice, or of the measure without one [A 21①]. */
export const objectionDeadline = (
  time: LegalTime,
  measure: { readonly measuredOn: PlainDate; readonly noticedOn: PlainDate | null; readonly office: OfficeId },
): Known<Deadline> =>
  deadlineOf(time, { duty: 'objection', from: measure.noticedOn ?? measure.measuredOn, office: measure.office });

/** PO-15: until when an objection has to be decided [A 21②]. */
export const decisionDeadline = (
  time: LegalTime,
  { receivedOn, office }: { readonly receivedOn: PlainDate; readonly office: OfficeId },
): Known<Deadline> => deadlineOf(time, { duty: 'decision', from: receivedOn, office });
