import { afterAll, beforeAll } from 'vitest';
import { createRandom } from '../builders/random.ts';
import { type IppDouble, startIppDouble } from '../doubles/ipp-printer.ts';
import { aPrinter } from './a-printer.ts';
import { describePrinter } from './printer.contract.ts';

let double: IppDouble;
beforeAll(async () => {
  double = await startIppDouble({ random: createRandom(1) });
});
afterAll(() => double.close());

const plans = {
  ok: {},
  fail: { fault: { type: 'abort', after: 0 } },
  jam: { fault: { type: 'jam', after: 1 } },
  'paper-out': { fault: { type: 'paper-out', after: 1 } },
  slow: { stepsPerSheet: 50 },
  uncounted: { reports: 'nothing' },
} as const;

describePrinter('the printer double', {
  printer: () => aPrinter({ uri: double.uri }),
  next: (mode) => {
    double.refill();
    double.forgetPlans();
    double.plan(plans[mode]);
    return Promise.resolve();
  },
  powerCut: () => double.powerCut(),
  restart: () => double.restart(),
  pause: 0,
});
