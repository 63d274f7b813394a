import type { Result } from '../../shared/contract/result.ts';
import type {
  BlockingReason,
  PrinterIdentity,
  PrinterProblem,
  PrinterSetup,
  PrinterState,
} from '../../shared/registry/printer.ts';

/**
 * One printer that the office has set up, spoken to directly (IPP). It keeps no queue and retries nothing: what to do
 * about each answer is decided by who keeps the ledger.
 */
export interface Printer {
  readonly setup: PrinterSetup;
  readonly identify: () => Promise<Result<PrinterIdentity, PrintError>>;
  /** Never fails: what is wrong is part of the state. `since` is the time of this look. */
  readonly look: () => Promise<PrinterState>;
  /**
   * Looks for blockers, has the printer validate the job as it will be sent (A4, one-sided, one copy, nothing
   * substituted), and makes it, still without a document: nothing is printed by this.
   */
  readonly create: (jobName: string, about: { readonly pages: number }) => Promise<Result<Job, SubmitError>>;
  /** Sends the document, as PWG raster if the printer takes no PDF. */
  readonly send: (job: Job, document: PrintDocument) => Promise<Result<'acknowledged', SubmitError>>;
  /**
   * `gone`: the printer doesn't know the job any more, or has given its number to another one since a restart. Both
   * say nothing about what was printed.
   */
  readonly job: (job: Job) => Promise<Result<JobReport | 'gone', PrintError>>;
  /** Looks through the waiting and the finished jobs, of everybody, for this exact name. */
  readonly findJob: (jobName: string) => Promise<Result<JobReport | null, PrintError>>;
  /** Asks the printer to stop. It may still finish what it has begun: `job` tells how much. */
  readonly cancel: (job: Job) => Promise<Result<'canceled' | 'already-finished' | 'gone', PrintError>>;
}

/** A job at the printer. Its number alone names nothing: numbers start again when the printer does. */
export interface Job {
  readonly jobId: number;
  /** Empty if the printer gives none; the name then stands in for it. */
  readonly jobUuid: string;
  readonly jobName: string;
  /** The printer as it was when the job was made. */
  readonly printer: PrinterIdentity;
}

export interface PrintDocument {
  readonly pdf: Uint8Array;
  readonly pages: number;
}

export type JobState =
  | 'pending'
  | 'pending-held'
  | 'processing'
  | 'processing-stopped'
  | 'canceled'
  | 'aborted'
  | 'completed';

/** What the printer says about a job at one moment. */
export interface JobReport {
  readonly jobId: number;
  readonly jobUuid: string;
  readonly jobName: string;
  readonly state: JobState;
  readonly reasons: readonly string[];
  /** Printed sides so far. Null: the printer doesn't say, which isn't none. */
  readonly impressionsCompleted: number | null;
  /** The printer waits for the document: none of it has arrived whole, and nothing is printed. */
  readonly dataInsufficient: boolean;
  /** The printer's seconds since it was switched on, when it said this. Null if it doesn't say. */
  readonly printerUpTime: number | null;
}

/**
 * What can be expected to go wrong.
 * - `Blocked`: the printer is well, but needs a person: paper, a jam, a door.
 * - `RasterFailed`: the document could not be converted for a printer without PDF.
 */
export type PrintError =
  | PrinterProblem
  | { readonly type: 'Blocked'; readonly reasons: readonly BlockingReason[] }
  | { readonly type: 'RasterFailed'; readonly detail: string };

/**
 * An error of `create` or `send`, with what the printer may have by now.
 * - `nothing-sent`: for `create`, no job was made; for `send`, not one byte of the document has left this computer.
 * - `maybe`: for `create`, a job without a document may stand at the printer; for `send`, any part of the document may
 *   have arrived and be printed, even if the printer refused it.
 */
export type SubmitError = PrintError & { readonly sent: 'nothing-sent' | 'maybe' };
