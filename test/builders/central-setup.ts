import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Central, startCentral } from '../../src/central/central.ts';
import { type Decider, startDecider } from '../../src/central/decide/decider.ts';
import type { Reached } from '../../src/central/steps.ts';
import type { Database, DatabaseAddress } from '../../src/central/store/database.ts';
import type { Keys } from '../../src/central/store/key-file.ts';
import { createVault, type Vault } from '../../src/central/store/seal.ts';
import type { Seed } from '../../src/central/store/seed.ts';
import { createSystem } from '../../src/central/system.ts';
import type { Address } from '../../src/shared/registry/address.ts';
import type { IssuingPolicy } from '../../src/shared/registry/certificate.ts';
import type { OfficeId } from '../../src/shared/registry/ids.ts';
import { Office, Official } from '../../src/shared/registry/office.ts';
import { plainDateAt } from '../../src/shared/registry/plain-date.ts';
import type { Profile } from '../../src/shared/registry/profile.ts';
import { createTestClient, type TestClient } from './central-client.ts';
import { type Cluster, openTestDatabase } from './central-database.ts';
import { createTestDevice, type TestDevice } from './central-device.ts';
import { aFamily, anAddress, eungaram, solnae, yunseul } from './registry.ts';

const offices: readonly Office[] = [
  [solnae, '솔내면', 'Solnae-myeon', 'myeon', '늘해군'],
  [eungaram, '은가람동', 'Eungaram-dong', 'dong', '새론시'],
  [yunseul, '윤슬읍', 'Yunseul-eup', 'eup', '늘해군'],
].map(([id, nameKo, nameEn, kind, city]) => Office.parse({ id, nameKo, nameEn, kind, province: '다온도', city }));

/** The one official of an office, who may do all that tests do. */
export const clerkOf = (office: OfficeId): Official =>
  Official.parse({ id: `clerk-${office}`, office, name: '시험 직원', role: 'clerk' });

/** Who may also do what a clerk may not. Central has to be told of them. */
export const supervisorOf = (office: OfficeId): Official =>
  Official.parse({ id: `supervisor-${office}`, office, name: '시험 책임자', role: 'supervisor' });

/** The `nth` address of an office. */
export const addressAt = (office: OfficeId, nth = 1): Address => {
  const township = { [solnae]: '솔내면', [yunseul]: '윤슬읍' }[office] ?? '';
  const city = office === eungaram ? '새론시' : '늘해군';
  return anAddress({ office, city, township, road: '시험로', building: String(nth) });
};

export type Family = ReturnType<typeof aFamily>;

export const familyAt = (office: OfficeId, first: number, size: number): Family =>
  aFamily({ first, size, address: addressAt(office, first) });

export const seedOf = (families: readonly Family[]): Seed => ({
  offices: [...offices],
  officials: offices.map(({ id }) => clerkOf(id)),
  households: families.map(({ household }) => household),
  residents: families.flatMap(({ residents }) => residents),
});

export interface TestClock {
  readonly now: () => number;
  /** Noon in Korea. */
  readonly setDay: (day: string) => void;
}

export const createClock = (day = '2026-08-03'): TestClock => {
  let at = Date.parse(`${day}T12:00:00+09:00`);
  return { now: () => at, setDay: (to) => void (at = Date.parse(`${to}T12:00:00+09:00`)) };
};

export interface TestCentral {
  readonly central: Central;
  readonly database: Database;
  readonly address: DatabaseAddress;
  readonly vault: Vault;
  readonly clock: TestClock;
  readonly keys: Keys;
  readonly events: readonly { readonly event: string; readonly detail?: string }[];
  /** A device of the office, enrolled. */
  readonly deviceAt: (office: OfficeId) => Promise<{ readonly device: TestDevice; readonly client: TestClient }>;
  readonly clientOf: (device: TestDevice) => TestClient;
  /** Ends when nothing waits for a decision. */
  readonly decided: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** Central on a database of its own, with a clock that stands still. */
export const setupCentral = async (
  cluster: Cluster,
  options: {
    readonly families?: readonly Family[];
    readonly address?: DatabaseAddress;
    readonly keys?: Keys;
    readonly clock?: TestClock;
    readonly reached?: Reached;
    readonly profile?: Profile;
    /** Most arrivals that are decided in one transaction. */
    readonly batchSize?: number;
    /** True to have nothing decided before `decided` is called. */
    readonly held?: boolean;
    /** False to have the offices, but nobody in them. */
    readonly seeded?: boolean;
    /** Besides the one clerk of each office. */
    readonly officials?: readonly Official[];
    /** What every office may do on its own from the start. */
    readonly policy?: IssuingPolicy;
  } = {},
): Promise<TestCentral> => {
  const clock = options.clock ?? createClock();
  const profile = options.profile ?? 'training';
  const system = { ...createSystem(), now: clock.now, sleep: (ms: number) => sleep(ms) };
  const keys = options.keys ?? system.makeKeys();
  const address = options.address ?? (await cluster.createDatabase());
  const events: { event: string; detail?: string }[] = [];
  let decider: Decider | null = null;
  let start = (): void => undefined;
  const seed = seedOf(options.seeded === false ? [] : (options.families ?? []));
  const central = await startCentral({
    system,
    address,
    keys,
    profile,
    seed: {
      ...seed,
      officials: [...seed.officials, ...(options.officials ?? [])],
      ...(options.policy ? { policy: options.policy } : {}),
    },
    issuer: '다온도',
    isRestored: false,
    listen: { port: 0 },
    startDecider: (here) => {
      const sized = { ...here, batchSize: options.batchSize ?? here.batchSize };
      if (options.held !== true) return startDecider(sized);
      start = () => void (decider ??= startDecider(sized));
      return { wake: () => decider?.wake(), stop: async () => decider?.stop() };
    },
    reached: options.reached ?? (() => undefined),
    log: (event) => events.push(event),
  });
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopping ??= central.stop());
  const database = openTestDatabase(address);
  const clientOf = (device: TestDevice): TestClient =>
    createTestClient({ url: central.url, device, now: clock.now, profile });
  return {
    central: { ...central, stop },
    database,
    address,
    vault: createVault({ dataKey: keys.dataKey, randomBytes }),
    clock,
    keys,
    events,
    clientOf,
    deviceAt: async (office) => {
      const device = createTestDevice();
      const client = clientOf(device);
      await client.enrol(await central.issueCode(office));
      return { device, client };
    },
    decided: () => {
      start();
      return untilDecided(database, clock.now);
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
      await database.close();
    },
  };
};

/** Ends when nothing waits for a decision: no arrival, no order, no change of areas that is in force. */
export const untilDecided = async (database: Database, now: () => number = Date.now): Promise<void> => {
  for (;;) {
    const waiting = await database.rows(
      `select from undecided union all select from policy_order
       union all select from area_change where not is_swept and takes_effect <= $1 limit 1`,
      [plainDateAt(now())],
    );
    if (waiting.length === 0) return;
    await sleep(10);
  }
};
