import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createRebuild } from '../../src/main/replica/checkpoint/rebuild.ts';
import { feedTable, journalTable } from '../../src/main/replica/collections.ts';
import { checkpointOf } from '../../src/main/replica/generations.ts';
import type { Replica } from '../../src/main/replica/replica.ts';
import { type EntryBody, readEntryHeader } from '../../src/shared/contract/entry.ts';
import type { PushAnswer, Receipt } from '../../src/shared/contract/sync.ts';
import { DraftId } from '../../src/shared/registry/ids.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { decryptedPages, filesWith } from '../builders/decrypted-pages.ts';
import { type DeviceFolder, snapshotOf } from '../builders/device-folder.ts';
import { newId } from '../builders/filing-desk.ts';
import { kims, lees } from '../builders/filing-people.ts';
import {
  address,
  closeWorlds,
  forgetWorld,
  goer,
  goerMarks,
  home,
  number,
  startWorld,
  township,
  type World,
} from '../builders/goer-world.ts';
import { expectRefused } from '../builders/refused.ts';
import { aMoveInReport, anAddress, day, eungaram, inventedNumber, moversOf } from '../builders/registry.ts';
import { mountSmallDisk, unmount } from '../builders/small-disk.ts';

// What is erased of the two logs and of who left, when, and that it is gone for good.

afterEach(closeWorlds);

const newNumber = inventedNumber('1971-03-09', 'F', 4_712);
const marks = [...goerMarks, '새뚝섬이', newNumber, newNumber.replace('-', '')];
const withoutGoer = {
  households: [kims.household, lees.household],
  residents: [...kims.residents, ...lees.residents],
};

const reopen = async (world: World): Promise<void> => {
  await world.replica.close();
  world.replica = await world.device.openReplica();
};

const leaves = (
  { history, replica }: World,
  person: Pick<Resident, 'id' | 'birthDate'> = goer,
  household = home.id,
): Promise<void> =>
  history.decide(replica, {
    departures: [
      {
        resident: person.id,
        // The move-out list keeps the name; another one here, so that the person's own may stand nowhere at all.
        lines: [
          {
            resident: person.id,
            name: '전출한이',
            birthDate: person.birthDate,
            registeredOn: day('2026-08-09'),
            toOffice: eungaram,
            toAddress: '다른 곳',
            filing: null,
          },
        ],
      },
    ],
    gone: { residents: [person.id], households: [household] },
  });

/** The person gets another name and number, moves within the office, and is looked at. */
const isTalkedAbout = async ({ history, replica }: World): Promise<void> => {
  const renamed: Resident = {
    ...goer,
    name: '새뚝섬이',
    number: newNumber,
    personalChanges: [
      { on: day('2026-08-04'), what: 'number', from: number, to: newNumber, reason: '번호 변경', isAdoption: false },
      { on: day('2026-08-04'), what: 'name', from: goer.name, to: '새뚝섬이', reason: '개명', isAdoption: false },
    ],
  };
  await history.decide(replica, { residents: [renamed], households: [home] });
  await history.append(replica, 'residentViewed', { v: 1, resident: goer.id });
};

const bodiesIn = ({ device, replica }: World, table: string): Record<string, string | null> => {
  const db = device.open(replica.file());
  const rows = db.prepare<[], { id: string; data: string }>(`SELECT id, data FROM "${table}" ORDER BY seq`).all();
  db.close();
  return Object.fromEntries(rows.map(({ id, data }) => [id, (JSON.parse(data) as { body: string | null }).body]));
};

