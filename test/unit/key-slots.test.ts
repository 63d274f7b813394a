import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { createFileKey, fingerprintOf } from '../../src/main/replica/keys/file-key.ts';
import type { OwnerSlot, SlotFile } from '../../src/main/replica/keys/key-slot-file.ts';
import { createKeySlots, type KeySlots } from '../../src/main/replica/keys/key-slots.ts';
import { FilingId, OfficialId } from '../../src/shared/registry/ids.ts';
import type { Official } from '../../src/shared/registry/office.ts';
import { newId } from '../builders/filing-desk.ts';
import { writeOldSlots } from '../builders/old-slots.ts';
import { expectRefused } from '../builders/refused.ts';
import { solnae } from '../builders/registry.ts';

// The file of key slots by itself: what opens what, and what doesn't after somebody had a hand in it.

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const idOf = (name: string): OfficialId => OfficialId.parse(name);
const [clerk, supervisor, auditor] = [idOf('solnae-clerk'), idOf('solnae-supervisor'), idOf('solnae-auditor')];
const official = (id: OfficialId): Official => ({ id, office: solnae, name: '시험 직원', role: 'clerk' });
const passwordOf = (id: OfficialId): string => `암호-${id}`;
const act = (): FilingId => FilingId.parse(newId());

const aPath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-slots-'));
  folders.push(folder);
  return join(folder, 'slots.json');
};
/** Slots as the office has them: it says which key is the file's, and may write. */
const slotsAt = (path: string, fileKey?: () => Buffer): KeySlots =>
  createKeySlots(path, 'training', 1024, (key) => fileKey?.().equals(key) ?? true, true);
const keyOf = async (slots: KeySlots, id: OfficialId, typed = passwordOf(id)): Promise<Buffer> => {
  const opened = await slots.open(id, typed);
  if (!opened.ok) throw new Error(opened.error.type);
  return opened.value;
};
const read = (path: string): SlotFile => JSON.parse(readFileSync(path, 'utf8')) as SlotFile;
const ownerIn = (file: SlotFile, id: OfficialId): OwnerSlot => {
  const slot = file.slots.find((each) => each.official === id);
  if (!slot || !('publicKey' in slot)) throw new Error(`${id} has no slot of their own`);
  return slot;
};
const write = (path: string, file: unknown): void => writeFileSync(path, JSON.stringify(file));

/** Clerk and supervisor, each with a slot of their own. */
const aPair = async () => {
  const path = aPath();
  const slots = slotsAt(path);
  const key = await slots.create(clerk, passwordOf(clerk));
  expect(await slots.add(key, official(supervisor), passwordOf(supervisor))).toMatchObject({ ok: true });
  return { path, slots, key };
};

