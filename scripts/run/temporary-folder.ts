import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder for one run. Others may pass through it but not look: PostgreSQL never runs as root, and lives below. */
export const makeTemporaryFolder = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `rrs-${name}-`));
  chmodSync(folder, 0o711);
  return folder;
};
