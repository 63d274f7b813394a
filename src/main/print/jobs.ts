import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { PrinterProblem } from '../../shared/registry/printer.ts';
import { groupOf, groupsOf, integer, integerOf, keyword, string, stringOf, stringsOf } from './ipp/attributes.ts';
import type { IppClient, IppError } from './ipp/client.ts';
import type { IppAttributes, IppValue } from './ipp/message.ts';
import { jobStates, statusCodes } from './ipp/operations.ts';
import type { Job, JobReport, JobState, PrintError } from './printer.ts';

/** In every request that has to do with jobs. Names nobody: a printer's job list is for all to see. */
export const asUser: readonly (readonly [string, readonly IppValue[]])[] = [
  ['requesting-user-name', string('name', 'rrs-office')],
];

/** Operation attributes that name a job. */
export const jobTarget = ({ jobId }: Pick<Job, 'jobId'>): Map<string, readonly IppValue[]> =>
  new Map([['job-id', integer(jobId)] as const, ...asUser]);

export const isFinished = ({ state }: JobReport): boolean =>
  state === 'completed' || state === 'canceled' || state === 'aborted';

export interface Jobs {
  readonly report: (job: Job) => Promise<Result<JobReport | 'gone', PrintError>>;
  readonly find: (jobName: string) => Promise<Result<JobReport | null, PrintError>>;
}

/** Reads jobs at the printer. A job is known by its uuid, or its name where it has none, and never by its number. */
export const createJobs = (client: IppClient): Jobs => {
  const byNumber = async (jobId: number): Promise<Result<JobReport | 'gone', PrintError>> => {
    const answer = await client.ask({
      operation: 'get-job-attributes',
      attributes: new Map([...jobTarget({ jobId }), ['requested-attributes', keyword(...requested)]]),
    });
    if (!answer.ok) return isUnknown(answer.error) ? ok('gone') : err(withoutSent(answer.error));
    return readJob(groupOf(answer.value, 'job'));
  };

  const list = async (which: 'completed' | 'not-completed'): Promise<Result<readonly IppAttributes[], PrintError>> => {
    const answer = await client.ask({
      operation: 'get-jobs',
      attributes: new Map([
        ...asUser,
        ['which-jobs', keyword(which)],
        // Of everybody: after a reinstallation, say, the printer may take us for somebody else.
        ['my-jobs', [{ tag: 'boolean', value: false }]],
        ['requested-attributes', keyword(...requested)],
      ]),
    });
    return answer.ok ? ok(groupsOf(answer.value, 'job')) : err(withoutSent(answer.error));
  };

  const findIn = async (
    jobs: readonly IppAttributes[],
    jobName: string,
  ): Promise<Result<JobReport | null, PrintError>> => {
    // The newest first: no two jobs of ours have one name, but a printer with two would print the later one last.
    for (const attributes of [...jobs].toSorted((a, b) => numberOf(b) - numberOf(a))) {
      const name = stringOf(attributes, 'job-name');
      if (name !== null && name !== jobName) continue;
      // Some printers list numbers only, and tell the rest when asked for one job.
      const isComplete = name !== null && attributes.has('job-state');
      const report = isComplete ? readJob(attributes) : await byNumber(numberOf(attributes));
      if (!report.ok) return report;
      if (report.value !== 'gone' && report.value.jobName === jobName) return ok(report.value);
    }
    return ok(null);
  };

  return {
    report: async (job) => {
      const report = await byNumber(job.jobId);
      if (!report.ok || report.value === 'gone' || isSame(report.value, job)) return report;
      return ok('gone');
    },
    find: async (jobName) => {
      // In this order: a job that is finished in between is then in the second list.
      for (const which of ['not-completed', 'completed'] as const) {
        const jobs = await list(which);
        if (!jobs.ok) return jobs;
        const found = await findIn(jobs.value, jobName);
        if (!found.ok || found.value) return found;
      }
      return ok(null);
    },
  };
};

const requested = [
  'job-id',
  'job-uuid',
  'job-name',
  'job-state',
  'job-state-reasons',
  'job-impressions-completed',
  'job-printer-up-time',
];

const isSame = (report: JobReport, job: Job): boolean =>
  report.jobUuid !== '' && job.jobUuid !== '' ? report.jobUuid === job.jobUuid : report.jobName === job.jobName;

const isUnknown = (error: IppError): boolean =>
  error.type === 'Refused' &&
  (error.status === statusCodes['client-error-not-found'] || error.status === statusCodes['client-error-gone']);

export const withoutSent = ({ sent: _, ...error }: IppError): PrinterProblem => error;

const numberOf = (attributes: IppAttributes): number => integerOf(attributes, 'job-id') ?? 0;

const readJob = (attributes: IppAttributes): Result<JobReport, PrintError> => {
  const jobId = integerOf(attributes, 'job-id');
  const state = stateNames.get(integerOf(attributes, 'job-state') ?? 0);
  if (jobId === null || !state) return err({ type: 'NotAPrinter', detail: 'a job without a number or a state' });
  const impressions = integerOf(attributes, 'job-impressions-completed');
  const reasons = stringsOf(attributes, 'job-state-reasons').filter((reason) => reason !== 'none');
  return ok({
    jobId,
    jobUuid: stringOf(attributes, 'job-uuid') ?? '',
    jobName: stringOf(attributes, 'job-name') ?? '',
    state,
    reasons,
    impressionsCompleted: impressions !== null && impressions >= 0 ? impressions : null,
    dataInsufficient: reasons.includes('job-data-insufficient'),
    printerUpTime: integerOf(attributes, 'job-printer-up-time'),
  });
};

const stateNames: ReadonlyMap<number, JobState> = new Map(
  (Object.keys(jobStates) as JobState[]).map((name) => [jobStates[name], name]),
);
