import { expect } from 'vitest';
import type { TestQuery } from '../../builders/rx-documents.ts';
import { aDocument, aSchema, prepared } from '../../builders/rx-documents.ts';
import type { Frame, Stored } from './frame.ts';
import { idsOf, write } from './frame.ts';

/** Reading: by id, by query, by count. */
export function readingRules({ rule, open }: Frame): void {
  rule('[RS-13] documents are found by id, tombstones only when asked for', async () => {
    const instance = await open();
    const ids = Array.from({ length: 120 }, (_, number) => `id-${number}`);
    const odd = ['\uF900', '𠮷', "o'neil", 'a"b', '\uD800'];
    await write(instance, ...[...ids, ...odd].map((id) => aDocument(id)), aDocument('gone', { _deleted: true }));
    const asked = ['gone', 'unknown', ...ids.toReversed(), ...odd];
    expect(idsOf(await instance.findDocumentsById(asked, false))).toEqual([...ids.toReversed(), ...odd]);
    expect(idsOf(await instance.findDocumentsById(asked, true))).toEqual(['gone', ...ids.toReversed(), ...odd]);
    expect(await instance.findDocumentsById([], true)).toEqual([]);
  });

  const PEOPLE: Stored[] = [
    aDocument('1', { name: '김철수', age: 30, alive: true, address: { village: '가리', lot: 1 }, tags: ['x', 'y'] }),
    aDocument('2', { name: '김영희', age: 41, alive: true, address: { village: '나리' }, tags: ['y'] }),
    aDocument('3', { name: '이민호', age: 7, alive: false, address: { village: '가리', lot: 2 } }),
    aDocument('4', { name: '박지성', age: -1, alive: false, address: {}, tags: [] }),
    aDocument('5', { name: '', age: 41, alive: true }),
    aDocument('6', { name: '김', age: 50, alive: true, _deleted: true }),
  ];
  const openPeople = async (indexes: string[][]) => {
    const schema = aSchema(indexes);
    const instance = await open({ schema });
    await write(instance, ...PEOPLE);
    return {
      instance,
      find: async (query: TestQuery) => {
        const live = { ...query, selector: { ...query.selector, _deleted: { $eq: false } } };
        const { documents } = await instance.query(prepared(schema, live));
        return idsOf(documents).join('');
      },
    };
  };

  const OPERATORS: [selector: object, ids: string][] = [
    [{ name: '김철수' }, '1'],
    [{ name: { $ne: '김철수' } }, '2345'],
    [{ age: { $gt: 30 } }, '25'],
    [{ age: { $gte: 30, $lt: 41 } }, '1'],
    [{ age: { $lte: 7 } }, '34'],
    [{ age: { $in: [7, 41, 'text'] } }, '235'],
    [{ age: { $in: [] } }, ''],
    [{ age: { $nin: [7, 41] } }, '14'],
    [{ age: { $not: { $gt: 30 } } }, '134'],
    [{ age: { $mod: [2, 1] } }, '235'],
    [{ name: { $regex: '^김' } }, '12'],
    [{ name: { $regex: '^김.수$' } }, '1'],
    [{ name: { $regex: '철|호' } }, '13'],
    [{ name: { $gt: '' } }, '1234'],
    [{ alive: true }, '125'],
    [{ alive: { $gt: false } }, '125'],
    [{ 'address.village': '가리' }, '13'],
    [{ 'address.lot': { $exists: true } }, '13'],
    [{ 'address.lot': { $exists: false } }, '245'],
    [{ address: { $type: 'object' } }, '1234'],
    [{ tags: { $size: 1 } }, '2'],
    [{ tags: 'y' }, '12'],
    [{ tags: { $elemMatch: { $eq: 'x' } } }, '1'],
    [{ $or: [{ age: 7 }, { name: '김영희' }] }, '23'],
    [{ $and: [{ age: 41 }, { alive: true }] }, '25'],
    [{ $nor: [{ age: 41 }, { alive: false }] }, '1'],
    [{ age: { $ne: '41' } }, '12345'],
    [{ name: { $not: { $lt: 7 } } }, '12345'],
    [{ alive: { $in: ['true', 1, true] } }, '125'],
    [{ name: {} }, ''],
    [{ name: { $regex: '영' } }, '2'],
    [{ name: { $not: { $regex: '호' } } }, '1245'],
    [{ name: { $regex: '^이민호$' } }, '3'],
    [{ name: { $regex: 'kim', $options: 'i' } }, ''],
    [{ name: { $type: 'string' } }, '12345'],
    [{ age: { $type: ['string', 'number'] } }, '12345'],
    [{ age: { $type: 'string' } }, ''],
    [{ 'address.village': { $type: 'undefined' } }, '45'],
    [{ address: { village: '나리' } }, '2'],
    [{ 'address.village': { $in: ['나리', null] } }, '245'],
    [{ 'address.village': { $nin: ['나리', null] } }, '13'],
    [{ tags: [] }, '4'],
    [{}, '12345'],
  ];
  for (const [selector, ids] of OPERATORS) {
    rule(`[RS-14] ${JSON.stringify(selector)} selects what RxDB's matcher selects`, async () => {
      const plain = await openPeople([]);
      expect(await plain.find({ selector, sort: [{ id: 'asc' }] })).toBe(ids);
      await plain.instance.remove();
      const indexed = await openPeople([['age'], ['name'], ['alive'], ['address.village']]);
      expect(await indexed.find({ selector, sort: [{ id: 'asc' }] })).toBe(ids);
    });
  }

  rule('[RS-14] a selector may be as long and as deep as it likes', async () => {
    const { find } = await openPeople([['age']]);
    const sort = [{ id: 'asc' }] satisfies TestQuery['sort'];
    const ages = Array.from({ length: 2000 }, (_, number) => ({ age: { $eq: number } }));
    expect(await find({ selector: { $or: ages }, sort })).toBe('1235');
    expect(await find({ selector: { $and: ages.map(() => ({ age: { $gt: 7 } })) }, sort })).toBe('125');
    expect(await find({ selector: { $nor: ages }, sort })).toBe('4');
    const lists = ages.slice(0, 100).map(() => ({ age: { $in: ages.slice(0, 480).map(({ age }) => age.$eq) } }));
    expect(await find({ selector: { $or: lists }, sort })).toBe('1235');
    let deep: object = { age: { $gt: 7 } };
    for (let depth = 0; depth < 400; depth += 1) deep = { $and: [deep, { $nor: [{ age: 30 }] }] };
    expect(await find({ selector: deep, sort })).toBe('25');
  });

  rule('[RS-14] fields that differ only in case are two', async () => {
    const base = aSchema();
    const properties = { ...base.properties, Name: base.properties.name };
    const schema = { ...base, properties, indexes: [...(base.indexes ?? []), ['name'], ['Name'], ['Name', 'name']] };
    const instance = await open({ schema });
    const named = (id: string, names: object) => ({ ...aDocument(id), ...names });
    await write(instance, named('1', { name: 'a', Name: 'b' }), named('2', { name: 'b', Name: 'a' }));
    for (const [field, ids] of [
      ['name', ['1', '2']],
      ['Name', ['2', '1']],
    ] as const) {
      const { documents } = await instance.query(prepared(schema, { sort: [{ [field]: 'asc' }] }));
      expect(idsOf(documents)).toEqual(ids);
      const query = prepared(schema, { selector: { [field]: 'a' }, sort: [{ id: 'asc' }] });
      expect(idsOf((await instance.query(query)).documents)).toEqual([ids[0]]);
    }
  });

  rule('[RS-15] missing, null and false are told apart', async () => {
    const instance = await open();
    const documents = [
      aDocument('false', { alive: false }),
      aDocument('missing'),
      aDocument('null', { alive: null }),
      aDocument('true', { alive: true }),
    ];
    await write(instance, ...documents);
    const find = async (selector: object, direction: 'asc' | 'desc' = 'asc') => {
      const query = prepared(aSchema(), { selector, sort: [{ alive: direction }, { id: 'asc' }] });
      return idsOf((await instance.query(query)).documents);
    };
    expect(await find({ alive: { $exists: true } })).toEqual(['null', 'false', 'true']);
    expect(await find({ alive: { $exists: false } })).toEqual(['missing']);
    expect(await find({ alive: null })).toEqual(['missing', 'null']);
    expect(await find({ alive: { $ne: null } })).toEqual(['false', 'true']);
    expect(await find({ alive: { $in: [null, true] } })).toEqual(['missing', 'null', 'true']);
    expect(await find({ alive: { $type: 'null' } })).toEqual(['null']);
    expect(await find({ alive: { $ne: true } })).toEqual(['missing', 'null', 'false']);
    expect(await find({}, 'desc')).toEqual(['true', 'false', 'null', 'missing']);
  });

  rule('[RS-16] skip and limit cut the sorted result, and a limit of 0 is a limit', async () => {
    const { find } = await openPeople([['age']]);
    const sort = [{ age: 'desc' }, { id: 'asc' }] satisfies TestQuery['sort'];
    expect(await find({ sort })).toBe('25134');
    expect(await find({ sort, skip: 1, limit: 2 })).toBe('51');
    expect(await find({ sort, skip: 4 })).toBe('4');
    expect(await find({ sort, skip: 9 })).toBe('');
    expect(await find({ sort, limit: 0 })).toBe('');
    expect(await find({ sort, limit: 99 })).toBe('25134');
    expect(await find({ selector: { tags: { $exists: true } }, sort, skip: 1, limit: 1 })).toBe('1');
    expect(await find({ selector: { tags: { $exists: true } }, sort, limit: 0 })).toBe('');
  });

  rule('[RS-17] text is sorted and compared by UTF-16 units', async () => {
    const schema = aSchema([['name']]);
    const instance = await open({ schema });
    const names = ['가', '\uD7A3', '\uD800', '𠮷', '𠮷野', '\u{10FFFF}', '\uE000', '\uF900', '\uF900나', '\uFFFF'];
    await write(instance, ...names.map((name, number) => aDocument(String(number), { name })));
    const find = async (selector: object, direction: 'asc' | 'desc' = 'asc') => {
      const query = { selector: { _deleted: { $eq: false }, ...selector }, sort: [{ name: direction }] };
      const { documents } = await instance.query(prepared(schema, query));
      return idsOf(documents).join('');
    };
    expect(await find({})).toBe('0123456789');
    expect(await find({}, 'desc')).toBe('9876543210');
    expect(await find({ name: { $gt: '𠮷野' } })).toBe('56789');
    expect(await find({ name: { $lt: '\uE000' } })).toBe('012345');
    expect(await find({ name: { $gte: '\uF900' } })).toBe('789');
    expect(await find({ name: { $in: ['𠮷', '\uD800'] } })).toBe('23');
    expect(await find({ name: { $regex: '^𠮷' } })).toBe('34');
    expect(await find({ name: { $regex: '^\uF900' } })).toBe('78');
  });

  rule("[RS-18] a count is the length of the query's result", async () => {
    const { instance } = await openPeople([['age']]);
    const schema = aSchema([['age']]);
    const count = async (query: TestQuery) => (await instance.count(prepared(schema, query))).count;
    expect(await instance.count(prepared(schema, {}))).toEqual({ count: 6, mode: 'fast' });
    expect(await count({ selector: { age: { $gt: 30 } } })).toBe(3);
    expect(await count({ selector: { tags: { $exists: true } } })).toBe(3);
    expect(await count({ selector: { memo: 'nowhere' } })).toBe(0);
    for (const [selector, ids] of OPERATORS) {
      expect(await count({ selector: { ...selector, _deleted: { $eq: false } } })).toBe(ids.length);
    }
  });

  rule('[RS-19] a count with skip and limit is the length of the result, too', async () => {
    const { instance } = await openPeople([['age']]);
    const schema = aSchema([['age']]);
    const windows = [{ limit: 0 }, { limit: 2 }, { skip: 4 }, { skip: 1, limit: 2 }, { skip: 9, limit: 9 }];
    for (const window of windows) {
      for (const selector of [{}, { age: { $gt: 7 } }, { tags: { $exists: true } }]) {
        const query = prepared(schema, { selector, ...window });
        const { documents } = await instance.query(query);
        expect(await instance.count(query)).toEqual({ count: documents.length, mode: 'fast' });
      }
    }
  });
}
