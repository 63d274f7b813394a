import type { LedgerStep } from '../../shared/registry/ledger.ts';
import type { PrinterIdentity } from '../../shared/registry/printer.ts';
import type { Job, JobReport, Printer, SubmitError } from '../print/printer.ts';
import type { Paper } from '../replica/ledger.ts';
import type { System } from '../system.ts';
import { isForGood, refusalOf } from './refusal.ts';

/** What the press does after a step: the next one at once, another look at the job soon, or nothing until later. */
export type Turn = 'again' | 'look-later' | 'wait';

/** The document to send, or why no further attempt is made once it is certain that nothing of the last one arrived. */
export type Next = Uint8Array | { readonly isOver: string };

interface DriveDeps {
  readonly printer: Printer;
  readonly ledger: { readonly step: (paper: Paper, step: LedgerStep) => Promise<boolean> };
  readonly system: System;
}

/** A printer that goes on refusing gets its next attempt from a person: after each fifth one. */
const attemptsAlone = 5;

/**
 * One step of a paper at its printer, from any state in which a crash may have left it. Each state was committed before
 * the act that it names, so what may be on paper follows from the state and from what the printer says:
 *
 * - `rendered`, `submitting`, `created`: no byte of the document was sent. A job without a document prints nothing, so
 *   another attempt is safe, whatever became of the last one.
 * - `sending`: some, all or none of it may have arrived. Only a job that still waits for its document is tried again.
 * - `printing`: the printer acknowledged the whole document. Only its own count of the sheets says how it ended.
 *
 * Whatever can't be told is `suspect`, and a person looks. Until then no job of the paper is left at the printer, as
 * far as it can be reached: nothing may come out after the person has looked.
 */
export const driveAtPrinter = async (deps: DriveDeps, paper: Paper, next: Next): Promise<Turn> => {
  switch (paper.state) {
    case 'rendered':
      return 'isOver' in next ? 'wait' : submit(deps, paper, next);
    case 'submitting':
      return 'isOver' in next ? 'wait' : clearThenSubmit(deps, paper, next);
    case 'created':
      return 'isOver' in next ? 'wait' : cancelThenSubmit(deps, paper, next);
    case 'sending':
      return afterInterruptedSending(deps, paper, next);
    default:
      return follow(deps, paper);
  }
};

/** Some of it may have been sent to a printer that isn't set up any more: nobody will ever tell. */
export const leaveWithoutPrinter = (deps: Omit<DriveDeps, 'printer'>, paper: Paper): Promise<Turn> =>
  suspect(deps, paper, 'connection-lost', null, 'the printer is not set up any more');

/** A new attempt, from the ledger's entry to the printer's acknowledgement. */
const submit = async (deps: DriveDeps, paper: Paper, pdf: Uint8Array): Promise<Turn> => {
  const { printer, ledger, system } = deps;
  const state = await printer.look();
  const { identity } = state;
  if (!state.reachable || state.blockers.length > 0 || state.problem !== null || identity === null) return 'wait';
  // Somebody else's job: asking for ours now would be refused.
  if (state.state === 'processing') return 'look-later';

  const begun = beginAttempt(paper, identity);
  if (begun === 'too-many') return failClean(deps, paper, `no attempt came through, ${String(paper.attempt)} so far`);
  const { job, attempt, isEntered } = begun;
  // A step that isn't taken: a person has decided otherwise meanwhile, and nothing more is done for this paper here.
  const submitting = { to: 'submitting', attempt, printer: printer.setup.id, ...job } as const;
  if (!isEntered && !(await ledger.step(paper, submitting))) return 'again';
  system.reached('paper:submitting');

  const pages = pagesOf(paper);
  const created = await printer.create(job.jobName, { pages });
  if (!created.ok) return notCreated(deps, paper, created.error);
  const { jobId, jobUuid } = created.value;
  system.reached('paper:job-made');
  if (!(await ledger.step(paper, { to: 'created', jobId, jobUuid }))) return 'again';
  system.reached('paper:created');
  if (!(await ledger.step(paper, { to: 'sending' }))) return 'again';
  system.reached('paper:sending');

  const sent = await printer.send(created.value, { pdf, pages });
  system.reached('paper:sent');
  if (!sent.ok) {
    if (!isForGood(sent.error)) return 'again';
    const now: Paper = { ...paper, state: 'sending', attempt, job: { ...job, jobId, jobUuid }, sheets: null };
    return afterInterruptedSending(deps, now, { isOver: refusalOf(sent.error) });
  }
  await ledger.step(paper, { to: 'printing', impressions: null });
  system.reached('paper:printing');
  return 'look-later';
};

