import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentFile } from '../../src/main/replica/generations.ts';
import { createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import { unlock } from '../../src/main/replica/open-file.ts';
import { rescueFolder } from '../../src/main/replica/salvage/rescue.ts';
import type { FilingId } from '../../src/shared/registry/ids.ts';
import { pagesIn, tearPages } from '../builders/damage.ts';
import { bytesOf } from '../builders/device-folder.ts';
import { createRandom } from '../builders/random.ts';
import {
  admit,
  file,
  inboxOf,
  settle,
  setupOffice,
  signIn,
  startWorlds,
  stopWorlds,
  who,
} from '../builders/restored-world.ts';

/** A page of the journal is torn while the office has no link. What can be read reaches central all the same, once each. */
const random = createRandom(41);

beforeAll(startWorlds);
afterAll(stopWorlds);

test('[MG-7] what a rescue brought over is registered at central: in its chain before the gap, filed again behind it', async () => {
  await using world = await setupOffice();
  const { folder, central, system, office: first, start, setLink } = world;
  const sent = [await file(first, 0), await file(first, 1)];
  await settle(central, first);
  setLink(false);
  const unsent: FilingId[] = [];
  for (let family = 2; family < 12; family += 1) unsent.push(await file(first, family));
  const before = first.running.current()?.replica.identity();
  await first.close();

  const from = join(folder, 'first');
  const opened = await createKeySlots(join(from, 'slots.json'), 'training', 1024).open(who.official, who.password);
  if (!opened.ok) throw new Error(opened.error.type);
  const path = currentFile(from) ?? '';
  const db = new Database(path);
  unlock(db, opened.value);
  db.pragma('wal_checkpoint(TRUNCATE)');
  const { leaf } = pagesIn(db, 'journal-0');
  db.close();
  tearPages(path, leaf.slice(-4, -3), random);
  const damaged = bytesOf(from);

  const to = join(folder, 'second');
  const order = { from, to, key: opened.value };
  const rescued = await rescueFolder({ profile: 'training', system }, order, [who.official]);
  if (!rescued.ok) throw new Error(JSON.stringify(rescued.error));
  expect(bytesOf(from)).toEqual(damaged);
  const [journal] = rescued.value.journals;
  const lost = new Set(
    journal?.lost.flatMap((span) => [...Array(span.to - span.from + 1).keys()].map((n) => span.from + n)),
  );
  expect(lost.size).toBeGreaterThan(0);
  expect(journal?.filedAnew.length).toBeGreaterThan(0);
  expect(journal?.unsent).toBeGreaterThan(0);

  const second = start('second');
  await signIn(second);
  // People go on before central has admitted the device.
  const later = await file(second, 12);
  setLink(true);
  await admit(central, second);
  await settle(central, second);

  const inbox = await inboxOf(central);
  const at = (isOld: boolean): string[] =>
    inbox.filter((entry) => (entry.incarnation === before?.incarnation) === isOld).map(({ id }) => id);
  // Of every entry, how it stood in the damaged file: filings alone were made there.
  const all = [...sent, ...unsent];
  const inChain = all.slice(0, journal?.taken);
  const anew = (journal?.filedAnew ?? []).map((seq) => all[seq - 1]);
  expect(at(true)).toEqual(inChain);
  expect(at(false)).toEqual([...anew, later]);
  expect(new Set(inbox.map(({ id }) => id)).size).toBe(inbox.length);
  const missing = all.filter((id) => !inbox.some((entry) => entry.id === id));
  expect(missing).toEqual([...lost].map((seq) => all[seq - 1]));

  // The register came again, with everybody whose filing reached central.
  expect(second.running.current()?.replica.unsentCount()).toBe(0);
  const answered = second.filings(null).rows.filter(({ state }) => state === 'answered');
  expect(answered.map(({ id }) => id as string).toSorted()).toEqual(inbox.map(({ id }) => id).toSorted());
  for (const line of answered) for (const mover of line.movers) expect(mover.answer?.type).toBe('registered');
  await second.close();
});
