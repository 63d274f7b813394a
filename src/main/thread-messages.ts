import type { MessagePort } from 'node:worker_threads';
import type { Changed, Reply, Request } from '../shared/contract/envelope.ts';
import type { AppError } from '../shared/contract/errors.ts';
import type { Result } from '../shared/contract/result.ts';
import type { Profile } from '../shared/registry/profile.ts';
import type { BackupDone, BackupOrder } from './replica/backup/take-backup.ts';

/** What the threads of one office tell each other. */

/** Main → office worker, when it starts. */
export interface OfficeStart {
  readonly folder: string;
  readonly profile: Profile;
  /** The longest wait between tries while offline, in milliseconds. */
  readonly longestWait: number;
  /** People practise here: the cable can be pulled, and the sample officials' passwords are shown. */
  readonly isPractice: boolean;
  /** For the fault tests; empty otherwise. */
  readonly dieAt: string;
}

/** What the office worker is given. */
export interface OfficeData {
  readonly start: OfficeStart;
  /** The line to the reader. */
  readonly reader: MessagePort;
  /** Where processes that draw papers are had, where the office can't start its own (engine-elsewhere.ts). */
  readonly drawing: MessagePort | null;
}

/** Main → reader worker, when it starts. */
export interface ReaderStart {
  /** Where the code book lies, if there is one. */
  readonly folder: string;
  readonly profile: Profile;
}

/** Office → reader, on a line of their own: the key passes through no other thread. */
export type ToReader =
  | { readonly type: 'open'; readonly file: string; readonly key: Uint8Array<ArrayBuffer> }
  | { readonly type: 'lock'; readonly isLocked: boolean };

/** Reader → office, for each of them and in their order: done. */
export interface FromReader {
  readonly done: ToReader['type'];
}

export type ToWorker = Request;
export type FromWorker = Reply | Changed;

/** What the thread of one backup is given. */
export interface BackupData {
  readonly order: Omit<BackupOrder, 'key'> & { readonly key: Uint8Array };
  /** For the fault tests; empty otherwise. */
  readonly dieAt: string;
}

export type FromBackup = Result<BackupDone, AppError>;
