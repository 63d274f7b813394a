import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { type Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OpenRegister, openRegister } from '../../src/central/central.ts';
import type { DatabaseAddress } from '../../src/central/store/database.ts';
import { insertDevice } from '../../src/central/store/devices.ts';
import { readOrMakeKeys } from '../../src/central/store/key-file.ts';
import { postgresAddress, startPostgres } from '../../src/central/store/postgres.ts';
import { loadSeed } from '../../src/central/store/seed.ts';
import { createSystem } from '../../src/central/system.ts';
import { paths } from '../../src/shared/contract/sync.ts';
import type { Address } from '../../src/shared/registry/address.ts';
import type { MoverAnswer } from '../../src/shared/registry/answer.ts';
import { OfficeId } from '../../src/shared/registry/ids.ts';
import { Office } from '../../src/shared/registry/office.ts';
import { type PlainDate, plainDateAt } from '../../src/shared/registry/plain-date.ts';
import { createTestDevice, type TestDevice } from '../builders/central-device.ts';
import { removeFolder } from '../builders/central-process.ts';
import { createRandom } from '../builders/random.ts';
import { aFamily, aMoveInReport, anAddress, moversOf } from '../builders/registry.ts';

export interface LoadedCentral {
  readonly url: string;
  readonly register: OpenRegister;
  readonly address: DatabaseAddress;
  readonly desks: readonly Desk[];
  readonly stop: () => Promise<void>;
}

/** One office's device with everything that it will send, signed. */
export interface Desk {
  readonly office: OfficeId;
  readonly device: TestDevice;
  readonly pushes: readonly SignedRequest[];
}

export interface SignedRequest {
  readonly body: string;
  readonly headers: Record<string, string>;
}

/**
 * Central in a process of its own, on a PostgreSQL of this process, with a register in which every filing finds its
 * family: `perOffice` families of one to three come to each office, each from another office.
 */
export const loadCentral = async (offices: number, perOffice: number): Promise<LoadedCentral> => {
  const folder = mkdtempSync(join(tmpdir(), 'rrs-bench-'));
  const system = createSystem();
  const postgres = await startPostgres({ folder, sleep: system.sleep });
  const address = postgresAddress(folder);
  const keys = readOrMakeKeys(join(folder, 'central.key'), system.makeKeys);
  const register = await openRegister({ system, address, keys, profile: 'training', log: () => undefined });
  const today = plainDateAt(Date.now());
  const places = Array.from({ length: offices }, (_, nth) => anOffice(nth));

  const families = Array.from({ length: offices * perOffice }, (_, nth) => {
    const from = places[(Math.floor(nth / perOffice) + 1 + ((nth * 7) % (offices - 1))) % offices] ?? anOffice(0);
    return aFamily({ first: 1 + nth * 3, size: 1 + (nth % 3), address: addressIn(from, nth) });
  });
  await loadSeed(
    { ...register, fits: () => true },
    {
      offices: places,
      officials: [],
      households: families.map(({ household }) => household),
      residents: families.flatMap(({ residents }) => residents),
    },
  );
  const devices = places.map(() => createTestDevice());
  await register.database.transaction(async (sql) => {
    const at = new Date().toISOString();
    for (const [nth, { id, publicKey }] of devices.entries())
      await insertDevice(sql, {
        id,
        office: places[nth]?.id ?? OfficeId.parse(''),
        publicKey: Buffer.from(publicKey, 'base64url'),
        at,
        today,
      });
  });
  await register.database.run('vacuum analyze');

  const central = await serve(folder, address);
  const desks = devices.map((device, nth): Desk => {
    const place = places[nth] ?? anOffice(0);
    for (let each = nth * perOffice; each < (nth + 1) * perOffice; each += 1)
      device.file(reportOf(families[each]?.residents ?? [], addressIn(place, each), today));
    const pushes: SignedRequest[] = [];
    for (let from = 0; from < perOffice; from += 100) {
      const body = JSON.stringify(device.pushOf(from));
      pushes.push({ body, headers: headersFor(device, 'POST', `${central.url}${paths.journal}`, body) });
    }
    return { office: place.id, device, pushes };
  });
  return {
    url: central.url,
    register,
    address,
    desks,
    stop: async () => {
      await central.stop();
      await register.database.close();
      await postgres.stop();
      removeFolder(folder);
    },
  };
};

