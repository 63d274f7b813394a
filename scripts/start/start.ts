import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { officeOfKind, readTownship } from '../demo/story.ts';
import { foldersOf, isSetUp, type Say, type Surroundings, startSurroundings } from './set-up.ts';
import { buildWindow, findViewer, isWindowBuilt, type ViewerChoice } from './window.ts';

/**
 * `npm start`: the desk of the training township, in a window. The first time it sets everything up, below out/training;
 * from then on it takes what is there. Everything that it starts ends with it.
 */
const usage = `usage: npm start -- [--fresh] [--shell electron|chromium] [--headless] [--folder FOLDER]
  --fresh      sets up anew; what was filed and issued in training is gone
  --headless   the window in a browser without a display, for tests`;

const { values } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    headless: { type: 'boolean', default: false },
    shell: { type: 'string' },
    folder: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || (values.shell !== undefined && !['electron', 'chromium'].includes(values.shell))) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

// Central, the office and its threads begin a good deal sooner where their TypeScript was read before.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../../out/compile-cache', import.meta.url));

const folders = foldersOf(resolve(values.folder ?? fileURLToPath(new URL('../../out/training', import.meta.url))));
const print = (line: string): void => console.log(line);

const say: Say = async (what, work) => {
  const from = performance.now();
  const done = await work();
  print(`✓ ${what} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
  return done;
};

const hasDisplay = (): boolean =>
  values.headless ||
  process.platform !== 'linux' ||
  [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');

const stopping = new AbortController();
const isStopped = (): boolean => stopping.signal.aborted;

const open = async (): Promise<void> => {
  const looked = findViewer({
    choice: (values.shell ?? null) as ViewerChoice,
    isHeadless: values.headless,
    // Whoever had no Electron the first time doesn't wait for it each time.
    mayFetch: values.fresh || values.shell === 'electron' || !isSetUp(folders),
  });
  if (!isWindowBuilt()) await say('the window is built', buildWindow);
  const viewer = await looked;
  if ('missing' in viewer) {
    for (const line of viewer.missing) console.error(line);
    process.exitCode = 3;
    return;
  }
  let surroundings: Surroundings | null = null;
  let window: ChildProcess | null = null;
  try {
    surroundings = await startSurroundings(folders, values.fresh, say);
    if (isStopped()) return;
    window = await viewer.open(folders);
    const ended = once(window, 'exit');
    const end = (): void => void window?.kill('SIGTERM');
    stopping.signal.addEventListener('abort', end);
    tellWhatToDo(viewer.name);
    const [code] = (await ended) as [number | null];
    if (!isStopped() && code !== 0) process.exitCode = 1;
    print('창을 닫았습니다. The window is closed.');
  } finally {
    if (window && window.exitCode === null && window.signalCode === null) window.kill('SIGTERM');
    await surroundings?.stop();
  }
};

const tellWhatToDo = (viewer: string): void => {
  const township = readTownship();
  const office = officeOfKind(township, 'myeon');
  const shown = (path: string): string => relative(process.cwd(), path) || '.';
  print(`
${office.nameKo} 창구를 ${viewer}에서 엽니다. 교육용입니다: 사람, 주소, 번호는 모두 지어낸 것입니다.
The desk of ${office.nameEn} opens in ${viewer}. It is for training: people, places and numbers are invented.
`);
  for (const { id, role, password } of township.officials.filter((each) => each.office === office.id))
    print(`  ${role.padEnd(10)} ${id.padEnd(18)} ${password}`);
  print(`
  papers come out in ${shown(folders.papers)}, backups in ${shown(folders.backup)}
  close the window or press Ctrl+C to end; "npm start -- --fresh" starts over
`);
};

if (!hasDisplay()) {
  print('화면이 없어 창을 띄울 수 없습니다. 대신 시연을 실행합니다.');
  print('There is no display here, so no window can be shown. The demo runs instead.\n');
  await import('../demo/demo.ts');
} else {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  await open().catch((error: unknown) => {
    if (isStopped()) return;
    console.error(`npm start: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}
