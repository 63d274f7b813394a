import { readFileSync } from 'node:fs';
import { createRebuild } from '../../src/main/replica/checkpoint/rebuild.ts';
import { openReplica } from '../../src/main/replica/replica.ts';
import { dieAt, realSystem } from '../../src/main/system.ts';
import { type DecisionBody, writeFeedItem } from '../../src/shared/contract/feed-item.ts';
import type { HouseholdId, ResidentId } from '../../src/shared/registry/ids.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { newId } from '../builders/filing-desk.ts';
import { solnae } from '../builders/registry.ts';

/** Keeps a checkpoint, erases, lets somebody go and rebuilds, and kills itself where it is told to: a crash test's victim. */
const [folder = '', hex = '', step = ''] = process.argv.slice(2);
const story = JSON.parse(readFileSync(0, 'utf8')) as {
  readonly resident: Resident;
  readonly goer: ResidentId;
  readonly household: HouseholdId;
};
const key = Buffer.from(hex, 'hex');
const system = realSystem(dieAt(step));
const opened = await openReplica({ folder, profile: 'training', system }, key);
if (!opened.ok) throw new Error(opened.error.type);
const replica = opened.value;

const decide = async (body: Partial<DecisionBody>): Promise<void> => {
  const position = replica.position();
  if (!position) throw new Error('a device has a snapshot');
  const at = '2026-11-22T01:02:03.004Z';
  const nothing = { filings: [], answers: [], residents: [], households: [], departures: [] };
  const item = writeFeedItem(
    { kind: 'decision', body: { ...nothing, gone: { residents: [], households: [] }, ...body } },
    { office: solnae, position, at, cause: newId() },
    system.sha256,
  );
  const document = { id: `${position.epoch}-${position.seq + 1}`, header: item.header, body: item.body };
  await replica.foldItems([document], { tail: { signed: '{}', signature: '' }, upToDateAt: at });
};

await decide({ residents: [story.resident] });
await replica.upkeep();
await decide({ gone: { residents: [story.goer], households: [story.household] } });
await replica.upkeep();
await replica.close();
await createRebuild({ folder, profile: 'training', system }, key).rebuild();
