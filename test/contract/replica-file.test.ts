import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { startOfficeProcess } from '../../scripts/run/office-process.ts';
import { createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import { createFile, schemaVersion } from '../../src/main/replica/open-file.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import type { Result } from '../../src/shared/contract/result.ts';
import { OfficialId } from '../../src/shared/registry/ids.ts';
import type { Profile } from '../../src/shared/registry/profile.ts';
import { aDeviceFolder, aFilingAt, bytesOf, type DeviceFolder, password } from '../builders/device-folder.ts';
import { expectRefused } from '../builders/refused.ts';
import { toVersion } from '../builders/replica-versions.ts';

// Whatever is wrong with the files of a device, the person at it is told what to do, and the bytes stay as they were.

const made: DeviceFolder[] = [];
afterEach(() => {
  for (const { folder } of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const aDevice = async (options: Parameters<typeof aDeviceFolder>[0] = {}): Promise<DeviceFolder> => {
  const device = await aDeviceFolder(options);
  made.push(device);
  return device;
};

/** A device with three filings in its outbox, all of them in the one file. */
const aDeviceWithFilings = async (): Promise<DeviceFolder> => {
  const device = await aDevice();
  await device.filed(3);
  takeInLog(device);
  return device;
};

/** What the last connection to a file does when it closes, if it may write. */
const takeInLog = (device: DeviceFolder): void => {
  const db = device.open();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
};

const signIn = async (
  device: DeviceFolder,
  as: { readonly official?: string; readonly password?: string; readonly profile?: Profile } = {},
): Promise<Result<unknown, AppError>> => {
  const office = device.start(as.profile);
  const official = OfficialId.parse(as.official ?? device.official);
  const result = await office.command('signIn', { official, password: as.password ?? password });
  await office.close();
  return result;
};

/** Signs in and expects a refusal that leaves every byte as it was. */
const expectUntouched = async <T extends AppError['type']>(
  device: DeviceFolder,
  type: T,
  as: Parameters<typeof signIn>[1] = {},
): Promise<Extract<AppError, { readonly type: T }>> => {
  const before = bytesOf(device.folder);
  const error = expectRefused(await signIn(device, as), type);
  expect(bytesOf(device.folder)).toEqual(before);
  return error;
};

describe('signing in', () => {
  test('with the right password opens the file, three filings in it', async () => {
    const device = await aDeviceWithFilings();
    const office = device.start();
    expect(await office.command('signIn', { official: device.official, password })).toMatchObject({ ok: true });
    expect(office.running.current()?.replica.unsentCount()).toBe(3);
    await office.close();
  });

  test('with a wrong password, or as somebody without a slot, is refused', async () => {
    const device = await aDeviceWithFilings();
    await expectUntouched(device, 'WrongPassword', { password: `${password}?` });
    await expectUntouched(device, 'UnknownOfficial', { official: 'somebody-else' });
  });

  test('twice at the same moment opens the file once, so that there is one journal', async () => {
    const device = await aDeviceWithFilings();
    const office = device.start();
    const who = { official: device.official, password };
    const [first, second] = [office.command('signIn', who), office.command('signIn', who)];
    expect(await first).toMatchObject({ ok: true });
    const between = office.command('reportMoveIn', aFilingAt());
    expect([await second, await between]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await office.command('reportMoveIn', aFilingAt())).toMatchObject({ ok: true });
    expect(office.running.current()?.replica.unsentCount()).toBe(5);
    await office.close();
    // The log goes with the last connection: were one left open, it would stay.
    takeInLog(device);
    expect(existsSync(`${device.file()}-wal`)).toBe(false);
    expect(await signIn(device)).toMatchObject({ ok: true });
  });
});

describe('a file that is not ours', () => {
  const withFile = async (make: (path: string, device: DeviceFolder) => void): Promise<DeviceFolder> => {
    const device = await aDevice();
    const path = device.file();
    rmSync(path);
    rmSync(`${path}-wal`, { force: true });
    make(path, device);
    return device;
  };

  test.each<[string, (path: string, device: DeviceFolder) => void]>([
    ['random bytes', (path) => writeFileSync(path, randomBytes(40_960))],
    ['a text', (path) => writeFileSync(path, 'this is no database\n'.repeat(500))],
    [
      'a plain SQLite file',
      (path) => {
        const db = new Database(path);
        db.exec('CREATE TABLE a(b); INSERT INTO a VALUES (1)');
        db.close();
      },
    ],
    [
      'a file of another program, encrypted with our key',
      (path, device) => {
        const db = device.open(path);
        db.pragma('application_id = 1234');
        db.exec('CREATE TABLE a(b)');
        db.close();
      },
    ],
    [
      'a replica under another key',
      (path) => {
        createFile(path, randomBytes(32), 'training').close();
      },
    ],
  ])('is left alone: %s', async (_, make) => {
    const device = await withFile(make);
    const error = await expectUntouched(device, 'FileNotOurs');
    expect(error.file).toBe(device.file());
  });

  test('is left alone: the file of another device, when the slots are of this one', async () => {
    const [device, other] = [await aDeviceWithFilings(), await aDeviceWithFilings()];
    copyFileSync(other.file(), device.file());
    await expectUntouched(device, 'FileNotOurs');
  });

  test.each<[Profile, Profile]>([
    ['training', 'production'],
    ['production', 'training'],
  ])('is left alone: one for %s, opened for %s', async (made, opened) => {
    const device = await aDevice({ profile: made, residents: 0 });
    takeInLog(device);
    const bySlots = await expectUntouched(device, 'FileOfOtherProfile', { profile: opened });
    expect(bySlots).toMatchObject({ expected: opened, file: device.slots });

    // With slots that were made for the right profile, the file itself still says what it is.
    const slots = await createKeySlots(device.slots, opened, 1024).create(device.official, password);
    rmSync(device.file());
    createFile(device.file() || join(device.folder, 'replica-000001.db'), slots, made).close();
    const byFile = await expectUntouched(device, 'FileOfOtherProfile', { profile: opened });
    expect(byFile).toMatchObject({ expected: opened, file: device.file() });
  });
});

describe('a file that lacks something', () => {
  const size = (device: DeviceFolder): number => statSync(device.file()).size;

  test.each<[string, (device: DeviceFolder) => number]>([
    ['half of it', (device) => Math.floor(size(device) / 2)],
    ['its last page', (device) => size(device) - 4_096],
    ['a part of its last page', (device) => size(device) - 1_000],
    ['all but its first page', () => 4_096],
    ['all but a part of its first page', () => 1_000],
    ['everything', () => 0],
  ])('is found damaged and left for the experts: %s', async (_, length) => {
    const device = await aDeviceWithFilings();
    truncateSync(device.file(), length(device));
    const error = await expectUntouched(device, 'FileDamaged');
    expect(error.file).toBe(device.file());
  });

  test('is found damaged before SQLite throws away the log of an empty file, with the filings in it', async () => {
    const device = await aDevice();
    await device.filed(3);
    expect(statSync(`${device.file()}-wal`).size).toBeGreaterThan(0);
    truncateSync(device.file(), 0);
    await expectUntouched(device, 'FileDamaged');
  });

  test('is found damaged where one bit of any page was turned', async () => {
    const device = await aDeviceWithFilings();
    const bytes = readFileSync(device.file());
    const firstPage = Buffer.from(bytes);
    firstPage[100] = (firstPage[100] ?? 0) ^ 1;
    writeFileSync(device.file(), firstPage);
    // Under encryption a first page that was altered can't be told from a stranger's.
    await expectUntouched(device, 'FileNotOurs');
    writeFileSync(device.file(), bytes);
    expect(await signIn(device)).toMatchObject({ ok: true });
  });
});

describe('a file of another version', () => {
  test('newer than this program is left alone, and so is the log beside it', async () => {
    const device = await aDeviceWithFilings();
    const db = device.open();
    db.pragma(`user_version = ${schemaVersion + 1}`);
    // As a crash of the newer program leaves it: the change stands in the log only.
    for (const ending of ['', '-wal']) copyFileSync(`${device.file()}${ending}`, `${device.file()}${ending}.left`);
    db.close();
    for (const ending of ['', '-wal']) renameSync(`${device.file()}${ending}.left`, `${device.file()}${ending}`);
    expect(statSync(`${device.file()}-wal`).size).toBeGreaterThan(0);
    expect(await expectUntouched(device, 'FileNewer')).toMatchObject({ version: schemaVersion + 1 });
  });

  test('older than this program is brought to it, with all that was not sent', async () => {
    const device = await aDeviceWithFilings();
    toVersion(2, device);
    const office = device.start();
    expect(await office.command('signIn', { official: device.official, password })).toMatchObject({ ok: true });
    expect(office.running.current()?.replica.unsentCount()).toBe(3);
    await office.close();
  });

  test('older than the first one is no file that was made whole', async () => {
    const device = await aDeviceWithFilings();
    const db = device.open();
    db.pragma('user_version = 0');
    db.close();
    await expectUntouched(device, 'FileDamaged');
  });
});

describe('the key slots', () => {
  test.each([
    ['no JSON', '{"v":1,"prof'],
    ['nothing', ''],
    ['JSON of another form', '{"v":1,"profile":"training","slots":[]}'],
    ['a later version', '{"v":2,"profile":"training","slots":[{}]}'],
  ])('that hold %s are found damaged', async (_, content) => {
    const device = await aDeviceWithFilings();
    writeFileSync(device.slots, content);
    const error = await expectUntouched(device, 'FileDamaged');
    expect(error.file).toBe(device.slots);
  });

  test('that were altered open nothing', async () => {
    const device = await aDeviceWithFilings();
    const text = readFileSync(device.slots, 'utf8');
    const { slots } = JSON.parse(text) as { slots: { sealed: string; nonce: string; official: string }[] };
    for (const field of ['sealed', 'nonce'] as const) {
      const value = slots[0]?.[field] ?? '';
      writeFileSync(device.slots, text.replace(value, `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`));
      await expectUntouched(device, 'WrongPassword');
    }
    writeFileSync(device.slots, text.replace(device.official, 'somebody-else'));
    // The slot is sealed to its owner: under another name the right password doesn't open it.
    await expectUntouched(device, 'WrongPassword', { official: 'somebody-else' });
  });

  test('that are missing beside a file are no reason to make a new device over it', async () => {
    const device = await aDeviceWithFilings();
    const slots = readFileSync(device.slots);
    rmSync(device.slots);
    await expectUntouched(device, 'FileDamaged');
    writeFileSync(device.slots, slots);
    expect(await signIn(device)).toMatchObject({ ok: true });
  });

  test('that are missing without a file mean a device that is not enrolled', async () => {
    const device = await aDevice();
    for (const name of readdirSync(device.folder)) rmSync(join(device.folder, name));
    await expectUntouched(device, 'NotEnrolled');
  });
});

describe('a folder that another process works in', () => {
  test('is refused until that process has ended, however it ends', async () => {
    const device = await aDeviceWithFilings();
    const first = startOfficeProcess({ data: device.folder });
    const who = { official: device.official, password };
    expect(await first.command('signIn', who)).toMatchObject({ ok: true });
    expectRefused(await signIn(device), 'FileInUse');
    const second = startOfficeProcess({ data: device.folder });
    expectRefused(await second.command('signIn', who), 'FileInUse');
    await second.stop();
    await first.kill();
    expect(await signIn(device)).toMatchObject({ ok: true });
  });

  test('a lock that is none is told, not met as a crash', async () => {
    const device = await aDeviceWithFilings();
    const lock = join(device.folder, 'office.lock');
    rmSync(lock, { force: true });
    writeFileSync(lock, randomBytes(8_192));
    expect(expectRefused(await signIn(device), 'FileNotOurs').file).toBe(lock);
    rmSync(lock);
    mkdirSync(lock);
    expect(expectRefused(await signIn(device), 'FileDamaged').file).toBe(lock);
  });
});

describe('[SY-12] a journal that is not what was written is found when the file is opened', () => {
  test.each([
    ['a header', `replace(data, '\\"purpose\\":\\"move-in\\"', '\\"purpose\\":\\"move-out\\"')`],
    ['a body', `replace(data, '주택', '직업')`],
    ['a document that is no JSON any more', `substr(data, 2)`],
    ['a body that is missing', `json_set(data, '$.body', NULL)`],
  ])('%s', async (_, change) => {
    const device = await aDeviceWithFilings();
    const db = device.open();
    const { changes } = db.prepare(`UPDATE "journal-0" SET data = ${change} WHERE seq = 2`).run();
    expect(changes).toBe(1);
    db.close();
    const error = await expectUntouched(device, 'FileDamaged');
    expect(error).toMatchObject({ file: device.file(), detail: expect.stringContaining('journal entry 2') });
  });

  test('a link of the chain', async () => {
    const device = await aDeviceWithFilings();
    const db = device.open();
    db.exec(`UPDATE entry SET hash = '${'0'.repeat(64)}' WHERE seq = 1`);
    db.close();
    expect(await expectUntouched(device, 'FileDamaged')).toMatchObject({ detail: expect.stringContaining('entry 1') });
  });

  test('an entry that is missing', async () => {
    const device = await aDeviceWithFilings();
    const db = device.open();
    db.exec(`DELETE FROM "journal-0" WHERE seq = 3`);
    db.close();
    expect(await expectUntouched(device, 'FileDamaged')).toMatchObject({ detail: expect.stringContaining('entry 3') });
  });
});

test('a file that is whole opens, is closed and opens again without another byte', async () => {
  const device = await aDeviceWithFilings();
  await signIn(device);
  takeInLog(device);
  const before = bytesOf(device.folder);
  await signIn(device);
  takeInLog(device);
  expect(bytesOf(device.folder)).toEqual(before);
  expect(existsSync(`${device.slots}.part`)).toBe(false);
});
