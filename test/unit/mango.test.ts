import { expect, test } from 'vitest';
import { schemaToLayout } from '../../src/main/replica/rx-storage/columns.ts';
import { selectorToCondition, sortToOrderBy } from '../../src/main/replica/rx-storage/mango.ts';
import { aSchema } from '../builders/rx-documents.ts';

// That results are right is shown against RxDB's matcher (contract and fuzz); this shows what reaches SQL at all.

const { columns, indexes } = schemaToLayout(aSchema([['name'], ['age', 'name'], ['address.village'], ['alive']]));
const translated = (selector: Record<string, unknown>) => selectorToCondition(selector, columns);

test('indexed fields have columns and indexes, which begin with deletion as RxDB asks', () => {
  expect([...columns.keys()]).toEqual(['id', '_deleted', '_meta.lwt', 'name', 'age', 'address.village', 'alive']);
  expect(indexes.map((index) => index.map((column) => column.path))).toEqual([
    ['_deleted', 'name', 'id'],
    ['_deleted', 'age', 'name', 'id'],
    ['_deleted', 'address.village', 'id'],
    ['_deleted', 'alive', 'id'],
  ]);
});

test.each([
  [{ name: '김철수', _deleted: { $eq: false } }, '(("f:name" = ?) AND ((deleted = ?)))', ['김철수', 0]],
  [{ age: { $gte: 1, $lt: 9 } }, '((("f:age" >= ?) AND ("f:age" < ?)))', [1, 9]],
  [{ name: { $regex: '^김' } }, '((("f:name" >= ? AND "f:name" < ?)))', ['김', '김\u{10FFFF}']],
  [{ name: { $ne: null } }, '(((NOT coalesce(("f:name" IS NULL), 0))))', []],
  [{ age: { $in: [1, null] } }, '(((("f:age" IN (?)) OR ("f:age" IS NULL))))', [1]],
  [{ name: { $regex: '김' } }, '(((instr("f:name", ?) > 0)))', ['김']],
  [{ name: 7 }, '(0)', []],
  [{ age: { $in: [1, 'one', true] } }, '((("f:age" IN (?))))', [1]],
  [{ age: { $type: 'number' } }, '(((("f:age" IS NOT NULL))))', []],
  [{ age: { $type: ['string', 'undefined'] } }, '(((("f:age" IS NULL))))', []],
  [{ $or: [{ alive: true }, { age: 3 }] }, '(((("f:alive" = ?)) OR (("f:age" = ?))))', [1, 3]],
])('%j is exact in SQL', (selector, sql, params) => {
  expect(translated(selector)).toMatchObject({ sql, params, exact: true });
});

test.each([
  [{ memo: 'no column' }],
  [{ name: ['김철수'] }],
  [{ age: { $lt: Number.POSITIVE_INFINITY } }],
  [{ age: { $type: 'int' } }],
  [{ age: { $type: 'of some kind' } }],
  [{ name: { $regex: '^김', $options: 'i' } }],
  [{ name: { $regex: '^김?' } }],
  [{ name: { $not: { $regex: '수$' } } }],
  [{ age: { $mod: [2, 0] } }],
  [{ age: { $in: Array.from({ length: 501 }, (_, number) => number) } }],
  [{ $nor: [{ memo: 'no column' }] }],
  [{ $unknown: [] }],
])('%j is left to the matcher, with no condition that could lose a document', (selector) => {
  const { sql, params, exact } = translated(selector);
  expect(sql).toMatch(/^[( ]*1([() ]|AND|1)*$/);
  expect([params, exact]).toEqual([[], false]);
});

test('what SQL can say narrows what the matcher must see', () => {
  expect(translated({ name: '김철수', memo: 'no column' })).toMatchObject({
    sql: '(("f:name" = ?) AND 1)',
    params: ['김철수'],
    exact: false,
  });
});

test('what SQLite could not take for its size is left to the matcher', () => {
  const branches = (count: number) => Array.from({ length: count }, (_, age) => ({ age }));
  expect(translated({ $or: branches(400) })).toMatchObject({ exact: true });
  expect(translated({ $or: branches(600) })).toMatchObject({ sql: '(1)', exact: false });
  const lists = (count: number) =>
    Array.from({ length: count }, () => ({ age: { $in: branches(500).map(({ age }) => age) } }));
  expect(translated({ $or: lists(20) })).toMatchObject({ exact: true });
  expect(translated({ $or: lists(21) })).toMatchObject({ sql: '(1)', exact: false });
});

test('fields that differ only in case have columns of different names', () => {
  const schema = aSchema();
  const properties = {
    ...schema.properties,
    Name: { type: 'string', maxLength: 9 },
    NAME: { type: 'string', maxLength: 9 },
  };
  const layout = schemaToLayout({ ...schema, properties, indexes: [['name', 'Name'], ['NAME']] });
  expect([...layout.columns.values()].slice(3).map(({ path, sql }) => [path, sql])).toEqual([
    ['name', '"f:name"'],
    ['Name', '"f:Name~1"'],
    ['NAME', '"f:NAME~2"'],
  ]);
});

test('a sort is SQL only if every field has a column', () => {
  expect(sortToOrderBy([{ age: 'desc' }, { id: 'asc' }], columns)).toBe('"f:age" DESC, id');
  expect(sortToOrderBy([{ memo: 'asc' }, { id: 'asc' }], columns)).toBeUndefined();
});
