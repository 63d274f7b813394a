import { centralSteps, type Reached } from './steps.ts';

/**
 * For tests: with `step` or `step:n` the process kills itself, with no chance to tidy up, when it gets to that step
 * (for the nth time). Without, nothing happens.
 */
export const createCrashPoint = (wish: string | undefined): Reached => {
  const [, step, nth = '1'] = /^(.+?)(?::(\d+))?$/.exec(wish ?? '') ?? [];
  const wanted = centralSteps.find((each) => each === step);
  let left = Number(nth);
  return (reached) => {
    if (reached !== wanted) return;
    left -= 1;
    if (left <= 0) process.kill(process.pid, 'SIGKILL');
  };
};
