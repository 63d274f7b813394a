import { z } from 'zod';
import { AppError } from './errors.ts';
import { Topic } from './topics.ts';

/** The messages between a window (or a program in its place) and the office. JSON-safe in every shell. */
export const Request = z.strictObject({
  id: z.int().min(0),
  type: z.enum(['command', 'query']),
  name: z.string().max(60),
  input: z.unknown(),
});
export type Request = z.infer<typeof Request>;

export const Reply = z.discriminatedUnion('ok', [
  z.strictObject({ type: z.literal('reply'), id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ type: z.literal('reply'), id: z.int(), ok: z.literal(false), error: AppError }),
]);
export type Reply = z.infer<typeof Reply>;

/** Something that these topics' queries read has changed; ask again. */
export const Changed = z.strictObject({ type: z.literal('changed'), topics: z.array(Topic) });
export type Changed = z.infer<typeof Changed>;

export const FromOffice = z.union([Reply, Changed]);
export type FromOffice = z.infer<typeof FromOffice>;
