import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentNumberToText } from '../../src/shared/code/document-number.ts';
import { textToQr } from '../../src/shared/code/qr.ts';
import { addDays, plainDateAt } from '../../src/shared/registry/plain-date.ts';
import { aCentral } from './a-central.ts';
import { aCode, aKey, device, root, signedBundle, someClaims } from './a-certificate.ts';
import { aPdf } from './a-pdf.ts';
import { drawQr, toPng } from './picture.ts';

// The program takes the real day, so these certificates are issued on it.
const issuedOn = plainDateAt(Date.now());
const dates = { issuedOn, validUntil: addDays(issuedOn, 90) };
const now = new Date().toISOString();
const published = { at: now, validUntil: new Date(Date.now() + 7 * 86_400_000).toISOString() };
const claims = someClaims(dates);
const code = aCode(dates);
const altered = code.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
const printed = documentNumberToText(claims.documentNumber);

let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rrs-verify-'));
  writeFileSync(file('root.txt'), Buffer.from(root.publicKey).toString('base64url'));
  writeFileSync(file('key-bundle.json'), signedBundle(published));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program as anybody runs it: its own process, in the folder with the two files. */
const rrsVerify = (args: readonly string[], input = ''): Promise<Run> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/verify/cli.ts'), ...args], {
      cwd: folder,
    });
    const parts = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (parts.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (parts.err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, ...parts }));
    child.stdin.end(input);
  });

const verdicts = (run: Run): { type: string; why?: string; warnings?: string[]; source: string }[] =>
  (run.err === '' ? run.out : `the program complains: ${run.err}`)
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { type: string; source: string });

describe('a code', () => {
  test('that is genuine', async () => {
    const run = await rrsVerify([code]);
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    for (const fact of [
      '진본입니다',
      '김*수 (1985년생)',
      '주민등록표 등본',
      '솔내면',
      printed,
      claims.serial,
      '중앙 서버에 묻지 않았습니다',
    ])
      expect(run.out).toContain(fact);
    const english = await rrsVerify(['--lang', 'en', code]);
    for (const fact of ['Genuine', '김*수 (born 1985)', 'Central was not asked', 'root '])
      expect(english.out).toContain(fact);
    expect(english.out).not.toContain('진본');
  });

  test('that is not', async () => {
    expect(await rrsVerify(['--json', altered])).toMatchObject({ exitCode: 1 });
    expect(verdicts(await rrsVerify(['--json', altered]))).toMatchObject([{ type: 'altered', why: 'signature' }]);
    expect(verdicts(await rrsVerify(['--json', 'https://example.org']))).toMatchObject([{ type: 'not-a-code' }]);
  });

  test('from a scanner that types, whatever input method is on', async () => {
    // The keys of the Korean keyboard, as they come with shift.
    const keys = 'QWERTYUIOPASDFGHJKLZXCVBNM';
    const letters = 'ㅃㅉㄸㄲㅆㅛㅕㅑㅒㅖㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ';
    const hangul = [...code].map((key) => letters[keys.indexOf(key)] ?? key).join('');
    const run = await rrsVerify(['--json', '-'], `${code}\r\n\n${hangul}\n${code.toLowerCase()}\n${altered}\n`);
    expect(verdicts(run).map(({ type }) => type)).toEqual(['genuine', 'genuine', 'genuine', 'altered']);
    expect(run.exitCode).toBe(1);
  });

  test('that never came', async () => {
    expect(await rrsVerify(['-'], '\n\n')).toMatchObject({ exitCode: 3 });
  });
});

