import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentFile } from '../../src/main/replica/generations.ts';
import { createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import { takeOfficeLock } from '../../src/main/replica/office-lock.ts';
import { openReplica } from '../../src/main/replica/replica.ts';
import { readArguments } from '../../src/main/replica-command/arguments.ts';
import { createAskPassword } from '../../src/main/replica-command/ask-password.ts';
import { doctor as doctorCommand } from '../../src/main/replica-command/doctor.ts';
import { rescue } from '../../src/main/replica-command/rescue.ts';
import type { CommandContext, Subcommand } from '../../src/main/replica-command/subcommand.ts';
import { type Finding, severityOf } from '../../src/shared/contract/doctor.ts';
import { findingToText } from '../../src/shared/text/doctor.ts';
import { flipAt, pagesIn, tearPages } from '../builders/damage.ts';
import { bytesOf, type DeviceFolder, password } from '../builders/device-folder.ts';
import { aPopulatedDevice, appendAll, goldenActs } from '../builders/populated-device.ts';
import { createRandom } from '../builders/random.ts';
import { toVersion } from '../builders/replica-versions.ts';

// The command line of the replica, as IT support meets it: what is whole, what isn't, and the way back.

let device: DeviceFolder;
const folders: string[] = [];
beforeAll(async () => {
  device = await aPopulatedDevice();
  await (await device.openReplica()).close();
});
afterAll(() => {
  for (const folder of [device.folder, ...folders]) rmSync(folder, { recursive: true, force: true });
});

const aFolder = (from = device.folder): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-doctor-'));
  folders.push(folder);
  for (const name of readdirSync(from)) if (!name.endsWith('-shm')) cpSync(join(from, name), join(folder, name));
  return folder;
};
const fileIn = (folder: string): string => currentFile(folder) ?? '';

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const run = (args: readonly string[], input = `${password}\n`): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const script = new URL('../../src/main/replica-command.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => undefined);
    // The line stays open, as a program's may that drives it.
    child.stdin.write(input);
  });

/** Runs a subcommand in this process: one of its own takes most of a second to start. */
const runHere = async (
  subcommand: Subcommand,
  folder: string,
  values: CommandContext['values'] = {},
  given = password,
): Promise<Ran> => {
  const lock = takeOfficeLock(folder);
  let out = '';
  let err = '';
  const context: Partial<CommandContext> = {
    folder,
    profile: 'training',
    language: 'en',
    isJson: true,
    system: device.system,
    lock,
    values,
    words: [],
    print: (lines) => {
      out += lines.map((line) => `${line}\n`).join('');
    },
    complain: (text) => {
      err += text;
    },
    askPassword: async () => given,
    openSlot: () => createKeySlots(join(folder, 'slots.json'), 'training').open(device.official, given),
  };
  // What neither of the two asks for is left out.
  const code = await subcommand.run(context as CommandContext);
  if (lock.ok) lock.value.release();
  return { code, out, err };
};

const doctor = async (
  folder: string,
  values: CommandContext['values'] = {},
): Promise<Ran & { readonly findings: Finding[] }> => {
  const before = bytesOf(folder);
  const ran = await runHere(doctorCommand, folder, values);
  expect(bytesOf(folder), 'the doctor only reads').toEqual(before);
  const findings = ran.out === '' ? [] : (JSON.parse(ran.out) as { findings: Finding[] }).findings;
  for (const finding of findings) {
    expect(findingToText(finding, 'ko')).toMatch(/[가-힣].*\.$/);
    expect(findingToText(finding, 'en')).toMatch(/^[A-Z0-9][^가-힣]*\.$/);
  }
  return { ...ran, findings };
};

const of = <T extends Finding['type']>(findings: readonly Finding[], type: T) =>
  findings.filter((finding): finding is Extract<Finding, { readonly type: T }> => finding.type === type);
const damagedIn = (findings: readonly Finding[]): string[] =>
  findings.filter((finding) => severityOf(finding) === 'damaged').map(({ type }) => type);

