import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { createRebuild } from '../../src/main/replica/checkpoint/rebuild.ts';
import { journalTable } from '../../src/main/replica/collections.ts';
import type { Act, EntryBody } from '../../src/shared/contract/entry.ts';
import { CertificateId, FilingId } from '../../src/shared/registry/ids.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { decryptedPages, filesWith } from '../builders/decrypted-pages.ts';
import { snapshotOf } from '../builders/device-folder.ts';
import { newId } from '../builders/filing-desk.ts';
import { kims, lees } from '../builders/filing-people.ts';
import {
  address,
  closeWorlds,
  goer,
  goerMarks,
  home,
  number,
  startWorld,
  township,
  type World,
} from '../builders/goer-world.ts';
import { aMoveInReport, day, eungaram, inventedNumber, moversOf } from '../builders/registry.ts';

// What the law has an office keep of people who have left goes when it no longer does, and never before.

afterEach(closeWorlds);

const marks = [...goerMarks, '뚝섬의 신청'];

const files = async (
  { history, replica }: World,
  people: readonly Resident[],
  isAnswered = true,
): Promise<FilingId> => {
  const report = aMoveInReport({ movers: moversOf(people), to: address });
  const body = { v: 1, asOf: replica.position(), report } as EntryBody<'moveInReported'>;
  const id = await history.append(replica, 'moveInReported', body);
  if (isAnswered) await answers({ history, replica }, id, people);
  return id;
};

const answers = (
  { history, replica }: Pick<World, 'history' | 'replica'>,
  filing: FilingId,
  people: readonly Resident[],
  type: 'registered' | 'held' = 'registered',
): Promise<void> => {
  const answer =
    type === 'registered' ? { type, on: day('2026-08-03') } : ({ type, why: 'already-there', other: null } as const);
  const movers = people.map((each) => ({ mover: each.number, answer }));
  return history.decide(replica, { answers: [{ filing, movers }] }, filing);
};

const summaryOf = ({ device, replica }: World, id: FilingId) => ({
  id,
  device: device.identity.device,
  receivedAt: '2026-11-22T01:00:00.000Z',
  arrivedOn: day('2026-11-22'),
  report: replica.reads().filing(id)?.report as never,
});

/** Something is done with a filing, and central names it. */
const amends = async (world: World, filing: FilingId, on: string): Promise<void> => {
  const { history, replica } = world;
  const amendment = { type: 'just-cause', on: day(on), note: goer.name } as const;
  await history.append(replica, 'filingAmended', { v: 1, asOf: replica.position(), filing, amendment });
  await history.decide(replica, { filings: [{ ...summaryOf(world, filing), amendments: [amendment] }] });
};

const papers = JSON.parse(readFileSync(new URL('./golden/papers-acts.json', import.meta.url), 'utf8')) as Act[];
const bodiesOf = <K extends Act['kind']>(kind: K): EntryBody<K>[] =>
  papers.filter((act) => act.kind === kind).map((act) => act.body as EntryBody<K>);
let serials = 0;

/** A paper about somebody, or the receipt of a filing, with all of its steps, or the first few. */
const issues = async ({ history, replica }: World, about: Resident | FilingId, steps = 7): Promise<CertificateId> => {
  const [paper] = bodiesOf('certificateReserved');
  if (!paper) throw new Error('there is a sample');
  serials += 1;
  const certificate = CertificateId.parse(newId());
  const serial = `T-9971031000-1-${String(serials).padStart(7, '0')}`;
  const body = {
    ...paper,
    serial,
    documentNumber: String(1_000_000_000_000_000 + serials),
    issuedOn: day('2026-11-22'),
    purpose: '뚝섬의 신청',
    // On a receipt they are named who aren't in the register yet.
    ...(typeof about === 'string'
      ? { subjects: [], household: null, request: { kind: 'move-in-receipt', filing: about, stage: 'accepted' } }
      : { subjects: [about.id], household: about.household }),
  } as EntryBody<'certificateReserved'>;
  await history.append(replica, 'certificateReserved', body, FilingId.parse(certificate));
  for (const { step } of bodiesOf('certificateStepped').slice(0, steps))
    await history.append(replica, 'certificateStepped', { v: 1, certificate, serial, step } as never);
  return certificate;
};

