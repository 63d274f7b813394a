import {
  appendFileSync,
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BackupDone } from '../../src/main/replica/backup/take-backup.ts';
import { currentFile } from '../../src/main/replica/generations.ts';
import { createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import { DeviceId, OfficeId } from '../../src/shared/registry/ids.ts';
import { setUpBackups } from '../builders/backup-setup.ts';
import { aFilingAt, bytesOf, password } from '../builders/device-folder.ts';
import { startTestOffice } from '../builders/office.ts';
import { choose, restoreInto } from '../builders/restored.ts';

/** What a restore refuses, and the drill that proves that it would not. */
const setup = await setUpBackups();
const { device, aFolder, aMedium, backUp, who, runReplica } = setup;
afterAll(() => setup.remove());

describe('[BK-2] a restore refuses, and writes nothing for,', () => {
  let medium: string;
  let whole: BackupDone;
  beforeAll(async () => {
    medium = aMedium();
    whole = await backUp(medium);
  });

  /** The error for a medium to which this was done. */
  const refusalAfter = async (
    change: (backup: string) => void,
    more: Parameters<typeof choose>[3] = {},
    by = who,
  ): Promise<AppError | null> => {
    const copy = aFolder('copy');
    cpSync(medium, copy, { recursive: true });
    change(whole.folder.replace(medium, copy));
    const chosen = await choose(device.system, copy, by, more);
    return chosen.ok ? null : chosen.error;
  };
  const flip = (path: string, at: number): void => {
    const file = openSync(path, 'r+');
    const [byte = 0] = readFileSync(path).subarray(at, at + 1);
    writeSync(file, Buffer.from([byte ^ 1]), 0, 1, at);
    closeSync(file);
  };
  const rewrite = (path: string, change: (text: string) => string): void =>
    writeFileSync(path, change(readFileSync(path, 'utf8')));

  test('nothing when nothing was altered', async () => {
    expect(await refusalAfter(() => undefined)).toBeNull();
  });

  test.each<[string, (backup: string) => void, string]>([
    ['a copy with one bit turned', (backup) => flip(join(backup, 'replica.db'), 70_000), 'its copy was altered'],
    ['a copy that is cut', (backup) => truncateSync(join(backup, 'replica.db'), 8_192), 'it has 8192 bytes'],
    ['a copy that has grown', (backup) => appendFileSync(join(backup, 'replica.db'), 'x'), 'bytes instead of'],
    ['a copy that is missing', (backup) => rmSync(join(backup, 'replica.db')), 'its copy can not be read'],
    [
      'slots that were altered',
      (backup) => appendFileSync(join(backup, 'slots.json'), ' '),
      'its key slots were altered',
    ],
    ['slots that are missing', (backup) => rmSync(join(backup, 'slots.json')), 'its key slots are missing'],
    [
      'a manifest that is cut',
      (backup) => truncateSync(join(backup, 'manifest.json'), 100),
      'its manifest is not readable',
    ],
    ['no manifest', (backup) => rmSync(join(backup, 'manifest.json')), 'its manifest is not readable'],
    [
      'a manifest that says less is unsent',
      (backup) => rewrite(join(backup, 'manifest.json'), (text) => text.replace('unsent\\":5', 'unsent\\":0')),
      'its manifest was altered',
    ],
    [
      'a manifest that says it is younger',
      (backup) =>
        rewrite(join(backup, 'manifest.json'), (text) => text.replace(/takenAt\\":\\"2026/, 'takenAt\\":\\"2027')),
      'its manifest was altered',
    ],
  ])('%s', async (_, change, detail) => {
    const error = await refusalAfter(change);
    expect(error).toMatchObject({ type: 'BackupDamaged', detail: expect.stringContaining(detail) as string });
  });

  test('another profile, another office, another device, and one of a later program', async () => {
    expect(await refusalAfter(() => undefined, { profile: 'production' })).toMatchObject({
      type: 'FileOfOtherProfile',
    });
    expect(await refusalAfter(() => undefined, { office: OfficeId.parse('9971031000') })).toMatchObject({
      type: 'BackupOfAnother',
    });
    const other = DeviceId.parse('01890a5d-ac96-7b2e-8d1c-0242ac1200ff');
    expect(await refusalAfter(() => undefined, { device: other })).toMatchObject({ type: 'NoBackupFound' });
    // One device's backup in another's folder.
    expect(
      await refusalAfter((backup) => renameSync(join(backup, '..'), join(backup, '..', '..', other))),
    ).toMatchObject({
      type: 'BackupOfAnother',
    });
    const later = (backup: string): void =>
      rewrite(join(backup, 'manifest.json'), (text) =>
        text.replace('{\\"v\\":1', '{\\"v\\":2').replace('"profile', '"news\\":1,\\"profile'),
      );
    expect(await refusalAfter(later)).toMatchObject({ type: 'FileNewer' });
  });

  test('a wrong password, and people without one', async () => {
    expect(await refusalAfter(() => undefined, {}, { ...who, password: 'not this one' })).toEqual({
      type: 'WrongPassword',
    });
    const nobody = { ...who, official: 'nobody-here' as typeof device.official };
    expect(await refusalAfter(() => undefined, {}, nobody)).toEqual({ type: 'UnknownOfficial' });
  });

  test('an empty folder, one that is not there, and a target that holds something', async () => {
    const empty = aFolder('empty');
    mkdirSync(empty);
    expect(await choose(device.system, empty, who)).toMatchObject({ ok: false, error: { type: 'NoBackupFound' } });
    expect(await choose(device.system, aFolder('none'), who)).toMatchObject({
      ok: false,
      error: { type: 'NoBackupFound' },
    });
    const target = aFolder('full');
    mkdirSync(target);
    writeFileSync(join(target, 'a file'), '');
    await expect(restoreInto(device.system, medium, who, target)).rejects.toThrow('FolderNotEmpty');
    expect(readdirSync(target)).toEqual(['a file']);
  });

  test('a damaged newest one, for the next that is whole; and says so', async () => {
    const copy = aFolder('copy');
    cpSync(medium, copy, { recursive: true });
    await backUp(copy);
    truncateSync(join(copy, device.identity.device, 'backup-000002', 'replica.db'), 4_096);
    const chosen = await choose(device.system, copy, who);
    expect(chosen).toMatchObject({
      ok: true,
      value: { generation: { number: 1 }, passedOver: [{ type: 'BackupDamaged' }] },
    });
    expect(await choose(device.system, copy, who, { number: 2 })).toMatchObject({ ok: false });
  });
});

describe('npm run replica', () => {
  test('[BK-7] backs up, proves it by a drill that leaves nothing behind, and restores', async () => {
    const medium = aFolder('medium');
    mkdirSync(medium);
    const made = await runReplica(['backup', '--data', device.folder, '--to', medium, '--lang', 'en']);
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining('5 entries, 5 not sent') as string });
    // One of its own: other tests make folders in the system's at the same time.
    const temporary = aFolder('temporary');
    mkdirSync(temporary);
    await device.filed(2);
    const drill = ['drill', '--from', medium, '--data', device.folder, '--lang', 'en', '--json'];
    const drilled = await runReplica(drill, { temporary });
    expect(drilled.code).toBe(0);
    expect(JSON.parse(drilled.out)).toMatchObject({
      proof: { residents: device.township.residents.length, isFound: true },
      loss: { entries: 2, unsent: 2 },
    });
    expect(readdirSync(temporary)).toEqual([]);
    const spoken = await runReplica(['drill', '--from', medium, '--lang', 'en']);
    expect(spoken).toMatchObject({ code: 0, out: expect.stringContaining('The drill succeeded in') as string });
    const target = aFolder('target');
    const restored = await runReplica(['restore', '--from', medium, '--data', target, '--lang', 'en']);
    expect(restored).toMatchObject({
      code: 0,
      out: expect.stringContaining(`code --device ${device.identity.device}`) as string,
    });
    // No key and no password is ever said.
    for (const { out, err } of [made, drilled, spoken, restored])
      for (const secret of [
        password,
        device.key.toString('hex'),
        device.key.toString('base64'),
        device.identity.deviceKey,
      ])
        expect(`${out}${err}`).not.toContain(secret);
  });

  test('[BK-7] a drill of a damaged backup fails with its exit code', async () => {
    const medium = aMedium();
    const { folder } = await backUp(medium);
    truncateSync(join(folder, 'replica.db'), 8_192);
    expect(await runReplica(['drill', '--from', medium, '--lang', 'en'])).toMatchObject({
      code: 4,
      err: expect.stringContaining('damaged') as string,
    });
    expect(await runReplica(['drill', '--from', aFolder('none'), '--lang', 'en'])).toMatchObject({ code: 1 });
  });

  test('[BK-7] a drill says what would be lost also where the file has another key by now, or says why not', async () => {
    const medium = aMedium();
    await backUp(medium);
    const data = aFolder('rekeyed');
    cpSync(device.folder, data, { recursive: true });
    expect(await runReplica(['rekey', '--data', data, '--reason', '담당자 교체'])).toMatchObject({ code: 0 });
    const drill = ['drill', '--from', medium, '--data', data, '--lang', 'en'];
    const drilled = await runReplica([...drill, '--json']);
    // The change of the key is an entry itself.
    expect(JSON.parse(drilled.out)).toMatchObject({ loss: { entries: 1, unsent: 1 }, lossUnknown: null });
    expect(drilled.code).toBe(0);

    await createKeySlots(join(data, 'slots.json'), 'training', 1024).create(device.official, 'another password');
    const before = bytesOf(data);
    expect(await runReplica(drill)).toMatchObject({
      code: 3,
      out: expect.stringMatching(/lost with this computer now could not be told\. .*password is wrong/) as string,
    });
    expect(bytesOf(data)).toEqual(before);
  });

  test('[BK-7] a drill tells the loss also of a device that was restored again, under whatever numbers', async () => {
    const medium = aMedium();
    await backUp(medium);
    const [high, low] = [aFolder('high'), aFolder('low')];
    const first = await restoreInto({ ...device.system, random: () => 0.9 }, medium, who, high);
    const second = await restoreInto({ ...device.system, random: () => 0.1 }, medium, who, low, { number: 1 });
    expect(second.incarnation).toBeLessThan(first.incarnation);
    await backUp(medium, { ...device, folder: high, file: () => currentFile(high) ?? '' });
    const office = startTestOffice({
      ...device,
      folder: low,
      fetch: () => Promise.reject(new TypeError('no network')),
    });
    await office.command('signIn', who);
    expect(await office.command('reportMoveIn', aFilingAt(device.township.offices[0]?.id))).toMatchObject({ ok: true });
    await office.close();
    const drilled = await runReplica(['drill', '--from', medium, '--data', low, '--lang', 'en', '--json']);
    expect(JSON.parse(drilled.out)).toMatchObject({
      manifest: { incarnation: first.incarnation },
      loss: { entries: 1, unsent: 1 },
    });
  });

  test('a wrong password is refused', async () => {
    const medium = aMedium();
    await backUp(medium);
    const refused = await runReplica(['restore', '--from', medium, '--data', aFolder('target')], { password: 'wrong' });
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('비밀번호') as string });
  });
});
