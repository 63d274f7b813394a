import { describe, expect, test } from 'vitest';
import { fromCbor, toCbor } from '../../src/shared/code/cbor.ts';
import { certificatePurpose, codeText, readCodeText, signClaims } from '../../src/shared/code/certificate-code.ts';
import { encodeClaims } from '../../src/shared/code/claims.ts';
import { signCose } from '../../src/shared/code/cose.ts';
import { writeDocumentNumber } from '../../src/shared/code/document-number.ts';
import { openKeyBundle, readRootKey, rootFingerprint } from '../../src/shared/code/key-bundle.ts';
import { openStatement } from '../../src/shared/code/statement.ts';
import { factsOf, type Verdict, warningsOf } from '../../src/shared/code/verdict.ts';
import { judgeNumber, type Online, verifyCode } from '../../src/shared/code/verify-code.ts';
import { keyFingerprint } from '../../src/shared/contract/enrolment-code.ts';
import { type KeyBundle, VerifyAnswer } from '../../src/shared/contract/verify.ts';
import { Serial } from '../../src/shared/registry/certificate.ts';
import { day, eungaram, solnae } from '../builders/registry.ts';
import {
  aCode,
  aKey,
  bundleKey,
  crypto,
  device,
  openBundle,
  otherDevice,
  root,
  signedAnswer,
  signedBundle,
  someAnswer,
  someBundle,
  someClaims,
  theDay,
} from './a-certificate.ts';

const verdictOf = async ({
  text = aCode(),
  bundle = {},
  today = theDay,
  online = 'not-asked',
}: {
  readonly text?: string;
  readonly bundle?: Partial<KeyBundle>;
  readonly today?: typeof theDay;
  readonly online?: Online;
} = {}): Promise<Verdict> => verifyCode(crypto, { text, bundle: await openBundle(bundle), today, online });

const at = (text: string): string => `${text}T03:00:00.000Z`;
const { serial } = someClaims();
const revoked = (why: 'void' | 'replaced' | 'withdrawn') => ({ revoked: [{ serial, at: at('2026-11-22'), why }] });
const overtaken = { since: day('2026-11-20'), what: 'moved' } as const;