/** And what was issued is compared with the register as it is then, but for one paper perhaps. */
const leaves = async ({ history, replica }: World, uncompared?: CertificateId): Promise<void> => {
  await history.decide(replica, {
    departures: [
      {
        resident: goer.id,
        lines: [
          {
            resident: goer.id,
            // The move-out list keeps the name; another one here, so that the person's own may stand nowhere at all.
            name: '전출한이',
            birthDate: goer.birthDate,
            registeredOn: day('2026-08-09'),
            toOffice: eungaram,
            toAddress: '다른 곳',
            filing: null,
          },
        ],
      },
    ],
    gone: { residents: [goer.id], households: [home.id] },
  });
  for (const id of replica.ledger().toCompare()) await replica.markCompared(id, () => id !== uncompared);
};

const noon = (on: string): number => Date.parse(`${on}T12:00:00+09:00`);

/** What central signs and what this computer says of the day, and what is done on it. */
const itIs = async ({ device, replica }: World, on: string, clock = on): Promise<void> => {
  device.system.clock = noon(clock);
  const tail = { signed: `tail ${on}`, signature: 's' };
  await replica.foldItems([], { tail, upToDateAt: new Date(noon(on)).toISOString() });
  await replica.upkeep();
};

const rowsLeft = ({ device, replica }: World): Record<string, number> => {
  const db = device.open(replica.file());
  const tables = [
    'filing',
    'filing_named',
    'amendment',
    'answer',
    'certificate',
    'certificate_step',
    'certificate_subject',
  ];
  const count = (table: string): number => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  const left = Object.fromEntries(tables.map((table) => [table, count(table)] as const).filter(([, rows]) => rows > 0));
  db.close();
  return left;
};

const sayTheSame = async ({ device }: World): Promise<void> => {
  expect(await createRebuild(device, device.key).check()).toMatchObject({ ok: true, value: { differences: [] } });
};

