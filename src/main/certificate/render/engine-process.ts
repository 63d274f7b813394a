import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { SheetInput } from '../../../shared/registry/sheet.ts';
import { type LogLine, logLine } from '../../../shared/text/log-line.ts';
import type { System } from '../../system.ts';
import { type EngineChild, forkChild, type StartChild } from './engine-child.ts';
import type { DrawAnswer, FromProcess, ProcessStart, ToProcess } from './process-messages.ts';

export interface Lost {
  readonly type: 'lost';
  readonly detail: string;
}

/** A running engine. After `lost` the process is gone, and another must be started. */
export interface EngineProcess {
  readonly draw: (sheet: SheetInput) => Promise<DrawAnswer | Lost>;
  readonly end: () => Promise<void>;
}

export interface EngineProcessDeps {
  readonly system: Pick<System, 'wait'>;
  readonly log: (line: LogLine) => void;
  /** How long one paper may take, in milliseconds. */
  readonly drawWithin: number;
  /** How long the engine may take to load, in milliseconds. */
  readonly startWithin: number;
  /** Starts the process; one of Node's own unless told otherwise. */
  readonly startChild?: StartChild;
}

/** The error says why this engine can't be had here. */
export const startEngine = async (
  deps: EngineProcessDeps,
  start: Omit<ProcessStart, 'type'>,
): Promise<Result<EngineProcess, string>> => {
  const child = (deps.startChild ?? forkChild)(deps.log);
  const ask = asking(child, deps);

  const answer = await ask({ type: 'start', ...start }, deps.startWithin);
  if (answer.type !== 'ready') {
    child.kill();
    await child.ended;
    return err(answer.type === 'unavailable' ? answer.reason : answer.type === 'lost' ? answer.detail : answer.type);
  }
  return ok({
    draw: async (sheet) => {
      const drawn = await ask({ type: 'draw', sheet }, deps.drawWithin);
      if (drawn.type !== 'ready' && drawn.type !== 'unavailable') return drawn;
      throw new Error(`the engine said ${drawn.type} instead of drawing`);
    },
    end: async () => {
      child.kill();
      await child.ended;
    },
  });
};

type Answer = Exclude<FromProcess, { type: 'log' }>;

const asking =
  (child: EngineChild, deps: EngineProcessDeps) =>
  async (message: ToProcess, within: number): Promise<Answer | Lost> => {
    const over = new AbortController();
    const answered = new Promise<Answer>((resolve) => {
      const hear = (from: FromProcess): void => {
        if (from.type === 'log') return deps.log(logLine(from.line));
        silence();
        resolve(from);
      };
      const silence = child.onMessage(hear);
      child.send(message);
    });
    const lost = (detail: string): Lost => ({ type: 'lost', detail });
    const answer = await Promise.race([
      answered,
      child.ended.then(lost),
      deps.system.wait(within, over.signal).then(() => lost(`no answer within ${within} ms`)),
    ]);
    over.abort();
    // One that hangs would go on hanging, and answer the next question with what belongs to this one.
    if (answer.type === 'lost') {
      child.kill();
      await child.ended;
    }
    return answer;
  };
