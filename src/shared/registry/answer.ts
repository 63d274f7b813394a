import { z } from 'zod';
import { FilingId, OfficeId } from './ids.ts';
import { PlainDate } from './plain-date.ts';
import type { ResidentNumber } from './resident-number.ts';

/** What is missing before a mover can be registered. Each has words in both languages in `text/`. */
export const Missing = z.enum([
  'other-office',
  'report-date-after-arrival',
  'report-date-too-early',
  'report-date-before-current-registration',
  'moved-after-report',
  'identity-not-checked',
  'delegation-missing',
  'mover-unknown',
  'name-differs',
  'other-form-needed',
  'householder-unresolved',
  'members-not-listed',
  'mover-deceased',
  'foreigner',
  'birth-not-registered',
  'consent-missing',
  'mover-card-not-seen',
  'guardian-form-missing',
  'guardian-card-not-seen',
  'not-found-living-there',
  'delegate-not-entitled',
  'destination-unknown',
  'destination-elsewhere',
  'person-unknown',
  'not-a-member',
  'already-householder',
  'householder-report-needed',
  'relation-not-clear',
  'procedure-incomplete',
  'evidence-missing',
  'status-does-not-fit',
  'number-taken',
  'nothing-changes',
  'parent-unknown',
  'measure-unknown',
  'foreign-member-unknown',
]);
export type Missing = z.infer<typeof Missing>;

/** The facts of the filing that stands in the way, so that the official can settle it with the citizen. */
export const OtherFiling = z.object({
  filing: FilingId,
  office: OfficeId,
  reportDate: PlainDate,
  address: z.string(),
  householderName: z.string(),
});
export type OtherFiling = z.infer<typeof OtherFiling>;

/** Things that an official should see to after a registration. They hold nothing up. */
export const Notice = z.enum([
  /** The household that was left has no householder; those who stay should name one. */
  'left-without-householder',
  /** The household at the new address has no householder, because theirs was not registered. */
  'no-householder-yet',
  /** The old relation allows several new ones; the most usual was taken. */
  'relation-assumed',
  /** Foreign family does not move along [D 6-2⑤]. */
  'foreign-family-stays',
  /** The address has come to another office since, which has the household now. */
  'area-changed',
]);
export type Notice = z.infer<typeof Notice>;

/** The answer for one mover. Nothing is refused automatically: a refusal is an official's act. */
export const Answer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('registered'), on: PlainDate, notices: z.array(Notice).min(1).optional() }),
  z.object({ type: z.literal('supplement'), missing: z.array(Missing).min(1) }),
  z.object({
    type: z.literal('held'),
    why: z.enum(['same-day-filing', 'not-of-this-household', 'already-there']),
    other: OtherFiling.nullable(),
  }),
  z.object({ type: z.literal('withdrawn'), on: PlainDate }),
  z.object({ type: z.literal('refused'), on: PlainDate, reasons: z.string(), remedies: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;

/** Who the answer is for: their number, or for a child without one `newborn <birth date> <name>`. */
export const MoverKey = z.string().regex(/^(\d{6}-\d{7}|newborn \d{4}-\d{2}-\d{2} .+)$/);
export type MoverKey = z.infer<typeof MoverKey>;

export const moverKey = (mover: {
  readonly name: string;
  readonly number: ResidentNumber | null;
  readonly newborn?: { readonly birthDate: PlainDate } | undefined;
}): MoverKey => mover.number ?? `newborn ${mover.newborn?.birthDate ?? ''} ${mover.name}`;

export const MoverAnswer = z.object({ mover: MoverKey, answer: Answer });
export type MoverAnswer = z.infer<typeof MoverAnswer>;
