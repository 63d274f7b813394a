import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, test } from 'vitest';
import { aPrinter } from './a-printer.ts';
import { describePrinter } from './printer.contract.ts';

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

const isInstalled = (program: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { env });
    return true;
  } catch {
    return false;
  }
};

/** Null if everything is there; otherwise what to do about it. */
const whyNot = (): string | null => {
  const missing = Object.entries(programs).flatMap(([program, debian]) => (isInstalled(program) ? [] : [debian]));
  if (missing.length > 0) return `for a real IPP printer install with apt: ${missing.join(' ')}`;
  return existsSync(script)
    ? null
    : 'the script that starts a real IPP printer (shared/tools/virtual-printer) is not here';
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const describeEmulator = (): void => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-printer-'));
  let port = 0;
  const run = async (...args: readonly string[]): Promise<void> => {
    await promisify(execFile)('bash', [script, ...args], { env });
  };

  beforeAll(async () => {
    port = await freePort();
    await run('start', folder, String(port));
  });
  afterAll(async () => {
    await run('stop', folder);
    rmSync(folder, { recursive: true, force: true });
  });

  // The script refills the paper by itself after four seconds, and clears a jam after three.
  const modes = { ok: 'ok', fail: 'fail', jam: 'jam', 'paper-out': 'empty', slow: 'slow', uncounted: 'lie' } as const;
  describePrinter("Debian's ippeveprinter", {
    printer: () => aPrinter({ uri: `ipp://localhost:${port}/ipp/print` }),
    next: (mode) => run('mode', folder, modes[mode]),
    powerCut: async () => {
      const pid = Number(readFileSync(join(folder, 'printer.pid'), 'utf8'));
      await run('kill', folder);
      while (existsSync(`/proc/${pid}/fd/0`)) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    restart: () => run('start', folder),
    pause: 50,
  });
};

const skipEmulator = (reason: string): void => {
  test("Debian's ippeveprinter", (context) => context.skip(reason));
};

const reason = whyNot();
if (reason === null) describeEmulator();
else skipEmulator(reason);
