import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { defaultDeadlinePolicy } from '../../src/shared/registry/deadline-policy.ts';
import { createTestClient } from '../builders/central-client.ts';
import { createTestDevice } from '../builders/central-device.ts';
import { provisionsOf } from '../builders/central-papers.ts';
import {
  copyFolder,
  makeSeededFolder,
  openRegisterOf,
  printCode,
  removeFolder,
  startCentralProcess,
} from '../builders/central-process.ts';
import { addressAt, familyAt, seedOf, untilDecided } from '../builders/central-setup.ts';
import { aMoveInReport, eungaram, solnae, yunseul } from '../builders/registry.ts';

const program = new URL('../../src/central/index.ts', import.meta.url).pathname;
let seeded: string;
beforeAll(async () => {
  seeded = await makeSeededFolder(seedOf([familyAt(eungaram, 1, 2)]));
});
afterAll(() => removeFolder(seeded));

const start = async () => {
  const folder = copyFolder(seeded);
  const central = await startCentralProcess(folder);
  onTestFinished(async () => {
    await central.stop();
    removeFolder(folder);
  });
  const register = await openRegisterOf(folder);
  onTestFinished(() => register.database.close());
  const device = createTestDevice();
  const client = createTestClient({ url: central.url, device, now: () => Date.now() });
  await client.enrol(printCode(folder, solnae));
  const options = { env: { ...process.env, DATABASE_URL: undefined }, encoding: 'utf8' } as const;
  const argumentsOf = (args: readonly string[]) => [program, args[0] ?? '', '--data', folder, ...args.slice(1)];
  return {
    client,
    device,
    register,
    decided: () => untilDecided(register.database),
    run: (...args: string[]) => execFileSync(process.execPath, argumentsOf(args), { ...options, stdio: 'pipe' }),
    fails: (...args: string[]): string => {
      const { status, stderr } = spawnSync(process.execPath, argumentsOf(args), options);
      expect(status).toBe(1);
      return stderr;
    },
    write: (name: string, content: unknown): string => {
      const file = join(folder, name);
      writeFileSync(file, JSON.stringify(content));
      return file;
    },
  };
};

test('[PO-19] deadlines reach the feed of each office concerned once, and the snapshots of those that come later', async () => {
  const { client, register, decided, run, fails, write } = await start();
  const longer = { ...defaultDeadlinePolicy, supplementExtensions: 3 };
  const file = write('deadlines.json', longer);
  expect(run('deadlines', '--office', solnae, '--file', file)).toContain('1 office');
  await decided();
  expect(await provisionsOf(client)).toMatchObject([{ blocks: [], policy: null, deadlines: longer }]);
  // Said once more it changes nothing; said to all it reaches those where it does. The other policy stays as it is.
  run('deadlines', '--office', solnae, '--file', file);
  run('policy', '--office', solnae, '--offline', 'off', '--supervisor-after', '24');
  expect(run('deadlines', '--all', '--file', file)).toContain('3 offices');
  await decided();
  const strict = { mayIssueOffline: false, supervisorAfterHours: 24 };
  expect((await provisionsOf(client)).slice(1)).toMatchObject([{ blocks: [], policy: strict }]);
  const { rows } = await client.openSnapshot((await client.snapshot()).bytes);
  expect(rows.filter(({ row }) => row === 'deadlines')).toEqual([{ row: 'deadlines', deadlines: longer }]);
  const items = await register.database.rows('select office from feed order by office, seq');
  expect(items).toEqual([eungaram, yunseul, solnae, solnae].map((office) => ({ office })));

  expect(fails('deadlines', '--office', '1111111111', '--file', file)).toContain('not on');
  expect(fails('deadlines', '--all', '--office', solnae, '--file', file)).toContain('usage');
  expect(fails('deadlines', '--all')).toContain('usage');
  expect(fails('deadlines', '--all', '--file', write('bad.json', { ...longer, fine: null }))).toContain('fine');
  const backwards = [{ from: '18:00', to: '09:00' }];
  const contradiction = write('hours.json', { ...longer, officeHours: backwards });
  expect(fails('deadlines', '--all', '--file', contradiction)).toContain('out of order');
  expect(await register.database.rows('select 1 from policy_order')).toEqual([]);
});

test('a change of areas is taken as it is written, or refused with what is wrong with it', async () => {
  const { register, decided, run, fails, write } = await start();
  const change = { on: '2026-01-01', from: eungaram, to: yunseul, roads: [], becomes: { township: '윤슬읍' } };
  expect(fails('area-change')).toContain('usage');
  expect(fails('area-change', '--file', write('day.json', { ...change, on: 'soon' }))).toContain('"on"');
  expect(fails('area-change', '--file', write('office.json', { ...change, to: '1111111111' }))).toContain('not on');
  expect(await register.database.rows('select 1 from area_change')).toEqual([]);
  expect(run('area-change', '--file', write('change.json', change))).toContain('from 2026-01-01 on');
  expect(run('area-change', '--file', write('change.json', change))).toContain('already');
  await decided();
  expect(await register.database.rows('select is_swept from area_change')).toEqual([{ is_swept: true }]);
  expect(await register.database.rows('select office from household')).toEqual([{ office: yunseul }]);
});

test('[RT-4] central tells each device up to where a backup has its journal, and never of what came during the backup', async () => {
  const { client, device, register, run, fails } = await start();
  const filed = () => device.file(aMoveInReport({ to: addressAt(solnae) }));
  filed();
  expect(await client.push(0)).toMatchObject({ head: { seq: 1 }, covered: 0 });
  const inAWhile = new Date(Date.now() + 60_000).toISOString();
  expect(fails('covered')).toContain('usage');
  expect(fails('covered', '--backup-begun', '2026-11-22')).toContain('usage');
  expect(fails('covered', '--backup-begun', '2026-11-22T10:00:00')).toContain('usage');
  expect(fails('covered', '--backup-begun', inAWhile)).toContain('future');
  // A push may take as long as that, so one that has just come in is not counted.
  expect(run('covered', '--backup-begun', new Date().toISOString())).toContain('0 journals');
  expect(await client.push(1)).toMatchObject({ covered: 0 });
  filed();
  await client.push(1);
  await register.database.run(`update inbox set arrived_at = arrived_at - interval '1 hour' where seq = 1`);
  expect(run('covered', '--backup-begun', new Date().toISOString())).toContain('1 journal');
  filed();
  expect(await client.push(2)).toMatchObject({ head: { seq: 3 }, covered: 1 });
  // Said again, of an earlier backup or of the same, nothing goes back.
  expect(run('covered', '--backup-begun', '2026-01-01T00:00:00+09:00')).toContain('0 journals');
  expect(await client.push(3)).toMatchObject({ covered: 1 });
});
