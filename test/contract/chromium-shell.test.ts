import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { noChromium, setupChromium } from '../builders/chromium-window.ts';
import { buildPreload, writeTestPage } from '../builders/window-page.ts';
import { describeShell } from './shell-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'rrs-test-page-'));
const preload = await buildPreload('chromium', folder);
const assets = writeTestPage(join(folder, 'page'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(noChromium !== null)(noChromium ?? 'the Chromium shell', () => {
  describeShell('Chromium', () => {
    const { shell, log, evaluate, say, end } = setupChromium({ assets, preload });
    return {
      window: shell,
      log,
      evaluate,
      // It never answers: the process that should is gone.
      crashPage: () =>
        say('Page.crash').then(
          () => undefined,
          () => undefined,
        ),
      end,
    };
  });
});