describe('[MG-8] the doctor', () => {
  test('of a whole folder finds nothing damaged, and says what is in it', async () => {
    const folder = aFolder();
    const { code, findings } = await doctor(folder);
    expect(damagedIn(findings)).toEqual([]);
    // No backup was ever made.
    expect(code).toBe(3);
    expect(of(findings, 'pages')[0]).toMatchObject({ damaged: [], isCutOff: false });
    expect(of(findings, 'journal')).toEqual([{ type: 'journal', incarnation: 1, entries: 45, last: 45 }]);
    expect(of(findings, 'outbox')[0]).toMatchObject({ unsent: 40, oldestKind: 'certificateStepped' });
    expect(of(findings, 'feed')[0]).toMatchObject({ items: 7, brokenAt: null });
    expect(of(findings, 'register')[0]).toMatchObject({ residents: 180, asOf: '2026-11-22T01:02:03.004Z' });
    expect(of(findings, 'wayBack')).toEqual([{ type: 'wayBack', way: 'none-needed' }]);
  });

  test('speaks Korean, or English, a line for each finding', async () => {
    const folder = aFolder();
    const ko = await run(['doctor', '--data', folder, '--official', device.official]);
    expect(ko.out).toMatch(/\[정상\] 파일의 쪽 \d+개 가운데 손상된 것이 없습니다\./);
    const en = await run(['doctor', '--data', folder, '--official', device.official, '--lang', 'en']);
    expect(en.out).toMatch(/\[fine\] Of the file's \d+ pages none is damaged\./);
    expect(en.out).not.toMatch(/[가-힣]/);
    // The question stands where the answer doesn't, and the password nowhere.
    expect(`${ko.out}${ko.err}${en.out}${en.err}`).not.toContain(password);
  });

  test('names torn pages, and what they took of the journal', async () => {
    const folder = aFolder();
    const db = device.open(fileIn(folder));
    const [page = 0] = pagesIn(db, 'journal-0').leaf.slice(5, 6);
    const [other = 0] = pagesIn(db, 'resident').leaf;
    db.close();
    tearPages(fileIn(folder), [page, other], createRandom(8));
    const { code, findings } = await doctor(folder);
    expect(code).toBe(4);
    expect(of(findings, 'pages')[0]?.damaged).toEqual([page, other].toSorted((a, b) => a - b));
    const [lost] = of(findings, 'entriesLost');
    expect(lost).toMatchObject({ incarnation: 1, at: 'nowhere' });
    expect(lost?.kinds.length).toBeGreaterThan(0);
    expect(of(findings, 'wayBack')).toEqual([{ type: 'wayBack', way: 'rescue' }]);
  });

  test('tells that the page with the device’s identity is torn, and that a backup and this folder are both needed', async () => {
    const folder = aFolder();
    const db = device.open(fileIn(folder));
    const { leaf } = pagesIn(db, 'meta');
    db.close();
    tearPages(fileIn(folder), leaf, createRandom(10));
    const { code, findings } = await doctor(folder);
    expect(code).toBe(4);
    expect(of(findings, 'identityLost')).toHaveLength(1);
    const [way] = of(findings, 'wayBack');
    expect(way).toEqual({ type: 'wayBack', way: 'rescue-with-backup' });
    for (const language of ['ko', 'en'] as const)
      expect(way && findingToText(way, language)).toMatch(/`replica rescue --data \S+ --to \S+ --also \S+`/);
    // Without a file or slots only the backup is left.
    rmSync(join(folder, 'slots.json'));
    expect(of((await doctor(folder)).findings, 'wayBack')).toEqual([{ type: 'wayBack', way: 'restore' }]);
  });

  test.each<[string, (file: string) => void, string]>([
    ['whose first page is torn', (file) => flipAt(file, 2_000), 'notOpened'],
    ['that is cut off', (file) => truncateSync(file, 40 * 4_096 + 17), 'pages'],
    ['that is no file of ours', (file) => writeFileSync(file, 'this is no database\n'.repeat(900)), 'notOpened'],
  ])('of a file %s', async (_, damage, expected) => {
    const folder = aFolder();
    damage(fileIn(folder));
    const { code, findings } = await doctor(folder);
    expect(code).toBe(4);
    expect(damagedIn(findings)).toContain(expected);
  });

  test('sees work behind a damaged part of the log, which opening the file would lose', async () => {
    const working = aFolder();
    const replica = await openReplica({ folder: working, profile: 'training', system: device.system }, device.key);
    if (!replica.ok) throw new Error(replica.error.type);
    const acts = goldenActs().filter(({ kind }) => kind === 'residentViewed');
    await appendAll(
      replica.value,
      Array.from({ length: 4 }, (_, nth) => ({ ...acts[0], id: acts[0]?.id.replace(/...$/, `e0${nth}`) }) as never),
    );
    const folder = aFolder(working);
    await replica.value.close();
    flipAt(`${fileIn(folder)}-wal`, 32 + 24 + 4_096 + 1_000);
    const { code, findings } = await doctor(folder);
    expect(code).toBe(4);
    const [log] = of(findings, 'log');
    expect(log?.damagedAt).toBe(1 + 1);
    expect(log?.behind).toBeGreaterThan(2);
    // Page by page everything is still there.
    expect(of(findings, 'entriesLost')).toEqual([]);
    expect(of(findings, 'journal')[0]).toMatchObject({ entries: 49, last: 49 });
  });

  test('says what lies about: parts, older files, and who else may read', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'replica-000099.part'), 'left over');
    cpSync(fileIn(folder), join(folder, 'replica-000001.db'));
    chmodSync(folder, 0o755);
    chmodSync(fileIn(folder), 0o644);
    const { code, findings } = await doctor(folder);
    expect(code).toBe(3);
    expect(of(findings, 'leftovers')[0]?.names).toEqual(['replica-000099.part']);
    expect(of(findings, 'generations')[0]?.older).toEqual(['replica-000001.db']);
    expect(of(findings, 'openToOthers')[0]?.names.length).toBeGreaterThan(0);
  });

  test('looks beside an office that works, and says so', async () => {
    const folder = aFolder();
    const lock = takeOfficeLock(folder);
    if (!lock.ok) throw new Error(lock.error.type);
    const { findings } = await doctor(folder, { views: true });
    expect(of(findings, 'officeRuns')).toHaveLength(1);
    expect(of(findings, 'viewsUnchecked')).toEqual([{ type: 'viewsUnchecked', why: 'FileInUse' }]);
    lock.value.release();
  });

  test('looks into a file of an earlier version too', async () => {
    const older = await aPopulatedDevice();
    folders.push(older.folder);
    toVersion(1, older);
    const { findings } = await doctor(older.folder);
    expect(of(findings, 'version')[0]).toMatchObject({ version: 1 });
    expect(damagedIn(findings)).toEqual([]);
  });

  test('without slots, a file or the password says what it can', async () => {
    const folder = aFolder();
    rmSync(join(folder, 'slots.json'));
    const without = await doctor(folder);
    expect(without.code).toBe(4);
    expect(of(without.findings, 'slotsMissing')).toHaveLength(1);
    expect(of(without.findings, 'wayBack')).toEqual([{ type: 'wayBack', way: 'restore' }]);

    const wrong = await runHere(doctorCommand, aFolder(), {}, 'wrong');
    expect(wrong.code).toBe(1);
    expect(wrong.out).toContain('"slots"');
    expect(wrong.err).toMatch(/password is wrong/);
  });
});

