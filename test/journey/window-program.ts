import { createWindowGate } from '../../src/main/shell/window-gate.ts';
import { realSystem } from '../../src/main/system.ts';
import { startThreads } from '../../src/main/threads.ts';
import { setupChromium } from '../builders/chromium-window.ts';

/**
 * An office with its window as a process of its own, as `src/main/index.ts --shell chromium --headless` is, but for the
 * debugging port over which the journeys see and touch the window. `DATA PROFILE ASSETS PRELOAD`
 */
const [folder = '', profile = '', assets = '', preload = ''] = process.argv.slice(2);
const { now } = realSystem(() => undefined);
const { shell: window } = setupChromium({ profile, assets, preload });
// Its standard error is its log, as the real program's is.
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const shell = createWindowGate({ window, now, log });
const threads = startThreads({
  folder,
  profile: 'training',
  dieAt: '',
  log,
  now,
  failed: (error) => {
    log(String(error.stack));
    process.exit(1);
  },
});
process.on('SIGTERM', () => void window.close());
void threads.serve(shell).then(() => process.exit(0));
