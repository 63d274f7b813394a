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
  [{ $or: [{ alive: true }, { age: 3 }] }, '(((("f:alive" = ?)) OR (("f:age" = ?))))', [1, 3]],
])('%j is exact in SQL', (selector, sql, params) => {
  expect(translated(selector)).toEqual({ sql, params, exact: true });
});

test.each([
  [{ memo: 'no column' }],
  [{ name: 7 }],
  [{ name: ['김철수'] }],
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
  expect(translated({ name: '김철수', memo: 'no column' })).toEqual({
    sql: '(("f:name" = ?) AND 1)',
    params: ['김철수'],
    exact: false,
  });
});

test('a sort is SQL only if every field has a column', () => {
  expect(sortToOrderBy([{ age: 'desc' }, { id: 'asc' }], columns)).toBe('"f:age" DESC, id');
  expect(sortToOrderBy([{ memo: 'asc' }, { id: 'asc' }], columns)).toBeUndefined();
});