describe('somebody who left', () => {
  test.each([
    ['before there was a checkpoint', []],
    ['after a checkpoint', ['upkeep']],
    ['after they were talked of', ['talk']],
    ['after a checkpoint that holds what was said of them', ['talk', 'upkeep']],
    ['after being talked of since the checkpoint', ['upkeep', 'talk']],
    ['and was in an older generation', ['talk', 'upkeep', 'rebuild']],
  ] as const)('[RT-3, SY-9] %s is in no byte of the folder', async (_, before) => {
    const world = await startWorld();
    const { device } = world;
    for (const each of before) {
      if (each === 'upkeep') await world.replica.upkeep();
      if (each === 'talk') await isTalkedAbout(world);
      if (each === 'rebuild') {
        await world.replica.close();
        expect(await createRebuild(device, device.key).rebuild()).toMatchObject({
          ok: true,
          value: { differences: [] },
        });
        world.replica = await device.openReplica();
      }
    }
    const found = filesWith(decryptedPages(device), marks);
    for (const mark of [goer.hanja, number, '버들못안길']) expect(found.join('\n')).toContain(mark);
    if (before.at(-1) === 'upkeep') expect(found.join('\n')).toContain('unpacked');
    await leaves(world);
    expect(filesWith(decryptedPages(device), marks)).toEqual([]);
    await world.replica.upkeep();
    expect(filesWith(decryptedPages(device), marks)).toEqual([]);
    expect(await createRebuild(device, device.key).check()).toMatchObject({ ok: true, value: { differences: [] } });
    await reopen(world);
    expect(filesWith(decryptedPages(device), marks)).toEqual([]);
  });

  test('[RT-3] while a checkpoint is being made, however far it is, is in none', async () => {
    const world = await startWorld();
    const { device, replica, history } = world;
    for (let ticks = 0; ticks < 24; ticks += 1) {
      const making = replica.upkeep();
      for (let tick = 0; tick < ticks; tick += 1) await new Promise(setImmediate);
      await leaves(world);
      await making;
      expect(filesWith(decryptedPages(device), marks), `after ${ticks} turns`).toEqual([]);
      await history.decide(replica, { residents: [goer], households: [home] });
    }
    await leaves(world);
    await replica.upkeep();
    expect(existsSync(checkpointOf(replica.file()))).toBe(true);
    expect(filesWith(decryptedPages(device), marks)).toEqual([]);
  });

  test('[RT-3] and is in a checkpoint that is being made when a snapshot comes without them, is in none', async () => {
    const world = await startWorld();
    const { device, replica } = world;
    for (let ticks = 0; ticks < 6; ticks += 1) {
      const { start: begin, rows } = snapshotOf(ticks % 2 === 0 ? { ...township, ...withoutGoer } : township);
      const making = replica.upkeep();
      for (let tick = 0; tick < ticks; tick += 1) await new Promise(setImmediate);
      await replica.loadSnapshot({ start: { ...begin, position: { ...begin.position, epoch: ticks + 2 } }, rows });
      await making;
      if (ticks % 2 === 0) expect(filesWith(decryptedPages(device), marks), `after ${ticks} turns`).toEqual([]);
      expect(readdirSync(device.folder).filter((name) => /\.(part|checkpoint)/.test(name))).toEqual([]);
    }
    await replica.upkeep();
    expect(await createRebuild(device, device.key).check()).toMatchObject({ ok: true, value: { differences: [] } });
  });

  test('[RT-3] and of whom the page does not come to be stored, stays with everything', async () => {
    const world = await startWorld();
    await world.replica.upkeep();
    world.device.system.reached = (step) => {
      if (step === 'pull:folded') throw new Error('planted');
    };
    await expect(leaves(world)).rejects.toThrow('planted');
    world.device.system.reached = () => undefined;
    expect(world.replica.reads().resident(goer.id)?.name).toBe(goer.name);
    await world.replica.upkeep();
    expect(await createRebuild(world.device, world.device.key).check()).toMatchObject({ value: { differences: [] } });
  });

  test('[RT-8] what stays: the filing they handed in, and drafts; the body of the entry goes when it may', async () => {
    const world = await startWorld();
    const { history, replica } = world;
    const report = aMoveInReport({ movers: moversOf([goer]), to: address });
    const body = { v: 1, asOf: replica.position(), report } as EntryBody<'moveInReported'>;
    const id = await history.append(replica, 'moveInReported', body);
    const draft = { id: DraftId.parse(newId()), task: 'move-in', title: goer.name, content: '{}' } as const;
    await replica.saveDraft({ ...draft, official: world.device.official, savedAt: '2026-11-22T01:00:00.000Z' }, 9);
    const movers = [{ mover: number, answer: { type: 'registered' as const, on: day('2026-08-03') } }];
    await history.decide(replica, { answers: [{ filing: id, movers }] }, id);
    await history.cover(replica);
    await leaves(world);
    await replica.upkeep();
    expect(bodiesIn(world, journalTable)[id]).toBeNull();
    expect(replica.reads().filing(id)?.report).toEqual(report);
    expect(replica.drafts().list(world.device.official)[0]?.title).toBe(goer.name);
    const db = world.device.open(replica.file());
    const holding = db
      .prepare<[], string>(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'`,
      )
      .pluck()
      .all()
      .filter((table) =>
        db
          .prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}"`)
          .all()
          .some((row) => marks.some((mark) => JSON.stringify(row).includes(mark))),
      );
    db.close();
    expect(holding.toSorted()).toEqual(['answer', 'draft', 'filing', 'filing_named']);
  });
});

describe('bodies', () => {
  const everything = { receipt: 'accepted', covered: 0, isAnswered: true, hasCheckpoint: true } as const;

  test.each([
    ['goes when all is fulfilled', everything, true],
    ['stays without a receipt', { ...everything, receipt: null }, false],
    ['stays when central could not read it', { ...everything, receipt: 'quarantined' }, false],
    ['stays while no backup of central has it', { ...everything, covered: 1 }, false],
    ['stays where central says nothing of backups', { ...everything, covered: null }, false],
    ['stays while the filing waits for an answer', { ...everything, isAnswered: false }, false],
    ['stays until a checkpoint holds what came of it', { ...everything, hasCheckpoint: false }, false],
  ] as const)('[RT-4, RT-7] of a filing %s', async (_, given, isErased) => {
    const world = await startWorld();
    const { history, device, replica } = world;
    if (!given.hasCheckpoint) await replica.upkeep();
    const before = await history.append(replica, 'residentViewed', { v: 1, resident: goer.id });
    const report = aMoveInReport({ movers: moversOf(lees.residents), to: anAddress({ building: '5' }) });
    const body = { v: 1, asOf: replica.position(), report } as EntryBody<'moveInReported'>;
    const id = await history.append(replica, 'moveInReported', body);
    const movers = moversOf(lees.residents).map(({ number: mover }) => ({
      mover: mover ?? '',
      answer: { type: 'registered' as const, on: day('2026-08-03') },
    }));
    if (given.isAnswered) await history.decide(replica, { answers: [{ filing: id, movers }] }, id);
    await receive(world, given.receipt, given.covered);
    await replica.upkeep();
    expect(bodiesIn(world, journalTable)[id] === null).toBe(isErased);
    const { headers, db } = chainOf(device, replica);
    expect(headers.map((text) => readEntryHeader(text)?.id)).toEqual([before, id]);
    db.close();
    await reopen(world);
    expect(world.replica.reads().filing(id)?.report).toEqual(report);
    expect(world.replica.unsentCount()).toBe(given.receipt === null ? 2 : 0);
  });

  const chainOf = (device: DeviceFolder, replica: Replica) => {
    const db = device.open(replica.file());
    const headers = db
      .prepare<[], string>(`SELECT json_extract(data, '$.header') FROM "${journalTable}" ORDER BY seq`)
      .pluck()
      .all();
    return { db, headers };
  };

  const receive = async (
    { replica, device }: World,
    status: Receipt['status'] | null,
    coveredBehind: number | null,
  ): Promise<PushAnswer> => {
    const { entries, incarnation } = await replica.nextBatch(100);
    const receipts = entries.flatMap(({ header: text }): Receipt[] => {
      const header = readEntryHeader(text);
      return header
        ? [{ id: header.id, seq: header.seq, hash: device.system.sha256(text), status: status ?? 'accepted' }]
        : [];
    });
    const last = receipts.at(-1) ?? { seq: 0, hash: '0'.repeat(64) };
    const answer: PushAnswer = {
      type: 'receipts',
      device: device.identity.device,
      incarnation,
      epoch: 1,
      head: { seq: last.seq, hash: last.hash },
      // It may have been lost on the way.
      receipts: status === null ? [] : receipts,
      mismatch: false,
      ...(coveredBehind === null ? {} : { covered: Math.max(0, last.seq - coveredBehind) }),
      at: '2026-11-22T01:00:00.000Z',
    };
    expect(await replica.storeReceipts(answer)).toMatchObject({ ok: true });
    return answer;
  };

  test('[RT-4] of an act that central could not read stays, whatever its kind', async () => {
    const world = await startWorld();
    const seen = (): Promise<unknown> =>
      world.history.append(world.replica, 'residentViewed', { v: 1, resident: goer.id });
    await seen();
    await receive(world, 'quarantined', 0);
    await seen();
    await receive(world, 'accepted', 0);
    await world.replica.upkeep();
    expect(Object.values(bodiesIn(world, journalTable)).map((body) => body === null)).toEqual([false, true]);
  });

  test('[RT-5] a central that ends before an erased entry is not believed, and no receipt is given back', async () => {
    const world = await startWorld();
    const { history, replica } = world;
    for (let nth = 0; nth < 3; nth += 1) await history.append(replica, 'residentViewed', { v: 1, resident: goer.id });
    const answer = await receive(world, 'accepted', 0);
    await replica.upkeep();
    expect(Object.values(bodiesIn(world, journalTable))).toEqual([null, null, null]);
    await history.append(replica, 'residentViewed', { v: 1, resident: goer.id });
    const lost = { ...answer, head: { seq: 2, hash: answer.receipts[1]?.hash ?? '' }, receipts: [] };
    expectRefused(await replica.storeReceipts(lost), 'JournalMismatch');
    expect(replica.unsentCount()).toBe(1);
    expect((await replica.nextBatch(100)).entries.length).toBe(1);
    // The covered end itself is no loss.
    expect(await replica.storeReceipts({ ...answer, receipts: [] })).toMatchObject({ ok: true });
  });

  test('[RT-6] of the feed go once a checkpoint holds what they say, and the chain goes on', async () => {
    const world = await startWorld();
    await isTalkedAbout(world);
    expect(Object.values(bodiesIn(world, feedTable)).every((body) => body !== null)).toBe(true);
    await world.replica.upkeep();
    expect(Object.values(bodiesIn(world, feedTable))).toEqual([null]);
    await world.history.decide(world.replica, { residents: [goer] });
    expect(Object.values(bodiesIn(world, feedTable)).map((body) => body === null)).toEqual([true, false]);
    expect(await createRebuild(world.device, world.device.key).check()).toMatchObject({
      ok: true,
      value: { differences: [], folded: 1 + 1 - 1 },
    });
  });

  test('[RT-4] erased, a filing of this device is known as its own again after a snapshot', async () => {
    const world = await startWorld();
    const { history, replica } = world;
    const report = aMoveInReport({ movers: moversOf(lees.residents), to: anAddress({ building: '5' }) });
    const body = { v: 1, asOf: replica.position(), report } as EntryBody<'moveInReported'>;
    const id = await history.append(replica, 'moveInReported', body);
    const summary = {
      id,
      device: world.device.identity.device,
      receivedAt: '2026-11-22T01:00:00.000Z',
      arrivedOn: day('2026-11-22'),
      report,
    };
    const answers = moversOf(lees.residents).map(({ number: mover }) => ({
      mover: mover ?? '',
      answer: { type: 'registered' as const, on: day('2026-08-03') },
    }));
    await history.decide(replica, { filings: [summary], answers: [{ filing: id, movers: answers }] }, id);
    await history.cover(replica);
    await replica.upkeep();
    const before = replica.reads().filing(id);
    expect(bodiesIn(world, journalTable)[id]).toBeNull();
    const [office] = township.offices;
    const position = { epoch: 2, seq: 0, hash: '0'.repeat(64) };
    const at = '2026-11-22T02:00:00.000Z';
    await replica.loadSnapshot({
      start: {
        v: 1,
        type: 'snapshot-start',
        office: office as never,
        officials: [...township.officials],
        position,
        at,
      },
      rows: [{ row: 'filing', filing: summary, answers }],
    });
    expect(replica.reads().filing(id)).toEqual({ ...before, takenAt: summary.receivedAt });
    await replica.upkeep();
    expect(await createRebuild(world.device, world.device.key).check()).toMatchObject({ value: { differences: [] } });
  });
});