describe('[KE-1] a key slot', () => {
  test('opens for its official with their password alone, however the Hangul was typed', async () => {
    const { slots, key } = await aPair();
    expect(key).toHaveLength(32);
    for (const id of [clerk, supervisor])
      for (const form of ['NFC', 'NFD'] as const)
        expect(key.equals(await keyOf(slots, id, passwordOf(id).normalize(form)))).toBe(true);
    expectRefused(await slots.open(clerk, passwordOf(supervisor)), 'WrongPassword');
    expectRefused(await slots.open(auditor, passwordOf(clerk)), 'UnknownOfficial');
  });

  test('opens nothing once a single letter of it is altered', async () => {
    const { path, slots } = await aPair();
    const file = read(path);
    const whole = ownerIn(file, clerk);
    const [copy] = whole.copies;
    if (!copy) throw new Error('a slot has a copy of the key');
    const alter = (text: string, at: number): string => {
      const bytes = Buffer.from(text, 'base64');
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1;
      return bytes.toString('base64');
    };
    const altered: (readonly [string, OwnerSlot])[] = [];
    for (const at of [0, 11, 31, 40, 63]) {
      for (const field of ['salt', 'nonce', 'sealed', 'publicKey'] as const)
        altered.push([`${field} ${at}`, { ...whole, [field]: alter(whole[field], at) }]);
      for (const field of ['ephemeral', 'sealed'] as const)
        altered.push([`copy.${field} ${at}`, { ...whole, copies: [{ ...copy, [field]: alter(copy[field], at) }] }]);
    }
    altered.push(['key id', { ...whole, copies: [{ ...copy, key: fingerprintOf(createFileKey()) }] }]);
    altered.push(['cost', { ...whole, cost: 2048 }]);
    // A seal that is cut off must not be checked by what is left of it.
    for (const left of [0, 4, 15]) {
      const sealed = Buffer.from(copy.sealed, 'base64').subarray(0, left).toString('base64');
      altered.push([`copy cut to ${left}`, { ...whole, copies: [{ ...copy, sealed }] }]);
    }
    for (const [what, slot] of altered) {
      write(path, { ...file, slots: [slot] });
      expect(await slots.open(clerk, passwordOf(clerk)), what).toEqual({ ok: false, error: { type: 'WrongPassword' } });
    }
  });

  test('opens nothing in the place of another official’s, of another profile’s or of another key', async () => {
    const { path, slots } = await aPair();
    const file = read(path);
    const [mine, theirs] = [ownerIn(file, clerk), ownerIn(file, supervisor)];
    const wrong: (readonly [string, OwnerSlot])[] = [
      ['the clerk’s slot under the supervisor’s name', { ...mine, official: supervisor }],
      ['the clerk’s copy in the supervisor’s slot', { ...theirs, copies: mine.copies }],
      ['the clerk’s pair with the supervisor’s copy', { ...mine, copies: theirs.copies }],
    ];
    for (const [what, slot] of wrong) {
      write(path, { ...file, slots: [slot] });
      for (const typed of [clerk, supervisor])
        expect((await slots.open(slot.official, passwordOf(typed))).ok, what).toBe(false);
    }
    write(path, { ...file, profile: 'production' });
    expectRefused(await slots.open(clerk, passwordOf(clerk)), 'FileOfOtherProfile');
    const production = createKeySlots(path, 'production', 1024);
    expectRefused(await production.open(clerk, passwordOf(clerk)), 'WrongPassword');
  });

  test('that is torn or is no JSON is reported, and one of a later program is left to that', async () => {
    const { path, slots } = await aPair();
    const text = readFileSync(path, 'utf8');
    for (const torn of ['', text.slice(0, text.length / 2), text.slice(0, -1), `${text}}`, '{"v":3}', '[]', 'null']) {
      writeFileSync(path, torn);
      expectRefused(await slots.open(clerk, passwordOf(clerk)), 'FileDamaged');
    }
    write(path, { ...(JSON.parse(text) as object), v: 4, secret: 'more' });
    expectRefused(await slots.open(clerk, passwordOf(clerk)), 'FileNewer');
  });
});

