import { createHash } from 'node:crypto';
import type {
  MangoQuery,
  PreparedQuery,
  RxDocumentData,
  RxJsonSchema,
  RxStorage,
  RxStorageInstance,
  RxStorageInstanceCreationParams,
} from 'rxdb';
import { fillWithDefaultSettings, normalizeMangoQuery, prepareQuery } from 'rxdb';

/** A document of the storage tests. The fields are optional and loose on purpose: a storage doesn't validate. */
export type TestDocument = {
  id: string;
  name?: unknown;
  memo?: unknown;
  age?: unknown;
  score?: unknown;
  alive?: unknown;
  address?: unknown;
  tags?: unknown;
};

export type TestSchema = RxJsonSchema<RxDocumentData<TestDocument>>;
export type TestInstance = RxStorageInstance<TestDocument, unknown, Record<string, never>>;

const PROPERTIES = {
  id: { type: 'string', maxLength: 40 },
  name: { type: 'string', maxLength: 40 },
  memo: { type: 'string' },
  age: { type: 'integer', minimum: -1000, maximum: 1000, multipleOf: 1 },
  score: { type: 'number', minimum: -1000, maximum: 1000, multipleOf: 0.01 },
  alive: { type: 'boolean' },
  address: {
    type: 'object',
    properties: { village: { type: 'string', maxLength: 20 }, lot: { type: 'integer' } },
  },
  tags: { type: 'array', items: { type: 'string' } },
};

/** A complete schema with the given indexes; attachments are allowed if asked for. */
export function aSchema(indexes: readonly string[][] = [], options: { attachments?: boolean; version?: number } = {}) {
  return fillWithDefaultSettings<TestDocument>({
    version: options.version ?? 0,
    primaryKey: 'id',
    type: 'object',
    properties: PROPERTIES,
    required: ['id'],
    indexes: indexes.map((index) => [...index]),
    ...(options.attachments ? { attachments: {} } : {}),
  });
}

/** A document as it is handed to a storage. */
export function aDocument(
  id: string,
  fields: Partial<RxDocumentData<TestDocument>> = {},
): RxDocumentData<TestDocument> {
  return { id, _deleted: false, _attachments: {}, _meta: { lwt: Date.now() }, _rev: '1-first', ...fields };
}

/** The next state of a document, with a new revision. */
export function theNext(
  previous: RxDocumentData<TestDocument>,
  fields: Partial<RxDocumentData<TestDocument>> = {},
): RxDocumentData<TestDocument> {
  const height = Number.parseInt(previous._rev, 10) + 1;
  const digest = createHash('sha256')
    .update(JSON.stringify([previous, fields]))
    .digest('hex')
    .slice(0, 10);
  return { ...previous, _meta: { lwt: Date.now() }, _rev: `${height}-${digest}`, ...fields };
}

/** Opens a storage instance for test documents. */
export async function openInstance(
  storage: RxStorage<unknown, Record<string, never>>,
  params: Partial<RxStorageInstanceCreationParams<TestDocument, Record<string, never>>> = {},
): Promise<TestInstance> {
  return storage.createStorageInstance<TestDocument>({
    databaseInstanceToken: 'token',
    databaseName: 'tests',
    collectionName: 'people',
    schema: aSchema(),
    options: {},
    multiInstance: false,
    devMode: false,
    ...params,
  });
}

/** A Mango query whose fields and operators are not checked, because tests also ask what shouldn't be asked. */
export type TestQuery = {
  selector?: object;
  sort?: readonly Readonly<Record<string, 'asc' | 'desc'>>[];
  skip?: number;
  limit?: number;
};

/** A query in the form in which RxDB hands it to a storage. */
export function prepared(schema: TestSchema, query: TestQuery): PreparedQuery<TestDocument> {
  return prepareQuery<TestDocument>(
    schema,
    normalizeMangoQuery<TestDocument>(schema, query as MangoQuery<TestDocument>),
  );
}
