import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base45ToBytes, bytesToBase45 } from '../../src/shared/code/base45.ts';
import { base64urlToBytes, bytesToBase64url } from '../../src/shared/code/bytes.ts';
import { fromCbor, toCbor } from '../../src/shared/code/cbor.ts';
import { codeText, readCodeText, signClaims } from '../../src/shared/code/certificate-code.ts';
import { Claims, decodeClaims, encodeClaims } from '../../src/shared/code/claims.ts';
import { coseToBeSigned, readCose, signCose } from '../../src/shared/code/cose.ts';
import {
  documentNumberToText,
  readDocumentNumber,
  writeDocumentNumber,
} from '../../src/shared/code/document-number.ts';
import { maskName } from '../../src/shared/code/mask-name.ts';
import { textToQr } from '../../src/shared/code/qr.ts';
import { Serial } from '../../src/shared/registry/certificate.ts';
import { aCode, device } from './a-certificate.ts';

const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const hex = (text: string): Uint8Array => Buffer.from(text, 'hex');
const plain = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes);

describe('base45', () => {
  test('writes and reads the examples of RFC 9285', () => {
    for (const [bytes, text] of [
      ['AB', 'BB8'],
      ['Hello!!', '%69 VD92EX0'],
      ['base-45', 'UJCLQE7W581'],
      ['ietf!', 'QED8WEX0'],
      ['', ''],
    ] as const) {
      expect(bytesToBase45(ascii(bytes))).toBe(text);
      expect(base45ToBytes(text)).toEqual(plain(ascii(bytes)));
    }
  });

  test('refuses what no encoder writes', () => {
    // 65,536 in three characters; the largest triple; one character alone; 256 in two; letters that are not in it.
    for (const text of [
      'GGW',
      ':::',
      'A',
      'BB8A',

      '::',
      'V5',
      'bb8',
      'BB8bb',
      'BB\t',
      '가나다',
      'BB８',
      'B_8',
      'ß',
    ])
      expect(base45ToBytes(text), text).toBeNull();
  });

  test('gives back any bytes, and takes any text for one value at most', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(base45ToBytes(bytesToBase45(bytes))).toEqual(bytes);
      }),
    );
    const letters = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 12 }), (text) => {
        const bytes = base45ToBytes(text);
        if (bytes) expect(bytesToBase45(bytes)).toBe(text);
      }),
    );
  });
});

test('base64url gives back any bytes and refuses a second spelling', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = bytesToBase64url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
      expect(base64urlToBytes(text)).toEqual(bytes);
    }),
  );
  for (const text of ['A', 'AA=', 'AB', 'AAB', 'A+', 'A/', 'AA A', '가'])
    expect(base64urlToBytes(text), text).toBeNull();
});

test('CBOR in any but its shortest form is refused', () => {
  for (const text of [
    '1817', // 23 in two bytes
    'a2010101 02', // a key twice
    'a202000100', // keys out of order
    'fa3f800000', // 1 as a float
    '9f01ff', // an array without a length
    '0101', // something after the end
    'c101', // a tag
    'f7', // undefined
    '61ff', // no UTF-8
    '',
  ])
    expect(fromCbor(hex(text.replaceAll(' ', ''))), text).toBeUndefined();
  expect(fromCbor(hex('a2010102820304'))).toEqual(
    new Map<number, unknown>([
      [1, 1],
      [2, [3, 4]],
    ]),
  );
});

describe('COSE_Sign1', () => {
  // From the examples of the COSE working group (sign1-tests/sign-pass-02, eddsa-examples/eddsa-sig-02): the bytes that
  // are signed, with and without external data. Their own signatures, by other algorithms, fit them.
  const content = ascii('This is the content.');

  test('signs the bytes of RFC 9052, external data included', () => {
    const toBeSigned = coseToBeSigned(hex('a10126'), hex('11aa22bb33cc44dd55006699'), content);
    expect(Buffer.from(toBeSigned).toString('hex')).toBe(
      '846a5369676e61747572653143a101264c11aa22bb33cc44dd5500669954546869732069732074686520636f6e74656e742e',
    );
    const p256 = createPublicKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: 'usWxHK2PmfnHKwXPS54m0kTcGJ90UiglWiGahtagnv8',
        y: 'IBOL-C3BttVivg-lSreASjpkttcsz-1rb7btKLv8EX4',
      },
    });
    const signature = hex(
      'eae868ecc176883766c5dc5ba5b8dca25dab3c2e56a551ce5705b793914348e155388b10c4f1b59a6733eab416870a945111a4b2fbdbef33a77234b1deff2f9b',
    );
    expect(verify('sha256', toBeSigned, { key: p256, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
  });

  test('signs the bytes of RFC 9052 with EdDSA', () => {
    const toBeSigned = coseToBeSigned(hex('a10127'), new Uint8Array(), content);
    expect(Buffer.from(toBeSigned).toString('hex')).toBe(
      '846a5369676e61747572653143a101274054546869732069732074686520636f6e74656e742e',
    );
    const x = hex(
      '5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778edf124769b46c7061bd6783df1e50f6cd1fa1abeafe8256180',
    );
    const ed448 = createPublicKey({
      format: 'jwk',
      key: { kty: 'OKP', crv: 'Ed448', x: Buffer.from(x).toString('base64url') },
    });
    const signature = hex(
      '988240a3a2f189bd486de14aa77f54686c576a09f2e7ed9bae910df9139c2ac3be7c27b7e10a20fa17c9d57d3510a2cf1f634bc0345ab9be00849842171d1e9e98b2674c0e38bfcf6c557a1692b01b71015a47ac9f7748840cad1da80cbb5b349309febb912672b377c8b2072af1598b3700',
    );
    expect(verify(null, toBeSigned, ed448, signature)).toBe(true);
  });

  test('reads what it wrote, and nothing of another profile', () => {
    const externalAad = ascii('a purpose');
    const message = signCose(content, { kid: device.kid, externalAad }, device.signBytes);
    const cose = readCose(message);
    if (!cose) throw new Error('its own message is not read');
    expect(plain(cose.kid)).toEqual(plain(device.kid));
    expect(plain(cose.payload)).toEqual(plain(content));
    expect(
      verify(null, coseToBeSigned(cose.protectedBytes, externalAad, content), device.privateKey, cose.signature),
    ).toBe(true);

    const header = (entries: [number, unknown][]): Uint8Array => toCbor(new Map(entries));
    const parts = {
      header: cose.protectedBytes,
      unprotected: new Map<number, unknown>(),
      content,
      signature: cose.signature,
    };
    const written = (change: Partial<typeof parts>): Uint8Array => {
      const each = { ...parts, ...change };
      return Buffer.concat([hex('d2'), toCbor([each.header, each.unprotected, each.content, each.signature])]);
    };
    expect(readCose(written({}))).not.toBeNull();
    for (const [what, bytes] of Object.entries({
      'no tag': message.subarray(1),
      'another tag': Buffer.concat([hex('d1'), message.subarray(1)]),
      'something unprotected': written({ unprotected: new Map([[4, device.kid]]) }),
      'another algorithm': written({
        header: header([
          [1, -7],
          [4, device.kid],
        ]),
      }),
      'no key id': written({ header: header([[1, -8]]) }),
      'a short key id': written({
        header: header([
          [1, -8],
          [4, device.kid.subarray(1)],
        ]),
      }),
      'more in the header': written({
        header: header([
          [1, -8],
          [3, 0],
          [4, device.kid],
        ]),
      }),
      'a header in another order': written({
        header: hex(`a2044${device.kid.length}${Buffer.from(device.kid).toString('hex')}0127`),
      }),
      'a short signature': written({ signature: cose.signature.subarray(1) }),
      'five parts': Buffer.concat([hex('d2'), toCbor([...Object.values(parts), 1])]),
      'something behind it': Buffer.concat([message, hex('00')]),
    }))
      expect(readCose(bytes), what).toBeNull();
  });
});