describe('[KE-2] a slot from before officials had key pairs', () => {
  const old = (version: 1 | 2) => {
    const path = aPath();
    const key = randomBytes(32);
    const people = [clerk, supervisor].map((id) => ({ official: id, password: passwordOf(id) }));
    writeOldSlots(path, { key }, people, version);
    return { path, key };
  };

  test.each([1, 2] as const)('of version %i opens, and becomes one of its official’s own', async (version) => {
    const { path, key } = old(version);
    const slots = slotsAt(path);
    expectRefused(await slots.open(clerk, 'something else'), 'WrongPassword');
    expect(key.equals(await keyOf(slots, clerk))).toBe(true);
    const file = read(path);
    expect(file).toMatchObject({ v: 3, keys: [{ id: fingerprintOf(key), act: null }] });
    expect(ownerIn(file, clerk).copies).toHaveLength(1);
    expect(() => ownerIn(file, supervisor)).toThrow();
    expect(key.equals(await keyOf(slots, clerk))).toBe(true);
    expect(key.equals(await keyOf(slots, supervisor))).toBe(true);
    expect(ownerIn(read(path), supervisor).label).toMatchObject({ name: supervisor });
  });

  test('stays as it is where another process works in the folder', async () => {
    const { path, key } = old(2);
    const before = readFileSync(path, 'utf8');
    expect(key.equals(await keyOf(createKeySlots(path, 'training'), clerk))).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test('that seals another file’s key stays as it is', async () => {
    const { path } = old(2);
    const before = readFileSync(path, 'utf8');
    await keyOf(slotsAt(path, createFileKey), clerk);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });
});

describe('[KE-3] a new key', () => {
  test('goes to those who are named and have a slot of their own; with it the slots of others go', async () => {
    const { path, slots, key } = await aPair();
    expect(await slots.add(key, official(auditor), passwordOf(auditor))).toMatchObject({ ok: true });
    const next = { key: createFileKey(), act: act() };
    expect(slots.offer(key, next, [clerk, supervisor])).toEqual({ ok: true, value: [] });
    expect(slots.actOf(key)).toBeNull();
    expect(slots.actOf(next.key)).toBe(next.act);
    for (const held of [key, next.key]) {
      const at = slotsAt(path, () => held);
      for (const id of [clerk, supervisor]) expect(held.equals(await keyOf(at, id))).toBe(true);
    }
    expectRefused(await slotsAt(path, () => next.key).open(auditor, passwordOf(auditor)), 'PasswordSlotOutdated');

    expect(slots.settle(next.key)).toMatchObject({ ok: true });
    expect(next.key.equals(await keyOf(slots, clerk))).toBe(true);
    expect(slots.has(auditor)).toEqual({ ok: true, value: false });
    expect(readFileSync(path, 'utf8')).not.toContain(fingerprintOf(key));
  });

  test('goes to nobody whose slot was put there by somebody without the key', async () => {
    const { path, slots, key } = await aPair();
    // A thief of the folder knows a password of their own, and puts the slot it makes into the clerk's place.
    const theirs = aPath();
    await slotsAt(theirs).create(clerk, 'a thief’s password');
    const file = read(path);
    const { copies: _, ...thiefs } = ownerIn(read(theirs), clerk);
    const planted = { ...thiefs, label: null, copies: ownerIn(file, clerk).copies };
    write(path, { ...file, slots: file.slots.map((slot) => (slot.official === clerk ? planted : slot)) });

    const next = createFileKey();
    expect(slots.offer(key, { key: next, act: act() }, [clerk, supervisor])).toEqual({ ok: true, value: [clerk] });
    expect(ownerIn(read(path), clerk).copies).toHaveLength(1);
    slots.settle(next);
    expect(slots.has(clerk)).toEqual({ ok: true, value: false });
    expect(next.equals(await keyOf(slots, supervisor))).toBe(true);
  });

  test('goes to whoever gets a slot, or makes theirs new, while the file goes over to it', async () => {
    const path = aPath();
    const key = randomBytes(32);
    writeOldSlots(
      path,
      { key },
      [clerk, supervisor].map((id) => ({ official: id, password: passwordOf(id) })),
    );
    const slots = slotsAt(path, () => key);
    await keyOf(slots, supervisor);
    const next = createFileKey();
    expect(slots.offer(key, { key: next, act: act() }, [clerk, supervisor, auditor])).toEqual({
      ok: true,
      value: [clerk],
    });
    await keyOf(slots, clerk);
    await slots.add(key, official(auditor), passwordOf(auditor));
    slots.settle(next);
    for (const id of [clerk, supervisor, auditor]) expect(next.equals(await keyOf(slots, id))).toBe(true);
  });

  test('that the file never went over to leaves every slot as it was', async () => {
    const path = aPath();
    const key = randomBytes(32);
    writeOldSlots(
      path,
      { key },
      [clerk, supervisor].map((id) => ({ official: id, password: passwordOf(id) })),
    );
    const slots = slotsAt(path, () => key);
    await keyOf(slots, supervisor);
    const before = read(path);
    const next = createFileKey();
    slots.offer(key, { key: next, act: act() }, [clerk, supervisor]);
    expect(read(path)).not.toEqual(before);
    slots.settle(key);
    expect(read(path)).toEqual(before);
    for (const id of [clerk, supervisor]) expect(key.equals(await keyOf(slots, id))).toBe(true);
  });
});

test('[KE-7] a key that is printed, put into a text or made JSON of by mistake shows nothing of itself', () => {
  const key = createFileKey();
  const shown = [
    `the key is ${key as unknown as string}`,
    String(key),
    JSON.stringify({ key }),
    inspect({ key }),
    inspect(new Error('x', { cause: { key } })),
  ].join('\n');
  for (const form of ['hex', 'base64', 'base64url', 'latin1', 'utf8'] as const)
    expect(shown).not.toContain(Buffer.from(key).toString(form));
  expect(shown).not.toContain([...key.subarray(0, 6)].join(','));
  expect(shown).not.toMatch(new RegExp(inspect(Buffer.from(key)).slice(8, 30)));
  expect(key.toString('hex')).toHaveLength(64);
});
