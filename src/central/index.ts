import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { IssuingPolicy } from '../shared/registry/certificate.ts';
import { DeadlinePolicy } from '../shared/registry/deadline-policy.ts';
import { DeviceId, OfficeId } from '../shared/registry/ids.ts';
import { Profile } from '../shared/registry/profile.ts';
import { AreaChange } from '../shared/registry/register-report.ts';
import { type CentralDeps, type Log, type OpenRegister, openRegister, startCentral } from './central.ts';
import { createCrashPoint } from './crash-point.ts';
import { startDeciderThread } from './decider-thread.ts';
import {
  bundle,
  flags,
  lateList,
  noteBackup,
  orderAreaChange,
  orderDeadlines,
  orderPolicy,
  revoke,
  root,
  voidSerials,
} from './errands.ts';
import type { DatabaseAddress } from './store/database.ts';
import { readKeys, readOrMakeKeys } from './store/key-file.ts';
import { postgresAddress, startPostgres } from './store/postgres.ts';
import { makeDataFolder } from './store/postgres-folders.ts';
import { Seed } from './store/seed.ts';
import { createSystem, type System } from './system.ts';

const usage = `usage:
  serve  --data DIR --profile training|production [--port N | --socket PATH] [--seed FILE] [--issuer NAME] [--restored]
         [--with-parent]                            ends with the program that started it: when standard input ends
  code   --data DIR (--office ID | --device ID)     a one-time code for enrolling a device, or for one that was restored
  void-serials --data DIR                           serials that nobody may use since their device was restored
  late   --data DIR                                 what came from computers in whose place a restored one goes on
  revoke --data DIR --device ID                     refuses a device from now on
  policy --data DIR (--office ID | --all) --offline on|off --supervisor-after HOURS
  deadlines --data DIR (--office ID | --all) --file FILE      days and fines of move-ins, as JSON
  area-change --data DIR --file FILE                the change of areas that the file describes, as JSON
  covered --data DIR --backup-begun TIME            central was backed up at that time (ISO 8601), and the backup is whole
  bundle --data DIR [--out FILE]                    the devices' keys, signed, for verifiers
  flags  --data DIR                                 what about papers doesn't fit together, newest first
  root   --data DIR                                 central's public key, for verifiers; its fingerprint on stderr
After the database was restored from a backup, start once with --restored: then no number is given a second time.
The database is the one that DATABASE_URL names, or a PostgreSQL of central's own below DIR. All but serve work beside a
central that serves the same data.`;

/** What differs between the two worlds where nobody has said anything. In production nothing is allowed by default. */
const defaults: Readonly<Record<Profile, { readonly issuer: string | null; readonly policy: IssuingPolicy | null }>> = {
  training: { issuer: '교육용 주민등록 중앙', policy: { mayIssueOffline: true, supervisorAfterHours: 72 } },
  production: { issuer: null, policy: null },
};

const readArguments = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      profile: { type: 'string' },
      port: { type: 'string' },
      socket: { type: 'string' },
      seed: { type: 'string' },
      issuer: { type: 'string' },
      restored: { type: 'boolean' },
      'with-parent': { type: 'boolean' },
      office: { type: 'string' },
      all: { type: 'boolean' },
      device: { type: 'string' },
      offline: { type: 'string' },
      'supervisor-after': { type: 'string' },
      out: { type: 'string' },
      'backup-begun': { type: 'string' },
      file: { type: 'string' },
    },
  });
type Options = ReturnType<typeof readArguments>['values'];

