import { beforeEach, describe, expect, test } from 'vitest';
import { startLink } from '../../scripts/run/link.ts';
import type { OfficeStep } from '../../src/main/steps.ts';
import { parseJson } from '../../src/shared/contract/chain.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import { Signed } from '../../src/shared/contract/signed.ts';
import { PushAnswer, paths, type Receipt } from '../../src/shared/contract/sync.ts';
import { DeviceId } from '../../src/shared/registry/ids.ts';
import { liedToDesk } from '../builders/lied-to-desk.ts';
import { anId } from '../builders/office.ts';
import { expectRefused } from '../builders/refused.ts';
import { filingId } from '../builders/registry.ts';
import { bodyOf, type Lie } from '../doubles/bent-network.ts';

// Answers that central's key has signed, or nearly: altered on the way, shown again later, or meant for somebody else.
// The liar of these tests may even have the key, where a fault of central's own is to be played.

const world = liedToDesk();

/** Central's true answer, with some of it changed and signed again with its key. */
const said =
  (change: (answer: PushAnswer) => Partial<PushAnswer>): Lie =>
  async ({ honest }) => {
    const signed = Signed.parse(await (await honest()).json());
    const answer = PushAnswer.parse(parseJson(signed.signed));
    return world.saidByCentral({ ...answer, ...change(answer) });
  };

