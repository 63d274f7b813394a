import { Worker } from 'node:worker_threads';
import type { RunBackup } from './backups.ts';
import type { BackupData, FromBackup } from './thread-messages.ts';

/** Makes each backup on a thread of its own. */
export const runBackupOnThread =
  (dieAt: string): RunBackup =>
  ({ key, ...order }, signal) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./backup.worker.ts', import.meta.url), {
        workerData: { order: { ...order, key: new Uint8Array(key) }, dieAt } satisfies BackupData,
      });
      const end = (): void => void worker.terminate();
      signal.addEventListener('abort', end, { once: true });
      worker.once('message', (done: FromBackup) => resolve(done));
      worker.once('error', reject);
      worker.once('exit', () => {
        signal.removeEventListener('abort', end);
        reject(new Error('the backup was broken off'));
      });
    });
