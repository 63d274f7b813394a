import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onJsonLines } from '../../scripts/run/json-lines.ts';
import { createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import type { OfficialId } from '../../src/shared/registry/ids.ts';
import { aDeviceFolder, aFilingAt, type DeviceFolder } from '../builders/device-folder.ts';
import { newId } from '../builders/filing-desk.ts';
import { writeOldSlots } from '../builders/old-slots.ts';

/**
 * An office as a process, with a key and passwords that the test knows, goes through all that people and faults do to
 * it; then everything that came out of it is searched for them. Not looked at: the process's own memory, so neither a
 * heap snapshot nor a core dump, which whoever may make one could have made of the typed password too.
 */
const passwords = {
  supervisor: '솔내-책임자-비밀번호-1',
  clerk: '가람-직원-비밀번호-2',
  added: '새로-받은-비밀번호-3',
  wrong: '틀리게-친-비밀번호-4',
  halfLine: '반만-온-비밀번호-5',
  misplaced: '엉뚱한-칸의-비밀번호-6',
} as const;

interface Secret {
  readonly name: string;
  readonly needle: Buffer;
}

/** A secret in each form in which it could get out by accident. */
const formsOf = (name: string, bytes: Buffer): Secret[] => {
  const text = (form: string, written: string): Secret[] => [
    { name: `${name} as ${form}`, needle: Buffer.from(written) },
    { name: `${name} as ${form}, UTF-16`, needle: Buffer.from(written, 'utf16le') },
  ];
  return [
    { name: `${name} as bytes`, needle: bytes },
    ...text('hex', bytes.toString('hex')),
    ...text('HEX', bytes.toString('hex').toUpperCase()),
    ...text('inspected bytes', inspect(bytes).slice(8, 8 + 24 * 3 - 1)),
    ...text('numbers', [...bytes.subarray(0, 12)].join(',')),
    // Within a longer text in base64 it begins at one of three places, and its ends mix with what stands beside it.
    ...[0, 1, 2].flatMap((before) =>
      (['base64', 'base64url'] as const).flatMap((form) =>
        text(
          `${form} +${before}`,
          Buffer.concat([Buffer.alloc(before), bytes])
            .toString(form)
            .slice(before === 0 ? 0 : 4, -4),
        ),
      ),
    ),
  ];
};

const formsOfPassword = (name: string, password: string): Secret[] =>
  (['NFC', 'NFD'] as const).flatMap((form) => {
    const typed = password.normalize(form);
    const escaped = [...typed].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    return [
      ...formsOf(`${name} (${form})`, Buffer.from(typed)),
      { name: `${name} (${form}), UTF-16`, needle: Buffer.from(typed, 'utf16le') },
      { name: `${name} (${form}), escaped`, needle: Buffer.from(escaped) },
      { name: `${name} (${form}), as in an address`, needle: Buffer.from(encodeURIComponent(typed)) },
    ];
  });

/** Which secrets are in these places, and where. */
const findIn = (secrets: readonly Secret[], places: ReadonlyMap<string, Buffer>): string[] =>
  secrets.flatMap(({ name, needle }) =>
    [...places].flatMap(([place, bytes]) => (bytes.includes(needle) ? [`${name} in ${place}`] : [])),
  );

const filesIn = (folder: string): Map<string, Buffer> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .flatMap((path) => {
        try {
          return [[path, readFileSync(path)] as const];
        } catch (error) {
          // The office works meanwhile, and its parts come and go.
          if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
          throw error;
        }
      }),
  );

