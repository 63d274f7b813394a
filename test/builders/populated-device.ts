import { readFileSync } from 'node:fs';
import { townshipFile } from '../../scripts/demo/story.ts';
import type { FeedDocument } from '../../src/main/replica/collections.ts';
import type { Replica } from '../../src/main/replica/replica.ts';
import type { Act, EntryBody } from '../../src/shared/contract/entry.ts';
import { type FeedContent, writeFeedItem } from '../../src/shared/contract/feed-item.ts';
import { ok } from '../../src/shared/contract/result.ts';
import { FilingId } from '../../src/shared/registry/ids.ts';
import { TrainingTownship } from '../../src/shared/registry/training.ts';
import { startPosition } from './checked-snapshot.ts';
import { aDeviceFolder, type DeviceFolder } from './device-folder.ts';
import { anId } from './office.ts';
import { createRandom } from './random.ts';
import { inventedNumber } from './registry.ts';
import type { Township } from './township.ts';

const golden = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../contract/golden/${name}.json`, import.meta.url), 'utf8'));

/** The myeon of the training township, with everybody in it. */
const trainingMyeon = (): Township => {
  const township = TrainingTownship.parse(JSON.parse(readFileSync(townshipFile, 'utf8')));
  const office = township.offices.find(({ kind }) => kind === 'myeon');
  if (!office) throw new Error('the training township has a myeon');
  const households = township.households.filter((each) => each.office === office.id);
  const members = new Set(households.flatMap((each) => each.members));
  return {
    offices: [office],
    officials: township.officials.filter((each) => each.office === office.id).map(({ password: _, ...rest }) => rest),
    households,
    residents: township.residents.filter(({ id }) => members.has(id)),
  };
};

/** Every act there is an example of, in an order in which they can have happened. */
export const goldenActs = (): Act[] =>
  ['acts', 'papers-acts', 'register-acts', 'desk-acts'].flatMap((name) => golden(name) as Act[]);

/** A whole dormitory moves in: more than a page of the file holds. */
const aLongFiling = (): Act => {
  const [first] = golden('acts') as Act[];
  if (first?.kind !== 'moveInReported') throw new Error('the first example is a move-in');
  const { report, ...rest } = first.body as EntryBody<'moveInReported'>;
  const others = Array.from({ length: 29 }, (_, nth) => ({
    ...report.movers[0],
    number: inventedNumber('1984-04-17', 'M', 100 + nth),
    name: '가나다라마바사아자차'.repeat(3),
    relation: '동거인',
  }));
  const movers = [...report.movers.slice(0, 1), ...others];
  const id = FilingId.parse('01890a5d-ac96-7b2e-8d1c-0242ac12f001');
  return { ...first, id, body: { ...rest, report: { ...report, movers } } as never };
};

/** Appends acts to the journal, as use cases do. */
export const appendAll = async (replica: Replica, acts: readonly Act[]): Promise<void> => {
  for (const act of acts) await replica.act(() => ok({ act, value: null }));
};

/**
 * A device with the training township's myeon, decisions in its feed, and a journal with filings, amendments and papers of
 * every kind: the first `sent` entries have their receipts, the others none.
 */
export const aPopulatedDevice = async (options: { readonly sent?: number } = {}): Promise<DeviceFolder> => {
  const device = await aDeviceFolder({ township: trainingMyeon() });
  const replica = await device.openReplica();
  await foldGoldenFeed(device, replica);
  await appendAll(replica, [...goldenActs(), aLongFiling()]);
  await replica.saveDraft(
    {
      id: anId(createRandom(3)) as never,
      official: device.official,
      task: 'move-in',
      title: '전입신고',
      content: '{"v":1}',
      savedAt: '2026-11-22T01:00:00.000Z',
    },
    9,
  );
  await replica.close();
  const db = device.open();
  db.prepare(`UPDATE entry SET receipt = 'accepted' WHERE seq <= ?`).run(options.sent ?? 5);
  // What the story above doesn't leave behind.
  db.exec(`
    INSERT INTO serial_block VALUES ('9971031000', 1, 1, 500, 3, 17);
    INSERT INTO certificate_pdf SELECT id, zeroblob(9000) FROM certificate;
    INSERT INTO certificate_to_compare SELECT id FROM certificate;
    INSERT OR REPLACE INTO "rx-sequences" VALUES ('journal-0', 44);
  `);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return device;
};

const foldGoldenFeed = async (device: DeviceFolder, replica: Replica): Promise<void> => {
  const [office] = device.township.offices;
  if (!office) throw new Error('a township has an office');
  const contents = ['papers-feed-contents', 'feed-contents', 'register-feed-contents'].flatMap(
    (name) => golden(name) as FeedContent[],
  );
  let position = startPosition;
  const items: FeedDocument[] = contents.map((content) => {
    const cause = FilingId.parse('01890a5d-ac96-7b2e-8d1c-0242ac120011');
    const item = writeFeedItem(
      content,
      { office: office.id, position, at: '2026-11-22T01:02:03.004Z', cause },
      device.system.sha256,
    );
    position = item.position;
    return { id: `${position.epoch}-${position.seq}`, header: item.header, body: item.body };
  });
  const tail = { signed: '{"type":"feed-tail"}', signature: 'none' };
  await replica.foldItems(items, { tail, upToDateAt: '2026-11-22T01:02:03.004Z' });
};
