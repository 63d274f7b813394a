import { z } from 'zod';
import { PlainDate } from './plain-date.ts';

/**
 * What follows from a move-in that was filed, and until when [A 16①, 40④, D 15]. A day is null where the calendar of
 * public holidays doesn't reach that far.
 */
export const FollowUps = z.strictObject({
  /** The last day on which it could be reported in time. */
  reportDeadline: PlainDate.nullable(),
  /** Days after that on which it was reported; 0 in time. */
  daysLate: z.int().min(0),
  fine: z.strictObject({
    won: z.int().min(0),
    /** Why a late report costs nothing. */
    why: z.enum(['in-time', 'late', 'just-cause', 'extended', 'unknown']),
  }),
  postVerification: z.strictObject({
    state: z.enum(['to-send', 'sent', 'confirmed', 'not-living-there', 'exempt']),
    /** The list goes to the head of the village by this day, and the answer is back by the other. */
    sendBy: PlainDate.nullable(),
    replyBy: PlainDate.nullable(),
  }),
});
export type FollowUps = z.infer<typeof FollowUps>;
