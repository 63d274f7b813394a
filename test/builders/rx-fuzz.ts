import type { FilledMangoQuery, MangoQuery, RxDocumentData, RxJsonSchema } from 'rxdb';
import { fillWithDefaultSettings, getComposedPrimaryKeyOfDocumentData, normalizeMangoQuery } from 'rxdb';
import type { Random } from './random.ts';

/*
 * Random schemas, documents and queries for a storage.
 *
 * A shape is a schema with what the documents and queries must know of it. Storages don't validate, so documents may
 * break it: each round has one misfit, that each may be noticed.
 */

export type FuzzDocument = { id: string; [field: string]: unknown };
export type FuzzSchema = RxJsonSchema<RxDocumentData<FuzzDocument>>;

const KINDS = ['text', 'integer', 'number', 'boolean', 'nullable', 'list', 'object', 'anything'] as const;
/** What can have an index. */
const SIMPLE = ['text', 'integer', 'number', 'boolean'] as const satisfies readonly Kind[];
type Kind = (typeof KINDS)[number];
type Field = { readonly path: string; readonly kind: Kind };

export type Shape = {
  readonly schema: FuzzSchema;
  /** The same without secondary indexes. */
  readonly plainSchema: FuzzSchema;
  readonly fields: readonly Field[];
  readonly misfit: Misfit;
  /** Documents of the round have one of so many ids. */
  readonly ids: number;
};

/** The way in which some documents of a round don't fit their schema. */
const MISFITS = ['null', 'another type', 'a list', 'a list of parents'] as const;
export type Misfit = 'none' | (typeof MISFITS)[number];

const COMMON_TEXTS = [
  '김철수',
  '김영희',
  '김',
  '이민호',
  '가나다',
  '수',
  'Kim',
  'kim',
  '',
  ' ',
  '金',
  '7',
  'true',
  'null',
];
// Compatibility Hanja (U+F9xx), Extension B (beyond U+FFFF), halves of pairs, and the ends of what sorts apart.
const HANJA = ['𠮷', '𠮷野', '김𠮷', '\uF900', '\uF900나', '김\uF900', '\uD842', '\uDFB7'];
const ENDS = ['\uD7A3', '\uE000', '\uFFFD', '\u{10FFFF}', 'a\u0000b', '\u0000', 'é', 'e\u0301'];
const QUOTED = ["o'neil", 'a"b', '김%', '김_', '김.', 'a\\b', 'x'.repeat(300)];
const TEXTS = [COMMON_TEXTS, HANJA, ENDS, QUOTED].flat();
const INTEGERS = [-1, 0, 1, 2, 3, 2 ** 31, 2 ** 53, -(2 ** 53), 1e15] as const;
const NUMBERS = [0, 1, -1, 2, 1.5, -2.25, 0.1, 0.1 + 0.2, 1 / 3, 999, -1000, 1e21, 1.7e308, 5e-324, -0] as const;
const COMMON_PATHS = ['name', 'age', 'address.village', 'address.lot', 'address.home.door', 'score', 'alive', 'memo'];
// Names with what SQL quotes, and with what key compression makes of names.
const PATHS = [...COMMON_PATHS, 'tags', 'more.tags', 'Name', '|a', '|b.|a', `it's "so"`, '이름'];

export const aShape = (random: Random, ids: number): Shape => {
  const paths = random.shuffle(PATHS).slice(0, random.between(5, 9));
  const isComposite = random.chance(0.4);
  const fields: Field[] = [
    ...(isComposite
      ? ([
          { path: 'kind', kind: 'text' },
          { path: 'number', kind: 'integer' },
        ] as const)
      : []),
    ...paths.map((path) => ({ path, kind: random.chance(0.6) ? random.pick(SIMPLE) : random.pick(KINDS) })),
  ];
  const simple = fields.filter(({ kind }) => SIMPLE.some((each) => each === kind));
  const indexes = Array.from({ length: simple.length === 0 ? 0 : random.between(0, 5) }, () =>
    random.shuffle(simple.map(({ path }) => path)).slice(0, random.between(1, 3)),
  );
  const base = {
    version: 0,
    primaryKey: isComposite ? { key: 'id', fields: ['kind', 'number'], separator: '|' } : 'id',
    type: 'object',
    properties: propertiesOf([{ path: 'id', kind: 'text' }, ...fields]),
    required: ['id', ...(isComposite ? ['kind', 'number'] : [])],
  } as unknown as RxJsonSchema<FuzzDocument>;
  const unique = [...new Map(indexes.map((index) => [index.join(), index])).values()];
  return {
    schema: fillWithDefaultSettings<FuzzDocument>({ ...base, indexes: unique }),
    plainSchema: fillWithDefaultSettings<FuzzDocument>(base),
    fields,
    misfit: random.chance(0.5) ? 'none' : random.pick(MISFITS),
    ids,
  };
};

