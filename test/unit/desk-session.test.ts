import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import type { QueryOutput } from '../../src/shared/contract/queries.ts';
import { FilingId, type OfficialId } from '../../src/shared/registry/ids.ts';
import type { Role } from '../../src/shared/registry/office.ts';
import { type DeviceFolder, password } from '../builders/device-folder.ts';
import { everyCommand, everyQuery } from '../builders/every-input.ts';
import { newId } from '../builders/filing-desk.ts';
import { deskOfFamilies } from '../builders/filing-people.ts';
import { startTestOffice, type TestOffice, testSystem } from '../builders/office.ts';
import { writeOldSlots } from '../builders/old-slots.ts';
import { createRandom } from '../builders/random.ts';
import { expectRefused } from '../builders/refused.ts';
import { solnae } from '../builders/registry.ts';

// Who is at the screen: sign-in, the lock, and the password slots of one device.

const open: { readonly device: DeviceFolder; readonly office: TestOffice }[] = [];
afterEach(async () => {
  for (const { office } of open) await office.close();
  for (const { device } of open.splice(0)) rmSync(device.folder, { recursive: true, force: true });
});

const people = { clerk: 'solnae-clerk', supervisor: 'solnae-supervisor', auditor: 'solnae-auditor' } as Record<
  'clerk' | 'supervisor' | 'auditor',
  OfficialId
>;

const startAt = (device: DeviceFolder): TestOffice => {
  const office = device.start();
  open.push({ device, office });
  return office;
};

const aDesk = async (role: Role = 'clerk', isSignedIn = true) => {
  const { device, office } = await deskOfFamilies(role);
  open.push({ device, office });
  if (isSignedIn) return { device, office };
  await office.close();
  return { device, office: startAt(device) };
};

const signIn = (office: TestOffice, official: OfficialId, typed = password) =>
  office.command('signIn', { official, password: typed });
const ask = async (office: TestOffice, type: 'command' | 'query', name: string, input: unknown) =>
  (await office.running.dispatch({ id: 1, type, name, input })) as never;
const signInPage = async (office: TestOffice): Promise<QueryOutput<'getSignIn'>> => {
  const reply = (await office.running.dispatch({ id: 1, type: 'query', name: 'getSignIn', input: {} })) as {
    readonly value: QueryOutput<'getSignIn'>;
  };
  return reply.value;
};

