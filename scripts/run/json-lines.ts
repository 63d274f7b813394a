import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Calls `receive` for each line of JSON; other lines are for people and go to `other`. */
export const onJsonLines = (
  stream: Readable,
  receive: (value: unknown) => void,
  other: (line: string) => void = () => undefined,
): void => {
  createInterface({ input: stream }).on('line', (line) => {
    if (!line.startsWith('{')) {
      other(line);
      return;
    }
    receive(JSON.parse(line));
  });
};
