import type { FilingId } from '../../shared/registry/ids.ts';
import type { Reached } from '../steps.ts';
import type { SweptPlace } from '../store/areas.ts';
import type { PolicyOrder } from '../store/policies.ts';
import type { Vault } from '../store/seal.ts';
import type { Outcome } from './outcome.ts';
import type { Papers } from './papers.ts';
import type { ReadArrival } from './read-arrival.ts';
import type { Slice } from './slice.ts';

export interface PrepareDeps {
  readonly vault: Vault;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly reached: Reached;
}

/** Decisions that were made in memory and are not yet written. */
export interface PreparedBatch {
  readonly arrivals: readonly ReadArrival[];
  readonly orders: readonly PolicyOrder[];
  /** How far the batch brings a change of areas; null where it carries none out. */
  readonly sweep: SweepStep | null;
  /** Whether there is one that has not gone everywhere. Then nothing is prepared ahead: a sweep sees what is written. */
  readonly isSweeping: boolean;
  readonly slice: Slice;
  readonly papers: Papers;
  readonly outcome: Outcome;
  /** Which the feed items belong to. */
  readonly epoch: number;
  readonly at: string;
}

/** What a batch did of a change of areas. */
export interface SweepStep {
  readonly id: FilingId;
  /** The last place that was looked at; null when it has been everywhere. */
  readonly reached: SweptPlace | null;
  /** Where it could not be carried out: for a person to look into. */
  readonly skipped: readonly SweptPlace[];
}
