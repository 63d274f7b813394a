import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Sheet } from '../doubles/ipp-printer-machine.ts';
import { createTrays } from './fault-checks.ts';
import type { Machine } from './killed-office.ts';

const script = new URL('../../../shared/tools/virtual-printer', import.meta.url).pathname;
const programs = {
  ippeveprinter: 'cups-ipp-utils',
  'avahi-daemon': 'avahi-daemon',
  'dbus-daemon': 'dbus',
  curl: 'curl',
  pdfinfo: 'poppler-utils',
};

/** Debian's servers lie where not everybody looks. */
const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` };

/** Null if everything is there; otherwise what to do about it. */
export const whyNoEmulator = (): string | null => {
  const missing = Object.entries(programs).flatMap(([program, debian]) => (isInstalled(program) ? [] : [debian]));
  if (missing.length > 0) return `for a real IPP printer install with apt: ${missing.join(' ')}`;
  return existsSync(script)
    ? null
    : 'the script that starts a real IPP printer (shared/tools/virtual-printer) is not here';
};

const isInstalled = (program: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { env });
    return true;
  } catch {
    return false;
  }
};

type Mode = 'ok' | 'fail' | 'jam' | 'empty' | 'slow' | 'lie';

export interface Emulator extends Machine {
  /** What it does with the next document, and with those after it. */
  readonly mode: (next: Mode, afterwards?: Mode) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Debian's ippeveprinter in a folder of its own, which keeps a log of what it printed and the documents themselves. */
export const startEmulator = async (folder: string, name: string): Promise<Emulator> => {
  const port = await freePort();
  const run = async (...args: readonly string[]): Promise<void> => {
    await promisify(execFile)('bash', [script, ...args], { env });
  };
  await run('start', folder, String(port), name);

  let modes: readonly [Mode, Mode] = ['ok', 'ok'];
  /** The first document since the mode was chosen: those before it are another test's. */
  let before = 0;
  const log = join(folder, 'printed.log');
  const begun = (): string[] =>
    existsSync(log)
      ? readFileSync(log, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
      : [];
  const known = new Map<string, readonly Sheet[]>();
  const sheetsOf = (line: string, mode: Mode): readonly Sheet[] => {
    const [, job = '', jobName = '', file = ''] = /job=(\S+) name=(\S+) file=.*?(\S+)$/.exec(line) ?? [];
    const documentHash = createHash('sha256').update(readFileSync(file)).digest('hex');
    // What it says of a document's finer points doesn't matter here.
    const told = execFileSync('pdfinfo', [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const pages = Number(/Pages: +(\d+)/.exec(told)?.[1]);
    const out = mode === 'fail' ? 0 : mode === 'jam' ? 1 : pages;
    return Array.from({ length: out }, (_, index) => ({
      jobName,
      jobId: Number(job),
      jobUuid: line,
      page: index + 1,
      documentHash,
    }));
  };
  /** Each document of the log as the mode has it that held when it was begun; the same sheets each time. */
  const paper = (): readonly Sheet[] =>
    begun()
      .slice(before)
      .flatMap((line, index) => {
        const sheets = known.get(line) ?? sheetsOf(line, modes[Math.min(index, 1)] ?? 'ok');
        known.set(line, sheets);
        return sheets;
      });

  const setMode = (mode: Mode): Promise<void> => run('mode', folder, mode);
  const modeFile = join(folder, 'mode');
  const stopping = new AbortController();
  /** The next document alone finds this mode, in a pipe: so it is known when it has, and before any other can begin. */
  const setModeOnce = async (mode: Mode, afterwards: Mode): Promise<void> => {
    rmSync(modeFile, { force: true });
    await promisify(execFile)('mkfifo', [modeFile]);
    const taken = promisify(execFile)('sh', ['-c', 'echo "$0" > "$1"', mode, modeFile], { signal: stopping.signal });
    const change = async (): Promise<void> => {
      await taken;
      rmSync(modeFile);
      await setMode(afterwards);
    };
    change().catch((error: unknown) => {
      if (!stopping.signal.aborted) throw error;
    });
  };
  return {
    uri: `ipp://localhost:${port}/ipp/print`,
    trays: createTrays(new Map([[name, { paper }]])),
    cutPower: async () => {
      const pid = Number(readFileSync(join(folder, 'printer.pid'), 'utf8'));
      await run('kill', folder);
      while (existsSync(`/proc/${pid}/fd/0`)) await sleep(20);
    },
    restart: () => run('start', folder),
    // The longest that a document of two pages takes, as the script has it, is waited for by whoever looks at the job.
    finish: () => sleep(100),
    mode: async (next, afterwards = next) => {
      before = begun().length;
      modes = [next, afterwards];
      await (afterwards === next ? setMode(next) : setModeOnce(next, afterwards));
    },
    stop: () => {
      stopping.abort();
      return run('stop', folder);
    },
  };
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
