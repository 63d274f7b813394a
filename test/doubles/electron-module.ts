import { createFakeElectron } from './electron.ts';

/**
 * Electron for one whole process, with somebody who opens its window, asks RRS_ASK in it, prints the answer on standard
 * output and closes the window.
 */
const fake = createFakeElectron();
export const { app, BrowserWindow, Menu, powerSaveBlocker, session, utilityProcess } = fake.electron;

// What is installed gets its own arguments behind its own name, and no script between them.
if (fake.electron.app.isPackaged) process.argv.splice(1, 1);

const inTime = AbortSignal.timeout(60_000);
const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) {
    inTime.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

const sit = async (): Promise<void> => {
  await fake.app.becomeReady();
  await until(() => (fake.windows[0]?.contents.loaded.length ?? 0) > 0);
  const [window] = fake.windows;
  if (!window) throw new Error('there is no window');
  const { contents, options } = window;
  const page = await window.session.fetch(contents.mainFrame.url);
  contents.post(process.env['RRS_ASK']);
  await until(() => contents.arrived.some(([, text]) => String(text).includes('"reply"')));
  const replies = contents.arrived.map(([, text]) => String(text)).filter((text) => text.includes('"reply"'));
  const told = { reply: replies[0], page: await page?.text(), preload: options.webPreferences?.preload };
  process.stdout.write(`${JSON.stringify(told)}\n`);
  window.closeByHand();
};
setImmediate(() => void sit());