export const headersFor = (
  device: TestDevice,
  method: 'GET' | 'POST',
  url: string,
  body = '',
): Record<string, string> => ({
  ...device.requestHeaders({ method, url, body }, Date.now()),
  ...(body === '' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
});

export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** One request; a connection that fails is status 0. */
export const ask = (
  url: string,
  method: 'GET' | 'POST',
  headers: Record<string, string>,
  body = '',
  agent?: Agent,
): Promise<HttpAnswer> =>
  new Promise((resolve) => {
    const asked = request(url, { method, headers, ...(agent ? { agent } : {}) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
      response.on('error', () => resolve({ status: 0, body: Buffer.of() }));
    });
    asked.on('error', () => resolve({ status: 0, body: Buffer.of() }));
    asked.end(body);
  });

/** Ends when nothing waits for its decision. */
export const untilAllDecided = async ({ register }: LoadedCentral, filings: number): Promise<void> => {
  for (;;) {
    const [row] = await register.database.rows<{ isDone: boolean }>(
      `select (select count(*) from undecided) = 0 and (select count(*) from filing) = $1 "isDone"`,
      [filings],
    );
    if (row?.isDone === true) return;
    await sleep(20);
  }
};

/** Throws if any filing is missing, doubled or not answered `registered`. */
export const expectAllOnce = async ({ register, desks }: LoadedCentral): Promise<void> => {
  const { database } = register;
  const sent = desks.flatMap(({ device }) => device.entries.map(({ id }) => id)).toSorted();
  for (const statement of [
    'select id from inbox',
    'select id from filing',
    'select filing id from answer where current',
  ]) {
    const stored = (await database.rows<{ id: string }>(statement)).map(({ id }) => id).toSorted();
    if (stored.length !== sent.length || stored.some((id, nth) => id !== sent[nth]))
      throw new Error(`${statement}: ${stored.length} for ${sent.length} sent`);
  }
  const answers = await database.rows<{ filing: string; revision: number; movers: Buffer }>(
    'select filing, revision, movers from answer where current',
  );
  for (const { filing, revision, movers } of answers) {
    const opened = register.vault.open('answer.movers', `${filing} ${revision}`, movers);
    const other = (JSON.parse(opened) as readonly MoverAnswer[]).find(({ answer }) => answer.type !== 'registered');
    if (other) throw new Error(`filing ${filing}: ${JSON.stringify(other.answer)}`);
  }
  const quarantined = await database.rows('select 1 from inbox where quarantined is not null limit 1');
  if (quarantined.length > 0) throw new Error('something went to quarantine');
};

const serve = async (folder: string, address: DatabaseAddress): Promise<{ url: string; stop: () => Promise<void> }> => {
  if ('url' in address) throw new Error('the database is reached by a socket');
  const profiling = process.env['RRS_BENCH_PROFILE'];
  const child = spawn(
    process.execPath,
    [
      ...(profiling === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiling}`]),
      new URL('../../src/central/index.ts', import.meta.url).pathname,
      'serve',
      '--data',
      folder,
      '--profile',
      'training',
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: `postgresql://${address.user}@localhost/${address.database}?host=${encodeURIComponent(address.host)}`,
      },
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve((JSON.parse(chunk.toString()) as { url: string }).url));
    child.once('exit', (code) => reject(new Error(`central ended with ${code ?? 'a signal'}`)));
  });
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
};

const anOffice = (nth: number): Office =>
  Office.parse({
    id: `99${String(nth).padStart(8, '0')}`,
    nameKo: `시험${nth}동`,
    nameEn: `Test ${nth}-dong`,
    kind: 'dong',
    province: '다온도',
    city: '새론시',
  });

const addressIn = ({ id, nameKo }: Office, nth: number): Address =>
  anAddress({
    office: id,
    city: '새론시',
    township: '',
    road: `${nameKo}로`,
    building: String(1 + (nth % 900)),
    unit: `${101 + (nth % 30)}동 ${nth % 1_000}호`,
    remark: `(${nameKo}, 시험아파트)`,
  });

const reportOf = (residents: Parameters<typeof moversOf>[0], to: Address, today: PlainDate) =>
  aMoveInReport({ reportDate: today, movedOn: today, to, movers: moversOf(residents) });

/** Seeded, so that two runs wait alike. */
export const random = createRandom(7);
