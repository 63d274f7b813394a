import { rmSync, statSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startOfficeProcess } from '../../scripts/run/office-process.ts';
import { until } from '../../scripts/run/until.ts';
import { valueOf } from '../../scripts/run/value-of.ts';
import type { CommandInput } from '../../src/shared/contract/commands.ts';
import { DraftId, type OfficialId } from '../../src/shared/registry/ids.ts';
import { type DeviceFolder, password, snapshotOf } from '../builders/device-folder.ts';
import { type FilingDesk, newId } from '../builders/filing-desk.ts';
import { deskOfFamilies, kim } from '../builders/filing-people.ts';
import { expectRefused } from '../builders/refused.ts';

// [DE-4] Tasks that are not finished: kept in the encrypted file, for the one who saved them, until they are discarded.

let desk: FilingDesk;
beforeAll(async () => {
  desk = await deskOfFamilies('supervisor');
  const clerk = { id: newId(), official: 'solnae-clerk' as OfficialId, password: 'noran-nabi-2' };
  expect(await desk.office.command('addPasswordSlot', clerk)).toMatchObject({ ok: true });
});
afterAll(() => desk.close());

const signIn = (official: OfficialId, typed: string) => desk.office.command('signIn', { official, password: typed });
const asSupervisor = () => signIn(desk.device.official, password);
const asClerk = () => signIn('solnae-clerk' as OfficialId, 'noran-nabi-2');
const newDraft = () => DraftId.parse(newId());
const save = (overrides: Partial<CommandInput<'saveDraft'>> = {}) =>
  desk.office.command('saveDraft', {
    id: newDraft(),
    task: 'move-in',
    title: '김가온 전입',
    content: '{"step":"movers"}',
    ...overrides,
  });
const ask = async (name: string, input: unknown) =>
  (await desk.office.running.dispatch({ id: 1, type: 'query', name, input })) as never;
const list = async () => {
  const reply: { value: { rows: { id: string; title: string; savedAt: string }[] } } = await ask('listDrafts', {});
  return reply.value.rows;
};

beforeEach(async () => {
  for (const sign of [asClerk, asSupervisor]) {
    await sign();
    for (const { id } of await list()) await desk.office.command('discardDraft', { id: DraftId.parse(id) });
  }
});

describe('[DE-4] a draft', () => {
  test('is there as it was saved last, with the time at which it was', async () => {
    const id = newDraft();
    const content = JSON.stringify({ name: '한나래', text: '끝\u0000"\\' });
    await save({ id, content: '{}' });
    desk.device.system.clock += 5_000;
    expect(await save({ id, content })).toMatchObject({ ok: true, value: { id, title: '김가온 전입' } });
    const savedAt = new Date(desk.device.system.clock).toISOString();
    const line = { id, task: 'move-in', title: '김가온 전입', official: desk.device.official, savedAt };
    expect(await ask('getDraft', { id })).toMatchObject({ ok: true, value: { line, content } });
    expect(await list()).toEqual([line]);
  });

  test('stands in the list with the newest first', async () => {
    for (const title of ['하나', '둘', '셋']) {
      desk.device.system.clock += 1_000;
      await save({ title });
    }
    expect((await list()).map(({ title }) => title)).toEqual(['셋', '둘', '하나']);
  });

  test('is for nobody but the one who saved it', async () => {
    const id = newDraft();
    await save({ id, content: '{"mine":true}' });
    await asClerk();
    expect(await list()).toEqual([]);
    expectRefused(await ask('getDraft', { id }), 'DraftNotFound');
    expectRefused(await save({ id, content: '{"yours":true}' }), 'IdAlreadyUsed');
    expect(await desk.office.command('discardDraft', { id })).toMatchObject({ ok: true });
    await asSupervisor();
    expect(await ask('getDraft', { id })).toMatchObject({ ok: true, value: { content: '{"mine":true}' } });
  });

  test('is erased when it is discarded, and discarding it again is no error', async () => {
    const id = newDraft();
    await save({ id });
    for (let nth = 0; nth < 2; nth += 1)
      expect(await desk.office.command('discardDraft', { id })).toMatchObject({ ok: true });
    expectRefused(await ask('getDraft', { id }), 'DraftNotFound');
    // Nor is it left in the log beside the file.
    expect(statSync(`${desk.device.file()}-wal`).size).toBe(0);
    const db = desk.device.open();
    expect(db.prepare('SELECT count(*) FROM draft').pluck().get()).toBe(0);
    db.close();
  });

  test('goes to nobody: neither the journal nor the outbox knows of it', async () => {
    const before = [desk.replica().journalHeadSeq(), desk.replica().unsentCount()];
    await save();
    expect([desk.replica().journalHeadSeq(), desk.replica().unsentCount()]).toEqual(before);
  });

  test('is told under its own topic', async () => {
    const told: string[] = [];
    desk.replica().onChanged((topics) => told.push(...topics));
    const id = newDraft();
    await save({ id });
    await desk.office.command('discardDraft', { id });
    await desk.office.command('discardDraft', { id });
    expect(told).toEqual(['drafts', 'drafts']);
  });

  test('comes along when a snapshot makes a new file', async () => {
    const id = newDraft();
    await save({ id });
    const file = desk.device.file();
    await desk.replica().loadSnapshot(snapshotOf(desk.device.township));
    expect(desk.device.file()).not.toBe(file);
    expect(await ask('getDraft', { id })).toMatchObject({ ok: true });
  });

  test.each<[string, Partial<CommandInput<'saveDraft'>>, string]>([
    ['a resident number in its title', { title: `${kim.name} ${kim.number}` }, 'title'],
    ['one without its dash', { title: kim.number.replace('-', '') }, 'title'],
    ['more than a task can hold', { content: 'x'.repeat(200_001) }, 'content'],
    ['a task that nobody knows', { task: 'birth' as never }, 'task'],
    ['an id that is none', { id: 'one' as never }, 'id'],
  ])('is refused with %s', async (_, overrides, path) => {
    expect(expectRefused(await save(overrides), 'InvalidInput').issues[0]?.path).toBe(path);
    expect(await list()).toEqual([]);
  });

  test('is one of fifty; those that are there can still be saved', async () => {
    const id = newDraft();
    await save({ id });
    for (let nth = 1; nth < 50; nth += 1) expect(await save()).toMatchObject({ ok: true });
    expect(expectRefused(await save(), 'InvalidInput').issues[0]?.message.en).toMatch(/at most 50/);
    expect(await save({ id, content: '{"more":1}' })).toMatchObject({ ok: true });
    await asClerk();
    expect(await save()).toMatchObject({ ok: true });
  });

  test('of somebody who serves no citizens does not exist', async () => {
    const auditor = await deskOfFamilies('auditor');
    const id = newDraft();
    const draft = { id, task: 'move-in', title: '', content: '' } as const;
    expectRefused(await auditor.office.command('saveDraft', draft), 'NotAllowed');
    await auditor.close();
  });
});

