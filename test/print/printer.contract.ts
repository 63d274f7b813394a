import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Job, JobReport, Printer } from '../../src/main/print/printer.ts';
import type { Result } from '../../src/shared/contract/result.ts';
import { aPdf } from './a-pdf.ts';

/** A printer that a test may break. What it is doing is known by what it prints and says alone. */
export interface PrinterUnderTest {
  readonly printer: () => Printer;
  /** How the next document is treated. `jam`: after one sheet. `paper-out`: waits for paper, and gets it. */
  readonly next: (mode: 'ok' | 'fail' | 'jam' | 'paper-out' | 'slow' | 'uncounted') => Promise<void>;
  readonly powerCut: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** Milliseconds between two looks. */
  readonly pause: number;
}

export const valueOf = <T, E>(result: Result<T, E>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** Looks until the job is as wanted, or a minute's worth of looks is over. */
const lookUntil = async (
  under: Pick<PrinterUnderTest, 'printer' | 'pause'>,
  job: Job,
  isWanted: (report: JobReport) => boolean,
): Promise<JobReport> => {
  for (let look = 0; look < 600; look += 1) {
    const report = valueOf(await under.printer().job(job));
    if (report === 'gone') throw new Error('the job is gone');
    if (isWanted(report)) return report;
    await sleep(under.pause);
  }
  throw new Error(`job ${job.jobName} never came there`);
};

const isOver = ({ state }: JobReport): boolean => state === 'completed' || state === 'aborted' || state === 'canceled';

/** What every printer does, the invented one like the real one. */
export const describePrinter = (title: string, under: PrinterUnderTest): void => {
  let serial = 0;
  const nameOf = (): string => `T-0000${(serial += 1)}.1`;
  const pdf = aPdf(2);

  /** A printer that has finished its last job takes the next one after a moment. */
  const create = async (name: string): Promise<Job> => {
    for (let attempt = 0; ; attempt += 1) {
      const job = await under.printer().create(name, { pages: 2 });
      if (job.ok) return job.value;
      const isBusy = job.error.type === 'Refused' && job.error.keyword === 'server-error-busy';
      if ((!isBusy && job.error.type !== 'Blocked') || attempt > 200) throw new Error(JSON.stringify(job.error));
      expect(job.error.sent).toBe('nothing-sent');
      await sleep(under.pause);
    }
  };
  const print = async (name: string): Promise<Job> => {
    const job = await create(name);
    expect(valueOf(await under.printer().send(job, { pdf, pages: 2 }))).toBe('acknowledged');
    return job;
  };

  describe(title, () => {
    test('says who and how it is', async () => {
      const identity = valueOf(await under.printer().identify());
      expect(identity.uuid).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
      const state = await under.printer().look();
      expect(state).toMatchObject({ reachable: true, problem: null, identity: { uuid: identity.uuid } });
      expect(state.capabilities).toMatchObject({ a4: true, oneSided: true, createJob: true, isSpooler: false });
      expect(state.supplies.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['toner', 'waste']));
      expect(state.trays.length).toBeGreaterThan(0);
    });

    test('prints a document: completed, and both sheets counted', async () => {
      await under.next('ok');
      const name = nameOf();
      const job = await print(name);
      const report = await lookUntil(under, job, isOver);
      expect(report).toMatchObject({
        state: 'completed',
        impressionsCompleted: 2,
        jobName: name,
        jobUuid: job.jobUuid,
      });
      expect(report.printerUpTime).toBeGreaterThanOrEqual(job.printer.upTime);
    });

    test('a job without its document waits for it, and can be canceled', async () => {
      const name = nameOf();
      const job = await create(name);
      const waiting = await lookUntil(under, job, () => true);
      expect(waiting).toMatchObject({ state: 'pending-held', dataInsufficient: true });
      expect(waiting.impressionsCompleted ?? 0).toBe(0);
      expect(valueOf(await under.printer().findJob(name))).toMatchObject({ jobId: job.jobId, jobUuid: job.jobUuid });
      expect(valueOf(await under.printer().cancel(job))).toBe('canceled');
      await lookUntil(under, job, ({ state }) => state === 'canceled' || state === 'aborted');
      expect(valueOf(await under.printer().cancel(job))).toBe('already-finished');
      expect(await under.printer().send(job, { pdf, pages: 2 })).toMatchObject({
        ok: false,
        error: { type: 'Refused', sent: 'nothing-sent' },
      });
    });

    test('finds jobs by their name, waiting or finished, and no others', async () => {
      await under.next('ok');
      const name = nameOf();
      const job = await print(name);
      await lookUntil(under, job, isOver);
      expect(valueOf(await under.printer().findJob(name))).toMatchObject({ state: 'completed', jobUuid: job.jobUuid });
      expect(valueOf(await under.printer().findJob(name.slice(0, -1)))).toBeNull();
    });

    test('takes a document once', async () => {
      await under.next('ok');
      const job = await print(nameOf());
      await lookUntil(under, job, isOver);
      expect(await under.printer().send(job, { pdf, pages: 2 })).toMatchObject({
        ok: false,
        error: { type: 'Refused' },
      });
      expect(await lookUntil(under, job, isOver)).toMatchObject({ impressionsCompleted: 2 });
    });

    test('gives up before the first sheet: aborted, none printed', async () => {
      await under.next('fail');
      const report = await lookUntil(under, await print(nameOf()), isOver);
      expect(report).toMatchObject({ state: 'aborted', impressionsCompleted: 0 });
    });

    test('jams after the first sheet: aborted, one printed', async () => {
      await under.next('jam');
      const report = await lookUntil(under, await print(nameOf()), isOver);
      expect(report).toMatchObject({ state: 'aborted', impressionsCompleted: 1 });
    });

    test('runs out of paper: says so, and goes on with the next', async () => {
      await under.next('paper-out');
      const job = await print(nameOf());
      for (let look = 0; ; look += 1) {
        const { blockers } = await under.printer().look();
        if (blockers.includes('media-empty')) break;
        if (look > 300) throw new Error('it never said that it has no paper');
        await sleep(under.pause);
      }
      expect(isOver(await lookUntil(under, job, () => true))).toBe(false);
      await under.next('ok');
      expect(await lookUntil(under, job, isOver)).toMatchObject({ state: 'completed', impressionsCompleted: 2 });
    });

    test('counts nothing: completed, without the two sheets', async () => {
      await under.next('uncounted');
      const report = await lookUntil(under, await print(nameOf()), isOver);
      expect(report.state).toBe('completed');
      expect(report.impressionsCompleted).not.toBe(2);
    });

    test('after a power cut: the same printer, that knows no jobs, and gives their numbers away again', async () => {
      await under.next('slow');
      const before = valueOf(await under.printer().identify());
      const job = await print(nameOf());
      await lookUntil(under, job, ({ state }) => state === 'processing');
      await under.powerCut();
      expect(await under.printer().job(job)).toMatchObject({ ok: false, error: { type: 'Unreachable' } });
      expect(await under.printer().create('T-0.1', { pages: 2 })).toMatchObject({
        ok: false,
        error: { type: 'Unreachable', sent: 'nothing-sent' },
      });
      await under.restart();
      const after = valueOf(await under.printer().identify());
      expect(after.uuid).toBe(before.uuid);
      expect(after.upTime).toBeLessThan(before.upTime);
      expect(valueOf(await under.printer().job(job))).toBe('gone');
      expect(valueOf(await under.printer().findJob(job.jobName))).toBeNull();

      // Every number that the old job may have had goes to a new one, which is never taken for it.
      await under.next('ok');
      const others: Job[] = [];
      while ((others.at(-1)?.jobId ?? 0) < job.jobId) {
        const other = await create(nameOf());
        others.push(other);
        expect(valueOf(await under.printer().job(job))).toBe('gone');
        expect(valueOf(await under.printer().cancel(job))).toBe('gone');
        expect(await under.printer().send(job, { pdf, pages: 2 })).toMatchObject({
          ok: false,
          error: { type: 'Refused', keyword: 'client-error-not-found', sent: 'nothing-sent' },
        });
        expect(valueOf(await under.printer().cancel(other))).toBe('canceled');
      }
      expect(others.at(-1)?.jobId).toBe(job.jobId);
    });
  });
};
