import { createHash } from 'node:crypto';
import type {
  FilledMangoQuery,
  MangoQuery,
  PreparedQuery,
  RxDocumentData,
  RxJsonSchema,
  RxStorage,
  RxStorageInstance,
  RxStorageInstanceCreationParams,
} from 'rxdb';
import { fillWithDefaultSettings, normalizeMangoQuery, prepareQuery } from 'rxdb';
import type { Random } from './random.ts';

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
  return prepareQuery<TestDocument>(schema, normalized(schema, query));
}

function normalized(schema: TestSchema, query: TestQuery): FilledMangoQuery<TestDocument> {
  return normalizeMangoQuery<TestDocument>(schema, query as MangoQuery<TestDocument>);
}

// Hangul, Hanja, compatibility Hanja (U+F9xx), Extension B (beyond U+FFFF), and the ends of what sorts apart.
const TEXTS = [
  '김철수',
  '김영희',
  '김',
  '이민호',
  '가나다',
  'Kim',
  'kim',
  '',
  ' ',
  '金',
  '\uF900',
  '\uF900나',
  '𠮷',
  '𠮷野',
  '김𠮷',
  '김\uF900',
  '\uFFFD',
  '\uD7A3',
  "o'neil",
  'a"b',
  '김%',
  '김.',
] as const;
const NUMBERS = [0, 1, -1, 2, 3, 1.5, -2.25, 0.1, 999, -1000] as const;
const VILLAGES = ['가리', '나리', '다리', '\uF9E1里', '𠮷里'] as const;

type Field = {
  readonly path: string;
  readonly value: (random: Random) => unknown;
  readonly isText?: boolean;
};

const FIELDS = [
  { path: 'id', value: (random) => anId(random, 60), isText: true },
  { path: 'name', value: (random) => random.pick(TEXTS), isText: true },
  { path: 'memo', value: (random) => random.pick(TEXTS), isText: true },
  { path: 'age', value: (random) => random.between(-2, 4) },
  { path: 'score', value: (random) => random.pick(NUMBERS) },
  { path: 'alive', value: (random) => random.chance(0.5) },
  { path: 'address.village', value: (random) => random.pick(VILLAGES), isText: true },
  { path: 'address.lot', value: (random) => random.between(0, 3) },
  { path: 'tags', value: (random) => random.pick(['first', 'second', '셋째']) },
] as const satisfies readonly Field[] as readonly [Field, ...Field[]];

const SORTABLE = FIELDS.filter((field) => field.path !== 'tags' && field.path !== 'memo') as [Field, ...Field[]];

const INDEXES = [
  ['name'],
  ['age', 'name'],
  ['address.village'],
  ['score'],
  ['alive', 'age'],
  ['name', 'address.lot'],
  ['memo'],
] as const;

/** The id of one of so many documents; some of them look like names. */
export function anId(random: Random, among: number): string {
  const number = random.between(0, among - 1);
  return `${['d', '나', '\uF900', '𠮷'][number % 4]}${number}`;
}

/** A schema with a random choice of indexes. */
export function aRandomSchema(random: Random): TestSchema {
  return aSchema(INDEXES.filter(() => random.chance(0.4)).map((index) => [...index]));
}

/** The way in which some documents of a round don't fit their schema. One at a time, so that each must be noticed. */
export const MISFITS = ['none', 'null', 'another type', 'a list', 'a list of parents'] as const;
export type Misfit = (typeof MISFITS)[number];

/** Fields of a random document. Each may be missing; now and then one is the given misfit. */
export function someFields(random: Random, misfit: Misfit): Omit<TestDocument, 'id'> {
  const fields: Record<string, unknown> = {};
  for (const path of ['name', 'memo', 'age', 'score', 'alive']) {
    if (random.chance(0.75)) fields[path] = valueOf(random, path);
    if (misfit === 'null' && random.chance(0.1)) fields[path] = null;
    if (misfit === 'another type' && random.chance(0.1)) fields[path] = random.pick<unknown>(['text', 7, true]);
  }
  if (misfit === 'a list' && random.chance(0.1)) fields['memo'] = random.pick([['김철수', '김'], []]);
  if (random.chance(0.7)) {
    const address: Record<string, unknown> = {};
    if (random.chance(0.8)) address['village'] = valueOf(random, 'address.village');
    if (random.chance(0.6)) address['lot'] = valueOf(random, 'address.lot');
    const isList = misfit === 'a list of parents' && random.chance(0.15);
    fields['address'] = isList ? [address, {}].slice(random.between(0, 1)) : address;
  }
  if (random.chance(0.5)) fields['tags'] = Array.from({ length: random.between(0, 2) }, () => valueOf(random, 'tags'));
  return fields;
}

