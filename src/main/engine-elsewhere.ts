import type { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type LogLine, logLine } from '../shared/text/log-line.ts';
import type { StartChild } from './certificate/render/engine-child.ts';
import type { FromProcess, ToProcess } from './certificate/render/process-messages.ts';

/**
 * Processes that draw papers, started by another thread. In Electron only the main thread can start one, and Node's way
 * of doing it is switched off there by a fuse: so the office's thread asks for a process, and gets a line to it.
 */

/** Office's thread → the thread that starts processes, one line for each process. */
type ToStarter = { readonly type: 'send'; readonly message: ToProcess } | { readonly type: 'kill' };

type FromStarter =
  | { readonly type: 'said'; readonly message: FromProcess }
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'ended'; readonly reason: string };

/** Electron's `UtilityProcess`, as far as it is needed here. */
export interface StartedProcess extends EventEmitter {
  readonly pid?: number | undefined;
  readonly stderr: NodeJS.ReadableStream | null;
  readonly postMessage: (message: unknown) => void;
}

/** On the thread that can start processes: starts one for each line that comes through `requests`. */
export const startElsewhere = (requests: MessagePort, start: () => StartedProcess): void => {
  requests.on('message', (line: MessagePort) => {
    const child = start();
    const tell = (message: FromStarter): void => line.postMessage(message);
    let isOver = false;
    const kill = (): void => {
      // Its number may be somebody else's by now.
      if (isOver || child.pid === undefined) return;
      isOver = true;
      // One that hangs in machine code hears of no gentler signal.
      process.kill(child.pid, 'SIGKILL');
    };
    if (child.stderr) createInterface({ input: child.stderr }).on('line', (text) => tell({ type: 'line', text }));
    child.on('message', (message: FromProcess) => tell({ type: 'said', message }));
    child.once('exit', (code: number) => {
      isOver = true;
      tell({ type: 'ended', reason: `the process ended by itself (${code})` });
      line.close();
    });
    line.on('message', (message: ToStarter) => {
      if (message.type === 'send') child.postMessage(message.message);
      else kill();
    });
    // Whoever asked for it is gone.
    line.once('close', kill);
  });
};

/** On the office's thread. */
export const childElsewhere =
  (requests: MessagePort): StartChild =>
  (log: (line: LogLine) => void) => {
    const { port1: line, port2 } = new MessageChannel();
    requests.postMessage(port2, [port2]);
    const listeners = new Set<(from: FromProcess) => void>();
    const ended = Promise.withResolvers<string>();
    line.on('message', (message: FromStarter) => {
      if (message.type === 'said') for (const hear of listeners) hear(message.message);
      else if (message.type === 'line') log(logLine(message.text));
      else ended.resolve(message.reason);
    });
    line.once('close', () => ended.resolve('the thread that started the process is gone'));
    const tell = (message: ToStarter): void => line.postMessage(message);
    return {
      send: (message) => tell({ type: 'send', message }),
      onMessage: (hear) => {
        listeners.add(hear);
        return () => listeners.delete(hear);
      },
      kill: () => tell({ type: 'kill' }),
      ended: ended.promise,
    };
  };
