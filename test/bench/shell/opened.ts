import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Attached, attachTo, until } from '../../builders/chromium-window.ts';

export interface Files {
  readonly assets: string;
  readonly preload: string;
}

/** A window in a process of its own, as a person starts it. */
export interface OpenedProcess extends Attached, AsyncDisposable {
  /** When the process was started: milliseconds since 1970, as the page counts them. */
  readonly startedAt: number;
  /** The shell thread's loop delay since the last question, 99th percentile, milliseconds. */
  readonly delay: () => Promise<number>;
}

export const openProcess = async ({ assets, preload }: Files, data = ''): Promise<OpenedProcess> => {
  const profile = mkdtempSync(join(tmpdir(), 'rrs-bench-window-'));
  const program = fileURLToPath(new URL('./window.ts', import.meta.url));
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(process.execPath, [program, profile, assets, preload, data], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  const answers = createInterface(child.stdout);
  const page = attachTo(profile);
  await until('the window is open', () => page.evaluate<boolean>('typeof rrs === "object"'));
  return {
    ...page,
    startedAt,
    delay: async () => {
      child.stdin.write('delay\n');
      const [line] = (await once(answers, 'line')) as [string];
      return (JSON.parse(line) as { readonly p99: number }).p99;
    },
    [Symbol.asyncDispose]: async () => {
      child.stdin.end();
      await exited;
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
};

/** From the start of the process until what the page is for (`selector`) was painted. */
export const startToPaint = async (files: Files, selector: string, data = ''): Promise<number> => {
  await using opened = await openProcess(files, data);
  await until(`${selector} is shown`, () => opened.evaluate<boolean>(`document.querySelector('${selector}') !== null`));
  // The browser notes when the largest thing was painted, so it doesn't matter how late it is asked.
  const paintedAt = await opened.evaluate<number>(`new Promise((resolve) =>
    new PerformanceObserver((list) => resolve(performance.timeOrigin + list.getEntries().at(-1).startTime))
      .observe({ type: 'largest-contentful-paint', buffered: true }))`);
  return paintedAt - opened.startedAt;
};