describe('a file', () => {
  const qr = textToQr(code);
  const lines = [`No. ${printed}`, `Serial ${claims.serial}`];

  test('with the picture of a code', async () => {
    writeFileSync(file('scan.png'), toPng(drawQr(qr, { x: 60, y: 60, side: qr.size * 5, width: 600, height: 700 })));
    const run = await rrsVerify(['--json', '--image', 'scan.png']);
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    expect(verdicts(run)).toMatchObject([
      { type: 'genuine', source: 'scan.png', warnings: expect.arrayContaining(['paper-not-compared']) },
    ]);
  });

  test('with pages whose numbers are those of the code', async () => {
    writeFileSync(
      file('copy.pdf'),
      aPdf([
        { lines, qr },
        { lines, qr: null },
      ]),
    );
    const run = await rrsVerify(['--json', '--pdf', 'copy.pdf']);
    expect(verdicts(run)).toMatchObject([{ type: 'genuine', warnings: ['register-not-asked'] }]);
    expect(run.exitCode).toBe(0);
  });

  test('with a genuine code on another paper', async () => {
    const other = documentNumberToText(someClaims({}).documentNumber).replace('2611', '2612');
    const table: [what: string, pages: Parameters<typeof aPdf>[0], expected: object][] = [
      // The check digit no longer fits, so it is a number of something else and only missing here.
      [
        'a mistyped number',
        [
          { lines: [other, claims.serial], qr },
          { lines, qr: null },
        ],
        { type: 'genuine', warnings: ['register-not-asked', 'paper-not-compared'] },
      ],
      [
        'another number',
        [
          { lines: ['0000-0000-0000-5724', claims.serial], qr },
          { lines, qr: null },
        ],
        { type: 'altered', why: 'other-paper' },
      ],
      [
        'another serial',
        [
          { lines: [printed, claims.serial.replace('0000123', '0000999')], qr },
          { lines, qr: null },
        ],
        { type: 'altered', why: 'other-paper' },
      ],
      [
        'another number on the second page',
        [
          { lines, qr },
          { lines: ['0000-0000-0000-5724'], qr: null },
        ],
        { type: 'altered', why: 'other-paper' },
      ],
      ['a page less', [{ lines, qr }], { type: 'genuine', warnings: ['register-not-asked', 'pages-differ'] }],
      [
        'no text',
        [
          { lines: [], qr },
          { lines: [], qr: null },
        ],
        { type: 'genuine', warnings: ['register-not-asked', 'paper-not-compared'] },
      ],
      ['no code', [{ lines, qr: null }], { type: 'could-not-check', why: 'no-code' }],
      ['a code of a shop', [{ lines, qr: textToQr('https://example.org') }], { type: 'not-a-code' }],
    ];
    for (const [what, pages, expected] of table) {
      writeFileSync(file('other.pdf'), aPdf(pages));
      expect(verdicts(await rrsVerify(['--json', '--pdf', 'other.pdf'])), what).toMatchObject([expected]);
    }
  });

  test('that is none, or not there', async () => {
    writeFileSync(file('broken.pdf'), Buffer.from('%PDF-1.7\nnothing'));
    writeFileSync(file('broken.png'), Buffer.from('nothing'));
    for (const args of [
      ['--pdf', 'broken.pdf'],
      ['--image', 'broken.png'],
    ]) {
      const run = await rrsVerify(['--json', ...args]);
      expect(run, args.join(' ')).toMatchObject({ exitCode: 3, err: '' });
      expect(verdicts(run)).toMatchObject([{ type: 'could-not-check', why: 'no-code' }]);
    }
    expect(await rrsVerify(['--pdf', 'missing.pdf'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('missing.pdf'),
    });
  });
});

describe('keys', () => {
  test('that are missing, or of somebody else', async () => {
    const missing = await rrsVerify(['--json', '--bundle', 'none.json', code]);
    expect(missing.exitCode).toBe(3);
    expect(verdicts(missing)).toMatchObject([{ type: 'could-not-check', why: 'no-keys' }]);
    writeFileSync(file('stranger.json'), signedBundle(published, aKey('a stranger')));
    expect(await rrsVerify(['--bundle', 'stranger.json', code])).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('not signed by central'),
    });
    writeFileSync(file('no-root.txt'), 'hello');
    expect(await rrsVerify(['--root', 'no-root.txt', code])).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('no-root.txt'),
    });
  });

  test('are fetched, kept, and never replaced by older ones or by those of another central', async () => {
    await using central = await aCentral();
    central.says.bundle = published;
    const kept = ['--bundle', 'fetched.json', '--root', 'fetched-root.txt'];
    const first = await rrsVerify(['--fetch', central.url, ...kept, '--json', code]);
    expect(first).toMatchObject({ exitCode: 0, err: '' });
    expect(first.out).toContain('This key is new here');
    expect(first.out).toMatch(/central's key [0-9A-Z]{4}-[0-9A-Z]{4}/);
    const bundle = readFileSync(file('fetched.json'), 'utf8');

    expect((await rrsVerify(['--fetch', central.url, ...kept])).out).not.toContain('new here');

    central.says.bundle = { ...published, at: '2020-01-01T00:00:00.000Z' };
    expect(await rrsVerify(['--fetch', central.url, ...kept])).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('older'),
    });
    central.says.bundle = published;
    central.says.key = aKey('another central');
    expect(await rrsVerify(['--fetch', central.url, ...kept])).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('not signed by central'),
    });
    central.says.body = '<html>log in</html>';
    expect(await rrsVerify(['--fetch', central.url, ...kept])).toMatchObject({ exitCode: 3 });
    expect(await rrsVerify(['--fetch', central.url, '--bundle', 'a.json', '--root', 'a.txt'])).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining('does not answer'),
    });
    expect(readFileSync(file('fetched.json'), 'utf8')).toBe(bundle);
  });
});