describe('what is kept of somebody who left', () => {
  test('[RT-9, RT-3, RT-1] goes with every byte when its term is over, a paper after five years and a filing after ten', async () => {
    const world = await startWorld();
    const { device, replica, history } = world;
    const filing = await files(world, [goer]);
    await amends(world, filing, '2026-11-22');
    const ledger = [await issues(world, goer), await issues(world, filing)];
    await history.cover(replica);
    await leaves(world);
    await itIs(world, '2031-12-31');
    for (const paper of ledger) expect(replica.ledger().paper(paper)).not.toBeNull();
    await itIs(world, '2032-01-01');
    for (const paper of ledger) expect(replica.ledger().paper(paper)).toBeNull();
    await sayTheSame(world);
    await itIs(world, '2036-12-31');
    expect(replica.reads().filing(filing)).not.toBeNull();
    expect(filesWith(decryptedPages(device), marks)).not.toEqual([]);
    await itIs(world, '2037-01-01');
    expect(replica.reads().filing(filing)).toBeNull();
    expect(rowsLeft(world)).toEqual({});
    expect(filesWith(decryptedPages(device), marks)).toEqual([]);
    await sayTheSame(world);
    // Headers stay, and the chain with them.
    const db = device.open(replica.file());
    expect(db.prepare(`SELECT count(*) FROM "${journalTable}"`).pluck().get()).toBe(replica.journalHeadSeq());
    db.close();
  });

  test.each([
    ['this computer', '2026-11-23', '2090-01-01'],
    ['central', '2090-01-01', '2026-11-23'],
  ] as const)('[RT-9] stays where only the clock of %s lies far ahead', async (_, central, computer) => {
    const world = await startWorld();
    const filing = await files(world, [goer]);
    const paper = await issues(world, goer);
    await world.history.cover(world.replica);
    await leaves(world);
    await itIs(world, central, computer);
    expect(world.replica.reads().filing(filing)).not.toBeNull();
    expect(world.replica.ledger().paper(paper)).not.toBeNull();
    await itIs(world, '2090-01-01');
    expect(rowsLeft(world)).toEqual({});
  });

  test('[RT-9] stays for ever where somebody named is here, or a person has to see to it', async () => {
    const world = await startWorld();
    const { history, replica } = world;
    const [first] = lees.residents;
    const [other] = kims.residents;
    if (!first || !other) throw new Error('the Lees are some, and so are the Kims');
    const renumbered = inventedNumber(first.birthDate, first.sex, 9_871);
    const stay = [
      await files(world, [goer, { ...first, relation: '동거인' }]),
      await files(world, [goer, { ...other, relation: '동거인' }]),
      await files(world, [goer], false),
      await issues(world, goer, 4),
      await issues(world, other),
    ];
    stay.push(await issues(world, stay[0] as FilingId));
    // Two of another device, so that nothing but the rows says how they stand.
    const [waiting, damaged] = [FilingId.parse(newId()), FilingId.parse(newId())];
    for (const id of [waiting, damaged]) {
      const report = aMoveInReport({ movers: moversOf([goer]), to: address });
      await history.decide(replica, { filings: [{ ...summaryOf(world, id), device: newId() as never, report }] });
    }
    await answers(world, damaged, [goer]);
    stay.push(waiting, damaged);
    const held = await files(world, [goer]);
    await answers(world, held, [goer], 'held');
    const dated = await files(world, [goer]);
    await amends(world, dated, '2036-05-05');
    const unread = await files(world, [goer]);
    const { device: name, incarnation } = world.device.identity;
    const quarantine = { kind: 'quarantine', body: { device: name, incarnation, seq: 1, reason: 'x' } } as const;
    for (const id of [unread, damaged]) await history.receive(replica, quarantine, id);
    const compared = await issues(world, goer);
    await history.cover(replica);
    await leaves(world, compared);
    // Whoever is here had another number when they were named.
    const change = { on: day('2026-08-04'), what: 'number', from: first.number, to: renumbered } as const;
    const changed = { ...first, number: renumbered, personalChanges: [{ ...change, reason: 'r', isAdoption: false }] };
    await history.decide(replica, { residents: [changed] });
    const unsent = await files(world, [goer]);
    const printed = await issues(world, goer);
    await replica.markCompared(printed, () => true);
    await itIs(world, '2037-01-01');
    const isThere = (id: string): boolean =>
      replica.reads().filing(id as FilingId) !== null || replica.ledger().paper(id as CertificateId) !== null;
    for (const id of [...stay, held, dated, unread, compared, unsent, printed]) expect(isThere(id), id).toBe(true);
    expect(replica.reads().filing(dated)?.amendments).toHaveLength(1);
    // Ten years after the last that was done with it, after it was compared, and after central had it twice.
    await history.cover(replica);
    await answers(world, unsent, [goer]);
    await replica.markCompared(compared, () => true);
    await itIs(world, '2047-01-01');
    for (const id of [dated, compared, unsent, printed]) expect(isThere(id), id).toBe(false);
    for (const id of [...stay, held, unread]) expect(isThere(id), id).toBe(true);
    await sayTheSame(world);
  });

  test('[RT-9] goes again when central tells of it again, by an answer or in a snapshot', async () => {
    const world = await startWorld();
    const { device, replica } = world;
    const filing = await files(world, [goer]);
    const summary = summaryOf(world, filing);
    await world.history.cover(replica);
    await leaves(world);
    await itIs(world, '2037-01-01');
    expect(rowsLeft(world)).toEqual({});
    await answers(world, filing, [goer]);
    expect(rowsLeft(world)).toEqual({ answer: 1 });
    await itIs(world, '2037-01-02');
    expect(rowsLeft(world)).toEqual({});
    expect(filesWith(decryptedPages(device), marks)).toEqual([]);
    const people = { households: [kims.household, lees.household], residents: [...kims.residents, ...lees.residents] };
    const { start: begin, rows } = snapshotOf({ ...township, ...people });
    const movers = [{ mover: number, answer: { type: 'registered' as const, on: day('2026-08-03') } }];
    await replica.loadSnapshot({
      start: { ...begin, position: { ...begin.position, epoch: 2 }, at: new Date(noon('2037-01-02')).toISOString() },
      rows: [...rows, { row: 'filing', filing: summary, answers: movers }],
    });
    expect(replica.reads().filing(filing)).not.toBeNull();
    await replica.upkeep();
    expect(rowsLeft(world)).toEqual({});
    expect(filesWith(decryptedPages(device), marks)).toEqual([]);
    await sayTheSame(world);
  });

  test('[RT-9, RT-3] stays whole where the erasing is not written, and no checkpoint has it once it is', async () => {
    const world = await startWorld();
    const { device, replica } = world;
    const filing = await files(world, [goer]);
    await world.history.cover(replica);
    await leaves(world);
    await itIs(world, '2036-12-31');
    device.system.reached = (step) => {
      if (step === 'erase:written') throw new Error('planted');
    };
    await expect(itIs(world, '2037-01-01')).rejects.toThrow('planted');
    expect(replica.reads().filing(filing)).not.toBeNull();
    device.system.reached = (step) => {
      if (step !== 'erase:committed') return;
      expect(Object.keys(decryptedPages(device)).filter((name) => name.includes('checkpoint'))).toEqual([]);
    };
    await itIs(world, '2037-01-01');
    expect(rowsLeft(world)).toEqual({});
    expect(filesWith(decryptedPages(device), marks)).toEqual([]);
  });

  test.each(['checkpoint:dropped', 'erase:written', 'erase:committed', 'erase:committed:2', 'checkpoint:written'])(
    '[RT-9, RT-3] is there whole or gone with every byte where the process dies at %s',
    async (step) => {
      const world = await startWorld();
      const { device, replica } = world;
      const filing = await files(world, [goer]);
      await issues(world, goer);
      await world.history.cover(replica);
      await leaves(world);
      await itIs(world, '2030-12-31');
      await replica.close();
      const victim = new URL('./expire-and-die.ts', import.meta.url).pathname;
      const at = new Date(noon('2037-01-01')).toISOString();
      const { signal, stderr } = spawnSync(
        process.execPath,
        [victim, device.folder, device.key.toString('hex'), step, at],
        { encoding: 'utf8' },
      );
      expect(signal, stderr).toBe('SIGKILL');
      world.replica = await device.openReplica();
      const left = Object.keys(rowsLeft(world));
      if (left.length === 0) expect(filesWith(decryptedPages(device), marks)).toEqual([]);
      else expect(world.replica.reads().filing(filing)).not.toBeNull();
      if (step === 'erase:committed') expect(left).toEqual(['filing', 'filing_named', 'answer']);
      await itIs(world, '2037-01-01');
      expect(rowsLeft(world)).toEqual({});
      expect(filesWith(decryptedPages(device), marks)).toEqual([]);
      await sayTheSame(world);
    },
  );

  test('[RT-9] goes in many steps where there is much of it', async () => {
    const world = await startWorld();
    const ids: FilingId[] = [];
    for (let nth = 0; nth < 220; nth += 1) ids.push(await files(world, [goer]));
    await world.history.cover(world.replica);
    await leaves(world);
    await itIs(world, '2037-01-01');
    expect(rowsLeft(world)).toEqual({});
    expect(ids.some((id) => world.replica.entryBody(id) !== null)).toBe(false);
    await sayTheSame(world);
  });
});
