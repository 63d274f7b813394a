import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Profile } from '../shared/registry/profile.ts';
import { logLine } from '../shared/text/log-line.ts';
import { findBrowser } from './shell/chromium/find-browser.ts';
import type { Shell, WindowShell } from './shell/shell.ts';
import { createStdioShell } from './shell/stdio/stdio-shell.ts';
import { createWindowGate } from './shell/window-gate.ts';
import { realSystem } from './system.ts';
import { startThreads } from './threads.ts';

/**
 * One office: the shell on this thread, the office and the reader on theirs. The profile and the shell are chosen here,
 * and in Electron's root (electron-main.ts), and nowhere else.
 */
const usage = `usage: npm run office -- --data FOLDER [--profile training|production] [--shell stdio|chromium]
  stdio      requests as lines of JSON on standard input, for programs
  chromium   a window in the system's browser: [--mode desk|kiosk] [--headless] [--with-parent]
             --with-parent: ends with the program that started it, when standard input ends`;

const Options = z.object({
  data: z.string().min(1),
  profile: Profile,
  shell: z.enum(['stdio', 'chromium']),
  mode: z.enum(['desk', 'kiosk']),
  headless: z.boolean(),
  'with-parent': z.boolean(),
});
type Options = z.infer<typeof Options>;

const readOptions = (): Options | null => {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        profile: { type: 'string', default: 'training' },
        shell: { type: 'string', default: 'stdio' },
        mode: { type: 'string', default: 'desk' },
        headless: { type: 'boolean', default: false },
        'with-parent': { type: 'boolean', default: false },
      },
    });
    return Options.safeParse(values).data ?? null;
  } catch {
    return null;
  }
};

/** Ends the process with a word to whoever started it. */
const giveUp = (text: string, code: number): never => {
  console.error(text);
  process.exit(code);
};

/** Says once, to whoever started the process, that somebody can work in the window now. */
const telling = (window: WindowShell): WindowShell => {
  let isTold = false;
  const tell = (): void => {
    if (!isTold) console.error('the window is open');
    isTold = true;
  };
  return {
    ...window,
    start: (on) =>
      window.start({
        ...on,
        opened: () => {
          tell();
          on.opened();
        },
      }),
  };
};

/** A shell, and how to end it from outside. */
interface Chosen {
  readonly shell: Shell;
  /** What is to be ended first; the threads end when it is gone. */
  readonly stop: (() => void) | null;
}

const createWindow = async ({ data, mode, headless }: Options): Promise<Chosen> => {
  const found = findBrowser({ platform: process.platform, env: process.env, exists: existsSync });
  if (!found.ok) return giveUp(`${found.error.message.ko}\n${found.error.message.en}`, 3);
  // What drives a browser is large: programs that need no window don't wait for it.
  const { createChromiumShell } = await import('./shell/chromium/chromium-shell.ts');
  const { now, wait, newId } = realSystem(() => undefined);
  const log = console.error;
  const window = createChromiumShell(
    { now, wait, newId, log },
    {
      mode,
      headless,
      executable: found.value.path,
      asRoot: process.getuid?.() === 0,
      assets: fileURLToPath(new URL('../../out/app/renderer', import.meta.url)),
      preload: fileURLToPath(new URL('../../out/app/preload/chromium.js', import.meta.url)),
      profile: join(data, 'window'),
    },
  );
  return { shell: createWindowGate({ window: telling(window), now, log }), stop: () => void window.close() };
};

const options = readOptions() ?? giveUp(usage, 2);
const shells: Readonly<Record<Options['shell'], () => Promise<Chosen>>> = {
  stdio: async () => ({ shell: createStdioShell(process.stdin, process.stdout), stop: null }),
  chromium: () => createWindow(options),
};
const { shell, stop } = await shells[options.shell]();

const threads = startThreads({
  folder: options.data,
  profile: options.profile,
  dieAt: process.env['RRS_DIE_AT'] ?? '',
  log: (line) => console.error(line),
  now: realSystem(() => undefined).now,
  failed: (error) => giveUp(logLine(String(error.stack ?? error)), 1),
});
const end = (): never => process.exit(0);
const close = (): void => void threads.close().then(end);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop ?? close);
// Node would open its debugger on it, through which anybody on this computer could read the file's key.
process.on('SIGUSR1', () => undefined);
if (stop && options['with-parent']) process.stdin.on('end', stop).resume();
void threads.serve(shell).then(end);
