import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { StartedProcess } from '../../src/main/engine-elsewhere.ts';

/**
 * A process as Electron's `utilityProcess.fork` starts it: its line to us is `process.parentPort`, and the messages lie
 * in events. A real process, so that what kills it and what it leaves behind is real too.
 */
export const forkLikeElectron = (module: URL): StartedProcess => {
  const preload = 'data:text/javascript,'.concat(
    encodeURIComponent(`
      const listeners = [];
      process.on('message', (data) => { for (const hear of listeners) hear({ data }); });
      process.parentPort = {
        postMessage: process.send.bind(process),
        on: (event, hear) => { listeners.push(hear); },
      };
      process.send = undefined;
    `),
  );
  const child = fork(module, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--import', preload],
  });
  const started = new EventEmitter();
  child.on('message', (message) => started.emit('message', message));
  child.on('exit', (code, signal) => started.emit('exit', code ?? signal));
  return Object.assign(started, {
    pid: child.pid,
    stderr: child.stderr,
    postMessage: (message: unknown) => void child.send(message as object, () => undefined),
  });
};