describe('a genuine code', () => {
  test('is genuine, with the facts to compare', async () => {
    const verdict = await verdictOf({ online: someAnswer() });
    const { contentHash, profile, office, ...facts } = someClaims();
    expect(verdict).toEqual({ type: 'genuine', facts, warnings: [] });
  });

  test('is genuine on its last day, and expired on the next', async () => {
    const validUntil = someClaims().validUntil;
    expect((await verdictOf({ today: validUntil })).type).toBe('genuine');
    expect((await verdictOf({ today: day('2027-02-21') })).type).toBe('expired');
  });

  test('goes through every verdict that lists and central can give', async () => {
    const table: [what: string, input: Parameters<typeof verdictOf>[0], expected: object][] = [
      ['void', { bundle: revoked('void') }, { type: 'revoked', why: 'void' }],
      ['withdrawn', { bundle: revoked('withdrawn') }, { type: 'revoked', why: 'withdrawn' }],
      ['replaced', { bundle: revoked('replaced') }, { type: 'replaced' }],
      [
        'overtaken',
        { bundle: { overtaken: [{ serial, ...overtaken }] } },
        { type: 'overtaken', overtaken: { serial, ...overtaken } },
      ],
      ['void at central', { online: someAnswer({ state: 'void' }) }, { type: 'revoked', why: 'void' }],
      ['not handed over', { online: someAnswer({ state: 'not-issued' }) }, { type: 'not-yet-issued' }],
      ['replaced at central', { online: someAnswer({ state: 'replaced' }) }, { type: 'replaced' }],
      [
        'overtaken at central',
        { online: someAnswer({ state: 'overtaken', overtaken }) },
        { type: 'overtaken', overtaken },
      ],
      [
        'overtaken, nothing else said',
        { online: someAnswer({ state: 'overtaken' }) },
        { type: 'overtaken', overtaken: null },
      ],
      ['void in the list, issued at central', { bundle: revoked('void'), online: someAnswer() }, { type: 'revoked' }],
      [
        'overtaken in the list, void at central',
        { bundle: { overtaken: [{ serial, ...overtaken }] }, online: someAnswer({ state: 'void' }) },
        { type: 'revoked' },
      ],
      [
        'another serial is void',
        { bundle: { revoked: [{ serial: Serial.parse(`${solnae}-1-0000124`), at: at('2026-11-22'), why: 'void' }] } },
        { type: 'genuine' },
      ],
    ];
    for (const [what, input, expected] of table) expect(await verdictOf(input), what).toMatchObject(expected);
  });

  test('that is expired as well says so beside the graver verdict', async () => {
    const verdict = await verdictOf({ today: day('2027-03-01'), bundle: revoked('replaced') });
    expect(verdict.type).toBe('replaced');
    expect(warningsOf(verdict)).toContain('has-expired');
    expect(warningsOf(verdict)).not.toContain('register-not-asked');
    const expired = await verdictOf({ today: day('2027-03-01') });
    expect(warningsOf(expired)).not.toContain('has-expired');
  });

  test('carries the warnings that are due, and no others', async () => {
    const table: [input: Parameters<typeof verdictOf>[0], warnings: string[]][] = [
      [{ online: someAnswer() }, []],
      [{}, ['register-not-asked']],
      [{ online: 'no-answer' }, ['register-no-answer']],
      [{ online: someAnswer({ state: 'unknown' }) }, ['register-does-not-know']],
      [{ online: someAnswer(), text: aCode({ registerAsOf: '2026-11-22 11:05' }) }, ['issued-without-network']],
      [{ online: someAnswer(), today: day('2026-11-29') }, []],
      [{ online: someAnswer(), today: day('2026-11-30') }, ['keys-old']],
      [{ online: someAnswer(), today: day('2026-11-21') }, ['clock-behind']],
      [{ online: someAnswer(), bundle: { profile: 'training' }, text: aCode({ profile: 'training' }) }, ['training']],
      [
        { online: someAnswer(), bundle: { keys: [bundleKey(device, { revokedAt: at('2026-11-23') })] } },
        ['device-withdrawn-later'],
      ],
    ];
    for (const [input, warnings] of table) {
      const verdict = await verdictOf(input);
      expect(verdict.type).toBe('genuine');
      expect(warningsOf(verdict), JSON.stringify(warnings)).toEqual(warnings);
    }
  });
});

describe("a device's time of service", () => {
  const with_ = (key: Partial<KeyBundle['keys'][number]>) => ({ bundle: { keys: [bundleKey(device, key)] } });

  test('is over from the day on which its key was revoked', async () => {
    for (const revokedAt of [at('2026-11-22'), at('2026-11-01'), '2026-11-21T15:00:00.000Z'])
      expect(await verdictOf(with_({ revokedAt })), revokedAt).toMatchObject({ type: 'revoked', why: 'device' });
    // Midnight in Korea is three in the afternoon in Greenwich.
    expect((await verdictOf(with_({ revokedAt: '2026-11-22T15:00:00.000Z' }))).type).toBe('genuine');
  });

  test('begins with its enrolment and ends when it is taken out of use', async () => {
    expect(await verdictOf(with_({ from: at('2026-11-23') }))).toMatchObject({ type: 'revoked', why: 'device' });
    expect((await verdictOf(with_({ from: at('2026-11-22') }))).type).toBe('genuine');
    expect(await verdictOf(with_({ until: at('2026-11-21') }))).toMatchObject({ type: 'revoked', why: 'device' });
    expect((await verdictOf(with_({ until: at('2026-11-22') }))).type).toBe('genuine');
  });

  test('can be written back by a thief of the key, but then central has not heard of the paper', async () => {
    const key = with_({ revokedAt: at('2026-11-25') });
    expect((await verdictOf(key)).type).toBe('genuine');
    const known = await verdictOf({ ...key, online: someAnswer() });
    expect(known.type).toBe('genuine');
    const unknown = await verdictOf({ ...key, online: someAnswer({ state: 'unknown' }) });
    expect(unknown).toMatchObject({ type: 'revoked', why: 'device' });
  });
});

