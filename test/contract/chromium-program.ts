import { setupChromium } from '../builders/chromium-window.ts';

/** A program with a window, to be killed: says when the window is open. `PROFILE ASSETS PRELOAD` */
const [profile = '', assets = '', preload = ''] = process.argv.slice(2);
const { shell } = setupChromium({ profile, assets, preload });
shell.start({
  receive: () => undefined,
  coming: () => undefined,
  opened: () => void process.stdout.write('open\n'),
  closed: () => undefined,
});
