import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ABOVE_ALL_ORDER_KEYS, textToOrderKey } from '../../src/main/replica/rx-storage/order-key.ts';

// Any UTF-16 units, lone surrogates included, with more than chance would give from where the two orders part.
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }),
  fc.integer({ min: 0xd7f0, max: 0xe010 }),
  fc.constantFrom(0xf900, 0xffff, 0xac00, 0x41),
);
const text = fc.array(unit, { maxLength: 4 }).map((units) => String.fromCharCode(...units));

const inJavaScript = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const inSqlite = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

test('the byte order of order keys is the order of the texts in JavaScript', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(inSqlite(textToOrderKey(a), textToOrderKey(b))).toBe(inJavaScript(a, b));
    }),
    { numRuns: 5000 },
  );
});

test('a key begins with the key of a prefix, and lies below the end of its range', () => {
  fc.assert(
    fc.property(text, text, (prefix, rest) => {
      const [from, key] = [textToOrderKey(prefix), textToOrderKey(prefix + rest)];
      expect(key.startsWith(from)).toBe(true);
      expect(inSqlite(key, from + ABOVE_ALL_ORDER_KEYS)).toBe(-1);
    }),
    { numRuns: 2000 },
  );
});

test('Hangul and ordinary Hanja are their own keys; only the bytes of compatibility Hanja needed help', () => {
  expect(textToOrderKey('홍길동 洪吉童 Hong 1')).toBe('홍길동 洪吉童 Hong 1');
  expect(inSqlite('\uF900', '𠮷')).toBe(-1);
  expect(inJavaScript('\uF900', '𠮷')).toBe(1);
  expect(inSqlite(textToOrderKey('\uF900'), textToOrderKey('𠮷'))).toBe(1);
});
