import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { z } from 'zod';
import { onJsonLines } from './json-lines.ts';

const main = new URL('../../src/central/index.ts', import.meta.url).pathname;

const Ready = z.object({ ready: z.literal(true), url: z.url() });

/** Central as a process of its own, with its own PostgreSQL. */
export interface CentralProcess {
  readonly url: string;
  readonly log: () => string;
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly ended: Promise<void>;
}

export interface CentralOptions {
  readonly data: string;
  /** 0 for a free one. */
  readonly port?: number;
  readonly seed?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Resolves when it takes requests. */
export const startCentralProcess = async ({ data, port = 0, seed, env }: CentralOptions): Promise<CentralProcess> => {
  const options = ['--data', data, '--profile', 'training', '--port', String(port), ...(seed ? ['--seed', seed] : [])];
  const child = spawn(process.execPath, [main, 'serve', '--with-parent', ...options], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const ended = once(child, 'exit').then(() => undefined);
  const url = await new Promise<string>((resolve, reject) => {
    void ended.then(() => reject(new Error(`central ended before it was ready\n${log}`)));
    onJsonLines(
      child.stdout,
      (value) => {
        const ready = Ready.safeParse(value);
        if (ready.success) resolve(ready.data.url);
      },
      (line) => {
        log += `${line}\n`;
      },
    );
  });
  const end = (signal: 'SIGKILL' | 'SIGTERM') => async (): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return { url, log: () => log, kill: end('SIGKILL'), stop: end('SIGTERM'), ended };
};

/** A one-time code for enrolling a device of the office; works while central runs. */
export const makeEnrolmentCode = (data: string, office: string): Promise<string> => makeCode(data, '--office', office);

/** A one-time code for a device that was restored from a backup. */
export const makeRestoreCode = (data: string, device: string): Promise<string> => makeCode(data, '--device', device);

const makeCode = async (data: string, ...whose: readonly string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [main, 'code', '--data', data, ...whose]);
  return stdout.trim().split('\n').at(-1) ?? '';
};