interface Attempt {
  readonly job: { readonly printerUuid: string; readonly upTime: number; readonly jobName: string };
  readonly attempt: number;
  /** It stands in the ledger already: it was refused before there was a job. */
  readonly isEntered: boolean;
}

/**
 * The next attempt, or the last one again where it led to no job: a printer that says for an hour that it is busy must
 * not fill the journal.
 */
const beginAttempt = (paper: Paper, { uuid, upTime }: PrinterIdentity): Attempt | 'too-many' => {
  const { job, state, attempt } = paper;
  if (state === 'submitting' && job && job.printerUuid === uuid && job.upTime <= upTime)
    return { job: { printerUuid: uuid, upTime: job.upTime, jobName: job.jobName }, attempt, isEntered: true };
  if (state !== 'rendered' && attempt > 0 && attempt % attemptsAlone === 0) return 'too-many';
  const jobName = `${paper.serial}.${String(attempt + 1)}`;
  return { job: { printerUuid: uuid, upTime, jobName }, attempt: attempt + 1, isEntered: false };
};

/** No document was sent, so nothing is on paper. A printer that says no for good waits for a person's decision. */
const notCreated = async (deps: DriveDeps, paper: Paper, error: SubmitError): Promise<Turn> => {
  if (isForGood(error)) return failClean(deps, paper, refusalOf(error));
  return error.type === 'Refused' ? 'look-later' : 'wait';
};

const clearThenSubmit = async (deps: DriveDeps, paper: Paper, pdf: Uint8Array): Promise<Turn> => {
  const name = paper.job?.jobName;
  if (name === undefined) return submit(deps, paper, pdf);
  const found = await deps.printer.findJob(name);
  if (!found.ok) return 'wait';
  if (!found.value) return submit(deps, paper, pdf);
  const canceled = await deps.printer.cancel(toJob(paper, found.value));
  // Its name is taken, so the next attempt gets another.
  return canceled.ok ? submit(deps, { ...paper, state: 'created' }, pdf) : 'wait';
};

const cancelThenSubmit = async (deps: DriveDeps, paper: Paper, pdf: Uint8Array): Promise<Turn> => {
  const canceled = await deps.printer.cancel(jobOf(paper));
  return canceled.ok ? submit(deps, paper, pdf) : 'wait';
};

/** The document was on its way when the process died, the connection broke, or the printer refused it. */
const afterInterruptedSending = async (deps: DriveDeps, paper: Paper, next: Next): Promise<Turn> => {
  const { printer } = deps;
  const report = await look(deps, paper);
  if (typeof report === 'string') return report;
  if (!report.dataInsufficient) {
    if (!isOver(report)) return 'look-later';
    if (isProvenClean(printer, report)) return failClean(deps, paper, endOf(report));
    // Even with the right count: what arrived may be half of the document, ended by the printer.
    return suspect(deps, paper, isVerified(printer) ? 'not-acknowledged' : 'unverified-printer', report, '');
  }
  const canceled = await printer.cancel(jobOf(paper));
  if (!canceled.ok) return 'wait';
  // It may have begun with what had arrived, until the cancellation took hold: look once more.
  const after = await look(deps, paper);
  if (typeof after === 'string') return after;
  if (!isOver(after)) return 'look-later';
  if (!isProvenClean(printer, after))
    return suspect(deps, paper, isVerified(printer) ? 'connection-lost' : 'unverified-printer', after, '');
  return 'isOver' in next ? failClean(deps, paper, next.isOver) : submit(deps, paper, next);
};

