import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readKeys } from '../../src/central/store/key-file.ts';
import { openKeyBundle, readRootKey, rootFingerprint } from '../../src/shared/code/key-bundle.ts';
import { verifyCode } from '../../src/shared/code/verify-code.ts';
import { createNodeCrypto } from '../../src/verify/node-crypto.ts';
import { createTestClient } from '../builders/central-client.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { createTestDevice } from '../builders/central-device.ts';
import {
  aReservation,
  claimsOf,
  createVisitor,
  issue,
  overtake,
  provisionsOf,
  requestSerials,
  reserve,
  rootOf,
  serialAt,
  signedCode,
  spoil,
} from '../builders/central-papers.ts';
import {
  copyFolder,
  makeSeededFolder,
  openRegisterOf,
  printCode,
  removeFolder,
  startCentralProcess,
} from '../builders/central-process.ts';
import { familyAt, seedOf, setupCentral, untilDecided } from '../builders/central-setup.ts';
import { day, eungaram, solnae, yunseul } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const at = { office: solnae, epoch: 1 };
const crypto = createNodeCrypto();

describe('the key bundle', () => {
  test('[BK-4] keeps the key that a restored device had before, for papers up to that day and none after', async () => {
    await using central = await setupCentral(cluster);
    const visitor = createVisitor(central.central.url, central.keys);
    const { device, client } = await central.deviceAt(solnae);
    const paper = reserve(device, serialAt(at, 1));
    issue(device, paper);
    await client.push(0);
    await central.decided();
    const restored = createTestDevice({ id: device.id, incarnation: 2 });
    const from = { incarnation: 1, head: device.head(), takenAt: '2026-08-03T00:00:00.000Z' };
    const code = await central.central.issueRestoreCode(device.id);
    await central.clientOf(restored).enrol(code, { incarnation: 2, from });

    const bundle = await visitor.bundle();
    expect([...bundle.keysByKid.values()].map(({ publicKey, until }) => [publicKey, until !== null])).toEqual([
      [device.publicKey, true],
      [restored.publicKey, false],
    ]);
    const judge = async (text: string, today: string) => {
      const online = await visitor.verify({ code: text });
      return (await verifyCode(crypto, { text, bundle, today: day(today), online })).type;
    };
    expect(await visitor.verify({ code: paper.body.code ?? '' })).toMatchObject({ state: 'issued' });
    expect(await judge(paper.body.code ?? '', '2026-08-03')).toBe('genuine');
    // Whoever stole the backup goes on with the old key.
    const forged = claimsOf(aReservation(device, serialAt(at, 2), { issuedOn: day('2026-08-04') }));
    expect(await judge(signedCode(device, forged), '2026-08-04')).toBe('revoked');
  });

  test('is the same bytes until something in it changes or the day is over', async () => {
    await using central = await setupCentral(cluster);
    const visitor = createVisitor(central.central.url, central.keys);
    const read = async () => {
      const response = await visitor.bundleText();
      return { etag: response.headers.get('etag'), text: await response.text() };
    };
    const empty = await read();
    const { device, client } = await central.deviceAt(solnae);
    const first = await read();
    expect(first.etag).not.toBe(empty.etag);
    expect(await read()).toEqual(first);
    const again = await visitor.bundleText({ 'if-none-match': first.etag ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
    // Neither a filing-less push nor a paper that counts changes it.
    const paper = reserve(device, serialAt(at, 1));
    issue(device, paper);
    await client.push(0);
    await central.decided();
    expect(await read()).toEqual(first);
    spoil(device, paper, 'withdrawn');
    await client.push(2);
    await central.decided();
    const second = await read();
    expect(second.etag).not.toBe(first.etag);
    central.clock.setDay('2026-08-04');
    const nextDay = await read();
    expect(nextDay.etag).not.toBe(second.etag);
    const { at: made, validUntil, issuer, profile, revokedBySerial } = await visitor.bundle();
    expect({ made, validUntil, issuer, profile }).toEqual({
      made: '2026-08-03T15:00:00.000Z',
      validUntil: '2026-08-10T15:00:00.000Z',
      issuer: '다온도',
      profile: 'training',
    });
    expect([...revokedBySerial.keys()]).toEqual([paper.serial]);
    await central.deviceAt(yunseul);
    expect((await visitor.bundle()).at).toBe('2026-08-04T03:00:00.000Z');
  });

  test('lists each device with its key, papers that no longer count, and leaves out what has expired', async () => {
    await using central = await setupCentral(cluster);
    const { device, client } = await central.deviceAt(solnae);
    const other = await central.deviceAt(yunseul);
    requestSerials(device, 10);
    const papers = [1, 2, 3, 4].map((n) => reserve(device, serialAt(at, n)));
    const [spoiled, old, overtaken, doubled] = papers;
    if (!spoiled || !old || !overtaken || !doubled) throw new Error('four papers');
    spoil(device, spoiled);
    issue(device, overtaken);
    overtake(device, overtaken, { since: day('2026-08-01'), what: 'moved' });
    issue(device, doubled);
    reserve(device, serialAt(at, 5), {
      replaces: { certificate: old.id, serial: old.serial, why: 'misprinted', sheets: 1, note: '얼룩' },
    });
    // A second paper under a serial goes to quarantine; that it is destroyed says nothing about the first.
    const twin = reserve(device, doubled.serial);
    spoil(device, twin);
    // Of this one only the end is known here: central may have lost the rest.
    const lost = { id: createTestDevice().id as never, serial: serialAt(at, 9) };
    spoil(device, lost);
    await client.push(0);
    await central.decided();

    const visitor = createVisitor(central.central.url, central.keys);
    const bundle = await visitor.bundle();
    expect([...bundle.keysByKid.values()]).toMatchObject(
      [
        { device, office: solnae, officeName: '솔내면' },
        { device: other.device, office: yunseul, officeName: '윤슬읍' },
      ]
        .toSorted((a, b) => (a.device.id < b.device.id ? -1 : 1))
        .map(({ device: { publicKey }, ...office }) => ({
          ...office,
          publicKey,
          from: '2026-08-03T03:00:00.000Z',
          until: null,
          revokedAt: null,
        })),
    );
    expect([...bundle.revokedBySerial].map(([serial, { why }]) => [serial, why])).toEqual([
      [spoiled.serial, 'void'],
      [old.serial, 'replaced'],
      [lost.serial, 'void'],
    ]);
    expect([...bundle.overtakenBySerial.values()]).toEqual([
      { serial: overtaken.serial, since: '2026-08-01', what: 'moved' },
    ]);
    central.clock.setDay('2026-11-01');
    expect((await visitor.bundle()).revokedBySerial.size).toBe(3);
    central.clock.setDay('2026-11-02');
    const later = await visitor.bundle();
    expect([...later.revokedBySerial.keys()]).toEqual([lost.serial]);
    expect(later.overtakenBySerial.size).toBe(0);
  });

  test('comes packed to those who can unpack it', async () => {
    await using central = await setupCentral(cluster);
    await central.deviceAt(solnae);
    const visitor = createVisitor(central.central.url, central.keys);
    const packed = await visitor.bundleText({ 'accept-encoding': 'gzip' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    const plain = await visitor.bundleText({ 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await packed.text()).toBe(await plain.text());
  });
});

describe('beside a central that serves', () => {
  const program = new URL('../../src/central/index.ts', import.meta.url).pathname;
  let seeded: string;
  beforeAll(async () => {
    seeded = await makeSeededFolder(seedOf([familyAt(eungaram, 1, 2)]));
  });
  afterAll(() => removeFolder(seeded));

  const run = (folder: string, ...args: string[]): string =>
    execFileSync(process.execPath, [program, args[0] ?? '', '--data', folder, ...args.slice(1)], {
      env: { ...process.env, DATABASE_URL: undefined },
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  const fails = (folder: string, ...args: string[]): string => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [program, args[0] ?? '', '--data', folder, ...args.slice(1)],
      { env: { ...process.env, DATABASE_URL: undefined }, encoding: 'utf8' },
    );
    expect(status).toBe(1);
    return stderr;
  };
  const start = async () => {
    const folder = copyFolder(seeded);
    const central = await startCentralProcess(folder);
    onTestFinished(async () => {
      await central.stop();
      removeFolder(folder);
    });
    const device = createTestDevice();
    const client = createTestClient({ url: central.url, device, now: () => Date.now() });
    await client.enrol(printCode(folder, solnae));
    const register = await openRegisterOf(folder);
    const decided = async (): Promise<void> => {
      await untilDecided(register.database);
    };
    onTestFinished(() => register.database.close());
    return { folder, central, device, client, decided, keys: readKeys(join(folder, 'central.key')) };
  };

  test('a policy reaches the feed of each office concerned once, and the training default is there from the start', async () => {
    const { folder, device, client, decided } = await start();
    const standard = { mayIssueOffline: true, supervisorAfterHours: 72 };
    const first = await client.openSnapshot((await client.snapshot()).bytes);
    expect(first.rows.filter(({ row }) => row === 'policy')).toEqual([{ row: 'policy', policy: standard }]);

    expect(run(folder, 'policy', '--office', solnae, '--offline', 'off', '--supervisor-after', '24')).toContain(
      '1 office',
    );
    await decided();
    const strict = { mayIssueOffline: false, supervisorAfterHours: 24 };
    expect(await provisionsOf(client)).toMatchObject([{ blocks: [], policy: strict }]);
    // Said once more it changes nothing; said to all it reaches those where it does.
    run(folder, 'policy', '--office', solnae, '--offline', 'off', '--supervisor-after', '24');
    expect(run(folder, 'policy', '--all', '--offline', 'off', '--supervisor-after', '24')).toContain('3 offices');
    await decided();
    expect(await provisionsOf(client)).toHaveLength(1);
    requestSerials(device, 5);
    await client.push(0);
    await decided();
    expect((await provisionsOf(client)).at(-1)).toMatchObject({ blocks: [{ first: 1, last: 5 }], policy: strict });
    const { rows } = await client.openSnapshot((await client.snapshot()).bytes);
    expect(rows.filter(({ row }) => row === 'policy')).toEqual([{ row: 'policy', policy: strict }]);
    const register = await openRegisterOf(folder);
    const items = await register.database.rows('select office from feed order by office, seq');
    await register.database.close();
    expect(items).toEqual([eungaram, yunseul, solnae, solnae].map((office) => ({ office })));

    expect(fails(folder, 'policy', '--office', '1111111111', '--offline', 'on', '--supervisor-after', '1')).toContain(
      'not on',
    );
    for (const wrong of [
      ['--offline', 'on', '--supervisor-after', '1'],
      ['--all', '--office', solnae, '--offline', 'on', '--supervisor-after', '1'],
      ['--all', '--offline', 'maybe', '--supervisor-after', '1'],
      ['--all', '--offline', 'on', '--supervisor-after', '0'],
      ['--all', '--offline', 'on'],
    ])
      expect(fails(folder, 'policy', ...wrong)).toContain('usage');
  });

  test('a device is revoked: it is refused, it stands so in the bundle, and its papers of today do not count', async () => {
    const { folder, central, device, client, decided, keys } = await start();
    const visitor = createVisitor(central.url, keys);
    const today = day(new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10));
    const paper = reserve(device, serialAt(at, 1), { issuedOn: today });
    await client.push(0);
    await decided();
    const online = await visitor.verify({ code: paper.body.code ?? '' });
    const judge = async () =>
      (await verifyCode(crypto, { text: paper.body.code ?? '', bundle: await visitor.bundle(), today, online })).type;
    expect(await judge()).toBe('genuine');
    const before = await visitor.bundleText();
    run(folder, 'revoke', '--device', device.id);
    const after = await visitor.bundleText();
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    const [listed] = (await visitor.bundle()).keysByKid.values();
    expect(listed).toMatchObject({ publicKey: device.publicKey, revokedAt: expect.stringMatching(/Z$/) });
    expect(await judge()).toBe('revoked');
    await expect(client.push(0)).rejects.toThrow('device-unknown');
    // Once more changes nothing; a device that nobody knows is said so.
    run(folder, 'revoke', '--device', device.id.toUpperCase());
    expect([...(await visitor.bundle()).keysByKid.values()]).toEqual([listed]);
    expect(fails(folder, 'revoke', '--device', createTestDevice().id)).toContain("is not on central's list");
    expect(fails(folder, 'revoke', '--device', 'x')).toContain('usage');
  });

  test('root and bundle are what a verifier takes', async () => {
    const { folder, central, device, keys } = await start();
    const printed = spawnSync(process.execPath, [program, 'root', '--data', folder], { encoding: 'utf8' });
    const root = readRootKey(printed.stdout);
    expect(root && Buffer.from(root).equals(rootOf(keys))).toBe(true);
    expect(printed.stderr.trim()).toBe(`fingerprint ${await rootFingerprint(rootOf(keys), crypto)}`);
    const file = join(folder, 'bundle.json');
    run(folder, 'bundle', '--out', file);
    for (const text of [readFileSync(file, 'utf8'), run(folder, 'bundle')]) {
      const opened = await openKeyBundle(text, rootOf(keys), crypto);
      if (!opened.ok) throw new Error(opened.error.type);
      expect([...opened.value.keysByKid.values()].map(({ publicKey }) => publicKey)).toEqual([device.publicKey]);
      expect(opened.value.issuer).toBe('교육용 주민등록 중앙');
      // Two ways to the same bytes: none looks older than the other.
      expect(text.trim()).toBe(await (await createVisitor(central.url, keys).bundleText()).text());
    }
  });
});
