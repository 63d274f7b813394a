import { z } from 'zod';
import { MoverKey } from './answer.ts';
import { OfficialId } from './ids.ts';
import { MoveInReport } from './move-in.ts';
import { PlainDate } from './plain-date.ts';
import { plainText } from './plain-text.ts';
import { RegisterReport } from './register-report.ts';

const act = { on: PlainDate } as const;

/** What is done with a filing after it was taken. Each is an entry of its own; the filing as it was taken stays. */
export const Amendment = z.discriminatedUnion('type', [
  /**
   * What was missing was brought, or a slip was corrected with the citizen's consent [CA 22, CD 6⑤]: the report as it
   * reads now, counted from the same report date. `version` is 1 for the first, and of two with one version the content
   * decides.
   */
  z.strictObject({
    type: z.literal('supplemented'),
    ...act,
    version: z.int().min(1).max(1_000),
    report: z.union([MoveInReport, RegisterReport]),
    note: plainText(200),
  }),
  /** Taken back by the citizen before it was completed [CA 22②]. */
  z.strictObject({ type: z.literal('withdrawn'), ...act, note: plainText(200) }),
  /** Refused by an official, for these movers or for all, with written reasons and the remedies [CA 27③]. */
  z.strictObject({
    type: z.literal('refused'),
    ...act,
    /** As the answers name them (`moverKey`); null: everybody on the filing. */
    people: z.array(MoverKey).min(1).max(30).nullable(),
    reasons: plainText(1_000),
    remedies: plainText(1_000),
  }),
  /** What the head of the village or the papers say about the move (사후확인) [D 15]. */
  z.strictObject({
    type: z.literal('post-verified'),
    ...act,
    step: z.discriminatedUnion('type', [
      /** The list went to the head of the village. */
      z.strictObject({ type: z.literal('sent') }),
      z.strictObject({ type: z.literal('confirmed'), official: OfficialId }),
      z.strictObject({ type: z.literal('not-living-there'), official: OfficialId }),
      /** A fixed date was given here, or a lease shown: nothing has to be asked. */
      z.strictObject({ type: z.literal('exempt'), why: z.enum(['fixed-date', 'lease-shown']) }),
    ]),
  }),
  /** Why a late report is no fault of the citizen's, as the official found [A 40④]. */
  z.strictObject({ type: z.literal('just-cause'), ...act, note: plainText(200) }),
]);
export type Amendment = z.infer<typeof Amendment>;
