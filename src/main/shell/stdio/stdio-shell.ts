import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Shell } from '../shell.ts';

/** Requests as lines of JSON on one stream, replies and changes as lines of JSON on the other: for programs. */
export const createStdioShell = (input: Readable, output: Writable): Shell => ({
  start: ({ receive, coming, closed }) => {
    coming();
    const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    lines.on('line', (line) => {
      try {
        receive(JSON.parse(line));
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        receive(undefined);
      }
    });
    lines.on('close', closed);
  },
  send: (message) => {
    output.write(`${JSON.stringify(message)}\n`);
  },
});
