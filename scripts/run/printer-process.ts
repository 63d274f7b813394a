import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { onJsonLines } from './json-lines.ts';

const Sheet = z.object({ jobName: z.string(), page: z.int(), documentHash: z.string() });
const Line = z.union([z.object({ ready: z.literal(true), uri: z.string() }), z.object({ sheet: Sheet })]);

/** The sample printer as a process of its own. */
export interface PrinterProcess {
  readonly uri: string;
  /** Every sheet that has come out, in order. */
  readonly paper: () => readonly z.infer<typeof Sheet>[];
  /** Where the document of a sheet lies. */
  readonly fileOf: (documentHash: string) => string;
  readonly stop: () => Promise<void>;
}

export const startPrinterProcess = async (
  folder: string,
  looksPerSheet: number,
  options: {
    /** 0 for a free one. */
    readonly port?: number;
    /** What its files are called after. */
    readonly namedBy?: 'hash' | 'job';
  } = {},
): Promise<PrinterProcess> => {
  const main = new URL('./sample-printer.ts', import.meta.url).pathname;
  const { port = 0, namedBy = 'hash' } = options;
  const flags = ['--folder', folder, '--looks-per-sheet', String(looksPerSheet)];
  const child = spawn(process.execPath, [main, ...flags, '--port', String(port), '--named-by', namedBy], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const sheets: z.infer<typeof Sheet>[] = [];
  const uri = await new Promise<string>((resolve, reject) => {
    void ended.then(() => reject(new Error('the printer ended before it was ready')));
    onJsonLines(child.stdout, (value) => {
      const line = Line.parse(value);
      if ('ready' in line) resolve(line.uri);
      else sheets.push(line.sheet);
    });
  });
  return {
    uri,
    paper: () => sheets,
    fileOf: (documentHash) => join(folder, `${documentHash}.pdf`),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
};
