import { type LogLine, logLine } from '../../shared/text/log-line.ts';

/** Who floods a window floods no log: of each line one in this time, with how often it was said meanwhile. */
const quietFor = 10_000;

export const createQuietLog = (log: (line: LogLine) => void, now: () => number): ((line: LogLine) => void) => {
  const said = new Map<LogLine, { at: number; since: number }>();
  return (line) => {
    const last = said.get(line);
    if (last && Math.abs(now() - last.at) < quietFor) {
      last.since += 1;
      return;
    }
    said.set(line, { at: now(), since: 0 });
    log(last && last.since > 0 ? logLine(`${line}, ${last.since} more since the last line`) : line);
  };
};
