import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import { Profile } from '../shared/registry/profile.ts';
import { type LogLine, logLine } from '../shared/text/log-line.ts';
import { startElsewhere } from './engine-elsewhere.ts';
import { electron } from './shell/electron/electron-module.ts';
import { createElectronShell } from './shell/electron/electron-shell.ts';
import { createWindowGate } from './shell/window-gate.ts';
import { realSystem } from './system.ts';
import { startThreads } from './threads.ts';

/** The desk in Electron. Here, as in src/main/index.ts, the profile and the shell are chosen, and nowhere else. */
const { app } = electron;
// Chromium has switches of its own, which it has read already; a program in development is the first argument.
const args = process.argv.slice(app.isPackaged ? 1 : 2);
const { values } = parseArgs({
  args,
  options: { data: { type: 'string' }, profile: { type: 'string' }, kiosk: { type: 'boolean' } },
  strict: false,
});
const log = (line: LogLine): void => void process.stderr.write(`${line}\n`);
// What is installed at an office serves the office; from a checkout people practise.
const profile = Profile.parse(values.profile ?? (app.isPackaged ? 'production' : 'training'));

const openDesk = (): void => {
  const home = join(app.getPath('appData'), 'RRS Office', profile);
  const system = realSystem(() => undefined);

  const window = createElectronShell(
    { electron, log, now: system.now, wait: system.wait, newId: system.newId },
    {
      mode: values.kiosk === true ? 'kiosk' : 'desk',
      assets: fileURLToPath(new URL('../../out/app/renderer', import.meta.url)),
      preload: fileURLToPath(new URL('../../out/app/preload/electron.cjs', import.meta.url)),
      profile: join(home, 'window'),
    },
  );

  if (window.isOpenAlready) return app.exit(0);
  const { port1: drawing, port2: requests } = new MessageChannel();
  startElsewhere(requests, () =>
    electron.utilityProcess.fork(fileURLToPath(new URL('./certificate/render/render.worker.ts', import.meta.url)), [], {
      serviceName: 'RRS Office papers',
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  );
  const threads = startThreads({
    folder: typeof values.data === 'string' ? values.data : join(home, 'office'),
    profile,
    dieAt: '',
    drawing,
    log,
    now: system.now,
    failed: (error) => {
      log(logLine(String(error.stack ?? error)));
      app.exit(1);
    },
  });
  void threads.serve(createWindowGate({ window, now: system.now, log })).then(() => app.exit(0));
};

/** `npm run replica` of an installed desk, which has no npm: the same words behind `replica`, and no window. */
const runReplica = async (): Promise<void> => {
  process.argv = [process.execPath, 'replica', ...args.slice(1), '--profile', profile];
  await import('./replica-command.ts');
  app.exit(Number(process.exitCode ?? 0));
};

if (args[0] === 'replica') void runReplica();
else openDesk();
