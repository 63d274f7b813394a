import { createInterface } from 'node:readline';
import { electron } from '../../src/main/shell/electron/electron-module.ts';
import { createElectronShell } from '../../src/main/shell/electron/electron-shell.ts';
import { realSystem } from '../../src/main/system.ts';
import type { FromOffice } from '../../src/shared/contract/envelope.ts';

/**
 * The main program of a real Electron whose shell a test drives, line by line: what the shell is told and what it tells
 * go over the standard streams, and besides it a test can ask the page and end the page's process.
 */
export type ToRelay =
  | { readonly type: 'send'; readonly message: FromOffice }
  | { readonly type: 'evaluate'; readonly id: number; readonly expression: string }
  | { readonly type: 'crash' }
  | { readonly type: 'close' };

export type FromRelay =
  | { readonly type: 'receive'; readonly text: string }
  | { readonly type: 'coming' | 'opened' | 'closed' | 'gone' }
  | { readonly type: 'log'; readonly line: string }
  | { readonly type: 'value'; readonly id: number; readonly value?: unknown; readonly error?: string };

const tell = (message: FromRelay): void => void process.stdout.write(`relay ${JSON.stringify(message)}\n`);
const { now, wait, newId } = realSystem(() => undefined);
const [assets = '', preload = '', profile = ''] = (process.env['RRS_RELAY'] ?? '').split('\n');
const shell = createElectronShell(
  { electron, now, wait, newId, log: (line) => tell({ type: 'log', line }) },
  { mode: 'desk', assets, preload, profile },
);
const page = () => electron.BrowserWindow.getAllWindows()[0]?.webContents;

const take = async (message: ToRelay): Promise<void> => {
  if (message.type === 'send') shell.send(message.message);
  else if (message.type === 'crash') page()?.forcefullyCrashRenderer();
  else if (message.type === 'close') {
    await shell.close();
    tell({ type: 'gone' });
  } else {
    const { id, expression } = message;
    const contents = page();
    if (!contents) return tell({ type: 'value', id, error: 'there is no page' });
    await contents.executeJavaScript(expression).then(
      (value: unknown) => tell({ type: 'value', id, value }),
      (error: unknown) => tell({ type: 'value', id, error: String(error) }),
    );
  }
};
createInterface({ input: process.stdin })
  .on('line', (line) => void take(JSON.parse(line) as ToRelay))
  .on('close', () => electron.app.exit(0));
shell.start({
  receive: (text) => tell({ type: 'receive', text }),
  coming: () => tell({ type: 'coming' }),
  opened: () => tell({ type: 'opened' }),
  closed: () => tell({ type: 'closed' }),
});
