import { z } from 'zod';
import { Address } from './address.ts';
import { PlainDate } from './plain-date.ts';
import { Relation } from './resident.ts';
import { ResidentNumber } from './resident-number.ts';

/** Reason for the move (전입사유). */
const MoveReason = z.enum(['직업', '가족', '주택', '교육', '주거환경', '자연환경', '그 밖의 사유']);
export type MoveReason = z.infer<typeof MoveReason>;

/** One person of the report, as written on the form; who that is in the register is for the rules to find. */
export const Mover = z.strictObject({
  number: ResidentNumber,
  name: z.string().normalize('NFC').min(1).max(60),
  /** To the householder at the new address. */
  relation: Relation,
});
export type Mover = z.infer<typeof Mover>;

/** Who stands at the counter, and what the official checked of them [A 11①]. */
const Reporter = z.strictObject({
  name: z.string().min(1).max(60),
  number: ResidentNumber,
  capacity: z.enum(['householder', 'household-manager', 'mover', 'delegate']),
  /** The identity card was seen. */
  identityChecked: z.boolean(),
  /** The householder's delegation was shown; asked of a delegate only. */
  delegationShown: z.boolean(),
});
export type Reporter = z.infer<typeof Reporter>;

/** A move-in report by a whole household (전입신고, form 15: 세대 모두 이동). */
export const MoveInReport = z
  .strictObject({
    form: z.literal('whole-household'),
    /** The day on which the report is made, attested by the official; device clocks play no part in it [A 23②]. */
    reportDate: PlainDate,
    movedOn: PlainDate,
    to: Address,
    /** As told by the reporter, in their words: the device can't look it up while offline. */
    previousAddress: z.string().min(1).max(200),
    reason: MoveReason,
    movers: z.array(Mover).min(1).max(30),
    reporter: Reporter,
  })
  .superRefine((report, context) => {
    const issue = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (report.movers.filter((mover) => mover.relation === '본인').length !== 1)
      issue('movers', 'exactly one mover is the householder (본인)');
    if (new Set(report.movers.map((mover) => mover.number)).size !== report.movers.length)
      issue('movers', 'the same resident number stands twice');
    if (report.reporter.capacity === 'mover' && !report.movers.some((mover) => mover.number === report.reporter.number))
      issue('reporter', 'reports as one of the movers, but is none of them');
    // A check runs after another has failed, too: here the list may still be empty.
    const householder = report.movers.length > 0 ? householderOf(report) : null;
    if (householder && report.reporter.capacity === 'householder' && report.reporter.number !== householder.number)
      issue('reporter', 'reports as the householder, but with another number');
  });
export type MoveInReport = z.infer<typeof MoveInReport>;

/** The mover who is the householder. The schema holds exactly one; the first mover stands in for a report it refused. */
export const householderOf = (report: { readonly movers: readonly Mover[] }): Mover => {
  const householder = report.movers.find((mover) => mover.relation === '본인') ?? report.movers[0];
  if (!householder) throw new Error('a report without movers');
  return householder;
};