describe('[DE-1, DE-4] the office as a process of its own', () => {
  let device: DeviceFolder;
  beforeAll(async () => {
    const made = await deskOfFamilies();
    await made.office.close();
    device = made.device;
  });
  afterAll(() => rmSync(device.folder, { recursive: true, force: true }));
  const who = () => ({ official: device.official, password });

  test('has every draft that it acknowledged after SIGKILL, in the midst of saving', async () => {
    const first = startOfficeProcess({ data: device.folder });
    valueOf(await first.command('signIn', who()));
    const id = newDraft();
    const acknowledged: number[] = [];
    const writing = (async () => {
      for (let nth = 0; ; nth += 1) {
        const content = JSON.stringify({ nth, text: '가'.repeat(2_000) });
        await first.command('saveDraft', { id, task: 'move-in', title: '전입', content });
        acknowledged.push(nth);
      }
    })().catch(() => undefined);
    await until('some are saved', async () => (acknowledged.length < 20 ? null : true));
    await first.kill();
    await writing;

    const second = startOfficeProcess({ data: device.folder });
    valueOf(await second.command('signIn', who()));
    const { content } = valueOf(await second.query('getDraft', { id }));
    const { nth } = JSON.parse(content) as { nth: number };
    // One more may have been on its way to disk, its answer lost.
    expect([acknowledged.at(-1), (acknowledged.at(-1) ?? 0) + 1]).toContain(nth);
    await second.stop();
  });

  test('answers nothing on its reading thread once it has said that it is locked', async () => {
    const office = startOfficeProcess({ data: device.folder });
    expectRefused(await office.query('searchAddresses', { text: '솔내' }), 'NotSignedIn');
    valueOf(await office.command('signIn', who()));
    valueOf(await office.query('searchAddresses', { text: '솔내' }));
    for (let round = 0; round < 3; round += 1) {
      valueOf(await office.command('lock', {}));
      expectRefused(await office.query('searchResidents', { text: '주민', after: null }), 'Locked');
      expectRefused(await office.query('listDrafts', {}), 'Locked');
      expect(valueOf(await office.query('getSignIn', {})).state).toBe('locked');
      valueOf(await office.command('signIn', who()));
      const { rows } = valueOf(await office.query('searchResidents', { text: '주민', after: null }));
      expect(rows.map((row) => row.id)).toContain(kim.id);
    }
    await office.stop();
    expect(office.log()).toBe('');
  });
});
