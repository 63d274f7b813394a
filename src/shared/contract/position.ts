import { z } from 'zod';
import { Hash } from './chain.ts';

/** How far an office has read its feed. A sequence and never a time; a restored central opens a new epoch. */
export const Position = z.object({ epoch: z.int().min(1), seq: z.int().min(0), hash: Hash });
export type Position = z.infer<typeof Position>;

export const isSamePosition = (a: Position, b: Position): boolean =>
  a.epoch === b.epoch && a.seq === b.seq && a.hash === b.hash;
