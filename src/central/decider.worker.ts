import { parentPort, workerData } from 'node:worker_threads';
import { type LogLine, logLine } from '../shared/text/log-line.ts';
import { createCrashPoint } from './crash-point.ts';
import { startDecider } from './decide/decider.ts';
import type { DeciderOrder, DeciderWish } from './decider-order.ts';
import { openDatabase } from './store/database.ts';
import { createVault } from './store/seal.ts';
import { createSystem } from './system.ts';

// The decider in a thread of its own: accepting and deciding each have a core.
const { address, dataKey, batchSize, dieAt } = workerData as DeciderOrder;
const { now, sleep, randomBytes } = createSystem();
const log = (event: { readonly event: string; readonly detail?: LogLine }): void => parentPort?.postMessage(event);
const database = openDatabase({
  address,
  connections: 2,
  onError: (error) => log({ event: 'database-connection-lost', detail: logLine(error.message) }),
});
const vault = createVault({ dataKey, randomBytes });
const decider = startDecider({ database, vault, now, sleep, log, batchSize, reached: createCrashPoint(dieAt) });

parentPort?.on('message', (wish: DeciderWish) => {
  if (wish === 'wake') return decider.wake();
  void decider
    .stop()
    .then(database.close)
    .then(() => parentPort?.close());
});