describe('central', () => {
  const online = (url: string, ...args: string[]): Promise<Run> => rrsVerify(['--json', '--online', url, ...args]);

  test('is asked about the code, and its word counts', async () => {
    await using central = await aCentral();
    central.says.answer = dates;
    expect(verdicts(await online(central.url, code))).toMatchObject([{ type: 'genuine', warnings: [] }]);
    expect(central.asked).toEqual([{ v: 1, nonce: expect.stringMatching(/^[\w-]{22}$/), code }]);
    central.says.answer = { ...dates, documentNumber: null, state: 'unknown' };
    expect(verdicts(await online(central.url, code))).toMatchObject([
      { type: 'genuine', warnings: ['register-does-not-know'] },
    ]);
    central.says.answer = { ...dates, state: 'void' };
    const run = await online(central.url, code);
    expect(verdicts(run)).toMatchObject([{ type: 'revoked', why: 'void' }]);
    expect(run.exitCode).toBe(1);
  });

  test('is asked by number', async () => {
    await using central = await aCentral();
    central.says.answer = dates;
    const found = await online(central.url, '--number', printed);
    expect(central.asked).toMatchObject([{ documentNumber: claims.documentNumber }]);
    expect(found.exitCode).toBe(0);
    expect(verdicts(found)).toMatchObject([{ type: 'on-record', facts: { serial: claims.serial } }]);
    central.says.answer = { state: 'unknown' };
    const unknown = await online(central.url, '--number', printed.replaceAll('-', ' '));
    expect(unknown.exitCode).toBe(1);
    expect(verdicts(unknown)).toMatchObject([{ type: 'not-on-record' }]);
    const mistyped = await online(central.url, '--number', printed.replace(/.$/, '0'));
    expect(verdicts(mistyped)).toMatchObject([{ type: 'could-not-check', why: 'mistyped-number' }]);
    expect(mistyped.exitCode).toBe(3);
  });

  test('is not believed when it is not central, or answers something else', async () => {
    await using central = await aCentral();
    central.says.answer = dates;
    await online(central.url, code);
    const old = central.answered.at(-1) ?? '';
    const strangers: [what: string, change: () => void][] = [
      ['an answer of an earlier question', () => (central.says.body = old)],
      ['a log-in page', () => (central.says.body = '<html>log in</html>')],
      ['another key', () => (central.says.key = device)],
      [
        'another number',
        () =>
          (central.says.answer = {
            ...dates,
            documentNumber: someClaims({}).documentNumber.replace(/^2/, '3') as typeof claims.documentNumber,
          }),
      ],
      ['an error', () => (central.says.status = 503)],
    ];
    for (const [what, change] of strangers) {
      Object.assign(central.says, { key: root, answer: dates, body: null, status: 200 });
      change();
      expect(verdicts(await online(central.url, code)), what).toMatchObject([
        { type: 'genuine', warnings: ['register-no-answer'] },
      ]);
      const byNumber = await online(central.url, '--number', printed);
      expect(verdicts(byNumber), what).toMatchObject([{ type: 'could-not-check', why: 'no-answer' }]);
      expect(byNumber.exitCode, what).toBe(3);
    }
    const url = central.url;
    await central[Symbol.asyncDispose]();
    expect(verdicts(await online(url, code))).toMatchObject([{ type: 'genuine', warnings: ['register-no-answer'] }]);
  });

  test('is not asked without its key', async () => {
    await using central = await aCentral();
    const run = await online(central.url, '--root', 'none.txt', '--number', printed);
    expect(verdicts(run)).toMatchObject([{ type: 'could-not-check', why: 'no-root' }]);
    expect(central.asked).toEqual([]);
  });
});

test('wrong usage is told apart from a verdict', async () => {
  for (const args of [[], ['--unknown'], ['--lang', 'fr', code], ['--number', printed], ['--online', 'central', code]])
    expect(await rrsVerify(args), args.join(' ')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('rrs-verify [options]'),
    });
  expect(await rrsVerify(['--help'])).toMatchObject({ exitCode: 0, out: expect.stringContaining('Exit code') });
});