describe('what is not genuine', () => {
  test('a code of no certificate', async () => {
    for (const text of ['', 'https://example.org/', 'rrs1:ABC', ' RRS1:', 'RRS2:ABC'])
      expect(await verdictOf({ text }), text).toEqual({ type: 'not-a-code' });
  });

  test('a code cut short, or none behind its first letters', async () => {
    const text = aCode();
    for (const each of [
      'RRS1:',
      'RRS1:A',
      text.slice(0, -1),
      text.slice(0, 100),
      `${text}0`,
      `${text}\n`,
      `${text}${text}`,
      `RRS1:${'0'.repeat(5_000)}`,
    ])
      expect(await verdictOf({ text: each }), each).toEqual({ type: 'altered', why: 'unreadable' });
  });

  test('a key that is not listed, or is listed under an id that is not its own', async () => {
    const kid = Buffer.from(device.kid).toString('hex');
    expect(await verdictOf({ bundle: { keys: [] } })).toEqual({ type: 'unknown-key', kid });
    expect(await verdictOf({ text: aCode({}, aKey('of nobody')) })).toMatchObject({ type: 'unknown-key' });
    const mislabelled = bundleKey(otherDevice, { kid, office: solnae });
    expect(await verdictOf({ bundle: { keys: [mislabelled] } })).toEqual({ type: 'unknown-key', kid });
  });

  test("another's key under the id of a device", async () => {
    const forged = codeText(signClaims(someClaims(), aKey('of a forger').signBytes, device.kid));
    expect(await verdictOf({ text: forged })).toEqual({ type: 'altered', why: 'signature' });
  });

  test('a signature of the device that was made for something else', async () => {
    const purposes = {
      'another version': 'rrs-certificate-2',
      'no purpose': '',
      'a JSON text': '{"type":"journal-head"}',
    };
    for (const [what, purpose] of Object.entries(purposes)) {
      const externalAad = crypto.utf8(purpose);
      const text = codeText(signCose(encodeClaims(someClaims()), { kid: device.kid, externalAad }, device.signBytes));
      expect(await verdictOf({ text }), what).toEqual({ type: 'altered', why: 'signature' });
    }
    const overJson = codeText(
      signClaims(someClaims(), () => Buffer.from(device.signText('{"type":"journal-head"}'), 'base64url'), device.kid),
    );
    expect(await verdictOf({ text: overJson })).toEqual({ type: 'altered', why: 'signature' });
  });

  test('a device that signs for another office', async () => {
    expect(await verdictOf({ text: aCode({ office: eungaram }) })).toEqual({ type: 'altered', why: 'other-office' });
    expect((await verdictOf({ text: aCode({ office: eungaram }, otherDevice) })).type).toBe('genuine');
  });

  test('training in production, and production in training', async () => {
    const training = aCode({ profile: 'training' });
    expect(await verdictOf({ text: training })).toEqual({ type: 'wrong-profile', profile: 'training' });
    // Whoever holds the production keys does not know those of training.
    expect(await verdictOf({ text: training, bundle: { keys: [] } })).toEqual({
      type: 'wrong-profile',
      profile: 'training',
    });
    expect(await verdictOf({ bundle: { profile: 'training' } })).toEqual({
      type: 'wrong-profile',
      profile: 'production',
    });
  });

  test('what central has differently on record', async () => {
    for (const change of [
      { serial: Serial.parse(`${solnae}-1-0000999`) },
      { kind: 'abstract' },
      { issuedOn: day('2026-11-21') },
      { pages: 3 },
      { office: eungaram },
      { documentNumber: writeDocumentNumber('000000000000001') },
    ] as const)
      expect(await verdictOf({ online: someAnswer(change) }), JSON.stringify(change)).toEqual({
        type: 'altered',
        why: 'register-differs',
      });
  });

  test('claims that nobody could have meant, properly signed', async () => {
    const fields = fromCbor(encodeClaims(someClaims())) as Map<number, unknown>;
    const signed = (map: Map<number, unknown>): string =>
      codeText(signCose(toCbor(map), { kid: device.kid, externalAad: certificatePurpose }, device.signBytes));
    expect(await verdictOf({ text: signed(new Map([...fields, [10, 0]])) })).toEqual({
      type: 'altered',
      why: 'unreadable',
    });
    expect(await verdictOf({ text: signed(new Map([...fields, [1, 2]])) })).toEqual({ type: 'newer-form' });
    expect((await verdictOf({ text: signed(new Map([...fields, [100, 'x']])) })).type).toBe('genuine');
  });
});

