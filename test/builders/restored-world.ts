import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Act } from '../../src/shared/contract/entry.ts';
import type { Serial } from '../../src/shared/registry/certificate.ts';
import { CertificateId, FilingId } from '../../src/shared/registry/ids.ts';
import type { LedgerStep } from '../../src/shared/registry/ledger.ts';
import { type Cluster, startCluster } from './central-database.ts';
import { createTestDevice } from './central-device.ts';
import { aReservation } from './central-papers.ts';
import { addressAt, createClock, familyAt, setupCentral, supervisorOf, type TestCentral } from './central-setup.ts';
import { anId, startTestOffice, type TestOffice, testSystem } from './office.ts';
import { createRandom } from './random.ts';
import { aMoveInReport, day, eungaram, moversOf, solnae } from './registry.ts';
import { restoreInto } from './restored.ts';

const password = 'a training password';
export const who = { official: supervisorOf(solnae).id, password };
const random = createRandom(7);
export const families = Array.from({ length: 14 }, (_, nth) => familyAt(eungaram, (nth + 1) * 100, 2));

let cluster: Cluster;
let root: string;
let worlds = 0;

/** Before the tests of a file, with `stopWorlds` after them. */
export const startWorlds = async (): Promise<Cluster> => {
  cluster = await startCluster();
  root = mkdtempSync(join(tmpdir(), 'rrs-restored-device-'));
  return cluster;
};

export const stopWorlds = async (): Promise<void> => {
  rmSync(root, { recursive: true, force: true });
  await cluster.stop();
};

/** Central, and an office of it that is enrolled. */
export const setupOffice = async (options: Partial<Parameters<typeof setupCentral>[1]> = {}) => {
  worlds += 1;
  const folder = join(root, `world-${worlds}`);
  mkdirSync(folder);
  const clock = createClock('2026-08-10');
  const central = await setupCentral(cluster, { families, clock, officials: [supervisorOf(solnae)], ...options });
  const system = testSystem(random, clock.now());
  let isUp = true;
  let answering = central;
  let host = 'http://central.invalid';
  const start = (name: string): TestOffice =>
    startTestOffice({
      folder: join(folder, name),
      system,
      fetch: (url, init) =>
        isUp && url.startsWith(host)
          ? fetch(url.replace(host, answering.central.url), init)
          : Promise.reject(new TypeError('fetch failed', { cause: { code: 'ENETUNREACH', name: 'Error' } })),
    });
  const office = start('first');
  await enrolWith(office, await central.central.issueCode(solnae));
  return {
    folder,
    central,
    system,
    office,
    start,
    /** Nothing answers under the old name from now on. */
    moveTo: (other: string) => {
      host = other;
    },
    /** The name leads to another central from now on. */
    answerWith: (other: TestCentral) => {
      answering = other;
    },
    setLink: (up: boolean) => {
      isUp = up;
    },
    [Symbol.asyncDispose]: () => central[Symbol.asyncDispose](),
  };
};

/** The same, with a medium for its backups. */
export const setup = async (options: Parameters<typeof setupOffice>[0] = {}) => {
  const world = await setupOffice(options);
  const medium = join(world.folder, 'medium');
  mkdirSync(medium);
  expect(await sync(world.office)).toMatchObject({ ok: true });
  const set = await world.office.command('setBackupFolder', { id: FilingId.parse(anId(random)), folder: medium });
  expect(set).toMatchObject({ ok: true });
  return { ...world, medium };
};

/** Enrols a device, or admits one that was restored, with the code. */
const enrolWith = async (office: TestOffice, code: string, centralUrl = 'http://central.invalid'): Promise<void> => {
  const enrolled = await office.command('enrol', { centralUrl, code, ...who });
  expect(enrolled).toMatchObject({ ok: true });
};

