import type { Database } from 'better-sqlite3';
import type { RxCollection, RxDatabase, RxJsonSchema } from 'rxdb';
import { tableName } from './rx-storage/table-name.ts';
import type { Fold } from './rx-storage/write.ts';

/** A record of the journal as it stands in the replica; header and body are the exact texts. */
export interface JournalDocument {
  readonly id: string;
  readonly device: string;
  readonly incarnation: number;
  readonly seq: number;
  readonly header: string;
  readonly body: string | null;
}

/** A record of the feed; `id` is `epoch-seq`. */
export interface FeedDocument {
  readonly id: string;
  readonly header: string;
  readonly body: string | null;
}

const journalSchema: RxJsonSchema<JournalDocument> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    device: { type: 'string' },
    incarnation: { type: 'integer' },
    seq: { type: 'integer' },
    header: { type: 'string' },
    body: { type: ['string', 'null'] },
  },
  required: ['id', 'device', 'incarnation', 'seq', 'header', 'body'],
};

const feedSchema: RxJsonSchema<FeedDocument> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    header: { type: 'string' },
    body: { type: ['string', 'null'] },
  },
  required: ['id', 'header', 'body'],
};

export const journalTable = tableName('journal', journalSchema.version);
export const feedTable = tableName('feed', feedSchema.version);

export interface Collections {
  readonly database: RxDatabase;
  readonly journal: RxCollection<JournalDocument>;
  readonly feed: RxCollection<FeedDocument>;
}

/** RxDB is half of the code of an office, and nobody needs it before the file is open: it is not read with the rest. */
const loadRxdb = () => Promise.all([import('rxdb'), import('./rx-storage/storage.ts')]);

/** Reads it ahead, while the key is worked out from a password. */
export const prepareCollections = (): void => void loadRxdb().catch(() => undefined);

/** Opens the two logs on a connection. The folds run inside the transaction of each write. */
export const openCollections = async (
  db: Database,
  name: string,
  folds: { readonly journal: Fold; readonly feed: Fold },
): Promise<Collections> => {
  const [{ createRxDatabase }, { createSqliteStorage }] = await loadRxdb();
  const database = await createRxDatabase({
    // RxDB refuses two databases of one name in one process; nothing of the name is stored.
    name,
    storage: createSqliteStorage({ db, folds, hasOneDatabase: true }),
    multiInstance: false,
    // Nothing here watches queries, only the stream of changes.
    eventReduce: false,
  });
  const { journal, feed } = await database.addCollections({
    journal: { schema: journalSchema },
    feed: { schema: feedSchema },
  });
  return { database, journal, feed };
};