const main = async (): Promise<void> => {
  const { values, positionals } = readArguments();
  const { data } = values;
  if (data === undefined) return fail(usage);
  switch (positionals[0]) {
    case 'serve': {
      const profile = Profile.safeParse(values.profile);
      return profile.success && (values.issuer ?? '').length <= 80 ? serve(data, profile.data, values) : fail(usage);
    }
    case 'code': {
      const office = OfficeId.safeParse(values.office);
      const device = DeviceId.safeParse(values.device?.toLowerCase());
      if (office.success === device.success) return fail(usage);
      return beside(data, (register) =>
        office.success ? register.issueCode(office.data) : register.issueRestoreCode(DeviceId.parse(device.data)),
      );
    }
    case 'revoke': {
      const device = DeviceId.safeParse(values.device?.toLowerCase());
      return device.success ? beside(data, (register, system) => revoke(register, system, device.data)) : fail(usage);
    }
    case 'policy': {
      const wish = readPolicy(values);
      return wish ? beside(data, (register) => orderPolicy(register, wish.office, wish.policy)) : fail(usage);
    }
    case 'deadlines': {
      const office = readOffices(values);
      if (office === null || values.file === undefined) return fail(usage);
      const deadlines = DeadlinePolicy.parse(readJson(values.file));
      return beside(data, (register) => orderDeadlines(register, office, deadlines));
    }
    case 'area-change': {
      if (values.file === undefined) return fail(usage);
      const change = AreaChange.parse(readJson(values.file));
      return beside(data, (register) => orderAreaChange(register, change));
    }
    case 'void-serials':
      return beside(data, (register) => voidSerials(register));
    case 'late':
      return beside(data, (register) => lateList(register));
    case 'covered': {
      // With its zone: a backup of an hour later than it was would let devices erase too much.
      const begun = z.iso.datetime({ offset: true }).safeParse(values['backup-begun']);
      if (!begun.success) return fail(usage);
      return beside(data, (register, system) => noteBackup(register, system, Date.parse(begun.data)));
    }
    case 'bundle':
      return beside(data, (register, system) => bundle(register, system, values.out));
    case 'flags':
      return beside(data, (register) => flags(register));
    case 'root': {
      const { key, fingerprint } = root(readKeys(keyFile(data)));
      console.log(key);
      console.error(`fingerprint ${fingerprint}`);
      return;
    }
    default:
      return fail(usage);
  }
};

const readPolicy = (values: Options): { readonly office: OfficeId | 'all'; readonly policy: IssuingPolicy } | null => {
  const office = readOffices(values);
  const mayIssueOffline = { on: true, off: false }[values.offline ?? ''];
  const hours = Number(values['supervisor-after']);
  const policy = IssuingPolicy.safeParse({ mayIssueOffline, supervisorAfterHours: hours });
  return office !== null && policy.success ? { office, policy: policy.data } : null;
};

/** One of the two ways to name offices; null for none, or both. */
const readOffices = (values: Options): OfficeId | 'all' | null => {
  if ((values.all === true) === (values.office !== undefined)) return null;
  return values.all === true ? 'all' : (OfficeId.safeParse(values.office).data ?? null);
};

const serve = async (data: string, profile: Profile, values: Options): Promise<void> => {
  const listen = values.socket === undefined ? { port: Number(values.port ?? 0) } : { path: values.socket };
  const seed = values.seed === undefined ? null : withPolicy(readSeed(values.seed), defaults[profile].policy);
  const system = createSystem();
  makeDataFolder(data);
  const keys = readOrMakeKeys(keyFile(data), system.makeKeys);
  const url = process.env['DATABASE_URL'];
  const postgres = url === undefined ? await startPostgres({ folder: data, sleep: system.sleep }) : null;
  const address: DatabaseAddress = url === undefined ? postgresAddress(data) : { url };
  const dieAt = process.env['RRS_DIE_AT'];
  const deps: CentralDeps = {
    system,
    address,
    keys,
    profile,
    seed,
    issuer: values.issuer ?? defaults[profile].issuer,
    isRestored: values.restored === true,
    listen,
    log,
    reached: createCrashPoint(dieAt),
    startDecider: ({ batchSize }) =>
      startDeciderThread({
        address,
        dataKey: keys.dataKey,
        batchSize,
        dieAt,
        log,
        onBroken: (error) => fail(String(error)),
      }),
  };
  const central = await startCentral(deps).catch(async (error: unknown) => {
    await postgres?.stop();
    throw error;
  });

  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    await central.stop();
    await postgres?.stop();
    process.exit(0);
  };
  const end = (): void => void stop().catch((error: unknown) => fail(String(error)));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
  // However whoever started it ends: its end of the line is closed then.
  if (values['with-parent'] === true) process.stdin.on('end', end).resume();
  console.log(JSON.stringify({ ready: true, url: central.url, profile }));
};

const readSeed = (file: string): Seed => Seed.parse(readJson(file));

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const withPolicy = (seed: Seed, policy: IssuingPolicy | null): Seed =>
  seed.policy || !policy ? seed : { ...seed, policy };

/** Does something beside a central that serves the same data, and prints what came of it. */
const beside = async (
  data: string,
  errand: (register: OpenRegister, system: System) => Promise<string>,
): Promise<void> => {
  const url = process.env['DATABASE_URL'];
  const address: DatabaseAddress = url === undefined ? postgresAddress(data) : { url };
  const system = createSystem();
  const register = await openRegister({ system, address, keys: readKeys(keyFile(data)), profile: null, log });
  console.log(await errand(register, system));
  await register.database.close();
};

const keyFile = (data: string): string => join(data, 'central.key');

const log: Log = (event) => console.error(JSON.stringify({ at: new Date().toISOString(), ...event }));

const fail = (message: string): never => {
  console.error(message);
  process.exit(1);
};

try {
  await main();
} catch (error) {
  fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