describe('the page on which people sign in', () => {
  test('names the office and everybody with a password, before anybody has signed in', async () => {
    const { device, office } = await aDesk('supervisor');
    await office.close();
    const next = startAt(device);
    expect(await signInPage(next)).toEqual({
      profile: 'training',
      state: 'signed-out',
      office: { nameKo: '솔내면', nameEn: 'Solnae-myeon' },
      officials: [{ id: people.supervisor, name: '시험 직원', role: 'supervisor' }],
      migration: null,
      samples: null,
    });
  });

  test('tells how far the device has come', async () => {
    const { device, office } = await aDesk('clerk', false);
    expect((await signInPage(office)).state).toBe('signed-out');
    await signIn(office, device.official, 'another-password');
    expect((await signInPage(office)).state).toBe('signed-out');
    await signIn(office, device.official);
    expect((await signInPage(office)).state).toBe('signed-in');
    await office.command('lock', {});
    expect((await signInPage(office)).state).toBe('locked');
    await signIn(office, device.official, 'another-password');
    expect((await signInPage(office)).state).toBe('locked');
    await signIn(office, device.official);
    expect((await signInPage(office)).state).toBe('signed-in');
  });

  test('says of a computer that central has not said yes to that it is not enrolled', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rrs-sign-in-'));
    const system = testSystem(createRandom(1));
    const office = startTestOffice({ folder, system, fetch: () => Promise.reject(new TypeError('fetch failed')) });
    const nobody = {
      profile: 'training',
      state: 'not-enrolled',
      office: null,
      officials: [],
      migration: null,
      samples: null,
    };
    expect(await signInPage(office)).toEqual(nobody);
    // As an enrolment leaves it whose answer never came.
    await createKeySlots(join(folder, 'slots.json'), 'training', 1024).create(people.clerk, password);
    expect(await signInPage(office)).toEqual(nobody);
    await office.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('reads slots from before there were names, and writes them beside the slots once it knows them', async () => {
    const { device, office } = await aDesk('clerk', false);
    writeOldSlots(device.slots, device, [{ official: device.official, password }], 1);
    expect(await signInPage(office)).toMatchObject({ state: 'signed-out', officials: [{ id: device.official }] });
    expect(await signIn(office, device.official)).toMatchObject({ ok: true });
    expect(JSON.parse(readFileSync(device.slots, 'utf8'))).toMatchObject({ v: 3 });
    expect((await signInPage(office)).officials).toMatchObject([{ id: device.official, name: '시험 직원' }]);
  });

  test('says of a damaged or foreign folder what is wrong with it', async () => {
    const { device, office } = await aDesk('clerk', false);
    writeFileSync(device.slots, '{"v":2');
    expectRefused(await ask(office, 'query', 'getSignIn', {}), 'FileDamaged');
    writeFileSync(device.slots, JSON.stringify({ v: 1, profile: 'production', slots: [aSlot] }));
    expectRefused(await ask(office, 'query', 'getSignIn', {}), 'FileOfOtherProfile');
    rmSync(device.slots);
    expectRefused(await ask(office, 'query', 'getSignIn', {}), 'FileDamaged');
  });
});

const aSlot = { official: 'solnae-clerk', salt: 'AAAA', cost: 1024, nonce: 'AAAA', sealed: 'AAAA' };

describe('[DE-1] a locked screen', () => {
  /** What answers whoever is at it. */
  const answered: Readonly<Record<string, true>> = { getSignIn: true, getStatus: true, signIn: true, lock: true };

  test('answers nothing that needs a person, on no thread', async () => {
    const { office } = await aDesk('supervisor');
    expect(await office.command('lock', {})).toEqual(expect.objectContaining({ ok: true }));
    const head = office.running.current()?.replica.journalHeadSeq();
    const refused: string[] = [];
    const everything: readonly (readonly ['command' | 'query', Readonly<Record<string, () => readonly unknown[]>>])[] =
      [
        ['command', everyCommand],
        ['query', everyQuery],
      ];
    for (const [type, inputs] of everything)
      for (const [name, make] of Object.entries(inputs)) {
        if (answered[name] || name === 'findPrinters') continue;
        const input = make()[0];
        const isOfReader = type === 'query' && Object.hasOwn(readers, name);
        const reply = isOfReader
          ? await office.query(name as never, input as never)
          : await ask(office, type, name, input);
        expect(reply, name).toMatchObject({ ok: false, error: { type: 'Locked' } });
        refused.push(name);
      }
    expect(refused.length).toBeGreaterThan(30);
    expect(office.running.current()?.replica.journalHeadSeq()).toBe(head);
    expect(office.log()).toBe('');
  });

  test('goes on syncing, and whoever signs in goes on where it was', async () => {
    const { office, device } = await aDesk('supervisor');
    const { clerk } = people;
    await office.command('addPasswordSlot', { id: newId(), official: clerk, password: 'noran-nabi-2' });
    await office.command('lock', {});
    // The file is open and its loop alive: a cycle runs, and finds no network.
    expect(await office.running.current()?.sync.now()).toMatchObject({
      ok: false,
      error: { type: 'CentralUnreachable' },
    });
    const replica = office.running.current()?.replica;
    expect(await signIn(office, clerk, 'noran-nabi-2')).toMatchObject({
      ok: true,
      value: { official: { role: 'clerk' } },
    });
    expect(office.running.current()?.replica).toBe(replica);
    expect(await office.query('listFilings', { after: null })).toMatchObject({ ok: true });
    expect(await signIn(office, device.official)).toMatchObject({ ok: true });
  });

  test('is not there before anybody has signed in, and locking twice is locking once', async () => {
    const { device, office } = await aDesk('clerk', false);
    expectRefused(await office.command('lock', {}), 'NotSignedIn');
    await signIn(office, device.official);
    expect(await office.command('lock', {})).toMatchObject({ ok: true });
    expect(await office.command('lock', {})).toMatchObject({ ok: true });
  });
});

const readers = Object.fromEntries(
  ['searchResidents', 'listFilings', 'listDepartures', 'listArrivals', 'getFiling', 'listTray', 'listCertificates']
    .concat(['getCertificate', 'getDay', 'searchAddresses'])
    .map((name) => [name, true]),
);

describe('[DE-2] a password slot', () => {
  const { clerk } = people;
  const add = (office: TestOffice, id = newId(), official = clerk, typed = 'noran-nabi-2') =>
    office.command('addPasswordSlot', { id, official, password: typed });

  test('is added by a supervisor, opens the file from then on, and is in the journal once', async () => {
    const { device, office } = await aDesk('supervisor');
    const id = newId();
    expect(await add(office, id)).toMatchObject({ ok: true });
    expect(await add(office, id)).toMatchObject({ ok: true });
    const replica = office.running.current()?.replica;
    expect(replica?.journalHeadSeq()).toBe(1);
    expect(JSON.parse(replica?.entryBody(id) ?? '')).toEqual({ v: 1, official: clerk });
    expect((await signInPage(office)).officials.map((each) => each.id)).toEqual([device.official, clerk]);
    await office.close();
    const next = startAt(device);
    expectRefused(await signIn(next, clerk), 'WrongPassword');
    expect(await signIn(next, clerk, 'noran-nabi-2')).toMatchObject({ ok: true });
    await next.close();
    expect(await signIn(startAt(device), device.official)).toMatchObject({ ok: true });
  });

  test('is refused to whoever has one, to strangers, and where the id stands for something else', async () => {
    const { device, office } = await aDesk('supervisor');
    const id = newId();
    await add(office, id);
    expectRefused(await add(office, newId(), clerk, 'another-one-3'), 'PasswordSlotTaken');
    expectRefused(await add(office, newId(), device.official), 'PasswordSlotTaken');
    expectRefused(await add(office, newId(), 'nobody-here' as OfficialId), 'UnknownOfficial');
    expectRefused(await add(office, id, people.auditor), 'IdAlreadyUsed');
    expect(office.running.current()?.replica.journalHeadSeq()).toBe(1);
    expect((await signInPage(office)).officials).toHaveLength(2);
  });

  test.each(['clerk', 'auditor', 'trainee', 'kiosk'] as const)('is not for a %s to add', async (role) => {
    const { office } = await aDesk(role);
    const error = expectRefused(await add(office, newId(), role === 'clerk' ? people.supervisor : clerk), 'NotAllowed');
    expect(error.needs).toEqual(['supervisor', 'mentor']);
    expect((await signInPage(office)).officials).toHaveLength(1);
  });

  test('that was recorded and not made is made by asking again with the same id', async () => {
    const { device, office } = await aDesk('mentor');
    const id = FilingId.parse(newId());
    const before = readFileSync(device.slots);
    await add(office, id);
    // As a crash between the two leaves it.
    writeFileSync(device.slots, before);
    expect(await add(office, id)).toMatchObject({ ok: true });
    expect(await signIn(office, clerk, 'noran-nabi-2')).toMatchObject({ ok: true });
    expect(office.running.current()?.replica.journalHeadSeq()).toBe(1);
  });

  test('is one for each official, also for two who add it at the same time', async () => {
    const { device, office } = await aDesk('supervisor');
    const slots = createKeySlots(device.slots, 'training', 1024);
    const person = { id: clerk, office: solnae, name: '시험 직원', role: 'clerk' } as const;
    const added = await Promise.all(
      ['noran-nabi-2', 'noran-nabi-3'].map((typed) => slots.add(device.key, person, typed)),
    );
    expect(added.map((each) => (each.ok ? 'added' : each.error.type)).toSorted()).toEqual([
      'PasswordSlotTaken',
      'added',
    ]);
    expect((await signInPage(office)).officials).toHaveLength(2);
  });

  test('never leaves its password, nor the key, in the folder', async () => {
    const { device, office } = await aDesk('supervisor');
    const typed = `pw-${randomUUID()}`;
    await add(office, newId(), clerk, typed);
    const text = readFileSync(device.slots, 'utf8');
    expect(text).not.toContain(typed);
    expect(text).not.toContain(device.key.toString('base64'));
    expect(text).not.toContain(device.key.toString('hex'));
    expect(office.running.current()?.replica.unsentCount()).toBe(1);
  });
});
