import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type LogLine, logLine } from '../../../shared/text/log-line.ts';
import type { FromProcess, ToProcess } from './process-messages.ts';

/** The process that an engine runs in, whoever started it. */
export interface EngineChild {
  readonly send: (message: ToProcess) => void;
  /** Calls back with each message of the process; returns what ends that. */
  readonly onMessage: (hear: (from: FromProcess) => void) => () => void;
  readonly kill: () => void;
  /** Why the process ended, once it has. */
  readonly ended: Promise<string>;
}

export type StartChild = (log: (line: LogLine) => void) => EngineChild;

/** A process of Node's own. */
export const forkChild: StartChild = (log) => {
  const child = fork(new URL('./render.worker.ts', import.meta.url), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Flags of whoever starts it (a debugger's port, a test's loader) are not meant for it.
    execArgv: [],
  });
  if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => log(logLine(line)));
  return {
    // What can't be sent was sent to a process that has gone, which `ended` tells.
    send: (message) => void child.send(message, () => undefined),
    onMessage: (hear) => {
      child.on('message', hear);
      return () => child.off('message', hear);
    },
    kill: () => void child.kill('SIGKILL'),
    ended: new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(`the process ended by itself (${signal ?? code ?? 'unknown'})`));
      child.once('error', (error) => resolve(`the process did not run: ${error.message}`));
    }),
  };
};