describe('a process that dies', () => {
  const victim = new URL('./retain-and-die.ts', import.meta.url).pathname;
  const run = (device: DeviceFolder, step: string): string | null => {
    const story = JSON.stringify({ goer: goer.id, birthDate: goer.birthDate, household: home.id, resident: goer });
    const { signal, status, stderr } = spawnSync(
      process.execPath,
      [victim, device.folder, device.key.toString('hex'), step],
      { encoding: 'utf8', input: story },
    );
    if (signal === null && status !== 0) throw new Error(stderr);
    return signal;
  };

  test.each([
    'checkpoint:written',
    'checkpoint:named',
    'erase:written',
    'erase:committed',
    'checkpoint:dropped',
    'checkpoint:written:2',
    'checkpoint:named:2',
    'pull:folded:2',
    'pull:committed:2',
    'rebuild:built',
  ])('[RT-3, RT-1] at %s leaves views that the logs make, and nobody who left', async (step) => {
    const world = await startWorld();
    const { device } = world;
    await world.replica.close();
    expect(run(device, step)).toBe('SIGKILL');
    world.replica = await device.openReplica();
    const hasLeft = world.replica.reads().resident(goer.id) === null;
    if (hasLeft) expect(filesWith(decryptedPages(device), marks)).toEqual([]);
    await world.replica.upkeep();
    expect(await createRebuild(device, device.key).check()).toMatchObject({ ok: true, value: { differences: [] } });
    if (!hasLeft) await leaves(world);
    expect(filesWith(decryptedPages(device), marks)).toEqual([]);
  });
});

