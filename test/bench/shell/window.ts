import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { createWindowGate } from '../../../src/main/shell/window-gate.ts';
import { startThreads } from '../../../src/main/threads.ts';
import { setupChromium } from '../../builders/chromium-window.ts';

/**
 * A window for the benchmark, as src/main/index.ts puts it together, with a debugging port, and with the loop delay of
 * the shell's thread on request. `PROFILE ASSETS PRELOAD [DATA]`: without DATA there is no office behind it.
 * On standard input: `delay` begins to measure, or says what was measured; its end ends the program.
 */
const [profile = '', assets = '', preload = '', data = ''] = process.argv.slice(2);
const { shell: window } = setupChromium({ profile, assets, preload });
const log = (line: string): void => console.error(line);
const shell = createWindowGate({ window, now: Date.now, log });
const threads =
  data === ''
    ? null
    : startThreads({
        folder: data,
        profile: 'training',
        dieAt: '',
        log,
        now: Date.now,
        failed: (error) => {
          console.error(error);
          process.exit(1);
        },
      });
const served =
  threads?.serve(shell) ??
  new Promise<void>((closed) => shell.start({ receive: () => undefined, coming: () => undefined, closed }));
void served.then(() => process.exit(0));

const delay = monitorEventLoopDelay({ resolution: 1 });
const lines = createInterface(process.stdin);
lines.on('line', (line) => {
  if (line !== 'delay') return;
  const milliseconds = delay.percentile(99) / 1e6;
  console.log(JSON.stringify({ p99: milliseconds }));
  delay.reset();
  delay.enable();
});
lines.on('close', () => void window.close());
