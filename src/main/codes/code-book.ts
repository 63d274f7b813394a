import { ok, type Result } from '../../shared/contract/result.ts';
import type { CodeFileError } from '../../shared/registry/code-import.ts';
import { createAddressReads } from './address-reads.ts';
import { createAreaReads } from './area-reads.ts';
import { openCodeFile } from './code-file.ts';
import { createSuccession } from './succession.ts';

/**
 * The imported codes and addresses, for reading. A later import makes a new file: whoever has this one open goes on
 * reading the old codes, and opens the new ones by calling this again.
 */
export const openCodeBook = (file: string): Result<CodeBook, CodeFileError> => {
  const opened = openCodeFile(file);
  if (!opened.ok) return opened;
  const db = opened.value;
  const areas = createAreaReads(db);
  const succession = createSuccession(areas);
  return ok({ ...areas, ...succession, ...createAddressReads(db, areas, succession), close: () => void db.close() });
};

export type CodeBook = ReturnType<typeof createAreaReads> &
  ReturnType<typeof createSuccession> &
  ReturnType<typeof createAddressReads> & { readonly close: () => void };
