import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { Sha256 } from '../shared/contract/chain.ts';
import { type OfficeStep, officeSteps, type Reached } from './steps.ts';

/** Everything that differs from run to run, in one place, so that a test can replay a run from its seed. */
export interface System {
  /** Milliseconds since 1970-01-01 UTC, as the computer says; it may be wrong or jump. */
  readonly now: () => number;
  /** UUIDv7. */
  readonly newId: () => string;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** Ends early, without an error, when `signal` is aborted. Milliseconds. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** SHA-256 of the UTF-8 text, lower-case hex. */
  readonly sha256: Sha256;
  readonly reached: Reached;
}

export const realSystem = (reached: Reached): System => ({
  now: () => Date.now(),
  newId: () => uuidv7(),
  random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
  wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  reached,
});

/** For the fault tests: kills this process, all its threads, at the n-th time a step is reached (`step` or `step:n`). */
export const dieAt = (wish: string | undefined): Reached => {
  if (!wish) return () => undefined;
  const [, step, nth = '1'] = /^(.+?)(?::(\d+))?$/.exec(wish) ?? [];
  if (!officeSteps.includes(step as OfficeStep)) return () => undefined;
  let left = Number(nth);
  return (reached) => {
    if (reached === step && (left -= 1) === 0) process.kill(process.pid, 'SIGKILL');
  };
};