describe('the document number', () => {
  const numbers = fc.stringMatching(/^\d{15}$/).map(writeDocumentNumber);

  test('is 16 digits, read back however it is written', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(number).toMatch(/^\d{16}$/);
        const printed = documentNumberToText(number);
        expect(printed).toMatch(/^\d{4}-\d{4}-\d{4}-\d{4}$/);
        const fullWidth = [...number].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('');
        for (const typed of [
          number,
          printed,
          printed.replaceAll('-', ' '),
          ` ${printed.replaceAll('-', '–')}\n`,
          fullWidth,
        ])
          expect(readDocumentNumber(typed), typed).toBe(number);
      }),
    );
    for (const typed of ['', '1234', `${writeDocumentNumber('1'.repeat(15))}0`, 'RRS1:', '1234-5678-9012-345x'])
      expect(readDocumentNumber(typed), typed).toBeNull();
    expect(() => writeDocumentNumber('12')).toThrow();
  });

  test('has the check digit of the published example', () => {
    // Damm's own example: 572 has the check digit 4; leading zeros change nothing.
    expect(writeDocumentNumber('000000000000572')).toBe('0000000000005724');
  });

  test('finds every wrong digit and every two neighbours swapped', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        for (let at = 0; at < number.length; at += 1) {
          for (const digit of '0123456789') {
            if (digit === number[at]) continue;
            expect(readDocumentNumber(number.slice(0, at) + digit + number.slice(at + 1))).toBeNull();
          }
          const [left = '', right = ''] = number.slice(at, at + 2);
          if (left === right || right === '') continue;
          expect(readDocumentNumber(number.slice(0, at) + right + left + number.slice(at + 2))).toBeNull();
        }
      }),
    );
  });
});

test('names are masked but for their ends', () => {
  for (const [name, masked] of [
    ['김철수', '김*수'],
    ['김철', '김*'],
    ['남궁하린', '남**린'],
    ['독', '*'],
    [' 김철수 ', '김*수'],
    ['KIM HANA', 'K** ***A'],
    ['', ''],
  ])
    expect(maskName(name ?? ''), name).toBe(masked);
});

describe('the code', () => {
  test('is, to the byte, what it has always been', () => {
    const golden = JSON.parse(readFileSync(new URL('./golden/code-1.json', import.meta.url), 'utf8')) as {
      readonly claims: unknown;
      readonly payload: string;
      readonly code: string;
    };
    const claims = Claims.parse(golden.claims);
    expect(Buffer.from(encodeClaims(claims)).toString('hex')).toBe(golden.payload);
    expect(codeText(signClaims(claims, device.signBytes, device.kid))).toBe(golden.code);
    const cose = readCodeText(golden.code);
    expect(typeof cose === 'string' ? cose : decodeClaims(cose.payload)).toEqual(claims);
  });

  test('fits a QR of 65 modules a side, with the longest names too', () => {
    const largest = aCode({
      profile: 'training',
      serial: Serial.parse('T-9971031000-9999-9999999'),
      officeName: '가나다라마바사아자차카타',
      holder: { masked: '남********린', birthYear: 1985 },
      registerAsOf: '2026-11-22 14:30',
    });
    for (const code of [aCode(), largest]) {
      const { size, path, version } = textToQr(code);
      expect(version).toBeLessThanOrEqual(12);
      expect(size).toBe(17 + 4 * version);
      // The top edge of the first finder pattern is one run of seven.
      expect(path).toMatch(/^M0 0h7v1h-7z/);
    }
  });
});
