import { type PlainDate, plainDateAt } from '../../../src/shared/registry/plain-date.ts';
import type { Problems } from '../format/read-scenario.ts';
import type { Path } from '../format/read-yaml.ts';
import type { StepInput } from '../format/steps.ts';
import { durationMs } from '../world/offices.ts';

const minute = 60_000;

/** Milliseconds since 1970 of a time of day in Korea. */
export const timeAt = (day: string, time: string): number => Date.parse(`${day}T${time.padStart(5, '0')}:00+09:00`);

/** When the steps happen: each by what it says, else a little after the one before. */
export const createCursor = (startsAt: number, problems: Problems) => {
  let now = startsAt;
  let isFirst = true;
  return {
    now: () => now,
    next: ({ on, time, after }: Pick<StepInput, 'on' | 'time' | 'after'>, path: Path): number => {
      const today = plainDateAt(now);
      let then = isFirst ? now : now + 10 * minute;
      if (after !== undefined) {
        if (on !== undefined || time !== undefined)
          problems.add([...path, 'after'], 'says another time than on or time: keep one');
        then = now + durationMs(after);
      } else if (on !== undefined && on !== today) then = timeAt(on, time ?? '09:00');
      else if (time !== undefined) then = timeAt(on ?? today, time);
      if (then < now) {
        const field = on !== undefined ? 'on' : time !== undefined ? 'time' : 'after';
        problems.add(
          [...path, field],
          `this lies before the step above (${textOf(now)}): steps stand in the order in which they happen`,
        );
        then = now;
      }
      isFirst = false;
      now = then;
      return now;
    },
  };
};

/** `2026-08-03 09:10` in Korea. */
export const textOf = (epochMs: number): string =>
  new Date(epochMs + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** The first day that the scenario names. */
export const firstDay = (steps: readonly StepInput[]): PlainDate =>
  (steps.find(({ on }) => on !== undefined)?.on ?? '2026-08-03') as PlainDate;
