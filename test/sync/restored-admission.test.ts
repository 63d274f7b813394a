import { createPrivateKey, createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lateList } from '../../src/central/errands.ts';
import { bundledDevices } from '../../src/central/store/bundle.ts';
import { createSystem } from '../../src/central/system.ts';
import { publicKeyOf } from '../../src/main/replica/keys/key-slots.ts';
import { emptyHead } from '../../src/shared/contract/chain.ts';
import { readEnrolmentCode } from '../../src/shared/contract/enrolment-code.ts';
import { paths } from '../../src/shared/contract/sync.ts';
import { type Cluster, copyDatabase } from '../builders/central-database.ts';
import { createTestDevice } from '../builders/central-device.ts';
import { setupCentral, supervisorOf } from '../builders/central-setup.ts';
import type { TestOffice } from '../builders/office.ts';
import { solnae } from '../builders/registry.ts';
import { restoreInto } from '../builders/restored.ts';
import {
  admit,
  backUp,
  families,
  file,
  inboxOf,
  restoreAdmitted,
  settle,
  setup,
  signIn,
  startWorlds,
  stopWorlds,
  sync,
  who,
} from '../builders/restored-world.ts';

/** Of a device that was restored there may be two, or a thief: which of them central goes on with, and what it says to the others. */
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startWorlds();
});
afterAll(stopWorlds);