test('no single character of a code can be changed, left out, doubled or swapped with the next', async () => {
  const text = aCode();
  const bundle = await openBundle();
  const check = (each: string) => verifyCode(crypto, { text: each, bundle, today: theDay, online: 'not-asked' });
  expect((await check(text)).type).toBe('genuine');
  const accepted: string[] = [];
  let tried = 0;
  for (let place = 0; place < text.length; place += 1) {
    const own = text[place] ?? '';
    const others = [
      ...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'.split(''),
      own.toLowerCase(),
      '가',
      'Ａ',
      '\u0000',
    ].filter((letter) => letter !== own);
    const edits = [
      ...others.map((letter) => text.slice(0, place) + letter + text.slice(place + 1)),
      text.slice(0, place) + text.slice(place + 1),
      text.slice(0, place) + own + text.slice(place),
      text.slice(0, place) + (text[place + 1] ?? '') + own + text.slice(place + 2),
    ].filter((edit) => edit !== text);
    for (const edit of edits) {
      tried += 1;
      if (factsOf(await check(edit)) !== null) accepted.push(edit);
    }
  }
  expect(accepted).toEqual([]);
  expect(tried).toBeGreaterThan(text.length * 45);
});

test('no single bit of the signed bytes can be turned', async () => {
  const cose = signClaims(someClaims(), device.signBytes, device.kid);
  const bundle = await openBundle();
  for (let bit = 0; bit < cose.length * 8; bit += 1) {
    const turned = Uint8Array.from(cose);
    turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const verdict = await verifyCode(crypto, { text: codeText(turned), bundle, today: theDay, online: 'not-asked' });
    expect(factsOf(verdict), `bit ${bit}`).toBeNull();
  }
});

describe('a number alone', () => {
  test('gives what central says, and never that the paper is genuine', () => {
    const table: [answer: Partial<VerifyAnswer>, expected: object][] = [
      [{}, { type: 'on-record', warnings: [] }],
      [{ serial: Serial.parse(`T-${solnae}-1-0000123`) }, { type: 'on-record', warnings: ['training'] }],
      [{ state: 'void' }, { type: 'revoked', why: 'void' }],
      [{ state: 'replaced' }, { type: 'replaced' }],
      [
        { state: 'overtaken', overtaken },
        { type: 'overtaken', overtaken },
      ],
      [{ state: 'unknown' }, { type: 'not-on-record' }],
      [{ state: 'not-issued' }, { type: 'not-on-record' }],
      [{ documentNumber: null, state: 'unknown' }, { type: 'not-on-record' }],
      [{ validUntil: day('2026-11-21') }, { type: 'expired' }],
      [
        { state: 'void', validUntil: day('2026-11-21') },
        { type: 'revoked', warnings: ['has-expired'] },
      ],
    ];
    for (const [answer, expected] of table)
      expect(judgeNumber(someAnswer(answer), theDay), JSON.stringify(answer)).toMatchObject(expected);
    expect(factsOf(judgeNumber(someAnswer(), theDay))).toMatchObject({
      holder: { masked: '김*수', birthYear: null },
      pages: 2,
    });
  });
});

