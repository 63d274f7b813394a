import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { currentFile } from '../../src/main/replica/generations.ts';
import { createDeviceKey, createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import { createReplicaFile, openReplica, type Replica } from '../../src/main/replica/replica.ts';
import type { Identity } from '../../src/main/replica/views/meta.ts';
import type { Reached } from '../../src/main/steps.ts';
import type { CommandInput } from '../../src/shared/contract/commands.ts';
import { DeviceId, FilingId, type OfficialId } from '../../src/shared/registry/ids.ts';
import type { Role } from '../../src/shared/registry/office.ts';
import type { Profile } from '../../src/shared/registry/profile.ts';
import { startPosition } from './checked-snapshot.ts';
import { anId, startTestOffice, type TestOffice, type TestSystem, testSystem } from './office.ts';
import { createRandom } from './random.ts';
import { aMoveInReport, anAddress, eungaram } from './registry.ts';
import { aTownship, type Township } from './township.ts';

export const password = 'paran-haneul-1';
const random = createRandom(7);

/** The data folder of an enrolled device that is not running, and what a test needs to look into it. */
export interface DeviceFolder {
  readonly folder: string;
  readonly file: () => string;
  readonly slots: string;
  readonly key: Buffer;
  readonly profile: Profile;
  /** `reached` may be set, to fail or to look at a step. */
  readonly system: TestSystem & { reached: Reached };
  readonly township: Township;
  readonly official: OfficialId;
  readonly identity: Identity;
  /** The office that would run on it, without a network. */
  readonly start: (profile?: Profile) => TestOffice;
  /** Starts it, signs in and files as many reports. Closed when done. */
  readonly filed: (count: number) => Promise<FilingId[]>;
  readonly openReplica: () => Promise<Replica>;
  /** Our own connection to the file, with the key, beside or instead of the office's. */
  readonly open: (file?: string) => Database.Database;
}

const noNetwork = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'));

export const aDeviceFolder = async (
  options: {
    readonly profile?: Profile;
    readonly residents?: number;
    readonly folder?: string;
    /** Who lives there, instead of so many invented people. */
    readonly township?: Township;
    /** Whose the device is: the first official of this role. */
    readonly role?: Role;
  } = {},
): Promise<DeviceFolder> => {
  const { profile = 'training', residents = 10 } = options;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'rrs-device-'));
  mkdirSync(folder, { recursive: true });
  const system = testSystem(random);
  const township = options.township ?? aTownship({ seed: 11, residents });
  const [office] = township.offices;
  const clerk = township.officials.find(({ role }) => role === (options.role ?? 'clerk'));
  if (!office || !clerk) throw new Error('a township has an office with a clerk');
  const slots = join(folder, 'slots.json');
  const key = await createKeySlots(slots, profile, 1024).create(clerk.id, password);
  const identity: Identity = {
    device: DeviceId.parse(anId(random)),
    incarnation: 1,
    deviceKey: createDeviceKey(),
    centralUrl: 'http://127.0.0.1:1',
    centralKey: '',
  };
  const deps = { folder, profile, system };
  createReplicaFile(deps, key, identity);
  const opened = async (): Promise<Replica> => {
    const replica = await openReplica(deps, key);
    if (!replica.ok) throw new Error(JSON.stringify(replica.error));
    return replica.value;
  };
  const replica = await opened();
  replica.storeEnrolment(office, township.officials, identity.centralUrl);
  if (township.residents.length > 0) await replica.loadSnapshot(snapshotOf(township));
  await replica.close();

  const file = (): string => currentFile(folder) ?? '';
  const start = (as: Profile = profile): TestOffice =>
    startTestOffice({ folder, system, fetch: noNetwork, profile: as });
  return {
    folder,
    file,
    slots,
    key,
    profile,
    system,
    township,
    official: clerk.id,
    identity,
    start,
    filed: async (count) => {
      const running = start();
      await running.command('signIn', { official: clerk.id, password });
      const ids: FilingId[] = [];
      for (let nth = 0; nth < count; nth += 1) {
        const filing = aFilingAt(office.id);
        const filed = await running.command('reportMoveIn', filing);
        if (!filed.ok) throw new Error(JSON.stringify(filed.error));
        ids.push(filing.id);
      }
      await running.close();
      return ids;
    },
    openReplica: opened,
    open: (path = file()) => {
      const db = new Database(path);
      db.pragma(`cipher = 'sqlcipher'`);
      db.pragma(`key = "x'${key.toString('hex')}'"`);
      return db;
    },
  };
};

/** A snapshot of the township that was checked, for loading without a network. */
export const snapshotOf = (township: Township) => {
  const [office] = township.offices;
  if (!office) throw new Error('a township has an office');
  const at = '2026-11-22T00:00:00.000Z';
  const officials = [...township.officials];
  return {
    start: { v: 1 as const, type: 'snapshot-start' as const, office, officials, position: startPosition, at },
    rows: [
      ...township.households.map((household) => ({ row: 'household', household }) as const),
      ...township.residents.map((resident) => ({ row: 'resident', resident }) as const),
    ],
  };
};

/** A filing of people who are not in this office's register. */
export const aFilingAt = (office = eungaram): CommandInput<'reportMoveIn'> => ({
  id: FilingId.parse(anId(random)),
  report: aMoveInReport({
    to: anAddress({ office, city: '새론시', township: '', road: '은가람대로', building: '45' }),
  }),
});

/** Every file with the hash of its bytes, but for the lock, SQLite's shared memory and logs without content. */
export const bytesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => !/^office\.lock|-shm$/.test(name))
      .filter((name) => !name.endsWith('-wal') || statSync(join(folder, name)).size > 0)
      .toSorted()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );
