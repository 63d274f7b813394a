import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface StepRecord {
  readonly step: string;
  readonly ms: number;
  readonly ok: boolean;
  readonly detail: string;
}

/** Runs the walk-through a step at a time, prints each with its time, and keeps them for the summary. */
export interface Steps {
  /** What `work` returns is shown behind the step. */
  readonly step: (name: string, work: () => Promise<string>) => Promise<void>;
  readonly writeSummary: (folder: string, ok: boolean, error: string | null) => void;
}

export const createSteps = (now: () => number, print: (line: string) => void): Steps => {
  const records: StepRecord[] = [];
  return {
    step: async (name, work) => {
      const from = now();
      const note = (ok: boolean, detail: string): void => {
        const ms = Math.round(now() - from);
        records.push({ step: name, ms, ok, detail });
        print(`${ok ? '✓' : '✗'} ${String(records.length).padStart(2)}  ${`${ms} ms`.padStart(9)}  ${name}`);
        for (const line of detail.split('\n').filter((each) => each !== '')) print(`                  ${line}`);
      };
      try {
        note(true, await work());
      } catch (error) {
        note(false, error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
    writeSummary: (folder, ok, error) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'summary.json'), `${JSON.stringify({ ok, error, steps: records }, null, 2)}\n`);
    },
  };
};

export const expectThat = (condition: boolean, what: string): void => {
  if (!condition) throw new Error(`expected that ${what}`);
};
