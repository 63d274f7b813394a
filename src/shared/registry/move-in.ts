import { z } from 'zod';
import { Address } from './address.ts';
import { OfficialId } from './ids.ts';
import { PlainDate } from './plain-date.ts';
import { plainText } from './plain-text.ts';
import { MemberRelation, Relation } from './resident.ts';
import { ResidentNumber } from './resident-number.ts';

/** Reason for the move (전입사유). */
export const MoveReason = z.enum(['직업', '가족', '주택', '교육', '주거환경', '자연환경', '그 밖의 사유']);
export type MoveReason = z.infer<typeof MoveReason>;

/** Somebody named on a form, by name and number. */
export const NamedPerson = z.strictObject({ name: plainText(60), number: ResidentNumber });
export type NamedPerson = z.infer<typeof NamedPerson>;

/** A child who has no number yet: found again, once its birth is registered, by name, day of birth and mother. */
const Newborn = z.strictObject({ birthDate: PlainDate, mother: ResidentNumber });

/**
 * How a mover whose householder changes agreed to the move [D 23②③]: in their own hand, for a minor the guardian in
 * theirs, or, in place of either and of their cards, as the office's own fact-finding showed.
 */
const Consent = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('mover'),
    /** Their identity card was seen. */
    cardShown: z.boolean(),
    /** Shown by a family relation certificate; it spares the card [D 23②]. */
    kinOfReporter: z.enum(['spouse', 'lineal-kin']).nullable(),
  }),
  z.strictObject({
    by: z.literal('guardian'),
    guardian: NamedPerson,
    /** Form 15-4 was handed in. */
    formShown: z.boolean(),
    cardShown: z.boolean(),
    kinOfReporter: z.enum(['spouse', 'lineal-kin']).nullable(),
  }),
  z.strictObject({ by: z.literal('fact-finding'), on: PlainDate, official: OfficialId, livesThere: z.boolean() }),
]);
export type Consent = z.infer<typeof Consent>;

/** One person of the report, as written on the form; who that is in the register is for the rules to find. */
export const Mover = z.strictObject({
  /** Null for a child whose birth is not registered yet; then `newborn` says whose it is. */
  number: ResidentNumber.nullable(),
  name: plainText(60),
  /** To the householder at the new address. */
  relation: Relation,
  newborn: Newborn.optional(),
  /** Needed where the householder after the move is not the one before. */
  consent: Consent.optional(),
});
export type Mover = z.infer<typeof Mover>;

/** Who stands at the counter, and what the official checked of them [A 11, 12]. */
const Reporter = z.strictObject({
  name: plainText(60),
  number: ResidentNumber,
  capacity: z.enum(['householder', 'household-manager', 'mover', 'delegate', 'dormitory-manager']),
  /** The identity card was seen. */
  identityChecked: z.boolean(),
  /** The householder's delegation was shown; asked of a delegate only. */
  delegationShown: z.boolean(),
  /** A delegate's tie to the householder, which the law asks for except for nationals abroad [A 11①②]. */
  kinship: z.enum(['spouse', 'lineal-kin', 'spouse-lineal-kin', 'lineal-kin-spouse']).optional(),
});
export type Reporter = z.infer<typeof Reporter>;

/** Which household the movers belong to at the new address. */
const Into = z.discriminatedUnion('type', [
  /** One of their own: the mover who is 본인 is its householder. Their old record goes along if they led it already. */
  z.strictObject({ type: z.literal('own-household') }),
  /** One that is there: joining (편입), or merging (합가) where a whole household does. */
  z.strictObject({ type: z.literal('household-of'), householder: NamedPerson }),
  /** A dormitory or home with a manager [A 12]: each mover is a household of their own. */
  z.strictObject({ type: z.literal('dormitory'), name: plainText(60), manager: NamedPerson }),
]);

/** Whom those who stay name as their householder, because theirs is among the movers. */
const Remaining = z.strictObject({
  householder: ResidentNumber,
  /** Relations to the new householder that the old ones don't tell. */
  relations: z
    .array(z.strictObject({ number: ResidentNumber, relation: MemberRelation }))
    .max(60)
    .optional(),
});

/** Why a report may count from a day on which the office can't be shown to have taken it: the paper and a supervisor. */
export const Backdating = z.strictObject({
  supervisor: OfficialId,
  /** SHA-256 of the scanned form. */
  scan: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A move-in report (전입신고). */
export const MoveInReport = z
  .strictObject({
    /** Forms 15, 15-2 (part, joining, merging), 15-2 (재등록) and 15-3 [D 23]. */
    form: z.enum(['whole-household', 'part-of-household', 're-registration', 'national-abroad']),
    /** The day on which the report is made, attested by the official; device clocks play no part in it [A 23②]. */
    reportDate: PlainDate,
    movedOn: PlainDate,
    to: Address,
    /** As told by the reporter, in their words: the device can't look it up while offline. */
    previousAddress: plainText(200),
    reason: MoveReason,
    movers: z.array(Mover).min(1).max(30),
    reporter: Reporter,
    /** Absent: `own-household`. */
    into: Into.optional(),
    /** The householder of the household that the movers leave, as the form names them. */
    previousHouseholder: NamedPerson.optional(),
    remaining: Remaining.optional(),
    backdating: Backdating.optional(),
  })
  .superRefine((report, context) => {
    const issue = (path: readonly (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path: [...path], message });
    const { movers, reporter } = report;
    const into = report.into?.type ?? 'own-household';
    // A check runs after another has failed, too: the list may still be empty.
    if (movers.length === 0) return;
    const heads = movers.filter((mover) => mover.relation === '본인').length;
    if (into === 'own-household' && heads !== 1) issue(['movers'], 'exactly one mover is the householder (본인)');
    if (into === 'household-of' && heads !== 0)
      issue(
        ['movers'],
        'who joins a household is not its householder (본인); a change of householder is a report of its own',
      );
    const numbers = movers.flatMap(({ number }) => number ?? []);
    if (new Set(numbers).size !== numbers.length) issue(['movers'], 'the same resident number stands twice');
    for (const [nth, mover] of movers.entries()) {
      if (mover.number === null && !mover.newborn)
        issue(['movers', nth, 'newborn'], 'who has no number is named with the day of birth and the mother');
      if (mover.number !== null && mover.newborn)
        issue(['movers', nth, 'newborn'], 'who has a number is found by it alone');
    }
    if (reporter.capacity === 'mover' && !numbers.includes(reporter.number))
      issue(['reporter'], 'reports as one of the movers, but is none of them');
    if (reporter.capacity === 'householder' && householderOf(report).number !== reporter.number)
      issue(['reporter'], 'reports as the householder, but with another number');
    if (reporter.capacity === 'dormitory-manager' && into !== 'dormitory')
      issue(['reporter'], 'reports as the manager of a dormitory, but nobody moves into one');
  });
export type MoveInReport = z.infer<typeof MoveInReport>;

/**
 * The householder after the move, as the form names them: of the household that is joined, or the mover who is 본인. In
 * a dormitory everyone is their own, and the first mover stands for them.
 */
export const householderOf = (
  report: Pick<MoveInReport, 'movers' | 'into'>,
): { readonly name: string; readonly number: ResidentNumber | null } => {
  if (report.into?.type === 'household-of') return report.into.householder;
  const householder = report.movers.find((mover) => mover.relation === '본인') ?? report.movers[0];
  if (!householder) throw new Error('a report without movers');
  return householder;
};