describe('a device that was restored from a backup', () => {
  test('[BK-8] its revived original is told, and what it had not sent is kept for a person', async () => {
    await using world = await setup();
    const { central, office, setLink } = world;
    await settle(central, office);
    await backUp(office);
    setLink(false);
    const stranded = [await file(office, 0), await file(office, 1)];
    setLink(true);
    const second = await restoreAdmitted(world, 'second');
    const own = await file(second, 2);
    await settle(central, second);

    expect(await sync(office)).toMatchObject({ ok: false, error: { type: 'IncarnationClosed' } });
    expect((await inboxOf(central)).map(({ id }) => id)).not.toContain(stranded[0]);
    expect(office.running.current()?.replica.unsentCount()).toBe(0);
    const list = office.filings(null);
    expect(list.rows.map(({ id, state }) => [id, state])).toEqual(
      expect.arrayContaining(stranded.map((id) => [id, 'quarantined'])),
    );
    const late = await lateList(central);
    for (const id of stranded) expect(late).toContain(`moveInReported ${id} of `);
    expect(late.split('\n').filter((line) => line.includes('moveInReported'))).toHaveLength(2);
    // Again and again the same, and nothing of it disturbs the one that goes on.
    const more = await file(office, 3);
    expect(await sync(office)).toMatchObject({ ok: false, error: { type: 'IncarnationClosed' } });
    expect(await sync(office)).toMatchObject({ ok: false, error: { type: 'IncarnationClosed' } });
    await settle(central, second);
    const ids = (await inboxOf(central)).map(({ id }) => id);
    expect(ids).toContain(own);
    for (const id of [...stranded, more]) expect(ids).not.toContain(id);
    await office.close();
    await second.close();
  });

  test('[BK-4] of two that are restored from one backup the code decides, and the other one is told', async () => {
    await using world = await setup();
    const { central, office, start, medium, system } = world;
    await settle(central, office);
    await backUp(office);
    await office.close();
    const names = ['second', 'third'] as const;
    const identities = [];
    for (const name of names) {
      system.clock += 5_000;
      identities.push(await restoreInto(system, medium, who, join(world.folder, name)));
    }
    const [second, third] = names.map((name) => start(name));
    if (!second || !third) throw new Error('two were started');
    await signIn(second);
    await signIn(third);
    const code = await central.central.issueRestoreCode(identities[0]?.device as never);
    const enrolWith = (each: TestOffice) =>
      each.command('enrol', { centralUrl: 'http://central.invalid', code, ...who });
    expect(await enrolWith(second)).toMatchObject({ ok: true });
    const filed = await file(second, 0);
    await settle(central, second);
    expect(await enrolWith(third)).toMatchObject({ ok: false, error: { type: 'EnrolmentCodeRefused' } });
    expect(await sync(third)).toMatchObject({ ok: false, error: { type: 'RestoredNotAdmitted' } });
    // With a code of its own it takes over, and what the second does from then on is kept apart.
    const offline = await file(third, 1);
    await admit(central, third);
    await settle(central, third);
    expect(await sync(second)).toMatchObject({ ok: false, error: { type: 'IncarnationClosed' } });
    expect((await inboxOf(central)).map(({ id }) => id)).toEqual(expect.arrayContaining([filed, offline]));
    expect(Object.keys(third.dump().filings).toSorted()).toEqual([filed, offline].toSorted());
    await second.close();
    await third.close();
  });

  test('[BK-8] one that was restored and superseded sends what it had filed, also after it was started again', async () => {
    await using world = await setup();
    const { central, office, start, setLink } = world;
    await settle(central, office);
    await backUp(office);
    await office.close();
    const second = await restoreAdmitted(world, 'second');
    await settle(central, second);
    setLink(false);
    const stranded = await file(second, 0);
    await second.close();
    setLink(true);
    const third = await restoreAdmitted(world, 'third');
    await settle(central, third);

    const again = start('second');
    await signIn(again);
    expect(await sync(again)).toMatchObject({ ok: false, error: { type: 'IncarnationClosed' } });
    expect(await lateList(central)).toContain(`moveInReported ${stranded} of `);
    expect(again.running.current()?.replica.unsentCount()).toBe(0);
    await again.close();
    await third.close();
  });

  test('[BK-9] restored once with a clock far ahead, it can be restored again with the right one', async () => {
    await using world = await setup();
    const { central, office, start, medium, system } = world;
    await settle(central, office);
    await backUp(office);
    await office.close();
    const right = system.clock;
    // However high the number of the first is: chance makes it, and no clock.
    system.clock = Date.parse('2090-01-01T00:00:00Z');
    const ahead = await restoreInto({ ...system, random: () => 0.999_999 }, medium, who, join(world.folder, 'ahead'));
    expect(ahead.incarnation).toBeLessThan(2 ** 21);
    const first = start('ahead');
    await signIn(first);
    await admit(central, first);
    system.clock = right;
    await settle(central, first);
    const one = await file(first, 0);
    await settle(central, first);

    const next = await restoreInto({ ...system, random: () => 0.000_001 }, medium, who, join(world.folder, 'right'));
    expect(next.incarnation).toBeGreaterThan(1);
    expect(next.incarnation).toBeLessThan(ahead.incarnation);
    const second = start('right');
    await signIn(second);
    const offline = await file(second, 1);
    await admit(central, second);
    await settle(central, second);
    for (const family of [3, 4, 5]) await file(second, family);
    // The one before is closed with its key, and what it still sends is kept; the journal that counts is the new one's.
    const late = await file(first, 2);
    expect(await sync(first)).toMatchObject({ ok: false, error: { type: 'IncarnationClosed' } });
    expect(await lateList(central)).toContain('moveInReported');
    const ids = (await inboxOf(central)).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([one, offline]));
    expect(ids).not.toContain(late);
    central.clock.setDay('2026-08-20');
    system.clock = central.clock.now();
    await settle(central, second);
    const [device] = await central.database.rows<{ incarnation: number; caught: string }>(
      'select incarnation, caught_up_on caught from device where id = $1',
      [next.device],
    );
    expect(device).toEqual({ incarnation: next.incarnation, caught: '2026-08-20' });
    // No number comes twice, neither that of the present one nor of any before; another key makes it no better.
    const code = readEnrolmentCode(await central.central.issueRestoreCode(next.device))?.secret;
    const from = { incarnation: 1, head: emptyHead, takenAt: '2026-08-10T00:00:00.000Z' };
    for (const incarnation of [ahead.incarnation, next.incarnation]) {
      const other = createTestDevice({ id: next.device });
      const restored = { incarnation, from };
      const body = {
        v: 1,
        secret: code,
        device: next.device,
        deviceKey: other.publicKey,
        profile: 'training',
        restored,
      };
      const client = central.clientOf(other);
      const reply = await client.send('POST', paths.enrol, JSON.stringify(body));
      expect((await client.refusal(reply)).code, `${incarnation}`).toBe('incarnation-closed');
    }
    await first.close();
    await second.close();
  });

  test('[BK-4] the key in a stolen backup is refused everywhere, and codes it signed stay good up to the day', async () => {
    await using world = await setup();
    const { central, office } = world;
    await settle(central, office);
    const stolen = office.running.current()?.replica.identity();
    if (!stolen) throw new Error('somebody is signed in');
    await backUp(office);
    await office.close();
    const second = await restoreAdmitted(world, 'second');
    const key = createPrivateKey({ key: Buffer.from(stolen.deviceKey, 'base64url'), format: 'der', type: 'pkcs8' });
    const keys = { privateKey: key, publicKey: createPublicKey(key) };
    const thief = createTestDevice({ id: stolen.device, keys });
    const client = central.clientOf(thief);
    for (const path of ['/v1/feed?epoch=1&since=0&hash=' + '0'.repeat(64), '/v1/snapshot', '/v1/events'])
      expect((await client.refusal(await client.send('GET', path))).code, path).toBe('incarnation-closed');
    // Nor does it get in again as a restored one, with an office's code or none.
    const code = readEnrolmentCode(await central.central.issueCode(solnae))?.secret;
    const restored = {
      incarnation: 2_000_000_000,
      from: { incarnation: 1, head: emptyHead, takenAt: '2026-08-10T00:00:00.000Z' },
    };
    const other = createTestDevice();
    for (const publicKey of [thief.publicKey, other.publicKey]) {
      const body = { v: 1, secret: code, device: stolen.device, deviceKey: publicKey, profile: 'training', restored };
      const reply = await client.send('POST', paths.enrol, JSON.stringify(body));
      expect((await client.refusal(reply)).code).toBe('code-unknown');
    }
    // Nor by a code for the device, with the old key: it belongs to an incarnation that is closed.
    const own = readEnrolmentCode(await central.central.issueRestoreCode(stolen.device))?.secret;
    const body = {
      v: 1,
      secret: own,
      device: stolen.device,
      deviceKey: thief.publicKey,
      profile: 'training',
      restored,
    };
    const reply = await client.send('POST', paths.enrol, JSON.stringify(body));
    expect((await client.refusal(reply)).code).toBe('incarnation-closed');

    const rows = await bundledDevices(central.database);
    const ofDevice = rows.filter(({ publicKey }) =>
      [thief.publicKey, publicKeyOf(second.running.current()?.replica.identity().deviceKey ?? '')].includes(
        publicKey.toString('base64url'),
      ),
    );
    expect(ofDevice.map(({ until }) => until !== null)).toEqual([true, false]);
    await second.close();
  });

  test('[BK-4] central is followed to where it was moved since the backup, also after a restart', async () => {
    await using world = await setup();
    const { central, office, start, medium, system, moveTo } = world;
    await settle(central, office);
    await backUp(office);
    await office.close();
    await restoreInto(system, medium, who, join(world.folder, 'second'));
    moveTo('http://moved.invalid');
    const second = start('second');
    await signIn(second);
    expect(await sync(second)).toMatchObject({ ok: false });
    await admit(central, second, 'http://moved.invalid');
    const id = await file(second, 1);
    await settle(central, second);
    expect((await inboxOf(central)).map((entry) => entry.id)).toContain(id);
    await second.close();
    const again = start('second');
    await signIn(again);
    expect(await sync(again)).toMatchObject({ ok: true });
    await again.close();
  });

  test('[BK-5] a backup of another journal is refused', async () => {
    await using world = await setup();
    const { central, office } = world;
    await file(office, 0);
    await settle(central, office);
    const device = office.running.current()?.replica.identity().device;
    if (!device) throw new Error('somebody is signed in');
    await office.close();
    const other = createTestDevice({ id: device });
    const secret = readEnrolmentCode(await central.central.issueRestoreCode(device))?.secret;
    const from = { incarnation: 1, head: { seq: 1, hash: 'ab'.repeat(32) }, takenAt: '2026-08-10T00:00:00.000Z' };
    const body = {
      v: 1,
      secret,
      device,
      deviceKey: other.publicKey,
      profile: 'training',
      restored: { incarnation: 2, from },
    };
    const client = central.clientOf(other);
    expect((await client.refusal(await client.send('POST', paths.enrol, JSON.stringify(body)))).code).toBe(
      'bad-request',
    );
  });

  test('[BK-5] where central was restored too, from before it knew the new key: another code, and nothing is lost', async () => {
    const address = await cluster.createDatabase();
    const keys = createSystem().makeKeys();
    const world = await setup({ address, keys });
    const { office, setLink } = world;
    let { central } = world;
    const filed = [await file(office, 0)];
    await settle(central, office);
    setLink(false);
    filed.push(await file(office, 1));
    await backUp(office);
    setLink(true);
    await office.close();
    await central[Symbol.asyncDispose]();
    const old = await copyDatabase(address);
    central = await setupCentral(cluster, {
      families,
      clock: central.clock,
      officials: [supervisorOf(solnae)],
      address,
      keys,
    });
    world.answerWith(central);

    const second = await restoreAdmitted({ ...world, central }, 'second');
    filed.push(await file(second, 2));
    await settle(central, second);
    await central[Symbol.asyncDispose]();

    central = await setupCentral(cluster, {
      families,
      clock: central.clock,
      officials: [supervisorOf(solnae)],
      address: old,
      keys,
    });
    world.answerWith(central);
    expect(await sync(second)).toMatchObject({ ok: false, error: { type: 'CentralRefused', code: 'bad-signature' } });
    await admit(central, second);
    await settle(central, second);
    const ids = (await inboxOf(central)).map(({ id }) => id).filter((id) => (filed as string[]).includes(id));
    expect(ids.toSorted()).toEqual(filed.toSorted());
    for (const id of filed) expect(Object.keys(second.dump().answers[id] ?? {}), id).toHaveLength(2);
    await second.close();
    await central[Symbol.asyncDispose]();
  });
});