describe('[MG-9] the command line of the replica', () => {
  test('says how it is used, and refuses what it does not know', async () => {
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    for (const name of ['doctor', 'rescue']) expect(help.out).toContain(`replica ${name}`);
    const wrong = [
      ['operate', '--data', device.folder],
      ['doctor'],
      ['doctor', '--data', device.folder, '--profile', 'practice'],
      ['doctor', '--data', device.folder, '--colour'],
      ['doctor', '--data', device.folder, '--lang', 'de'],
    ];
    for (const args of wrong) expect(readArguments(args, [doctorCommand]), args.join(' ')).toHaveProperty('problem');
    expect((await runHere(rescue, device.folder)).code).toBe(2);
    const nobodys = { to: join(device.folder, 'rescued'), also: join(device.folder, 'nowhere') };
    expect((await runHere(rescue, device.folder, nobodys)).code).toBe(2);
    const nowhere = await run(['doctor', '--data', join(device.folder, 'nowhere')]);
    expect(nowhere.code).toBe(2);
    expect(existsSync(join(device.folder, 'nowhere'))).toBe(false);
  });

  test('rescues what it is told to, leaves the damaged folder, and says what is lost by its number', async () => {
    const folder = aFolder();
    const db = device.open(fileIn(folder));
    const [page = 0] = pagesIn(db, 'journal-0').leaf.slice(5, 6);
    db.close();
    tearPages(fileIn(folder), [page], createRandom(9));
    const before = bytesOf(folder);
    const to = `${folder}-rescued`;
    folders.push(to);
    const args = ['rescue', '--data', folder, '--to', to, '--official', device.official, '--lang', 'en'];
    const ran = await run(args);
    expect(ran.code).toBe(4);
    expect(ran.out).toMatch(/Journal 1: \d+ entries were taken over as they were/);
    expect(ran.out).toMatch(/Entries? \d+(–\d+)? of journal 1 cannot be read \(.+\): they were not sent/);
    expect(bytesOf(folder)).toEqual(before);
    expect(readdirSync(to)).toEqual(expect.arrayContaining(['replica-000001.db', 'rescued-entries.db', 'slots.json']));

    expect((await runHere(rescue, folder, { to })).err).toMatch(/not empty|empty/);
    const lock = takeOfficeLock(folder);
    if (!lock.ok) throw new Error(lock.error.type);
    expect((await runHere(rescue, folder, { to: `${to}-2` })).err).toMatch(/already running/);
    lock.value.release();
    // The new folder is a whole one.
    expect(damagedIn((await doctor(to)).findings)).toEqual([]);
  });

  test('asks for a password on a terminal without echo', async () => {
    const input = Object.assign(new PassThrough(), {
      isTTY: true,
      raw: [] as boolean[],
      setRawMode(mode: boolean) {
        this.raw.push(mode);
        return this;
      },
    });
    const output = new PassThrough();
    const ask = createAskPassword({ input: input as unknown as ReadStream, output });
    const first = ask('비밀번호: ');
    input.write('파란x');
    input.write('\u007f하늘1\r');
    expect(await first).toBe('파란하늘1');
    const second = ask('again: ');
    input.write('secret\u0003');
    expect(await second).toBeNull();
    expect(input.raw).toEqual([true, false, true, false]);
    expect(String(output.read())).toBe('비밀번호: \nagain: \n');
  });

  test('reads passwords from a program line by line', async () => {
    const input = new PassThrough();
    const ask = createAskPassword({ input: input as unknown as ReadStream, output: new PassThrough() });
    input.write('one\r\ntw');
    input.end('o\nthree');
    expect([await ask(''), await ask(''), await ask(''), await ask('')]).toEqual(['one', 'two', 'three', null]);
  });
});
