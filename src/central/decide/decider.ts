import { type LogLine, logLine } from '../../shared/text/log-line.ts';
import { type Connection, type Database, isTransient } from '../store/database.ts';
import { becomeLeader } from '../store/leadership.ts';
import { type BatchAnswer, decideBatch } from './batch.ts';
import type { PrepareDeps, PreparedBatch } from './prepared-batch.ts';

export interface Decider {
  /** Something has arrived. */
  readonly wake: () => void;
  /** Ends after the batch that is running. */
  readonly stop: () => Promise<void>;
}

export interface DeciderDeps extends PrepareDeps {
  readonly database: Database;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: (event: { readonly event: string; readonly detail?: LogLine }) => void;
  /** Most arrivals in one transaction. */
  readonly batchSize: number;
}

/** Arrivals accepted by another process are found by looking, this often. */
const lookAgainMs = 500;
const campaignMs = 1_000;

/**
 * Runs the one ordered writer of the register. Any number of processes may start one; the one that holds the lock
 * decides, the others wait for it to go.
 */
export const startDecider = (deps: DeciderDeps): Decider => {
  const bell = createBell(deps.sleep);
  let isStopped = false;
  const isOver = (): boolean => isStopped;

  const run = async (): Promise<void> => {
    while (!isOver()) {
      try {
        await serveTerm(deps, bell.wait, isOver);
      } catch (error) {
        deps.log({ event: 'decider-stumbled', detail: logLine(String(error)) });
      }
      if (!isOver()) await bell.wait(campaignMs);
    }
  };
  const running = run();

  return {
    wake: bell.ring,
    stop: async () => {
      isStopped = true;
      bell.ring();
      await running;
    },
  };
};

/** Decides for as long as it is the leader; returns at once if somebody else is. */
const serveTerm = async (deps: DeciderDeps, wait: Bell['wait'], isOver: () => boolean): Promise<void> => {
  const link = { isLost: false };
  const connection = await deps.database.connect(() => (link.isLost = true));
  try {
    const term = await becomeLeader(connection);
    if (term === null) return;
    deps.log({ event: 'decider-leads', detail: logLine(`term ${term}`) });
    const step = createStep(deps, connection, term);
    while (!isOver() && !link.isLost) {
      const answer = await step();
      if (answer.type === 'fenced-off')
        return deps.log({ event: 'decider-fenced-off', detail: logLine(`term ${term}`) });
      if (answer.type === 'outdated') continue;
      for (const { flag, certificate } of answer.flags)
        deps.log({ event: 'paper-flagged', detail: logLine(`${flag}: ${certificate}`) });
      for (const { kind, id } of answer.sweep?.skipped ?? [])
        deps.log({ event: 'area-change-skipped', detail: logLine(`${kind} ${id}`) });
      if (answer.count === 0) await wait(lookAgainMs);
    }
  } finally {
    if (!link.isLost) await connection.close();
  }
};

/**
 * One batch each time. After a batch that failed, its arrivals are taken one by one, and the one that fails alone is
 * refused, so that no arrival can hold up those behind it. Failures of the connection are thrown.
 */
const createStep = (deps: DeciderDeps, connection: Connection, term: number) => {
  let oneByOne = 0;
  let refuse: string | null = null;
  let prepared: PreparedBatch | null = null;
  let hasSwept = false;
  return async (): Promise<BatchAnswer> => {
    const isCareful = oneByOne > 0;
    const count = isCareful ? 1 : deps.batchSize;
    // A change of areas and the arrivals take turns.
    const sweep = isCareful ? ('no' as const) : hasSwept ? ('last' as const) : ('first' as const);
    const wish = { term, count, refuse, prepared, ahead: !isCareful, sweep };
    prepared = null;
    try {
      const answer = await decideBatch(deps, connection, deps.database, wish);
      if (answer.type === 'decided') prepared = answer.next;
      hasSwept = answer.type === 'decided' && answer.sweep !== null;
      oneByOne = Math.max(0, oneByOne - 1);
      refuse = null;
      return answer;
    } catch (error) {
      if (isTransient(error) || refuse !== null) throw error;
      deps.log({ event: 'decide-failed', detail: logLine(String(error)) });
      if (isCareful) refuse = 'central failed while deciding it';
      else oneByOne = deps.batchSize;
      return { type: 'decided', count, flags: [], sweep: null, next: null };
    }
  };
};

interface Bell {
  readonly ring: () => void;
  /** Ends at the next ring, or after `ms`; a ring that came before counts. */
  readonly wait: (ms: number) => Promise<void>;
}

const createBell = (sleep: (ms: number) => Promise<void>): Bell => {
  let isRung = false;
  let wakeUp: () => void = () => undefined;
  return {
    ring: () => {
      isRung = true;
      wakeUp();
    },
    wait: async (ms) => {
      if (!isRung) await Promise.race([sleep(ms), new Promise<void>((resolve) => (wakeUp = resolve))]);
      isRung = false;
    },
  };
};
