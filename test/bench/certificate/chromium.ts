import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

/** A warm Chromium that prints pages, for comparison. */
export interface PrintingBrowser extends AsyncDisposable {
  /** The PDF of its page with this body, tagged, with a head and a foot on every sheet. */
  readonly print: (paper: {
    readonly body: string;
    readonly head: string;
    readonly foot: string;
  }) => Promise<Uint8Array>;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Shows `page`, a whole document of HTML, from a file, so that it may load fonts. Null where this machine has none. */
export const openPrintingBrowser = async (page: string): Promise<PrintingBrowser | null> => {
  const name = names.find((each) => spawnSync(each, ['--version'], { stdio: 'ignore' }).status === 0);
  if (!name) return null;
  const profile = mkdtempSync(join(tmpdir(), 'rrs-chromium-'));
  const file = join(profile, 'page.html');
  writeFileSync(file, page);
  const browser = spawn(
    name,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const exited = new Promise<void>((resolve) => {
    browser.once('exit', () => resolve());
  });
  const ask = commands(browser);
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
  const tab = String(sessionId);
  const run = (expression: string): Promise<unknown> =>
    ask('Runtime.evaluate', { expression, awaitPromise: true }, tab);
  await ask('Page.navigate', { url: pathToFileURL(file).href }, tab);
  await run("new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done))");
  await run('document.fonts.ready.then(() => 0)');
  return {
    print: async ({ body, head, foot }) => {
      await run(`document.body.innerHTML = ${JSON.stringify(body)}; document.fonts.ready.then(() => 0)`);
      const { data } = await ask(
        'Page.printToPDF',
        {
          preferCSSPageSize: true,
          printBackground: true,
          generateTaggedPDF: true,
          displayHeaderFooter: true,
          headerTemplate: head,
          footerTemplate: foot,
        },
        tab,
      );
      return Buffer.from(String(data), 'base64');
    },
    [Symbol.asyncDispose]: async () => {
      browser.kill('SIGKILL');
      await exited;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

type Ask = (method: string, params: object, session?: string) => Promise<Readonly<Record<string, unknown>>>;

/** Commands of the Chrome DevTools Protocol over the browser's pipe: messages of JSON, each ended by a zero byte. */
const commands = (browser: ChildProcess): Ask => {
  const [out, from] = [browser.stdio[3] as Writable, browser.stdio[4] as Readable];
  const waiting = new Map<
    number,
    { resolve: (value: Readonly<Record<string, unknown>>) => void; reject: (error: Error) => void }
  >();
  let parts: Buffer[] = [];
  from.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; start = end + 1, end = chunk.indexOf(0, start)) {
      const text = Buffer.concat([...parts, chunk.subarray(start, end)]).toString('utf8');
      parts = [];
      const message = JSON.parse(text) as {
        id?: number;
        result?: Record<string, unknown>;
        error?: { message: string };
      };
      const asked = message.id === undefined ? undefined : waiting.get(message.id);
      if (message.id !== undefined) waiting.delete(message.id);
      if (message.error) asked?.reject(new Error(message.error.message));
      else asked?.resolve(message.result ?? {});
    }
    if (start < chunk.byteLength) parts.push(chunk.subarray(start));
  });
  let last = 0;
  return (method, params, sessionId) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      out.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
};
