import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { bundleMain } from '../../../scripts/package/bundle-main.ts';
import { type Attached, attachTo, until } from '../../builders/chromium-window.ts';

export interface Files {
  /** The bundled program of `buildProgram`. */
  readonly program: string;
  readonly assets: string;
  readonly preload: string;
}

/**
 * Bundles the window for the benchmark with all that stands behind it, as a package has it (scripts/package/stage.ts):
 * what offices start is no TypeScript. Into `out`, below which `node_modules` is found.
 */
export const buildProgram = async (out: string): Promise<string> => {
  await bundleMain([relative(join(root, 'src/main'), fileURLToPath(new URL('./window', import.meta.url)))], out);
  cpSync(join(root, 'resources'), join(out, 'resources'), { recursive: true });
  return join(out, 'main/window.js');
};

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A window in a process of its own, as a person starts it. */
export interface OpenedProcess extends Attached, AsyncDisposable {
  /** When the process was started: milliseconds since 1970, as the page counts them. */
  readonly startedAt: number;
  /** The shell thread's loop delay since the last question, 99th percentile, milliseconds. */
  readonly delay: () => Promise<number>;
}

export const openProcess = async ({ program, assets, preload }: Files, data = ''): Promise<OpenedProcess> => {
  const profile = mkdtempSync(join(tmpdir(), 'rrs-bench-window-'));
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
  const folder = mkdtempSync(join(tmpdir(), 'rrs-bench-preload-'));
  try {
    const preload = join(folder, 'preload.js');
    writeFileSync(preload, `${readFileSync(files.preload, 'utf8')}\n${notePaint(selector)}`);
    await using opened = await openProcess({ ...files, preload }, data);
    return (await opened.evaluate<number>('paintedAt')) - opened.startedAt;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Looks before each frame, from the page's beginning on: whoever attaches to it later finds a page that is painted soon
 * painted too late. A frame after it was found it stands there.
 */
const notePaint = (selector: string): string => `globalThis.paintedAt = new Promise((resolve) => {
  const look = () => {
    if (document.querySelector('${selector}') === null) return requestAnimationFrame(look);
    requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
  };
  look();
});`;