const PROPERTIES: Readonly<Record<Kind, object>> = {
  text: { type: 'string', maxLength: 300 },
  integer: { type: 'integer', minimum: -(2 ** 53), maximum: 2 ** 53, multipleOf: 1 },
  number: { type: 'number', minimum: -1e10, maximum: 1e10, multipleOf: 0.01 },
  boolean: { type: 'boolean' },
  nullable: { type: ['string', 'null'] },
  list: { type: 'array', items: {} },
  object: { type: 'object', additionalProperties: true },
  anything: {},
};

const propertiesOf = (fields: readonly Field[]): object => {
  const properties: Record<string, { type?: string; properties?: object }> = {};
  for (const first of new Set(fields.map(({ path }) => path.split('.')[0] ?? ''))) {
    const own = fields.find(({ path }) => path === first);
    const below = fields.filter(({ path }) => path.startsWith(`${first}.`));
    properties[first] = own
      ? PROPERTIES[own.kind]
      : {
          type: 'object',
          properties: propertiesOf(below.map((field) => ({ ...field, path: field.path.slice(first.length + 1) }))),
        };
  }
  return properties;
};

/** A document without what RxDB adds, as JSON keeps it; now and then with the misfit of the round. */
export const aFuzzDocument = (random: Random, shape: Shape): FuzzDocument => {
  const number = random.between(0, shape.ids - 1);
  const document: FuzzDocument = { id: `${['d', '나', '\uF900', '𠮷'][number % 4]}${number}` };
  for (const field of shape.fields) {
    if (random.chance(0.75)) setAt(document, field.path, aValue(random, field.kind));
    if (random.chance(0.1)) breakAt(random, document, field, shape.misfit);
  }
  if (typeof shape.schema.primaryKey === 'object') {
    document['kind'] = ['a', '나', '𠮷'][number % 3];
    document['number'] = Math.floor(number / 3);
    document.id = getComposedPrimaryKeyOfDocumentData(shape.schema, document as RxDocumentData<FuzzDocument>);
  }
  return JSON.parse(JSON.stringify(document)) as FuzzDocument;
};

const breakAt = (random: Random, document: FuzzDocument, field: Field, misfit: Misfit): void => {
  const parent = field.path.split('.')[0] ?? '';
  if (misfit === 'null') setAt(document, field.path, null);
  if (misfit === 'another type') setAt(document, field.path, random.pick<unknown>(['text', 7, true]));
  if (misfit === 'a list' && isListed(field)) setAt(document, field.path, random.pick([['김철수', '김'], [], [1]]));
  if (misfit === 'a list of parents' && parent !== field.path) {
    document[parent] = [document[parent], {}].slice(random.between(0, 1));
  }
};

/** RxDB's comparator takes equal arrays for unequal, and has no order then: what may be one is never sorted by. */
const isListed = ({ path }: Field): boolean => path === 'memo' || path === 'address.lot';
const isSortable = (field: Field): boolean => !isListed(field) && !['list', 'object', 'anything'].includes(field.kind);

const setAt = (document: Record<string, unknown>, path: string, value: unknown): void => {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let place = document;
  for (const step of steps) {
    const below = place[step];
    if (Array.isArray(below)) return;
    place = (place[step] = below && typeof below === 'object' ? below : {}) as Record<string, unknown>;
  }
  place[last] = value;
};

const aValue = (random: Random, kind: Kind): unknown => {
  switch (kind) {
    case 'text':
      return random.pick(TEXTS);
    case 'integer':
      return random.pick(INTEGERS);
    case 'number':
      return random.pick(NUMBERS);
    case 'boolean':
      return random.chance(0.5);
    case 'nullable':
      return random.chance(0.4) ? null : random.pick(TEXTS);
    case 'list':
      return Array.from({ length: random.between(0, 3) }, () => random.pick<unknown>(LISTED));
    case 'object':
      return random.pick([{}, { k: 1 }, { k: '김', l: [1] }, { k: { k: null } }]);
    case 'anything':
      return aValue(random, random.pick(KINDS));
  }
};
const LISTED = ['김철수', '김', '𠮷', 0, 1, 2, 1.5, true, null, ['김', 1], { k: 1 }, { k: '김' }];

/** A random query, normalised for the schema. */
export const aFuzzQuery = (random: Random, shape: Shape): FilledMangoQuery<FuzzDocument> => {
  const selector = aSelector(random, shape, 0);
  if (random.chance(0.8)) selector['_deleted'] = { $eq: false };
  const query: { -readonly [Key in keyof MangoQuery]: unknown } = { selector };
  const sortable = preferred(random, shape, shape.fields.filter(isSortable)).map(({ path }) => path);
  // Without a sort RxDB takes one from an index.
  const mayChoose = !shape.schema.indexes?.some((index) => index.includes('memo') || index.includes('address.lot'));
  if (!mayChoose || random.chance(0.7)) query.sort = someSort(random, ['id', ...sortable]);
  if (random.chance(0.25)) query.skip = random.between(0, 6);
  if (random.chance(0.4)) query.limit = random.between(0, 11);
  return normalizeMangoQuery<FuzzDocument>(shape.schema, query as MangoQuery<FuzzDocument>);
};

