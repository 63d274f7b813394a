import type { System } from '../../../src/main/system.ts';
import { sha256 } from '../sha256.ts';

/** The one true clock of a run, in milliseconds since 1970. */
export interface Clock {
  now: number;
}

/** Numbers that look random and are the same each time (mulberry32). */
export const createDice = (seed: string): (() => number) => {
  let state = Number.parseInt(sha256(seed).slice(0, 8), 16);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Ids of the shape of a UUIDv7. */
export const createIds = (dice: () => number): (() => string) => {
  const digit = (): string => Math.floor(dice() * 16).toString(16);
  return () => {
    const hex = Array.from({ length: 32 }, digit);
    hex[12] = '7';
    hex[16] = '8';
    return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
};

/**
 * A computer of an office: its clock is the true one, wrong by so much; what it waits for comes at once.
 *
 * @param offset milliseconds by which it is ahead
 */
export const createDeskSystem = (clock: Clock, offset: () => number, seed: string): System => {
  return {
    now: () => clock.now + offset(),
    // Apart: how often a request is made must not decide which number a paper gets.
    newId: createIds(createDice(`ids of ${seed}`)),
    random: createDice(`dice of ${seed}`),
    wait: async () => undefined,
    sha256,
    reached: () => undefined,
  };
};
