import { parentPort, workerData } from 'node:worker_threads';
import { takeBackup } from './replica/backup/take-backup.ts';
import { dieAt, realSystem } from './system.ts';
import type { BackupData, FromBackup } from './thread-messages.ts';

/** One backup, on a thread that ends with it: a copy of a whole file takes its time, and nobody waits for it. */

const office = parentPort;
if (!office) throw new Error('this is a worker of src/main/run-backup.ts');
const { order, dieAt: wish } = workerData as BackupData;

const done = await takeBackup(realSystem(dieAt(wish)), { ...order, key: Buffer.from(order.key) });
office.postMessage(done satisfies FromBackup);
