import type { Changed, Reply, Request } from '../shared/contract/envelope.ts';
import type { Profile } from '../shared/registry/profile.ts';

/** What the threads of one office tell each other. */

/** Main → office worker, when it starts. */
export interface OfficeStart {
  readonly folder: string;
  readonly profile: Profile;
  /** The longest wait between tries while offline, in milliseconds. */
  readonly longestWait: number;
  /** For the fault tests; empty otherwise. */
  readonly dieAt: string;
}

/** Main → reader worker, when it starts. */
export interface ReaderStart {
  readonly profile: Profile;
}

/** Office → reader, on a line of their own: the key passes through no other thread. */
export interface OpenForReading {
  readonly file: string;
  readonly key: Uint8Array;
}

/** Reader → office: the file is open, or why not. */
export interface OpenedForReading {
  readonly file: string;
}

export type ToWorker = Request;
export type FromWorker = Reply | Changed;