describe('the key bundle', () => {
  test('opens under the root that signed it, and under no other', async () => {
    const text = signedBundle();
    expect((await openKeyBundle(text, root.publicKey, crypto)).ok).toBe(true);
    for (const [what, each, type] of [
      ['another root', signedBundle({}, aKey('another central')), 'BundleOfAnotherRoot'],
      ['a device as root', signedBundle({}, device), 'BundleOfAnotherRoot'],
      ['a word changed', text.replace('솔내면', '솔네면'), 'BundleOfAnotherRoot'],
      ['another statement', JSON.stringify(signedAnswer(someAnswer())), 'BundleOfAnotherRoot'],
      ['no JSON', '<html>', 'BundleUnreadable'],
      ['JSON of something else', '{"keys":[]}', 'BundleUnreadable'],
      ['nothing', '', 'BundleUnreadable'],
    ])
      expect(await openKeyBundle(each ?? '', root.publicKey, crypto), what).toEqual({ ok: false, error: { type } });
  });

  test('of a later central, with fields that are not known yet, still opens', async () => {
    const later = {
      ...someBundle(),
      more: 1,
      overtaken: [{ serial, since: '2026-11-20', what: 'something-new', more: 2 }],
    };
    const opened = await openKeyBundle(signedBundle(later as unknown as KeyBundle), root.publicKey, crypto);
    expect(opened.ok && opened.value.overtakenBySerial.get(serial)).toMatchObject({ what: 'other' });
  });

  test('holds the devices of the whole country', async () => {
    const key = bundleKey(device);
    const keys = Array.from({ length: 14_000 }, (_, nth) => ({ ...key, kid: nth.toString(16).padStart(16, '0') }));
    const opened = await openKeyBundle(signedBundle({ keys }), root.publicKey, crypto);
    expect(opened.ok && opened.value.keysByKid.size).toBe(14_000);
  });

  test('has a root that is read as line or as PEM, and shown as people compare it', async () => {
    const line = Buffer.from(root.publicKey).toString('base64url');
    const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(root.publicKey).toString('base64')}\n-----END PUBLIC KEY-----\n`;
    for (const text of [line, ` ${line}\r\n`, pem])
      expect(Buffer.from(readRootKey(text) ?? []).toString('base64url'), text).toBe(line);
    for (const text of ['', 'none', line.slice(1), `${line}A`, Buffer.alloc(44).toString('base64url')])
      expect(readRootKey(text), text).toBeNull();
    const fingerprint = await rootFingerprint(root.publicKey, crypto);
    expect(fingerprint).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(fingerprint.replace('-', '')).toBe(keyFingerprint(await crypto.sha256(root.publicKey)));
  });
});

test("central's answer counts only if its root signed it", async () => {
  const open = (envelope: unknown) => openStatement(envelope, VerifyAnswer, root.publicKey, crypto);
  const answer = someAnswer();
  expect(await open(signedAnswer(answer))).toEqual(answer);
  const signed = signedAnswer(answer);
  for (const each of [
    signedAnswer(answer, device),
    { ...signed, signed: signed.signed.replace('issued', 'void') },
    { ...signed, signature: signed.signature.slice(1) },
    { ...signed, signature: '' },
    JSON.parse(signedBundle()) as unknown,
    answer,
    null,
    'text',
  ])
    expect(await open(each)).toBeNull();
});

test('a code is read from the paper as it was signed', () => {
  const cose = readCodeText(aCode());
  expect(typeof cose).toBe('object');
});
