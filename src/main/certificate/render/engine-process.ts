import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { SheetInput } from '../../../shared/registry/sheet.ts';
import { type LogLine, logLine } from '../../../shared/text/log-line.ts';
import type { System } from '../../system.ts';
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
}

/** The error says why this engine can't be had here. */
export const startEngine = async (
  deps: EngineProcessDeps,
  start: Omit<ProcessStart, 'type'>,
): Promise<Result<EngineProcess, string>> => {
  const child = fork(new URL('./render.worker.ts', import.meta.url), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Flags of whoever starts it (a debugger's port, a test's loader) are not meant for it.
    execArgv: [],
  });
  if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => deps.log(logLine(line)));
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(`the process ended by itself (${signal ?? code ?? 'unknown'})`));
    child.once('error', (error) => resolve(`the process did not run: ${error.message}`));
  });
  const ask = asking(child, exited, deps);

  const answer = await ask({ type: 'start', ...start }, deps.startWithin);
  if (answer.type !== 'ready') {
    child.kill('SIGKILL');
    await exited;
    return err(answer.type === 'unavailable' ? answer.reason : answer.type === 'lost' ? answer.detail : answer.type);
  }
  return ok({
    draw: async (sheet) => {
      const drawn = await ask({ type: 'draw', sheet }, deps.drawWithin);
      if (drawn.type !== 'ready' && drawn.type !== 'unavailable') return drawn;
      throw new Error(`the engine said ${drawn.type} instead of drawing`);
    },
    end: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  });
};

type Answer = Exclude<FromProcess, { type: 'log' }>;

const asking =
  (child: ChildProcess, exited: Promise<string>, deps: EngineProcessDeps) =>
  async (message: ToProcess, within: number): Promise<Answer | Lost> => {
    const over = new AbortController();
    const answered = new Promise<Answer>((resolve) => {
      const hear = (from: FromProcess): void => {
        if (from.type === 'log') return deps.log(logLine(from.line));
        child.off('message', hear);
        resolve(from);
      };
      child.on('message', hear);
      // What can't be sent was sent to a process that has gone, which `exited` tells.
      child.send(message, () => undefined);
    });
    const lost = (detail: string): Lost => ({ type: 'lost', detail });
    const answer = await Promise.race([
      answered,
      exited.then(lost),
      deps.system.wait(within, over.signal).then(() => lost(`no answer within ${within} ms`)),
    ]);
    over.abort();
    // One that hangs would go on hanging, and answer the next question with what belongs to this one.
    if (answer.type === 'lost') {
      child.kill('SIGKILL');
      await exited;
    }
    return answer;
  };
