import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeMessage } from '../../src/main/print/ipp/decode.ts';
import { encodeMessage } from '../../src/main/print/ipp/encode.ts';
import {
  type GroupName,
  groupCodes,
  type IppAttributes,
  type IppMessage,
  type IppValue,
  languageCodes,
  outOfBandCodes,
  stringTags,
} from '../../src/main/print/ipp/message.ts';

const int32 = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });
const bytes = fc.uint8Array({ maxLength: 60 });
const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const keysOf = <T extends string>(table: Readonly<Record<T, unknown>>): T[] => Object.keys(table) as T[];

const dateTime = fc.record({
  year: fc.integer({ min: 0, max: 65_535 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 31 }),
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.integer({ min: 0, max: 59 }),
  second: fc.integer({ min: 0, max: 60 }),
  decisecond: fc.integer({ min: 0, max: 9 }),
  utcOffsetMinutes: fc.integer({ min: -14 * 60, max: 14 * 60 }),
});

const flatValue: fc.Arbitrary<IppValue> = fc.oneof(
  fc.record({ tag: fc.constantFrom('integer' as const, 'enum' as const), value: int32 }),
  fc.record({ tag: fc.constant('boolean' as const), value: fc.boolean() }),
  fc
    .constantFrom(...keysOf(stringTags))
    .chain((tag) => fc.record({ tag: fc.constant(tag), value: fc.string({ unit: 'grapheme', maxLength: 12 }) }))
    .filter(({ tag, value }) => Buffer.byteLength(value) <= stringTags[tag].maxBytes),
  fc.record({
    tag: fc.constantFrom(...keysOf(languageCodes)),
    value: fc.record({ language: fc.constantFrom('en', 'ko'), text }),
  }),
  fc.record({ tag: fc.constant('octetString' as const), value: bytes }),
  fc.record({ tag: fc.constant('dateTime' as const), value: dateTime }),
  fc.record({
    tag: fc.constant('resolution' as const),
    value: fc.record({ x: int32, y: int32, unit: fc.constantFrom('dpi' as const, 'dpcm' as const) }),
  }),
  fc.record({ tag: fc.constant('rangeOfInteger' as const), value: fc.record({ from: int32, to: int32 }) }),
  fc.record({ tag: fc.constantFrom(...keysOf(outOfBandCodes)) }),
  // Types of the future, which must survive as they are.
  fc.record({ tag: fc.constant('raw' as const), code: fc.constantFrom(0x20, 0x38, 0x4b, 0x7f), value: bytes }),
);

const { value } = fc.letrec<{ value: IppValue; attributes: IppAttributes }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    flatValue,
    fc.record({ tag: fc.constant('collection' as const), value: tie('attributes') }),
  ),
  attributes: fc
    .array(fc.tuple(name, fc.array(tie('value'), { minLength: 1, maxLength: 3 })), { maxLength: 3 })
    .map((entries) => new Map(entries)),
}));

const message: fc.Arbitrary<IppMessage> = fc.record({
  version: fc.constantFrom([1, 1] as const, [2, 0] as const),
  code: fc.integer({ min: 0, max: 0xffff }),
  requestId: int32,
  groups: fc.array(
    fc.record({
      group: fc.constantFrom(...(Object.keys(groupCodes) as GroupName[])),
      attributes: fc
        .array(fc.tuple(name, fc.array(value, { minLength: 1, maxLength: 4 })), { maxLength: 6 })
        .map((entries) => new Map(entries)),
    }),
    { maxLength: 4 },
  ),
  data: bytes,
});

const decoded = (encoded: Uint8Array): IppMessage => {
  const result = decodeMessage(encoded);
  if (!result.ok) throw new Error(`${result.error.why} at ${result.error.at}`);
  return result.value;
};