/** The whole document is at the printer: wait for its word. */
const follow = async (deps: DriveDeps, paper: Paper): Promise<Turn> => {
  const { printer, ledger } = deps;
  const report = await look(deps, paper);
  if (typeof report === 'string') return report;
  const impressions = report.impressionsCompleted;
  if (!isOver(report)) {
    if (impressions !== null && impressions > (paper.sheets ?? -1))
      await ledger.step(paper, { to: 'printing', impressions });
    deps.system.reached('paper:counted');
    return 'look-later';
  }
  if (!isVerified(printer)) return suspect(deps, paper, 'unverified-printer', report, '');
  if (report.state === 'completed') {
    if (impressions === null) return suspect(deps, paper, 'sheets-not-counted', report, '');
    if (impressions !== pagesOf(paper)) return suspect(deps, paper, 'count-differs', report, '');
    await ledger.step(paper, { to: 'printed', impressions });
    deps.system.reached('paper:printed');
    return 'again';
  }
  if (isProvenClean(printer, report)) return failClean(deps, paper, endOf(report));
  const why = report.state === 'canceled' ? 'canceled-at-printer' : 'jammed-or-aborted';
  return suspect(deps, paper, why, report, '');
};

/** The job as its printer tells it; a turn where it can't be told now, or never again. */
const look = async (deps: DriveDeps, paper: Paper): Promise<JobReport | Turn> => {
  const { printer } = deps;
  const report = await printer.job(jobOf(paper));
  if (!report.ok) return report.error.type === 'Refused' ? 'look-later' : 'wait';
  if (report.value === 'gone') {
    const now = await printer.identify();
    if (!now.ok) return 'wait';
    const isRestarted = paper.job !== null && now.value.upTime < paper.job.upTime;
    return suspect(deps, paper, isRestarted ? 'printer-restarted' : 'job-forgotten', null, '');
  }
  const { printerUpTime } = report.value;
  const isRestarted = paper.job !== null && printerUpTime !== null && printerUpTime < paper.job.upTime;
  if (!isRestarted) return report.value;
  if (isOver(report.value)) return suspect(deps, paper, 'printer-restarted', report.value, '');
  // It remembers its jobs, and might print the rest, or all of it again, after a person has looked.
  const canceled = await printer.cancel(jobOf(paper));
  return canceled.ok ? 'look-later' : 'wait';
};

type SuspectReason = Extract<LedgerStep, { readonly to: 'suspect' }>['why'];

const suspect = async (
  { ledger }: Omit<DriveDeps, 'printer'>,
  paper: Paper,
  why: SuspectReason,
  report: JobReport | null,
  note: string,
): Promise<Turn> => {
  const detail = [report?.state, ...(report?.reasons ?? []), note].filter(Boolean).join(' ').slice(0, 200);
  const impressions = report?.impressionsCompleted ?? null;
  await ledger.step(paper, { to: 'suspect', why, impressions, detail });
  return 'again';
};

const failClean = async ({ ledger }: DriveDeps, paper: Paper, why: string): Promise<Turn> => {
  await ledger.step(paper, { to: 'failed-clean', why: why.slice(0, 200) });
  return 'again';
};

const endOf = ({ state, reasons }: JobReport): string => [state, ...reasons].join(' ');

/** It ended without a sheet, by the word of a printer whose word proves something. */
const isProvenClean = (printer: Printer, { state, impressionsCompleted }: JobReport): boolean =>
  isVerified(printer) && (state === 'canceled' || state === 'aborted') && impressionsCompleted === 0;

const isVerified = ({ setup }: Printer): boolean => setup.how === 'direct';

const isOver = ({ state }: JobReport): boolean => state === 'completed' || state === 'canceled' || state === 'aborted';

const pagesOf = (paper: Paper): number => {
  if (paper.pages === null) throw new Error(`paper ${paper.id} is at the printer without having been rendered`);
  return paper.pages;
};

const jobOf = (paper: Paper): Job => {
  const { job } = paper;
  if (!job || job.jobId === null || job.jobUuid === null) throw new Error(`paper ${paper.id} has no job`);
  return toJob(paper, { jobId: job.jobId, jobUuid: job.jobUuid, jobName: job.jobName });
};

const toJob = (paper: Paper, { jobId, jobUuid, jobName }: Pick<JobReport, 'jobId' | 'jobUuid' | 'jobName'>): Job => ({
  jobId,
  jobUuid,
  jobName,
  printer: { uuid: paper.job?.printerUuid ?? '', makeAndModel: '', upTime: paper.job?.upTime ?? 0 },
});