/** More often than not, only what has an index: that is what people ask for. */
const preferred = (random: Random, { schema }: Shape, fields: readonly Field[]): readonly Field[] => {
  const indexed = new Set(schema.indexes?.flat());
  return random.chance(0.3) ? fields : fields.filter(({ path }) => indexed.has(path));
};

const someSort = (random: Random, paths: readonly string[]): object[] =>
  random
    .shuffle(paths)
    .slice(0, random.between(1, 3))
    .map((path) => ({ [path]: random.pick(['asc', 'desc']) }));

const aSelector = (random: Random, shape: Shape, depth: number): Record<string, unknown> => {
  const selector: Record<string, unknown> = {};
  const entries = depth === 0 && random.chance(0.05) ? 0 : random.between(1, 2);
  for (let entry = 0; entry < entries; entry += 1) {
    if (depth < 2 && random.chance(0.25)) {
      const branches = Array.from({ length: random.between(1, 3) }, () => aSelector(random, shape, depth + 1));
      selector[random.pick(['$or', '$and', '$nor'])] = branches;
    } else {
      const field = random.pick<Field>([...preferred(random, shape, shape.fields), { path: 'id', kind: 'text' }]);
      selector[field.path] = field.path === 'id' ? someIds(random, shape) : someOperators(random, field, 0);
    }
  }
  return selector;
};

/** RxDB's plans need ids to be asked for as text. */
const someIds = (random: Random, shape: Shape): unknown => {
  const id = () => aFuzzDocument(random, shape).id;
  return random.pick<() => unknown>([
    id,
    () => ({ [random.pick(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'])]: id() }),
    () => ({ [random.pick(['$in', '$nin'])]: Array.from({ length: random.between(0, 4) }, id) }),
    () => ({ $gte: id(), $lt: id() }),
    () => ({ $regex: random.pick(['^d', '^d1', '^나', '𠮷', '\uF900', '^a\\|', '1', '[0-4]$']) }),
  ])();
};

const TYPES = ['string', 'number', 'int', 'boolean', 'bool', 'null', 'array', 'object', 'undefined', 2, 10, 16];

const someOperators = (random: Random, field: Field, depth: number): unknown => {
  const value = () => anOperand(random, field);
  const one = (): Record<string, unknown> => {
    switch (random.between(0, 15)) {
      case 0:
        return { $ne: value() };
      case 1:
        return { $in: Array.from({ length: random.between(0, 3) }, value) };
      case 2:
        return { $nin: Array.from({ length: random.between(0, 3) }, value) };
      case 3:
        return { $exists: random.chance(0.5) };
      case 4:
        return { [random.pick(['$gt', '$gte'])]: value() };
      case 5:
        return { [random.pick(['$lt', '$lte'])]: value() };
      case 6:
        return { $gte: value(), $lt: value() };
      case 7:
        return depth > 1 ? { $eq: value() } : { $not: someOperators(random, field, depth + 1) };
      case 8:
        return { $type: random.chance(0.8) ? random.pick(TYPES) : random.shuffle(TYPES).slice(0, 2) };
      case 9:
        return random.chance(0.5) ? { $size: random.between(0, 2) } : { $mod: [2, random.between(0, 1)] };
      case 10:
        return {
          $elemMatch: random.pick<object>([{ $eq: value() }, { k: '김' }, { $gt: 0 }, { k: { $exists: true } }]),
        };
      case 11:
      case 12:
        return ['text', 'nullable'].includes(field.kind) ? aPattern(random) : { $lt: value() };
      default:
        return { $eq: value() };
    }
  };
  if (depth === 0 && random.chance(0.08)) return value();
  return random.chance(0.15) ? { ...one(), ...one() } : one();
};

/** Mostly a value of the field; else null or one of another type. */
const anOperand = (random: Random, { kind }: Field): unknown =>
  random.chance(0.12)
    ? random.pick<unknown>([null, null, 'text', 7, true, [], [1], { k: 1 }, Number.POSITIVE_INFINITY])
    : aValue(random, kind);

const aPattern = (random: Random): Record<string, unknown> => {
  const text = random.pick(TEXTS).slice(0, random.between(0, 3));
  const literal = random.chance(0.85) ? text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&') : text.replaceAll('\\', '');
  const $regex = random.pick([
    `^${literal}`,
    literal,
    `${literal}$`,
    `^${literal}$`,
    `^${literal}.`,
    `${literal}|Kim`,
    '^.?$',
  ]);
  return random.chance(0.15) ? { $regex, $options: random.pick(['i', 'm', 's']) } : { $regex };
};