function valueOf(random: Random, path: string): unknown {
  return FIELDS.find((field) => field.path === path)?.value(random);
}

/** A random query, normalised for the schema. */
export function aRandomQuery(random: Random, schema: TestSchema): FilledMangoQuery<TestDocument> {
  const selector: Record<string, unknown> = aSelector(random, 0);
  if (random.chance(0.8)) selector['_deleted'] = { $eq: false };
  const query: TestQuery = { selector };
  // Without a sort RxDB takes one from an index.
  const mayChoose = !schema.indexes?.some((index) => index.includes('memo'));
  if (!mayChoose || random.chance(0.7)) query.sort = someSort(random);
  if (random.chance(0.25)) query.skip = random.between(0, 5);
  if (random.chance(0.4)) query.limit = random.between(0, 11);
  return normalized(schema, query);
}

/** Never by a field that may hold arrays or objects: RxDB's comparator takes equal ones for unequal, and has no order then. */
function someSort(random: Random): Record<string, 'asc' | 'desc'>[] {
  const paths = new Set(Array.from({ length: random.between(1, 2) }, () => random.pick(SORTABLE).path));
  return [...paths].map((path) => ({ [path]: random.pick(['asc', 'desc'] as const) }));
}

function aSelector(random: Random, depth: number): Record<string, unknown> {
  const selector: Record<string, unknown> = {};
  const entries = depth === 0 && random.chance(0.05) ? 0 : random.between(1, 2);
  for (let entry = 0; entry < entries; entry += 1) {
    if (depth < 2 && random.chance(0.25)) {
      const branches = Array.from({ length: random.between(1, 2) }, () => aSelector(random, depth + 1));
      selector[random.pick(['$or', '$and', '$nor'])] = branches;
    } else {
      const field = random.pick(FIELDS);
      selector[field.path] = someOperators(random, field);
    }
  }
  return selector;
}

function someOperators(random: Random, field: Field): unknown {
  const value = () => anOperand(random, field);
  switch (random.between(0, 15)) {
    case 0:
      return { $ne: value() };
    case 1:
      return { $in: Array.from({ length: random.between(0, 3) }, value) };
    case 2:
      return { $nin: Array.from({ length: random.between(0, 2) }, value) };
    case 3:
      return { $exists: random.chance(0.5) };
    case 4:
      return { $gt: value() };
    case 5:
      return { $gte: value(), $lt: value() };
    case 6:
      return { $lte: value() };
    case 7:
      return { $not: { [random.pick(['$gt', '$eq', '$lte'])]: value() } };
    case 8:
      return { $type: random.pick(['string', 'number', 'boolean', 'null', 'array', 'object']) };
    case 9:
      return random.chance(0.5) ? { $size: random.between(0, 2) } : { $mod: [2, random.between(0, 1)] };
    case 10:
      return { $elemMatch: { $eq: value() } };
    case 11:
    case 12:
      return field.isText ? aPattern(random) : { $lt: value() };
    case 13:
      return value();
    default:
      return { $eq: value() };
  }
}

/** Mostly a value of the field; else null or one of another type. (RxDB's plans need ids to be asked for as text.) */
function anOperand(random: Random, field: Field): unknown {
  if (field.path !== 'id' && random.chance(0.12)) return random.pick([null, null, 'text', 7, true]);
  return field.value(random);
}

function aPattern(random: Random): unknown {
  const $regex = random.pick([
    '^김',
    '^k',
    '김',
    '^김.*',
    '^김.',
    '^김\\.',
    '수$',
    '^가나|Kim',
    '^김?',
    '^\uF900',
    '^𠮷',
    '^\uD842',
    '^$',
    '^d1',
  ]);
  return random.chance(0.2) ? { $regex, $options: 'i' } : { $regex };
}
