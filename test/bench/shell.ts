import { scryptSync } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeEnrolmentCode, startCentralProcess } from '../../scripts/run/central-process.ts';
import { makeTemporaryFolder } from '../../scripts/run/temporary-folder.ts';
import { createWindowGate } from '../../src/main/shell/window-gate.ts';
import { bundleSize } from '../builders/bundle-size.ts';
import { clerkOf, familyAt, seedOf } from '../builders/central-setup.ts';
import { noChromium, setupChromium, until } from '../builders/chromium-window.ts';
import { solnae } from '../builders/registry.ts';
import { buildPreload, writeTestPage } from '../builders/window-page.ts';
import { absoluteRow, percentile, type Row, ratioRow } from './row.ts';
import { buildProgram, type Files, openProcess, startToPaint } from './shell/opened.ts';

const starts = 5;
const families = 2_000;
/** Milliseconds after which a window that was opened has nothing left to do. */
const settling = 2_000;
const password = 'a training password';

/** The window: how fast it opens and answers, and what the shell's thread does meanwhile. Headless, and without a GPU. */
export const run = async (): Promise<Row[]> => {
  if (noChromium !== null) {
    console.log(`      not measured: ${noChromium}`);
    return [];
  }
  const folder = makeTemporaryFolder('bench-shell');
  try {
    const preload = await buildPreload('chromium', folder);
    const page = writeTestPage(join(folder, 'page'));
    const app = fileURLToPath(new URL('../../out/app/renderer', import.meta.url));
    const rows = await messages({ assets: page, preload });
    if (!existsSync(join(app, 'index.html'))) {
      console.log('      not measured: the page itself, which is not built (node scripts/build.ts)');
      return rows;
    }
    const program = await buildProgram(fileURLToPath(new URL('../../out/bench/program', import.meta.url)));
    const ofDesk = await desk(folder, { program, assets: page, preload }, { program, assets: app, preload });
    return [...rows, ...bundle(app), ...ofDesk];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Questions and answers through bridge, shell and gate, with nothing behind them. */
const messages = async (files: Pick<Files, 'assets' | 'preload'>): Promise<Row[]> => {
  const { shell: window, evaluate, end } = setupChromium(files);
  const wide = { longest: 1_000_000, inFlight: 10_000, burst: 1e9, perSecond: 1e9 };
  const shell = createWindowGate({ window, now: Date.now, log: () => undefined, limits: wide });
  const line = (id: number) => ({
    id,
    name: '김가순',
    maskedNumber: '862901-2******',
    address: `다온도 늘해군 솔내면 솔내동촌길 ${id}`,
    relation: '본인',
    status: '거주자',
    note: '비고 내용 '.repeat(3),
  });
  const lines = Array.from({ length: 10_000 }, (_, id) => line(id));
  shell.start({
    coming: () => undefined,
    receive: (message) => {
      const { id, input } = message as { readonly id: number; readonly input: { readonly rows: number } };
      shell.send({ type: 'reply', id, ok: true, value: lines.slice(0, input.rows) });
    },
    closed: () => undefined,
  });
  try {
    await until('the page is ready', () => evaluate<boolean>('window.isReady'));
    const times = (rows: number, count: number): Promise<number[]> =>
      evaluate<number[]>(`(async () => { const times = [];
        for (let nth = 0; nth < ${count}; nth++) { const start = performance.now(); await rrs.query('lines', { rows: ${rows} }); times.push(performance.now() - start) }
        return times })()`);
    await times(0, 200);
    const short = await times(0, 2_000);
    const page = await times(200, 300);
    const all = await times(10_000, 15);
    return [
      absoluteRow('a question and its answer, p50', 'ms', percentile(short, 0.5), 4),
      absoluteRow('a question and its answer, p99', 'ms', percentile(short, 0.99), 16),
      absoluteRow('a list of 200 residents, p50', 'ms', percentile(page, 0.5), 16),
      absoluteRow('10,000 rows at once, which no list asks for, p50', 'ms', percentile(all, 0.5), 500),
    ];
  } finally {
    await end();
  }
};

const bundle = (app: string): Row[] => {
  const { first, all } = bundleSize(app);
  return [
    absoluteRow('desk bundle, JS and CSS of the first page, gzip', 'KB', first, 250),
    absoluteRow('desk bundle, JS and CSS of every screen, gzip', 'KB', all, 250),
  ];
};

/** A device's first hour: it is enrolled and loads its register, is started again, and somebody signs in. */
const desk = async (folder: string, empty: Files, app: Files): Promise<Row[]> => {
  const data = join(folder, 'desk');
  const seed = join(folder, 'seed.json');
  const people = Array.from({ length: families }, (_, index) => familyAt(solnae, 10 * (index + 1), 5));
  writeFileSync(seed, JSON.stringify(seedOf(people)));
  const central = await startCentralProcess({ data: join(folder, 'central'), seed });
  const official = clerkOf(solnae).id;
  let delay = Number.NaN;
  try {
    const code = await makeEnrolmentCode(join(folder, 'central'), solnae);
    await using opened = await openProcess(app, data);
    // Something moves all the time, as a progress bar does.
    await opened.evaluate(
      `void (function draw() { document.documentElement.style.setProperty('--bench', performance.now()); requestAnimationFrame(draw) })()`,
    );
    await opened.delay();
    const input = { centralUrl: central.url, code, official, password };
    await opened.evaluate(`rrs.command('enrol', ${JSON.stringify(input)})`);
    await until('the register is there', () =>
      opened.evaluate<boolean>(`rrs.query('getStatus', {}).then(({ value }) => Boolean(value?.registerAsOf))`),
    );
    delay = await opened.delay();
  } finally {
    await central.stop();
  }

  const toForm: number[] = [];
  const toEmpty: number[] = [];
  for (let nth = 0; nth < starts; nth += 1) {
    toEmpty.push(await startToPaint(empty, 'h1'));
    toForm.push(await startToPaint(app, 'input[type=password]', data));
  }

  const salt = Buffer.alloc(16);
  const scrypts = Array.from({ length: 3 }, () => {
    const start = performance.now();
    // As the slots of a device are made (src/main/replica/keys/key-slots.ts).
    scryptSync(password, salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 });
    return performance.now() - start;
  });
  const signedIn: number[] = [];
  for (let nth = 0; nth < starts; nth += 1) {
    await using opened = await openProcess(app, data);
    // Nobody types a password while the window still opens.
    await new Promise((resolve) => setTimeout(resolve, settling));
    signedIn.push(
      await opened.evaluate<number>(`(async () => {
        const start = performance.now();
        const session = await rrs.command('signIn', ${JSON.stringify({ official, password })});
        const found = await rrs.query('searchResidents', { text: '주민', after: null });
        if (!session.ok || !found.ok || found.value.rows.length === 0) throw new Error(JSON.stringify([session, found.error ?? found.value]));
        return performance.now() - start })()`),
    );
  }
  return [
    absoluteRow(
      `shell's loop delay while ${families * 5} residents are loaded and the page draws, p99`,
      'ms',
      delay,
      16,
    ),
    ratioRow(
      'process start → sign-in form, median',
      'ms',
      { value: percentile(toForm, 0.5), baseline: percentile(toEmpty, 0.5) },
      { atMost: 1.5 },
    ),
    absoluteRow(
      'sign-in → first search, beyond scrypt, median',
      'ms',
      percentile(signedIn, 0.5) - percentile(scrypts, 0.5),
      150,
    ),
  ];
};
