import { z } from 'zod';
import { Sha256Hex } from './hash.ts';

/**
 * The states of a paper in the ledger. Each is committed before the act that it names, so that after a crash the state
 * says what may have happened and what can't have.
 */
export const LedgerState = z.enum([
  'reserved',
  'rendered',
  'submitting',
  'created',
  'sending',
  'printing',
  'printed',
  'issued',
  'failed-clean',
  'suspect',
  'void',
]);
export type LedgerState = z.infer<typeof LedgerState>;

/** Why it is not known what came out of the printer. */
const SuspectReason = z.enum([
  'jammed-or-aborted',
  'sheets-not-counted',
  'count-differs',
  'job-forgotten',
  'printer-restarted',
  'connection-lost',
  'not-acknowledged',
  'unverified-printer',
  'canceled-at-printer',
  'restored',
]);
export type SuspectReason = z.infer<typeof SuspectReason>;

const VoidReason = z.enum(['withdrawn', 'not-renderable', 'outdated', 'spoiled', 'replaced']);
export type VoidReason = z.infer<typeof VoidReason>;

/** Which job at which printer. A bare job id starts again at 1 after a power cut. */
const JobRef = z.strictObject({ jobId: z.int(), jobUuid: z.string().max(100) });

/** One step of a paper through the ledger, after its reservation. */
export const LedgerStep = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.literal('rendered'),
    sha256: Sha256Hex,
    pages: z.int().min(1),
    engine: z.string().max(20),
    /** Where it is to be printed from now on, if a person has chosen another printer. */
    printer: z.string().max(60).nullable(),
  }),
  z.strictObject({
    to: z.literal('submitting'),
    attempt: z.int().min(1),
    printer: z.string().max(60),
    printerUuid: z.string().max(100),
    /** Seconds since the printer was switched on, as it says: going back means that it was restarted. */
    upTime: z.int().min(0),
    /** `serial.attempt`, by which the job is found again. */
    jobName: z.string().max(60),
  }),
  z.strictObject({ to: z.literal('created'), ...JobRef.shape }),
  z.strictObject({ to: z.literal('sending') }),
  z.strictObject({ to: z.literal('printing'), impressions: z.int().min(0).nullable() }),
  z.strictObject({ to: z.literal('printed'), impressions: z.int().min(0) }),
  /** `by` is a person's word that all sheets came out, or the printer's own count. */
  z.strictObject({ to: z.literal('issued'), won: z.int().min(0), by: z.enum(['printer', 'person']) }),
  z.strictObject({ to: z.literal('failed-clean'), why: z.string().max(200) }),
  z.strictObject({
    to: z.literal('suspect'),
    why: SuspectReason,
    impressions: z.int().min(0).nullable(),
    detail: z.string().max(200),
  }),
  z.strictObject({
    to: z.literal('void'),
    why: VoidReason,
    /** Sheets that were on the tray or in the printer and were destroyed. */
    sheets: z.int().min(0),
    note: z.string().max(200),
  }),
]);
export type LedgerStep = z.infer<typeof LedgerStep>;
