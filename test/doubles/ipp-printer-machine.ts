import { createHash } from 'node:crypto';
import type { JobState } from '../../src/main/print/printer.ts';
import type { Random } from '../builders/random.ts';

/** What happens to one job, from Create-Job on. Nothing given: it is printed as it should be. */
export interface JobPlan {
  /** Create-Job is refused this often first (0x0507). */
  readonly busy?: number;
  /** The operation is done, and the connection breaks before the answer. */
  readonly loseAnswerOf?: 'create' | 'send';
  /** The connection breaks in mid-document; what had arrived by then is printed as if it were everything. */
  readonly cutDocument?: boolean;
  /** How many looks at the printer it takes to print one sheet; 1 unless given. */
  readonly stepsPerSheet?: number;
  /** Goes wrong when so many sheets of it are out. */
  readonly fault?: {
    readonly after: number;
    /**
     * `jam`: the job is aborted, and the printer stands still until `refill`. `paper-out`: the job waits for `refill`.
     * `abort`: the printer gives up. `cancel`: somebody presses cancel on its panel. `power-cut`: see `powerCut`.
     */
    readonly type: 'jam' | 'paper-out' | 'abort' | 'cancel' | 'power-cut';
  };
  /** Sheets that come out of it although the document has more; it is called completed all the same. */
  readonly prints?: number;
  /** What it says about finished sheets: the truth, nothing, or this number once it is completed. */
  readonly reports?: 'truth' | 'nothing' | number;
  /** Sheets that still come out after Cancel-Job. */
  readonly sheetsAfterCancel?: number;
  /** `at-end`: forgotten once it is finished. `unprinted`: the document is acknowledged, and that was that. */
  readonly forget?: 'at-end' | 'unprinted';
}

/** One sheet that physically came out. No power cut takes it back. */
export interface Sheet {
  readonly jobName: string;
  readonly jobId: number;
  readonly jobUuid: string;
  /** From 1. */
  readonly page: number;
  /** SHA-256 of the document as the printer got it, lower-case hex. */
  readonly documentHash: string;
}

export interface MachineJob {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly plan: JobPlan;
  state: JobState;
  reasons: string[];
  document: { readonly hash: string; readonly pages: number } | null;
  /** Sheets that came out. */
  sheets: number;
  /** Looks at the printer since it was made, or since the last sheet. */
  age: number;
  isCanceled: boolean;
  sheetsAfterCancel: number;
  isFaultOver: boolean;
}

export type Machine = ReturnType<typeof createMachine>;

/** Looks at the printer that a job without a document survives (multiple-operation-time-out). */
const patience = 60;