describe('[SY-1, SY-4] receipts', () => {
  const fileThree = async (): Promise<string[]> => [
    await world.desk.file(),
    await world.desk.file(),
    await world.desk.file(),
  ];
  const aReceipt = (seq: number): Receipt => ({ id: filingId(1), seq, hash: 'ab'.repeat(32), status: 'accepted' });

  const useless: readonly (readonly [string, AppError['type'], Lie])[] = [
    [
      'for entries that were never sent',
      'CentralRefused',
      said(({ head }) => ({ receipts: [aReceipt(head.seq + 4), aReceipt(head.seq + 5)] })),
    ],
    [
      'with the hash of another entry',
      'CentralRefused',
      said(({ receipts }) => ({ receipts: receipts.map((each) => ({ ...each, hash: 'cd'.repeat(32) })) })),
    ],
    [
      'that quarantine with the hash of another entry',
      'CentralRefused',
      said(({ receipts }) => ({
        receipts: receipts.map((each) => ({ ...each, hash: 'cd'.repeat(32), status: 'quarantined' })),
      })),
    ],
    [
      'with the id of another entry',
      'CentralRefused',
      said(({ receipts }) => ({
        receipts: receipts.map((each) => ({ ...each, id: filingId(9), status: 'quarantined' })),
      })),
    ],
    ['none at all', 'CentralRefused', said(() => ({ receipts: [] }))],
    [
      'with a head beyond our own',
      'JournalMismatch',
      said(({ head }) => ({ head: { seq: head.seq + 1, hash: 'ef'.repeat(32) } })),
    ],
    [
      'with a head that is not ours',
      'JournalMismatch',
      said(({ head }) => ({ head: { ...head, hash: 'ef'.repeat(32) } })),
    ],
    ['for another incarnation', 'JournalMismatch', said(() => ({ incarnation: 2 }))],
    ['for another device', 'NotCentral', said(() => ({ device: DeviceId.parse(anId(world.random)) }))],
    [
      'for another device that has sent nothing yet',
      'NotCentral',
      said(() => ({
        device: DeviceId.parse(anId(world.random)),
        head: { seq: 0, hash: '0'.repeat(64) },
        receipts: [],
      })),
    ],
  ];

  const expectNoneGone = async (type: AppError['type'], lie: Lie): Promise<void> => {
    const ids = await fileThree();
    const before = await world.desk.stored();
    world.desk.network.bend(paths.journal, lie);
    for (let time = 0; time < 2; time += 1) expectRefused(await world.desk.sync(), type);
    expect((await world.desk.status()).unsent).toBe(3);
    expect(await world.desk.stored()).toEqual(before);
    await world.expectInOrder(ids);
  };

  test.each(useless)('%s let no entry go', (_, type, lie) => expectNoneGone(type, lie));

  describe('of a device that has sent nothing before,', () => {
    beforeEach(() => world.newDesk());

    test('above the head that central says it has let no entry go', () =>
      expectNoneGone(
        'CentralRefused',
        said(() => ({ head: { seq: 0, hash: '0'.repeat(64) } })),
      ));

    test('for some of the entries let those go, and the others are offered again', async () => {
      const ids = await fileThree();
      const offered: number[] = [];
      world.desk.network.bend(paths.journal, async (request) => {
        const { entries } = bodyOf(request) as { entries: unknown[] };
        offered.push(entries.length);
        return said(({ receipts }) => ({ receipts: receipts.slice(-1) }))(request);
      });
      expect(await world.desk.sync()).toMatchObject({ ok: true, value: { sent: 3 } });
      expect(offered).toEqual([3, 2, 1]);
      await world.expectInOrder(ids);
    });

    test('that were right once, shown again after more was filed, let nothing go that they do not name', async () => {
      const [first] = await fileThree();
      let kept = '';
      world.desk.network.bend(paths.journal, async ({ honest }) => {
        kept = await (await honest()).text();
        return new Response(kept);
      });
      expect(await world.desk.sync()).toMatchObject({ ok: true });
      const later = [await world.desk.file(), await world.desk.file()];
      world.desk.network.bend(paths.journal, () => new Response(kept));
      expectRefused(await world.desk.sync(), 'CentralRefused');
      expect((await world.desk.status()).unsent).toBe(2);
      await world.expectInOrder([first ?? '', ...later]);
    });

    test('of a first, empty journal, shown again, only make the device offer everything once more', async () => {
      let kept = '';
      world.desk.network.bend(paths.journal, async ({ honest }) => {
        kept = await (await honest()).text();
        return new Response(kept);
      });
      await world.desk.sync();
      world.desk.network.straighten();
      const ids = await fileThree();
      expect(await world.desk.sync()).toMatchObject({ ok: true, value: { sent: 3 } });
      world.desk.network.bend(paths.journal, () => new Response(kept));
      expectRefused(await world.desk.sync(), 'CentralRefused');
      expect((await world.desk.status()).unsent).toBe(3);
      await world.expectInOrder(ids);
    });

    test('are counted for what they are, when something is filed at the moment at which they come', async () => {
      const ids = [await world.desk.file()];
      const meanwhile: Promise<string>[] = [];
      Object.assign(world.desk.system, {
        reached: (step: OfficeStep) => {
          if (step === 'push:answered' && meanwhile.length === 0) meanwhile.push(world.desk.file());
        },
      });
      expect(await world.desk.sync()).toMatchObject({ ok: true, value: { sent: 2 } });
      await world.expectInOrder([...ids, ...(await Promise.all(meanwhile))]);
    });

    test('[SY-2] come late, twice or not at all, while filings go on: each filing is at central once', async () => {
      const ids: string[] = [];
      world.desk.network.bend(paths.journal, async ({ honest, nth }) => {
        if (nth % 3 === 1) {
          await (await honest()).arrayBuffer();
          throw new TypeError('fetch failed');
        }
        return honest();
      });
      for (let round = 0; round < 8; round += 1) {
        const syncing = world.desk.sync();
        ids.push(await world.desk.file(), await world.desk.file());
        const synced = await syncing;
        // An entry that is filed while its forerunners get their receipts must not look like one that was refused.
        if (!synced.ok) expectRefused(synced, 'CentralUnreachable');
      }
      await world.expectInOrder(ids);
      const rows = await world.central.database.rows<{ count: string }>(
        `select count(*)::text as count from inbox where device = '${world.desk.replica().identity().device}'`,
      );
      expect(rows).toEqual([{ count: String(ids.length) }]);
    });
  });
});

test('[SY-4] a line that is cut while an answer is on it', async () => {
  const link = await startLink(() => world.central.central.url);
  world.desk.network.straighten();
  const ids = [await world.desk.file(), await world.desk.file()];
  for (const path of [paths.journal, paths.feed]) {
    world.desk.network.bend(path, async ({ init }) => {
      const response = await fetch(`${link.url}${path}`, init);
      link.cut();
      return response;
    });
    const synced = await world.desk.sync();
    // A small answer may have come whole before the line was cut.
    if (!synced.ok) expectRefused(synced, 'CentralUnreachable');
    link.mend();
  }
  await link.close();
  await world.expectInOrder(ids);
});
