import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { WindowEvents } from '../../src/main/shell/shell.ts';
import type { ShellUnderTest } from '../contract/shell-contract.ts';
import type { FromRelay, ToRelay } from '../doubles/electron-relay.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const installed = join(root, 'node_modules/electron');

/** Why the suite can't run on a real Electron here; null where it can. */
export const noElectron: string | null = existsSync(join(installed, 'dist/version'))
  ? null
  : 'Electron is not here: node_modules/electron/dist has no version (node node_modules/electron/install.js fetches it)';

/** The program that Electron is started with, as one file beside which its package says that it is a module. */
export const buildRelay = async (folder: string): Promise<string> => {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: join(root, 'test/doubles/electron-relay.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'relay.mjs' } },
    },
  });
  return join(folder, 'relay.mjs');
};

/** A real Electron with our shell in it, driven over its standard streams. */
export const setupElectron = (files: {
  readonly relay: string;
  readonly assets: string;
  readonly preload: string;
  readonly profile: string;
}): ShellUnderTest => {
  const program = join(installed, 'dist', readFileSync(join(installed, 'path.txt'), 'utf8').trim());
  const child = spawn(program, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), files.relay], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, RRS_RELAY: [files.assets, files.preload, files.profile].join('\n') },
  });
  const exited = once(child, 'exit');
  const log: string[] = [];
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const early: FromRelay[] = [];
  const gone = Promise.withResolvers<void>();
  let on: WindowEvents | null = null;
  let lastId = 0;

  const hear = (message: FromRelay): void => {
    if (message.type === 'log') log.push(message.line);
    else if (message.type === 'gone') gone.resolve();
    else if (message.type === 'value') {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error === undefined) asked?.resolve(message.value);
      else asked?.reject(new Error(message.error));
    } else if (!on) early.push(message);
    else if (message.type === 'receive') on.receive(message.text);
    else on[message.type]();
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('relay ')) hear(JSON.parse(line.slice('relay '.length)) as FromRelay);
  });
  const tell = (message: ToRelay): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
  child.once('exit', () => {
    gone.resolve();
    for (const asked of waiting.values()) asked.reject(new Error('Electron has ended'));
  });

  return {
    window: {
      start: (events) => {
        on = events;
        for (const message of early.splice(0)) hear(message);
      },
      send: (message) => {
        if (child.exitCode === null) tell({ type: 'send', message });
      },
      close: () => {
        if (child.exitCode === null) tell({ type: 'close' });
        return gone.promise;
      },
    },
    log,
    evaluate: <T>(expression: string) => {
      lastId += 1;
      const asked = Promise.withResolvers<unknown>();
      waiting.set(lastId, asked);
      tell({ type: 'evaluate', id: lastId, expression });
      return asked.promise as Promise<T>;
    },
    crashPage: async () => tell({ type: 'crash' }),
    end: async () => {
      child.stdin.end();
      await exited;
      rmSync(files.profile, { recursive: true, force: true });
    },
  };
};
