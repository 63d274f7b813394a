import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeTemporaryFolder } from '../../scripts/run/temporary-folder.ts';
import { until } from '../../scripts/run/until.ts';
import { findBrowser } from '../../src/main/shell/chromium/find-browser.ts';

/**
 * `npm start` as somebody types it, with everything that it starts: central, PostgreSQL, the sample printer, the office
 * and a browser. What the window shows has its own tests.
 */
const folder = makeTemporaryFolder('start');
const training = join(folder, 'training');
const main = new URL('../../scripts/start/start.ts', import.meta.url).pathname;

const browser = findBrowser({ platform: process.platform, env: process.env, exists: existsSync });
const isLinux = process.platform === 'linux';
/** Why it can't be tried here; it stands in the place of the test's name. */
const reason = browser.ok
  ? isLinux
    ? null
    : 'npm start: this test looks for processes in /proc'
  : `npm start: ${browser.error.message.en}`;

interface Started {
  readonly child: ChildProcess;
  readonly text: () => string;
  readonly ended: Promise<number | null>;
}

const started: ChildProcess[] = [];
const start = (flags: readonly string[], env: Readonly<Record<string, string | undefined>> = {}): Started => {
  // In a group of its own, as a shell starts it: Ctrl+C goes to all of it.
  const child = spawn(process.execPath, [main, '--folder', training, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, ...env },
  });
  started.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more;
    });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { child, text: () => text, ended };
};

afterAll(() => {
  for (const { pid, exitCode, signalCode } of started)
    if (pid && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Every process that has this run's folder among its arguments, by its id. */
const processesHere = (): string[] =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(training);
    } catch {
      return false;
    }
  });

const untilOpen = ({ child, text }: Started): Promise<unknown> => {
  let hasEnded = false;
  child.once('exit', () => {
    hasEnded = true;
  });
  return until(
    'the window is open',
    async () => {
      if (hasEnded) throw new Error(`npm start ended\n${text()}`);
      return text().includes('the window is open') ? true : null;
    },
    90_000,
  );
};
const untilNobody = (): Promise<unknown> =>
  until('everything has ended', async () => (processesHere().length === 0 ? true : null));

describe.skipIf(reason !== null)(reason ?? 'npm start', { timeout: 240_000 }, () => {
  test('sets everything up, opens the window, and Ctrl+C ends all of it', async () => {
    const first = start(['--headless']);
    await untilOpen(first);
    for (const line of [
      'central starts',
      'is enrolled at 솔내면',
      'get their passwords',
      'grants serials',
      'solnae-mentor',
    ])
      expect(first.text()).toContain(line);
    const { slots } = JSON.parse(readFileSync(join(training, 'desk/slots.json'), 'utf8')) as {
      slots: { label: { role: string } }[];
    };
    expect(slots.map(({ label }) => label.role).toSorted()).toEqual(['clerk', 'clerk', 'mentor', 'supervisor']);
    expect(processesHere().length).toBeGreaterThan(5);

    // Somebody types it a second time.
    const second = start(['--headless']);
    expect(await second.ended).toBe(1);
    expect(second.text()).toMatch(/is "npm start" running in another terminal/);
    const third = start(['--headless', '--fresh']);
    expect(await third.ended).toBe(1);
    expect(existsSync(join(training, 'set-up.json'))).toBe(true);

    process.kill(-(first.child.pid ?? 0), 'SIGINT');
    expect(await first.ended).toBe(0);
    expect(first.text()).toContain('The window is closed.');
    await untilNobody();
  });

  test('takes what is there the next time, and ends when the window is closed', async () => {
    const again = start(['--headless']);
    await untilOpen(again);
    expect(again.text()).not.toContain('is enrolled at');
    const window = processesHere().find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--app='));
    if (!window) throw new Error('there is a browser');
    process.kill(Number(window), 'SIGTERM');
    expect(await again.ended).toBe(0);
    await untilNobody();
  });

  test('leaves nothing behind when it is killed without a word, and goes on the next time', async () => {
    const killed = start(['--headless']);
    await untilOpen(killed);
    killed.child.kill('SIGKILL');
    await killed.ended;
    await untilNobody();
    const next = start(['--headless']);
    await untilOpen(next);
    expect(next.text()).not.toContain('is enrolled at');
    next.child.kill('SIGTERM');
    expect(await next.ended).toBe(0);
    await untilNobody();
  });

  test('begins anew after a set-up that was broken off', async () => {
    rmSync(join(training, 'set-up.json'));
    const anew = start(['--headless']);
    await untilOpen(anew);
    expect(anew.text()).toContain('is enrolled at 솔내면');
    process.kill(anew.child.pid ?? 0, 'SIGTERM');
    expect(await anew.ended).toBe(0);
    await untilNobody();
  });
});

describe('npm start where no window can be shown', { timeout: 120_000 }, () => {
  test('names what to install where there is no browser', async () => {
    const none = start(['--headless'], { RRS_BROWSER: '/nowhere/chromium' });
    expect(await none.ended).toBe(3);
    expect(none.text()).toMatch(/\/nowhere\/chromium.*Install Chromium/);
    expect(none.text()).toMatch(/설치/);
  });

  test.runIf(isLinux)('says so without a display, and runs the demo instead', async () => {
    // What it leaves when it is killed lies in this test's folder.
    const demo = start([], { DISPLAY: undefined, WAYLAND_DISPLAY: undefined, TMPDIR: folder });
    await until('the demo runs', async () => (/✓ +1 .*central starts/.test(demo.text()) ? true : null), 60_000);
    expect(demo.text()).toMatch(/화면이 없어.*\nThere is no display here/);
    process.kill(-(demo.child.pid ?? 0), 'SIGKILL');
    await demo.ended;
  });

  test('tells how it is called', async () => {
    const help = start(['--help']);
    expect(await help.ended).toBe(0);
    expect(help.text()).toContain('--fresh');
    expect(await start(['--shell', 'netscape']).ended).toBe(2);
  });
});
