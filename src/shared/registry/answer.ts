import { z } from 'zod';
import { FilingId, OfficeId } from './ids.ts';
import { PlainDate } from './plain-date.ts';
import { ResidentNumber } from './resident-number.ts';

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
  'householder-differs',
  'members-not-listed',
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

/** The answer for one mover. Nothing is refused automatically: a refusal is an official's act. */
export const Answer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('registered'), on: PlainDate }),
  z.object({ type: z.literal('supplement'), missing: z.array(Missing).min(1) }),
  z.object({
    type: z.literal('held'),
    why: z.enum(['same-day-filing', 'not-of-this-household']),
    other: OtherFiling.nullable(),
  }),
]);
export type Answer = z.infer<typeof Answer>;

export const MoverAnswer = z.object({ mover: ResidentNumber, answer: Answer });
export type MoverAnswer = z.infer<typeof MoverAnswer>;
