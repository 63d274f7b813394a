import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteBackup, voidSerials } from '../../src/central/errands.ts';
import { createVerification } from '../../src/central/feed/verification.ts';
import type { PushAnswer } from '../../src/shared/contract/sync.ts';
import { VerifyRequest } from '../../src/shared/contract/verify.ts';
import type { Serial } from '../../src/shared/registry/certificate.ts';
import type { FilingId } from '../../src/shared/registry/ids.ts';
import { createRandom } from '../builders/random.ts';
import { expectRefused } from '../builders/refused.ts';
import { solnae } from '../builders/registry.ts';
import { restoreInto } from '../builders/restored.ts';
import {
  admit,
  backUp,
  families,
  file,
  flagsOf,
  inboxOf,
  issued,
  provide,
  reserve,
  restoreAdmitted,
  settle,
  setup,
  signIn,
  startWorlds,
  stopWorlds,
  sync,
  who,
} from '../builders/restored-world.ts';

/**
 * An office's computer dies, and its work goes on at another one that is restored from a backup. The first may have gone
 * on after the backup was made.
 */
beforeAll(startWorlds);
afterAll(stopWorlds);

describe('a device that was restored from a backup', () => {
  test('[BK-4, BK-5] goes on in a new incarnation, once a code for it is given, and nothing is lost or doubled', async () => {
    await using world = await setup();
    const { central, office, start, medium, system, setLink } = world;
    const acknowledged = [await file(office, 0)];
    await settle(central, office);
    setLink(false);
    const unsent = [await file(office, 1), await file(office, 2)];
    await backUp(office);
    setLink(true);
    // After the backup the first computer sends one of them, and one more that the backup knows nothing of; then it dies.
    const after = await file(office, 3);
    await settle(central, office);
    await office.close();

    const identity = await restoreInto(system, medium, who, join(world.folder, 'second'));
    expect(identity.incarnation).toBeGreaterThan(1);
    const second = start('second');
    await signIn(second);
    expect(await sync(second)).toMatchObject({ ok: false, error: { type: 'RestoredNotAdmitted' } });
    // Filings are taken meanwhile.
    const offline = await file(second, 4);
    expect(second.running.current()?.replica.unsentCount()).toBe(3);
    const ordinary = await central.central.issueCode(solnae);
    expect(
      await second.command('enrol', { centralUrl: 'http://central.invalid', code: ordinary, ...who }),
    ).toMatchObject({
      ok: false,
      error: { type: 'EnrolmentCodeRefused' },
    });
    await admit(central, second);
    await settle(central, second);

    const found = await inboxOf(central);
    const filed = [...acknowledged, ...unsent, after, offline];
    expect(found.filter(({ id }) => (filed as string[]).includes(id)).map(({ id }) => id)).toEqual(filed);
    expect(second.running.current()?.replica.unsentCount()).toBe(0);
    const answers = second.dump().answers;
    for (const id of filed) expect(Object.keys(answers[id] ?? {}), id).toHaveLength(2);
    // One that sees all of it for the first time knows the same.
    const fresh = start('fresh');
    const code = await central.central.issueCode(solnae);
    await fresh.command('enrol', { centralUrl: 'http://central.invalid', code, ...who });
    await settle(central, fresh);
    expect(fresh.dump()).toEqual(second.dump());
    await second.close();
    await fresh.close();
  });

  test('[BK-6] uses no serial that the first one could have used, and leaves its open papers to a person', async () => {
    await using world = await setup();
    const { central, office, start, medium, system, setLink } = world;
    await provide(central, office);
    const before = [await reserve(office, issued), await reserve(office, issued)];
    const open = [
      await reserve(office),
      await reserve(office, issued.slice(0, 1)),
      await reserve(office, issued.slice(0, 4)),
      await reserve(office, issued.slice(0, 6)),
    ];
    await settle(central, office);
    await backUp(office);
    // It goes on printing, with and without the network, and asks for more serials; then it dies.
    const after = [await reserve(office, issued)];
    await settle(central, office);
    setLink(false);
    after.push(await reserve(office, issued), await reserve(office, issued));
    await office.close();
    setLink(true);

    await restoreInto(system, medium, who, join(world.folder, 'second'));
    const second = start('second');
    await signIn(second);
    const ledger = () => second.running.current()?.replica.ledger();
    expect(ledger()?.underWay()).toEqual([]);
    const lines = ledger()?.lines({ from: null, to: null, show: 'attention', kind: null, text: '' }) ?? [];
    expect(lines.map(({ serial, state, why }) => `${serial} ${state} ${why}`).toSorted()).toEqual(
      open.map((serial) => `${serial} suspect restored`).toSorted(),
    );
    expect(await reserve(second)).toBeNull();
    await admit(central, second);
    await settle(central, second);
    // The feed told of blocks of the first life: none of them is taken.
    expect(await reserve(second)).toBeNull();
    await provide(central, second);
    const fresh = [await reserve(second, issued), await reserve(second, issued)];
    expect(fresh).not.toContain(null);
    const used = [...before, ...open, ...after, ...fresh];
    expect(new Set(used).size).toBe(used.length);
    await settle(central, second);
    expect(await flagsOf(central)).toEqual([]);
    expect(await voidSerials({ database: central.database })).toMatch(/: 7 of 500 on a paper .*, 493 void; device /);
    // A snapshot lists every block the office ever got, and changes nothing.
    const position = second.running.current()?.replica.position();
    expect(position).not.toBeNull();
    await second.close();
  });

  test('[BK-5] a paper of the lost computer of which only the reservation was sent is unknown, and never said not to be issued', async () => {
    await using world = await setup();
    const { central, office, system } = world;
    await provide(central, office);
    await backUp(office);
    const serial = await reserve(office);
    await settle(central, office);
    await office.close();
    const second = await restoreAdmitted(world, 'second');
    await settle(central, second);
    // Days later all of the restored device is at central.
    central.clock.setDay('2026-08-20');
    system.clock = central.clock.now();
    await settle(central, second);
    const stored = await central.database.rows<{ id: string; facts: Buffer }>(
      'select id, facts from certificate where serial = $1',
      [serial],
    );
    const [paper] = stored;
    if (!paper) throw new Error('central knows the reservation');
    const { documentNumber } = JSON.parse(central.vault.open('certificate.facts', paper.id, paper.facts)) as {
      documentNumber: string;
    };
    const verification = createVerification({
      database: central.database,
      vault: central.vault,
      now: central.clock.now,
    });
    const asked = VerifyRequest.parse({ v: 1, documentNumber, nonce: 'n'.repeat(22) });
    expect(await verification(asked)).toMatchObject({ state: 'unknown' });
    await second.close();
  });

  test('[RT-4, RT-5] erases what it had filed before, too, once central says of that journal that its backup has it', async () => {
    await using world = await setup();
    const { central, office, system, setLink } = world;
    const before = [await file(office, 0)];
    await settle(central, office);
    setLink(false);
    before.push(await file(office, 1));
    await backUp(office);
    setLink(true);
    await office.close();
    const second = await restoreAdmitted(world, 'second');
    const own = await file(second, 2);
    await settle(central, second);
    const kept = async (ids: readonly FilingId[]): Promise<boolean[]> => {
      const replica = second.running.current()?.replica;
      await replica?.upkeep();
      return ids.map((id) => replica?.entryBody(id) !== null);
    };
    expect(await kept([...before, own])).toEqual([true, true, true]);
    // Somebody has more of that journal, and it isn't the same: what they have backed up is no proof.
    const replica = second.running.current()?.replica;
    const { device, incarnation } = replica?.identity() ?? {};
    if (!replica || !device || !incarnation) throw new Error('somebody is signed in');
    const at = new Date(system.clock).toISOString();
    const answer: Omit<PushAnswer, 'head'> = {
      type: 'receipts',
      device,
      incarnation: 1,
      epoch: 1,
      receipts: [],
      mismatch: false,
      at,
    };
    const other = { ...answer, head: { seq: 999, hash: 'ab'.repeat(32) }, covered: 999 };
    expect(await replica.storeReceipts({ ...other, mismatch: true })).toMatchObject({ ok: true });
    expect(await kept(before)).toEqual([true, true]);

    central.clock.setDay('2026-08-11');
    system.clock = central.clock.now();
    await noteBackup(central, { now: central.clock.now }, central.clock.now());
    const later = await file(second, 3);
    await settle(central, second);
    expect(await kept([...before, own, later])).toEqual([false, false, false, true]);
    // What is gone here must be there for good.
    const [first] = await central.database.rows<{ seq: number; hash: string }>(
      'select seq, hash from inbox where device = $1 and incarnation = 1 and seq = 1',
      [device],
    );
    if (!first) throw new Error('central has that journal');
    expectRefused(await replica.storeReceipts({ ...answer, head: first }), 'JournalMismatch');
    expect(replica.unsentCount()).toBe(0);
    await second.close();
  });

  const seeds = Number(process.env['RRS_RESTORES'] ?? 3);
  test.each(Array.from({ length: seeds }, (_, nth) => nth + 1))(
    '[BK-5, BK-6] restored at random moments of random work, seed %i: all is there once, no serial comes twice',
    async (seed) => {
      const chance = createRandom(seed);
      await using world = await setup();
      const { central, start, medium, system, setLink } = world;
      let { office } = world;
      const filings: FilingId[] = [];
      const onOthers: FilingId[] = [];
      const serials: Serial[] = [];
      let family = 0;
      let saved: { readonly filings: number } | null = null;
      let lives = 1;
      for (let step = 0; step < 40; step += 1) {
        // However the dice fall, it dies once.
        const dice = step === 20 ? 0.8 : step === 30 ? 0.9 : chance.next();
        if (dice < 0.25 && family < families.length) {
          filings.push(await file(office, family));
          family += 1;
        } else if (dice < 0.5) {
          const serial = await reserve(office, issued);
          if (serial) serials.push(serial);
        } else if (dice < 0.6) setLink(chance.next() < 0.5);
        else if (dice < 0.75) {
          await office.running.settleAccounts();
          await sync(office);
          await central.decided();
          await sync(office);
        } else if (dice < 0.85) {
          await backUp(office);
          saved = { filings: filings.length };
        } else if (saved && lives < 5) {
          // It dies: what central has not got and the backup hasn't either is lost with it, and nothing else.
          const known = new Set((await inboxOf(central)).map(({ id }) => id));
          onOthers.push(...filings.filter((id, nth) => nth < (saved?.filings ?? 0) || known.has(id)));
          filings.splice(0, filings.length, ...onOthers.splice(0));
          await office.close();
          lives += 1;
          system.clock += 60_000;
          await restoreInto(system, medium, who, join(world.folder, `life-${lives}`));
          office = start(`life-${lives}`);
          await signIn(office);
          setLink(true);
          await admit(central, office);
          saved = null;
        }
      }
      setLink(true);
      await settle(central, office);
      const found = (await inboxOf(central)).map(({ id }) => id);
      expect(found.filter((id) => (filings as string[]).includes(id)).toSorted()).toEqual(filings.toSorted());
      expect(new Set(found).size).toBe(found.length);
      expect(new Set(serials).size).toBe(serials.length);
      expect(await flagsOf(central)).toEqual([]);
      expect(office.running.current()?.replica.unsentCount()).toBe(0);
      const answers = office.dump().answers;
      for (const id of filings) expect(Object.keys(answers[id] ?? {}), id).toHaveLength(2);
      await office.close();
    },
  );
});
