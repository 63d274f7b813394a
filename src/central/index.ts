import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { OfficeId } from '../shared/registry/ids.ts';
import { Profile } from '../shared/registry/profile.ts';
import { type CentralDeps, type Log, openRegister, startCentral } from './central.ts';
import { createCrashPoint } from './crash-point.ts';
import { startDeciderThread } from './decider-thread.ts';
import type { DatabaseAddress } from './store/database.ts';
import { readKeys, readOrMakeKeys } from './store/key-file.ts';
import { postgresAddress, startPostgres } from './store/postgres.ts';
import { makeDataFolder } from './store/postgres-folders.ts';
import { Seed } from './store/seed.ts';
import { createSystem } from './system.ts';

const usage = `usage:
  serve --data DIR --profile training|production [--port N | --socket PATH] [--seed FILE]
  code  --data DIR --office ID
The database is the one that DATABASE_URL names, or a PostgreSQL of central's own below DIR.`;

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      profile: { type: 'string' },
      port: { type: 'string' },
      socket: { type: 'string' },
      seed: { type: 'string' },
      office: { type: 'string' },
    },
  });
  const profile = Profile.safeParse(values.profile);
  if (values.data === undefined) return fail(usage);
  if (positionals[0] === 'serve' && profile.success)
    return serve({
      data: values.data,
      profile: profile.data,
      listen: values.socket === undefined ? { port: Number(values.port ?? 0) } : { path: values.socket },
      seed: values.seed === undefined ? null : Seed.parse(JSON.parse(readFileSync(values.seed, 'utf8'))),
    });
  const office = OfficeId.safeParse(values.office);
  if (positionals[0] !== 'code' || !office.success) return fail(usage);
  return printCode(values.data, office.data);
};

const serve = async (options: {
  readonly data: string;
  readonly profile: Profile;
  readonly listen: { readonly port: number } | { readonly path: string };
  readonly seed: Seed | null;
}): Promise<void> => {
  const system = createSystem();
  makeDataFolder(options.data);
  const keys = readOrMakeKeys(keyFile(options.data), system.makeKeys);
  const url = process.env['DATABASE_URL'];
  const postgres = url === undefined ? await startPostgres({ folder: options.data, sleep: system.sleep }) : null;
  const address: DatabaseAddress = url === undefined ? postgresAddress(options.data) : { url };
  const { profile, listen, seed } = options;
  const dieAt = process.env['RRS_DIE_AT'];
  const deps: CentralDeps = {
    system,
    address,
    keys,
    profile,
    seed,
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
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void stop().catch((error: unknown) => fail(String(error))));
  console.log(JSON.stringify({ ready: true, url: central.url, profile }));
};

/** Works beside a central that serves the same data. */
const printCode = async (data: string, office: OfficeId): Promise<void> => {
  const url = process.env['DATABASE_URL'];
  const address: DatabaseAddress = url === undefined ? postgresAddress(data) : { url };
  const keys = readKeys(keyFile(data));
  const register = await openRegister({ system: createSystem(), address, keys, profile: null, log });
  console.log(await register.issueCode(office));
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