/** The printer behind the network: jobs, paper and time, which goes on by one second with each step. */
export const createMachine = (random: Random, powerCut: () => void) => {
  const sheets: Sheet[] = [];
  const documents = new Map<string, Uint8Array>();
  let jobs: MachineJob[] = [];
  let lastJobId = 0;
  let upTime = 1_000;
  /** Printer-state-reasons that the machine itself causes. */
  let trouble: string[] = [];

  const finish = (job: MachineJob, state: 'aborted' | 'canceled' | 'completed', reason: string): void => {
    job.state = state;
    job.reasons = [reason];
    if (job.plan.forget === 'at-end') jobs = jobs.filter((each) => each !== job);
  };

  const printSheet = (job: MachineJob, hash: string): void => {
    job.sheets += 1;
    job.age = 0;
    sheets.push({ jobName: job.name, jobId: job.id, jobUuid: job.uuid, page: job.sheets, documentHash: hash });
  };

  const fail = (job: MachineJob, type: NonNullable<JobPlan['fault']>['type']): void => {
    job.isFaultOver = true;
    switch (type) {
      case 'jam':
        trouble = ['media-jam-error'];
        finish(job, 'aborted', 'aborted-by-system');
        break;
      case 'paper-out':
        trouble = ['media-empty-error', 'media-needed-error'];
        job.state = 'processing-stopped';
        job.reasons = ['printer-stopped'];
        break;
      case 'abort':
        finish(job, 'aborted', 'aborted-by-system');
        break;
      case 'cancel':
        finish(job, 'canceled', 'job-canceled-at-device');
        break;
      case 'power-cut':
        powerCut();
        break;
    }
  };

  const work = (job: MachineJob): void => {
    const { plan, document } = job;
    if (!document) return;
    job.age += 1;
    if (plan.fault && !job.isFaultOver && job.sheets >= plan.fault.after) {
      fail(job, plan.fault.type);
      return;
    }
    if (job.state === 'processing-stopped' && trouble.length > 0 && !job.isCanceled) return;
    const wanted = plan.prints ?? document.pages;
    if (job.isCanceled) {
      if (job.sheetsAfterCancel === 0 || job.sheets >= wanted) {
        finish(job, 'canceled', 'job-canceled-by-user');
        return;
      }
      job.sheetsAfterCancel -= 1;
    }
    job.state = 'processing';
    job.reasons = [job.isCanceled ? 'processing-to-stop-point' : 'job-printing'];
    if (job.age >= (plan.stepsPerSheet ?? 1) && job.sheets < wanted) printSheet(job, document.hash);
    // The fault of a later step comes before the end: a jam of the last sheet, say.
    const isFaultDue = plan.fault && !job.isFaultOver && job.sheets >= plan.fault.after;
    if (job.sheets >= wanted && !isFaultDue && !job.isCanceled) finish(job, 'completed', 'job-completed-successfully');
  };

  const activeJob = (): MachineJob | undefined =>
    jobs.find((job) => job.state === 'processing' || job.state === 'processing-stopped') ??
    jobs.find((job) => job.state === 'pending');

  const step = (): void => {
    upTime += 1;
    for (const job of jobs) {
      if (job.state !== 'pending-held') continue;
      job.age += 1;
      if (job.age > patience) finish(job, 'aborted', 'aborted-by-system');
    }
    const job = activeJob();
    if (job && (trouble.length === 0 || job.state === 'processing-stopped')) work(job);
  };

  return {
    sheets: (): readonly Sheet[] => [...sheets],
    documentOf: (hash: string): Uint8Array | undefined => documents.get(hash),
    jobs: (): readonly MachineJob[] => jobs,
    activeJob,
    upTime: (): number => upTime,
    trouble: (): readonly string[] => trouble,
    step,
    create: (name: string, plan: JobPlan): MachineJob => {
      lastJobId += 1;
      const job: MachineJob = {
        id: lastJobId,
        uuid: `urn:uuid:${random.uuid()}`,
        name,
        plan,
        state: 'pending-held',
        reasons: ['job-data-insufficient'],
        document: null,
        sheets: 0,
        age: 0,
        isCanceled: false,
        sheetsAfterCancel: plan.sheetsAfterCancel ?? 0,
        isFaultOver: false,
      };
      jobs.push(job);
      return job;
    },
    take: (job: MachineJob, content: Uint8Array, pages: number): void => {
      const hash = createHash('sha256').update(content).digest('hex');
      documents.set(hash, content);
      job.document = { hash, pages };
      job.age = 0;
      job.state = 'pending';
      job.reasons = ['none'];
      if (job.plan.forget === 'unprinted') jobs = jobs.filter((each) => each !== job);
    },
    /** The document isn't what it claims to be. */
    reject: (job: MachineJob): void => finish(job, 'aborted', 'document-format-error'),
    cancel: (job: MachineJob): void => {
      job.isCanceled = true;
      if (job.state === 'pending' || job.state === 'pending-held') finish(job, 'canceled', 'job-canceled-by-user');
      else job.reasons = ['processing-to-stop-point'];
    },
    refill: (): void => {
      trouble = [];
    },
    /** Everything but the paper is gone. */
    forgetAll: (): void => {
      jobs = [];
      lastJobId = 0;
      upTime = 1;
      trouble = [];
    },
  };
};

/** Job-impressions-completed as this job tells it; null if it doesn't. */
export const reportedImpressions = ({ plan, state, sheets }: MachineJob): number | null => {
  if (plan.reports === 'nothing') return null;
  return typeof plan.reports === 'number' && state === 'completed' ? plan.reports : sheets;
};