export const file = async (office: TestOffice, family: number): Promise<FilingId> => {
  const id = FilingId.parse(anId(random));
  const report = aMoveInReport({
    movers: moversOf(families[family]?.residents ?? []),
    reportDate: day('2026-08-10'),
    movedOn: day('2026-08-09'),
    to: addressAt(solnae, 600 + family),
  });
  expect(await office.command('reportMoveIn', { id, report })).toMatchObject({ ok: true });
  return id;
};

export const backUp = async (office: TestOffice): Promise<void> => {
  expect(await office.command('backUpNow', {})).toMatchObject({ ok: true });
};

export const admit = async (central: TestCentral, office: TestOffice, url?: string): Promise<void> => {
  const device = office.running.current()?.replica.identity().device;
  if (!device) throw new Error('nobody is signed in');
  await enrolWith(office, await central.central.issueRestoreCode(device), url);
};

/** The office goes on in another folder, from its newest backup, with central's yes to it. */
export const restoreAdmitted = async (
  { central, start, medium, system, folder }: Awaited<ReturnType<typeof setup>>,
  name: string,
): Promise<TestOffice> => {
  await restoreInto(system, medium, who, join(folder, name));
  const office = start(name);
  await signIn(office);
  await admit(central, office);
  return office;
};

export const signIn = async (office: TestOffice): Promise<void> => {
  expect(await office.command('signIn', who)).toMatchObject({ ok: true });
};

export const sync = (office: TestOffice) => office.command('syncNow', {});

export const settle = async (central: TestCentral, ...offices: readonly TestOffice[]): Promise<void> => {
  for (let round = 0; round < 2; round += 1) {
    for (const office of offices) expect(await sync(office)).toMatchObject({ ok: true });
    await central.decided();
  }
  for (const office of offices) expect(await sync(office)).toMatchObject({ ok: true });
};

export const inboxOf = (central: TestCentral): Promise<{ id: string; incarnation: number }[]> =>
  central.database.rows('select id, incarnation from inbox where quarantined is null order by arrival');

/** Reserves a paper with the next free serial, as a desk does; its serial, or null where there is none to use. */
export const reserve = async (office: TestOffice, states: readonly LedgerStep[] = []): Promise<Serial | null> => {
  const open = office.running.current();
  if (!open) throw new Error('nobody is signed in');
  const { replica, official } = open;
  const free = replica.ledger().nextSerial('T-');
  if (!free) return null;
  const { serial } = free;
  const by = { actor: official.id, role: official.role, purpose: 'certificate', subject: null };
  const certificate = CertificateId.parse(anId(random));
  const body = { ...aReservation(createTestDevice(), serial), code: null, issuedOn: day('2026-08-10') };
  const acts: Act[] = [
    { kind: 'certificateReserved', id: FilingId.parse(certificate), ...by, body },
    ...states.map((step): Act => {
      const stepped = { v: 1, certificate, serial, step } as const;
      return { kind: 'certificateStepped', id: FilingId.parse(anId(random)), ...by, body: stepped };
    }),
  ];
  for (const act of acts) await replica.act(() => ({ ok: true, value: { act, value: null } }));
  return serial;
};

export const issued: readonly LedgerStep[] = [
  { to: 'rendered', sha256: 'ab'.repeat(32), pages: 1, engine: 'test', printer: null },
  { to: 'submitting', attempt: 1, printer: 'p', printerUuid: 'u', upTime: 1, jobName: 'j' },
  { to: 'created', jobId: 1, jobUuid: 'u' },
  { to: 'sending' },
  { to: 'printing', impressions: 1 },
  { to: 'printed', impressions: 1 },
  { to: 'issued', won: 400, by: 'printer' },
];

/** Asks central for serials, and gets them. */
export const provide = async (central: TestCentral, office: TestOffice): Promise<void> => {
  await office.running.settleAccounts();
  await settle(central, office);
};

export const flagsOf = (central: TestCentral) => central.database.rows('select entry, flag from paper_flag');
