import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromCbor, toCbor } from '../../src/shared/code/cbor.ts';
import { type Claims, decodeClaims, encodeClaims } from '../../src/shared/code/claims.ts';
import { writeDocumentNumber } from '../../src/shared/code/document-number.ts';
import { CertificateKind, Serial } from '../../src/shared/registry/certificate.ts';
import { OfficeId } from '../../src/shared/registry/ids.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { someClaims } from './a-certificate.ts';

describe('claims', () => {
  const dates = fc
    .integer({ min: 0, max: 60_000 })
    .map((days) => PlainDate.parse(new Date(days * 86_400_000).toISOString().slice(0, 10)));
  const claims: fc.Arbitrary<Claims> = fc.record({
    profile: fc.constantFrom('training' as const, 'production' as const),
    kind: fc.constantFrom(...CertificateKind.options),
    serial: fc.stringMatching(/^(T-)?\d{10}-\d{1,4}-\d{7}$/).map((text) => Serial.parse(text)),
    documentNumber: fc.stringMatching(/^\d{15}$/).map(writeDocumentNumber),
    office: fc.stringMatching(/^\d{10}$/).map((text) => OfficeId.parse(text)),
    officeName: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => text.length <= 40),
    issuedOn: dates,
    validUntil: dates,
    pages: fc.integer({ min: 1, max: 999 }),
    holder: fc.option(
      fc.record({
        masked: fc.string({ minLength: 1, maxLength: 20 }),
        birthYear: fc.integer({ min: 1800, max: 2999 }),
      }),
    ),
    registerAsOf: fc.option(
      fc
        .tuple(dates, fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        // Before 9 o'clock on the first day of all it would lie before 1970 in Greenwich.
        .filter(([date]) => date > '1970-01-01')
        .map(([date, hour, minute]) => `${date} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
    ),
    contentHash: fc.stringMatching(/^[0-9a-f]{64}$/),
  });

  test('are read back as they were written', () => {
    fc.assert(
      fc.property(claims, (each) => {
        expect(decodeClaims(encodeClaims(each))).toEqual(each);
      }),
    );
  });

  const map = (): Map<number, unknown> => fromCbor(encodeClaims(someClaims())) as Map<number, unknown>;
  const changed = (change: (map: Map<number, unknown>) => void): ReturnType<typeof decodeClaims> => {
    const fields = map();
    change(fields);
    return decodeClaims(toCbor(fields));
  };

  test('with fields to come are read, with fields that must be understood they are not', () => {
    expect(changed((fields) => fields.set(100, 'later'))).toEqual(someClaims());
    expect(changed((fields) => fields.set(5_000, [1, 2]))).toEqual(someClaims());
    for (const key of [0, 15, 99])
      expect(
        changed((fields) => fields.set(key, 'later')),
        String(key),
      ).toBe('none');
    expect(changed((fields) => fields.set(1, 2))).toBe('newer');
    expect(changed((fields) => fields.set(1, 0))).toBe('none');
  });

  test('that lack something or make no sense are none', () => {
    for (const key of map().keys())
      expect(
        changed((fields) => fields.delete(key)),
        String(key),
      ).toBe('none');
    for (const [key, value] of [
      [2, 'X'],
      [3, 99],
      [4, 'lower case'],
      [5, -1],
      [5, 10 ** 15],
      [6, '9971031000'],
      [8, 1.5],
      [8, 2 ** 52],
      [10, 0],
      [11, null],
      [12, 'x'],
      [13, -5],
      [14, new Uint8Array(31)],
    ] as const)
      expect(
        changed((fields) => fields.set(key, value)),
        `${key}`,
      ).toBe('none');
    for (const bytes of [toCbor([1]), toCbor(new Map([['v', 1]])), toCbor(null), new Uint8Array()])
      expect(decodeClaims(bytes)).toBe('none');
  });

  test('that could not be read again are not written', () => {
    const wrong = writeDocumentNumber('261122000012347').replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
    expect(() => encodeClaims(someClaims({ documentNumber: wrong as Claims['documentNumber'] }))).toThrow();
    expect(() => encodeClaims(someClaims({ pages: 0 }))).toThrow();
  });
});