describe('a checkpoint', () => {
  test('[RT-2] that was altered, cut off, or is of another device counts as none, and another is made', async () => {
    const world = await startWorld();
    const { device } = world;
    await world.replica.upkeep();
    const path = checkpointOf(world.replica.file());
    const whole = readFileSync(path);
    await world.replica.close();
    const other = await startWorld();
    await other.replica.upkeep();
    const foreign = readFileSync(checkpointOf(other.replica.file()));
    const { check, rebuild } = createRebuild(device, device.key);
    for (const bytes of [
      whole.subarray(0, whole.length - 4_096),
      whole.subarray(0, 100),
      Buffer.alloc(0),
      foreign,
      Buffer.concat([whole.subarray(0, 9_000), Buffer.from([(whole[9_000] ?? 0) ^ 1]), whole.subarray(9_001)]),
    ]) {
      writeFileSync(path, bytes);
      expect(expectRefused(await check(), 'NoCheckpoint').why).toBe('damaged');
    }
    expect(expectRefused(await rebuild(), 'NoCheckpoint').why).toBe('damaged');
    world.replica = await device.openReplica();
    await world.replica.upkeep();
    expect(await check()).toMatchObject({ ok: true, value: { differences: [] } });
  });

  test('[RT-2] with other rows than it was signed with counts as none', async () => {
    const world = await startWorld();
    const { device } = world;
    await world.replica.upkeep();
    const path = checkpointOf(world.replica.file());
    const db = device.open(path);
    db.exec('INSERT INTO chunk(lines) SELECT lines FROM chunk LIMIT 1');
    db.close();
    expect(expectRefused(await createRebuild(device, device.key).check(), 'NoCheckpoint').why).toBe('damaged');
  });

  test('[RT-2] for which there is no space leaves nothing, and the office goes on', async ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'rrs-small-disk-'));
    if (!mountSmallDisk(folder, '6m')) return skip('needs Linux and the right to mount');
    try {
      const world = await startWorld(join(folder, 'office'));
      const { replica, history, device } = world;
      for (const free of [0, 4_096, 12_288, 20_480]) {
        const left = statfsSync(folder).bavail * statfsSync(folder).bsize;
        writeFileSync(join(folder, 'ballast'), Buffer.alloc(left - free));
        await expect(replica.upkeep()).rejects.toThrow(/full|ENOSPC|disk/i);
        rmSync(join(folder, 'ballast'));
        expect(existsSync(checkpointOf(replica.file()))).toBe(false);
        expect(existsSync(`${checkpointOf(replica.file())}.part`)).toBe(false);
        await history.append(replica, 'residentViewed', { v: 1, resident: goer.id });
      }
      await replica.upkeep();
      expect(await createRebuild(device, device.key).check()).toMatchObject({ value: { differences: [] } });
      await replica.close();
      forgetWorld(world);
    } finally {
      unmount(folder);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
