import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bulkWriteRows } from './replica/bulk-write.ts';
import { byIdRows } from './replica/by-id.ts';
import { filingRows } from './replica/filing.ts';
import { firstSyncRows } from './replica/first-sync.ts';
import { searchRows } from './replica/search.ts';
import type { Row } from './row.ts';

export const run = async (): Promise<Row[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-bench-'));
  try {
    return [
      ...(await bulkWriteRows(folder)),
      ...(await filingRows(folder)),
      ...(await byIdRows(folder)),
      ...(await firstSyncRows(folder)),
      ...(await searchRows(folder)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