/** An office with every stream kept as it came. */
const startWatched = (data: string, reports: string) => {
  const child: ChildProcess = spawn(
    process.execPath,
    [
      '--report-uncaught-exception',
      '--report-on-signal',
      '--report-on-fatalerror',
      `--report-directory=${reports}`,
      new URL('../../src/main/index.ts', import.meta.url).pathname,
      '--data',
      data,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Error('an office needs its three streams');
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  stdout.on('data', (chunk: Buffer) => out.push(chunk));
  stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  stdin.on('error', () => undefined);
  const waiting = new Map<number, (reply: never) => void>();
  onJsonLines(stdout, (value) => {
    const reply = value as { readonly type: string; readonly id: number };
    if (reply.type !== 'reply') return;
    waiting.get(reply.id)?.(reply as never);
    waiting.delete(reply.id);
  });
  const ended = once(child, 'exit');
  let last = 0;
  return {
    child,
    ended,
    write: (line: string) => stdin.write(`${line}\n`),
    ask: (type: string, name: string, input: unknown): Promise<{ ok: boolean; value?: unknown; error?: unknown }> => {
      last += 1;
      const id = last;
      stdin.write(`${JSON.stringify({ id, type, name, input })}\n`);
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    /** What is known of the process to everybody on the computer, or to whoever reads its streams. */
    places: (): Map<string, Buffer> => {
      const proc = (name: string): Buffer =>
        existsSync(`/proc/${child.pid}/${name}`) ? readFileSync(`/proc/${child.pid}/${name}`) : Buffer.alloc(0);
      return new Map([
        ['standard output (all that reaches a window)', Buffer.concat(out)],
        ['standard error (the log)', Buffer.concat(errors)],
        ['its arguments', proc('cmdline')],
        ['its environment', proc('environ')],
      ]);
    },
    stop: async () => {
      stdin.end();
      await ended;
    },
  };
};

let device: DeviceFolder;
let folder: string;
let clerk: OfficialId;
let added: OfficialId;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rrs-secrecy-'));
  device = await aDeviceFolder({ role: 'supervisor', residents: 300 });
  const others = device.township.officials.filter(({ id }) => id !== device.official);
  clerk = others[0]?.id ?? device.official;
  added = others[1]?.id ?? device.official;
  writeOldSlots(device.slots, { key: device.key }, [
    { official: device.official, password: passwords.supervisor },
    { official: clerk, password: passwords.clerk },
  ]);
});
afterAll(() => {
  rmSync(device.folder, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

const keyIn = async (data: string): Promise<Buffer> => {
  const opened = await createKeySlots(join(data, 'slots.json'), 'training').open(device.official, passwords.supervisor);
  if (!opened.ok) throw new Error(opened.error.type);
  return opened.value;
};

describe('[KE-7] neither the key nor a password', () => {
  test('gets out of an office, whatever is done to it', { timeout: 60_000 }, async () => {
    const data = join(folder, 'data');
    const reports = join(folder, 'reports');
    mkdirSync(reports);
    cpSync(device.folder, data, { recursive: true });
    const supervisor = { official: device.official, password: passwords.supervisor };
    const office = startWatched(data, reports);
    const places: [string, Buffer][] = [];
    const look = (when: string): void => {
      for (const [place, bytes] of [...office.places(), ...filesIn(data)]) places.push([`${place} ${when}`, bytes]);
    };

    // What people type, rightly, wrongly, and where it doesn't belong.
    await office.ask('query', 'getSignIn', {});
    expect((await office.ask('command', 'signIn', { ...supervisor, password: passwords.wrong })).ok).toBe(false);
    office.write(`{"id":900,"type":"command","name":"signIn","input":{"password":"${passwords.halfLine}"`);
    office.write(JSON.stringify({ type: 'command', password: passwords.misplaced }));
    for (const [name, input] of [
      [passwords.misplaced, {}],
      ['signIn', { official: passwords.misplaced, password: passwords.wrong }],
      ['signIn', { ...supervisor, [passwords.misplaced]: 1 }],
      ['signIn', { ...supervisor, password: [passwords.wrong] }],
      ['signIn', passwords.misplaced],
      ['addPasswordSlot', { id: passwords.misplaced, official: added, password: passwords.added }],
    ] as const)
      expect((await office.ask('command', name, input)).ok).toBe(false);
    expect((await office.ask('command', 'signIn', supervisor)).ok).toBe(true);
    look('after sign-in');

    // The work of an office, with the files that it leaves.
    expect((await office.ask('command', 'reportMoveIn', aFilingAt())).ok).toBe(true);
    const slot = { id: newId(), official: added, password: passwords.added };
    expect((await office.ask('command', 'addPasswordSlot', slot)).ok).toBe(true);
    expect((await office.ask('command', 'addPasswordSlot', { ...slot, id: newId() })).ok).toBe(false);
    expect((await office.ask('command', 'signIn', { official: clerk, password: passwords.clerk })).ok).toBe(true);
    expect((await office.ask('command', 'lock', {})).ok).toBe(true);
    expect((await office.ask('command', 'signIn', supervisor)).ok).toBe(true);
    const [page] = [...filesIn(data)].flatMap(([path, bytes]) => (path.endsWith('.db') ? [{ path, bytes }] : []));
    const rekeying = office.ask('command', 'rekeyFile', { id: newId(), reason: '담당자 교체' });
    // Meanwhile, as often as there is time for it: a file of the old key and the new one side by side.
    for (let isDone = false; !isDone; ) {
      look('during a rekey');
      isDone = await Promise.race([
        rekeying.then(() => true),
        new Promise<false>((next) => setTimeout(next, 20, false)),
      ]);
    }
    expect((await rekeying).ok).toBe(true);
    expect((await office.ask('query', 'getStatus', {})).ok).toBe(true);
    expect((await office.ask('query', 'searchResidents', { text: '김', after: null })).ok).toBe(true);
    const keys = [device.key, await keyIn(data)];
    expect(keys[0]?.equals(keys[1] ?? device.key)).toBe(false);
    expect(page).toBeDefined();

    // Faults, and what an operator would ask the process for.
    const slots = readFileSync(join(data, 'slots.json'));
    rmSync(join(data, 'slots.json'));
    mkdirSync(join(data, 'slots.json'));
    expect((await office.ask('command', 'signIn', supervisor)).ok).toBe(false);
    rmSync(join(data, 'slots.json'), { recursive: true });
    writeFileSync(join(data, 'slots.json'), slots);
    process.kill(office.child.pid ?? 0, 'SIGUSR1');
    for (let nth = 0; nth < 20; nth += 1) await office.ask('query', 'getStatus', {});
    process.kill(office.child.pid ?? 0, 'SIGUSR2');
    await expect.poll(() => readdirSync(reports).length, { timeout: 20_000 }).toBe(1);
    look('after faults');
    expect(office.places().get('standard error (the log)')?.toString()).toMatch(/incident/);

    // It dies of an exception that nobody catches: nobody reads what it says any more.
    office.child.stdout?.destroy();
    while (office.child.exitCode === null && office.child.signalCode === null) {
      office.write(JSON.stringify({ id: 1, type: 'query', name: 'getStatus', input: {} }));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await office.ended;
    await expect.poll(() => readdirSync(reports).length, { timeout: 20_000 }).toBe(2);
    look('after its death');
    // Neither on its own port nor on one that is taken.
    expect(office.places().get('standard error (the log)')?.toString()).not.toMatch(/debugger|inspector/i);

    // Cut off in the middle of everything, with its file open.
    const other = startWatched(data, reports);
    expect((await other.ask('command', 'signIn', supervisor)).ok).toBe(true);
    void other.ask('command', 'rekeyFile', { id: newId(), reason: '담당자 교체' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    other.child.kill('SIGSEGV');
    await other.ended;
    for (const [place, bytes] of other.places()) places.push([`${place} of the second`, bytes]);
    look('after SIGSEGV');

    const secrets = [
      ...[...keys, await keyIn(data)].flatMap((key, nth) => formsOf(`key ${nth + 1}`, Buffer.from(key))),
      ...Object.entries(passwords).flatMap(([name, password]) => formsOfPassword(`the password ${name}`, password)),
    ];
    expect(places.length).toBeGreaterThan(30);
    const everywhere = new Map([...places, ...filesIn(reports)]);
    expect(findIn(secrets, everywhere)).toEqual([]);
  });

  test('would go unnoticed if it did, in any of its forms', () => {
    const key = Buffer.from(device.key);
    const secrets = [...formsOf('key', key), ...formsOfPassword('password', passwords.clerk)];
    for (const out of [
      key,
      key.toString('hex'),
      `x'${key.toString('hex').toUpperCase()}'`,
      key.toString('base64url'),
      Buffer.concat([Buffer.from('raw:'), key]).toString('base64'),
      JSON.stringify(key),
      inspect(key),
      passwords.clerk,
      passwords.clerk.normalize('NFD'),
      Buffer.from(`"${passwords.clerk}"`).toString('base64'),
      `https://example.invalid/?p=${encodeURIComponent(passwords.clerk)}`,
    ])
      expect(findIn(secrets, new Map([['there', Buffer.from(out as string)]])), String(out)).not.toEqual([]);
  });
});

test('[KE-7] no statement of SQL has a key in its text, which an error could quote', () => {
  const root = new URL('../../', import.meta.url);
  const statements = /x'\$\{|pragma\(\s*[`'"]\s*(?:hex)?(?:re)?key\b|\bATTACH\b.*\bKEY\s+['"$]/;
  expect(statements.test("db.pragma(`rekey = \"x'${key.toString('hex')}'\"`)")).toBe(true);
  const files = globSync('src/main/**/*.ts', { cwd: root });
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => statements.test(readFileSync(new URL(file, root), 'utf8')))).toEqual([]);
});
