import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCodesArguments } from '../../src/main/codes/arguments.ts';
import { makeFolder, sample, sampleAddresses, sampleCodes } from './setup.ts';

const script = join(import.meta.dirname, '../../src/main/codes-command.ts');

const codes = (...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

const importArgs = (into: string): string[] => [
  'import',
  '--into',
  into,
  '--h',
  sampleCodes.h,
  '--b',
  sampleCodes.b,
  '--mix',
  sampleCodes.mix,
  '--buildings',
  ...sampleAddresses.buildings,
];

describe('npm run codes', () => {
  test('[AD-17] imports, finds and shows', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const imported = await codes(...importArgs(into));
    expect(imported).toMatchObject({ code: 0, err: '' });
    expect(imported.out).toContain('행정동: 29');
    expect(imported.out).toContain('잘못된 줄이 없습니다.');

    const found = await codes('find', '가온로', '12', '--in', into, '--on', '2026-07-01');
    expect(found.code).toBe(0);
    expect(found.out.split('\n')[0]).toBe(
      '99002 다온도 새론시 가온로 12 (가온동, 한빛아파트)  [9911052100 / 9911052200: 관할을 확인하십시오, 지번 가온동 120-3]',
    );
    const shown = await codes('show', '9911052000', '--in', into, '--on', '2026-07-01', '--lang', 'en');
    expect(shown.out).toContain('9911052000: no such code on that day');
    expect(shown.out).toContain(
      'successors: administrative 9911052100 다온도 새론시 가온1동, 2026-07-01 – (same area)',
    );
    const legal = await codes('show', '9911010200', '--in', into, '--on', '2026. 6. 30.');
    expect(legal.out).toContain('관할 행정동: 9911052000 가온동');
    const json = await codes('find', '물빛리 산 12-3', '--in', into, '--on', '2026-06-30', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ isMore: false, hits: [{ lot: '솔내면 물빛리 산 12-3' }] });
  });

  test('[AD-14] says why it refuses, and what is not found', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const refused = await codes(...importArgs(into), '--encoding', 'utf-8', '--lang', 'en');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('cannot be read as UTF-8');
    expect(existsSync(into)).toBe(false);
    expect(await codes('find', '가온로', '--in', into)).toMatchObject({ code: 1, out: '' });

    await codes(...importArgs(into));
    expect(await codes('find', '없는로 1', '--in', into)).toMatchObject({ code: 1, out: '찾은 주소가 없습니다.\n' });
    expect(await codes('show', '9999999999', '--in', into)).toMatchObject({
      code: 1,
      out: '코드 파일에 없는 코드입니다.\n',
    });
  });

  test('[AD-11] prints the lines that are wrong', async () => {
    const into = join(makeFolder(), 'codes.sqlite');
    const bad = await codes('import', '--into', into, '--buildings', sample('rnaddrkor_bad.txt'));
    expect(bad.code).toBe(0);
    expect(bad.out).toMatch(/rnaddrkor_bad\.txt:6 \[지하여부\] 정해지지 않은 값: "9"\n/);
  });

  test('explains itself', async () => {
    expect(await codes('--help')).toMatchObject({ code: 0 });
    const wrong = await codes('import', '--h', 'x');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('--h, --b and --mix belong together');
  });
});

describe('its arguments', () => {
  const problem = (...args: string[]): string => {
    const read = readCodesArguments(args);
    return typeof read === 'object' && 'problem' in read ? read.problem : JSON.stringify(read);
  };

  test('lists end with the next option', () => {
    expect(
      readCodesArguments(['import', '--roads', 'r', '--buildings', 'a', 'b', '--into', 'f', '--json']),
    ).toMatchObject({
      into: 'f',
      isJson: true,
      addresses: { roads: ['r'], buildings: ['a', 'b'] },
    });
    expect(readCodesArguments(['--lang', 'en', 'find', '가온로', '12'])).toMatchObject({
      command: 'find',
      text: '가온로 12',
      on: null,
      file: 'codes.sqlite',
      language: 'en',
    });
  });

  test.each([
    [[], 'import, find or show?'],
    [['eat'], 'there is no command eat'],
    [['import'], 'no files were given'],
    [['import', 'x', '--buildings', 'a'], 'x: which option does this belong to?'],
    [['import', '--roads', 'a'], '--roads needs --buildings'],
    [['find'], 'find what?'],
    [['show', '12'], 'show one code of ten digits'],
    [['show', '9911052000', '9911052100'], 'show one code of ten digits'],
    [['find', 'x', '--on', 'gestern'], '--on gestern is no date'],
    [['find', 'x', '--lang', 'fr'], '--lang is ko or en'],
    [['find', 'x', '--encoding', 'latin1'], '--encoding is cp949 or utf-8'],
    [['find', 'x', '--what'], "Unknown option '--what'"],
  ])('%j: %s', (args, expected) => {
    expect(problem(...args)).toContain(expected);
  });
});