/** Buffers and typed arrays with the same bytes are the same here. */
const plain = (given: unknown): unknown =>
  given instanceof Uint8Array
    ? [...given]
    : given instanceof Map
      ? [...given].map(([key, values]): unknown => [key, plain(values)])
      : Array.isArray(given)
        ? given.map(plain)
        : typeof given === 'object' && given !== null
          ? Object.fromEntries(Object.entries(given).map(([key, each]) => [key, plain(each)]))
          : given;

const hex = (...parts: readonly string[]): Uint8Array =>
  Uint8Array.from(Buffer.from(parts.join('').replaceAll(' ', ''), 'hex'));
const textHex = (given: string): string =>
  Buffer.from(given).length.toString(16).padStart(4, '0') + Buffer.from(given).toString('hex');

describe('the IPP codec', () => {
  test('gives back every message that it encodes', () => {
    fc.assert(
      fc.property(message, (given) => {
        expect(plain(decoded(encodeMessage(given)))).toEqual(plain(given));
      }),
      { numRuns: 500 },
    );
  });

  test('writes the bytes of RFC 8010: a request by hand', () => {
    const request: IppMessage = {
      version: [2, 0],
      code: 0x0b,
      requestId: 1,
      groups: [
        {
          group: 'operation',
          attributes: new Map<string, readonly IppValue[]>([
            ['attributes-charset', [{ tag: 'charset', value: 'utf-8' }]],
            [
              'requested-attributes',
              [
                { tag: 'keyword', value: 'a' },
                { tag: 'keyword', value: 'b' },
              ],
            ],
          ]),
        },
        {
          group: 'job',
          attributes: new Map<string, readonly IppValue[]>([
            [
              'media-col',
              [{ tag: 'collection', value: new Map([['x-dimension', [{ tag: 'integer', value: 21_000 }]]]) }],
            ],
          ]),
        },
      ],
      data: Uint8Array.of(0xff),
    };
    const expected = hex(
      '0200 000b 00000001 01',
      `47${textHex('attributes-charset')}${textHex('utf-8')}`,
      `44${textHex('requested-attributes')}${textHex('a')} 44 0000 ${textHex('b')}`,
      `02 34${textHex('media-col')}0000 4a 0000 ${textHex('x-dimension')} 21 0000 0004 00005208 37 0000 0000`,
      '03 ff',
    );
    expect(Buffer.from(encodeMessage(request)).toString('hex')).toBe(Buffer.from(expected).toString('hex'));
    expect(plain(decoded(expected))).toEqual(plain(request));
  });

  test('keeps a value that is not of its type as bytes, and the rest of the message', () => {
    const date = '07ea 00 03 01 00 00 00 2b 00 00'; // Month 0.
    const answer = hex(
      '0200 0000 00000001 04',
      `31${textHex('printer-current-time')}000b${date}`,
      `21${textHex('copies')}0002 0001`,
      `22${textHex('yes')}0001 07`,
      `23${textHex('printer-state')}0004 00000003`,
      '03',
    );
    const [printer] = decoded(answer).groups;
    expect([...(printer?.attributes ?? [])].map(([each, [first]]) => [each, first?.tag])).toEqual([
      ['printer-current-time', 'raw'],
      ['copies', 'raw'],
      ['yes', 'raw'],
      ['printer-state', 'enum'],
    ]);
  });

  test('takes the first of two attributes with one name, and none of the second', () => {
    const answer = hex(
      '0200 0000 00000001 04',
      `44${textHex('a')}${textHex('first')} 44 0000 ${textHex('also')} 44${textHex('a')}${textHex('second')} 44 0000 ${textHex('no')}`,
      '03',
    );
    expect(decoded(answer).groups[0]?.attributes.get('a')).toEqual([
      { tag: 'keyword', value: 'first' },
      { tag: 'keyword', value: 'also' },
    ]);
  });

  test('leaves out groups that it does not know', () => {
    const answer = hex(`0200 0000 00000001 0e 44${textHex('a')}${textHex('b')} 04 44${textHex('c')}${textHex('d')} 03`);
    expect(decoded(answer).groups.map(({ group, attributes }) => [group, [...attributes.keys()]])).toEqual([
      ['printer', ['c']],
    ]);
  });

  test.each([
    ['nothing', ''],
    ['half a header', '0200 0000'],
    ['no end of attributes', '0200 0000 00000001 01'],
    ['a value before any group', `0200 0000 00000001 44${textHex('a')}${textHex('b')}03`],
    ['a value without a name', `0200 0000 00000001 01 44 0000 ${textHex('b')}03`],
    ['a value longer than the message', `0200 0000 00000001 01 44${textHex('a')} ffff 6103`],
    ['a collection without end', `0200 0000 00000001 01 34${textHex('a')}0000 4a 0000 ${textHex('m')} 03`],
    ['a member outside a collection', `0200 0000 00000001 01 4a${textHex('a')}${textHex('m')}03`],
    ['the end of no collection', `0200 0000 00000001 01 37${textHex('a')}0000 03`],
    ['a member without a value', `0200 0000 00000001 01 34${textHex('a')}0000 4a 0000 ${textHex('m')} 37 0000 0000 03`],
    ['group 0', '0200 0000 00000001 00 03'],
  ])('refuses %s', (_, content) => {
    expect(decodeMessage(hex(content))).toMatchObject({ ok: false, error: { type: 'MalformedIpp' } });
  });

  test('refuses collections nested without end, and a flood of values', () => {
    const open = `34${textHex('a')}0000`;
    const inner = `4a 0000 ${textHex('m')} 34 0000 0000`;
    const deep = hex('0200 0000 00000001 01', open, inner.repeat(5_000));
    expect(decodeMessage(deep)).toMatchObject({ ok: false, error: { why: expect.stringContaining('deep') as string } });
    const flood = hex('0200 0000 00000001 01', `44${textHex('a')}0000`, '44 0000 0000'.repeat(60_000), '03');
    expect(decodeMessage(flood)).toMatchObject({
      ok: false,
      error: { why: expect.stringContaining('values') as string },
    });
  });

  test('never throws, whatever becomes of the bytes', () => {
    let refused = 0;
    let runs = 0;
    const change = fc.record({ at: fc.nat(), to: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(message, fc.array(change, { maxLength: 6 }), fc.option(fc.nat()), (given, changes, cut) => {
        const encoded = Uint8Array.from(encodeMessage(given));
        for (const { at, to } of changes) encoded[at % encoded.length] = to;
        const hostile = cut === null ? encoded : encoded.subarray(0, cut % encoded.length);
        const result = decodeMessage(hostile);
        runs += 1;
        if (!result.ok) refused += 1;
        // What was taken can be written again: nothing in it is half there. (Text that isn't UTF-8 grows when it is read.)
        else if (!JSON.stringify(plain(result.value)).includes('\ufffd')) encodeMessage(result.value);
      }),
      { numRuns: 3_000 },
    );
    expect(refused).toBeGreaterThan(runs / 20);
    expect(refused).toBeLessThan(runs);
  });

  test('never throws at random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (hostile) => {
        decodeMessage(hostile);
        decodeMessage(Buffer.concat([hex('0200 0000 00000001 01'), hostile]));
      }),
      { numRuns: 3_000 },
    );
  });

  test('throws at what is our own mistake', () => {
    const withValue = (each: IppValue): IppMessage => ({
      version: [2, 0],
      code: 2,
      requestId: 1,
      groups: [{ group: 'operation', attributes: new Map([['a', [each]]]) }],
      data: new Uint8Array(),
    });
    expect(() => encodeMessage(withValue({ tag: 'name', value: '가'.repeat(86) }))).toThrow();
    expect(() => encodeMessage(withValue({ tag: 'integer', value: 2 ** 31 }))).toThrow();
    expect(() => encodeMessage(withValue({ tag: 'collection', value: new Map([['m', []]]) }))).toThrow();
  });
});
