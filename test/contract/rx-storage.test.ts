import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { createSqliteStorage } from '../../src/main/replica/rx-storage/storage.ts';
import { openEncrypted } from '../builders/encrypted-database.ts';
import { attachmentRules } from './rx-storage/attachments.ts';
import { changesRules } from './rx-storage/changes.ts';
import type { StorageUnderTest } from './rx-storage/frame.ts';
import { describeRxStorage } from './rx-storage/frame.ts';
import { lifetimeRules } from './rx-storage/lifetime.ts';
import { readingRules } from './rx-storage/reading.ts';
import { tellingRules } from './rx-storage/telling.ts';
import { writingRules } from './rx-storage/writing.ts';

const SUBJECTS = [writingRules, tellingRules, readingRules, changesRules, attachmentRules, lifetimeRules];

function setupEncryptedFile(): StorageUnderTest {
  const folder = mkdtempSync(join(tmpdir(), 'rx-storage-'));
  const file = join(folder, 'replica.db');
  let db = openEncrypted(file);
  return {
    storage: createSqliteStorage({ db }),
    reopen: () => {
      db.close();
      db = openEncrypted(file);
      return createSqliteStorage({ db });
    },
    close: () => {
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function setupInMemory(): StorageUnderTest {
  const db = new Database(':memory:');
  return {
    storage: createSqliteStorage({ db }),
    reopen: () => createSqliteStorage({ db }),
    close: () => db.close(),
  };
}

describeRxStorage('ours, on an encrypted file', setupEncryptedFile, SUBJECTS);

describeRxStorage('ours, in memory', setupInMemory, SUBJECTS);

// RxDB's own storage shows that the suite asks for what RxDB means. Where it is laxer than the interface: a document
// twice in one call is stored twice, a count knows no limit, changes follow the clock, an attachment without data is
// told as if it were there, and a closed instance still answers.
describeRxStorage(
  "RxDB's memory storage",
  () => ({ storage: getRxStorageMemory(), reopen: () => getRxStorageMemory(), close: () => undefined }),
  SUBJECTS,
  ['RS-8', 'RS-19', 'RS-23', 'RS-27', 'RS-33'],
);
