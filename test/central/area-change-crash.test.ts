import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { addDays, plainDateAt } from '../../src/shared/registry/plain-date.ts';
import { AreaChange } from '../../src/shared/registry/register-report.ts';
import { createTestClient } from '../builders/central-client.ts';
import { createTestDevice } from '../builders/central-device.ts';
import { checkOffices, type TestDesk } from '../builders/central-expected.ts';
import {
  copyFolder,
  makeSeededFolder,
  openRegisterOf,
  removeFolder,
  startCentralProcess,
} from '../builders/central-process.ts';
import { addressAt, familyAt, seedOf } from '../builders/central-setup.ts';
import { aMoveInReport, eungaram, moversOf, solnae, yunseul } from '../builders/registry.ts';

// More than two transactions of households.
const families = Array.from({ length: 230 }, (_, nth) => familyAt(eungaram, 1 + nth * 2, 1));
const elsewhere = familyAt(solnae, 601, 2);
const all = [...families, elsewhere];
let seeded: string;
beforeAll(async () => {
  seeded = await makeSeededFolder(seedOf(all));
});
afterAll(() => removeFolder(seeded));

const program = new URL('../../src/central/index.ts', import.meta.url).pathname;
const today = plainDateAt(Date.now());

/** The filing is the first batch; the change of areas goes on from there. */
describe.each(['decide:loaded:2', 'decide:written:2', 'decide:written:4', 'decide:committed:3'])(
  'killed at %s',
  (dieAt) => {
    test('in the middle of a change of areas, central goes on with it, and every household goes over once', async () => {
      const folder = copyFolder(seeded);
      let central = await startCentralProcess(folder, { dieAt });
      onTestFinished(async () => {
        await central.stop();
        removeFolder(folder);
      });
      const register = await openRegisterOf(folder);
      onTestFinished(() => register.database.close());
      const desks: TestDesk[] = [];
      for (const office of [solnae, eungaram, yunseul]) {
        const device = createTestDevice();
        const client = createTestClient({ url: central.url, device, now: Date.now });
        await client.enrol(await register.issueCode(office));
        desks.push({ office, device, client });
      }
      const [, desk] = desks;
      desk?.device.file(
        aMoveInReport({
          reportDate: today,
          movedOn: today,
          to: addressAt(eungaram, 900),
          movers: moversOf(elsewhere.residents),
        }),
      );
      await desk?.client.push(0);
      for (
        const isThere = async () => (await register.database.rows('select 1 from filing')).length === 1;
        !(await isThere());
      )
        await sleep(10);

      const change = AreaChange.parse({
        on: addDays(today, -3),
        from: eungaram,
        to: yunseul,
        roads: [],
        becomes: { city: '늘해군', township: '윤슬읍' },
      });
      writeFileSync(join(folder, 'change.json'), JSON.stringify(change));
      const printed = execFileSync(
        process.execPath,
        [program, 'area-change', '--data', folder, '--file', join(folder, 'change.json')],
        { env: { ...process.env, DATABASE_URL: undefined }, encoding: 'utf8' },
      );
      expect(printed).toContain('ordered from');
      expect(await central.ended).toBe('SIGKILL');

      central = await startCentralProcess(folder);
      const after = await openRegisterOf(folder);
      onTestFinished(() => after.database.close());
      for (
        const isOpen = async () =>
          (await after.database.rows('select 1 from area_change where not is_swept')).length > 0;
        await isOpen();
      )
        await sleep(10);
      const again = desks.map(({ office, device }) => ({
        office,
        device,
        client: createTestClient({ url: central.url, device, now: Date.now }),
      }));
      const states = await checkOffices(after, all, again, [change]);
      expect(Object.keys(states.get(yunseul) ?? {}).filter((key) => key.startsWith('resident'))).toHaveLength(232);
      // No item tells a second time what another has told.
      const told = (await again[2]?.client.wholeFeed())?.flatMap(({ content }) =>
        content.kind === 'decision' ? content.body.residents.map(({ id }) => id) : [],
      );
      expect(told).toHaveLength(232);
    });
  },
);
