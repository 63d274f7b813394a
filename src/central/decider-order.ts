import type { DatabaseAddress } from './store/database.ts';

/** What the thread needs to work on its own. */
export interface DeciderOrder {
  readonly address: DatabaseAddress;
  readonly dataKey: Uint8Array;
  readonly batchSize: number;
  readonly dieAt: string | undefined;
}

export type DeciderWish = 'wake' | 'stop';
