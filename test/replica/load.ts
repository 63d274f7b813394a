import type { Replica } from '../../src/main/replica/replica.ts';
import type { System } from '../../src/main/system.ts';
import type { Act } from '../../src/shared/contract/entry.ts';
import { type DecisionBody, writeFeedItem } from '../../src/shared/contract/feed-item.ts';
import { JournalHead } from '../../src/shared/contract/sync.ts';
import { DraftId, FilingId, type OfficeId, type OfficialId } from '../../src/shared/registry/ids.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import type { Household } from '../../src/shared/registry/resident.ts';
import { snapshotOf } from '../builders/device-folder.ts';
import { anId } from '../builders/office.ts';
import type { Random } from '../builders/random.ts';
import { aMoveInReport, anAddress } from '../builders/registry.ts';
import type { Township } from '../builders/township.ts';

/** Something that the replica is asked to do, and that it holds for good once it has said that it is done. */
export type Deed =
  | { readonly type: 'entry'; readonly id: string }
  | { readonly type: 'item'; readonly seq: number }
  /** Central has all entries up to this one. */
  | { readonly type: 'receipts'; readonly through: number }
  /** Null: it was thrown away. */
  | { readonly type: 'draft'; readonly id: string; readonly content: string | null };

export interface Said {
  readonly said: 'trying' | 'done';
  readonly deed: Deed;
}

/**
 * Everything that an office writes, mixed by seed, without a network: entries, receipts for them, drafts, feed items of
 * people who come, change and go, snapshots that bring a new file, and the upkeep of checkpoints.
 */
export interface Load {
  /** What the counter does: entries, receipts and drafts. One after the other. */
  readonly atTheCounter: () => Promise<void>;
  /** What comes from central. One after the other, beside the counter. */
  readonly fromCentral: () => Promise<void>;
}

const choices = (...weights: readonly (readonly [number, () => Promise<void>])[]) =>
  weights.map(([weight, act]) => ({ weight, act }));

export const createLoad = (deps: {
  readonly replica: Replica;
  readonly township: Township;
  readonly official: OfficialId;
  readonly system: System;
  readonly random: Random;
  readonly say: (said: Said) => void;
}): Load => {
  const { replica, township, official, system, random } = deps;
  const office = township.offices[0]?.id as OfficeId;

  const doing = async (deed: Deed, work: () => Promise<unknown>): Promise<void> => {
    deps.say({ said: 'trying', deed });
    await work();
    deps.say({ said: 'done', deed });
  };

  const append = async (act: Act): Promise<void> =>
    doing({ type: 'entry', id: act.id }, async () => {
      const appended = await replica.act(() => ({ ok: true, value: { act, value: null } }));
      if (!appended.ok) throw new Error(appended.error.type);
    });
  const anActor = () => ({
    id: FilingId.parse(anId(random)),
    actor: official,
    role: 'clerk' as const,
    purpose: 'move-in',
    subject: null,
  });
  const file = (): Promise<void> => {
    const to = anAddress({ office, city: '새론시', township: '', road: '은가람대로', building: '45' });
    const body = { v: 1 as const, asOf: replica.position(), report: aMoveInReport({ to }) };
    return append({ kind: 'moveInReported', ...anActor(), body });
  };
  const view = (): Promise<void> =>
    append({
      kind: 'residentViewed',
      ...anActor(),
      body: { v: 1, resident: random.pick(township.residents).id },
    });
  const spend = (): Promise<void> =>
    append({
      kind: 'sheetsSpent',
      ...anActor(),
      body: { v: 1, on: PlainDate.parse('2026-11-22'), what: 'report', printer: 'desk', sheets: 1, note: '' },
    });
  const receive = async (): Promise<void> => {
    const batch = await replica.nextBatch(random.between(1, 5));
    if (batch.entries.length === 0) return;
    const { device, incarnation, head } = JournalHead.parse(JSON.parse(batch.head.signed));
    const receipts = batch.entries.map(({ header }, index) => ({
      id: FilingId.parse((JSON.parse(header) as { id: string }).id),
      seq: head.seq - batch.entries.length + 1 + index,
      hash: system.sha256(header),
      status: 'accepted' as const,
    }));
    const at = new Date(system.now()).toISOString();
    await doing({ type: 'receipts', through: head.seq }, async () => {
      const stored = await replica.storeReceipts({
        type: 'receipts',
        device,
        incarnation,
        epoch: 1,
        head,
        receipts,
        mismatch: false,
        at,
      });
      if (!stored.ok) throw new Error(stored.error.type);
    });
  };

  const drafts: DraftId[] = [];
  const save = async (): Promise<void> => {
    const isNew = drafts.length < 5;
    const id = isNew ? DraftId.parse(anId(random)) : random.pick(drafts);
    if (isNew) drafts.push(id);
    const content = JSON.stringify({ typed: 'ㄱ'.repeat(random.between(1, 2_000)) });
    const savedAt = new Date(system.now()).toISOString();
    await doing({ type: 'draft', id, content }, async () => {
      const saved = await replica.saveDraft({ id, official, task: 'move-in', title: '', content, savedAt }, 100_000);
      if (saved !== 'saved') throw new Error(saved);
    });
  };
  const discard = async (): Promise<void> => {
    const id = drafts.pop();
    if (id) await doing({ type: 'draft', id, content: null }, () => replica.discardDraft(official, id));
  };

  const decide = (body: Partial<DecisionBody>): Promise<void> => {
    const position = replica.position();
    if (!position) throw new Error('a device with a snapshot has a position');
    const at = new Date(system.now()).toISOString();
    const whole = { ...nothing, ...body };
    const cause = FilingId.parse(anId(random));
    const item = writeFeedItem({ kind: 'decision', body: whole }, { office, position, at, cause }, system.sha256);
    const { header, body: text } = item;
    const id = `${String(position.epoch)}-${String(position.seq + 1)}`;
    return doing({ type: 'item', seq: position.seq + 1 }, () =>
      replica.foldItems([{ id, header, body: text }], { tail: { signed: '{}', signature: '' }, upToDateAt: at }),
    );
  };
  const peopleOf = ({ members }: Household) => township.residents.filter(({ id }) => members.includes(id));
  const comeOrChange = (): Promise<void> => {
    const household = random.pick(township.households);
    const suffix = random.pick(['', '하늘', '바다', '구름']);
    const residents = peopleOf(household).map((resident) => ({ ...resident, name: `${resident.name}${suffix}` }));
    return decide({ households: [household], residents });
  };
  const go = (): Promise<void> => {
    const household = random.pick(township.households);
    return decide({ gone: { households: [household.id], residents: [...household.members] } });
  };
  const snapshot = async (): Promise<void> => {
    const position = replica.position();
    if (!position) throw new Error('a device with a snapshot has a position');
    const { start, rows } = snapshotOf(township);
    await doing({ type: 'item', seq: position.seq }, () =>
      replica.loadSnapshot({ start: { ...start, position }, rows }),
    );
  };

  // Whatever erases somebody ends a checkpoint too, so in half of the loads nothing does.
  const erasing = random.chance(0.5) ? 1 : 0;
  const counter = choices([6, file], [2, view], [1, spend], [3, receive], [4, save], [erasing, discard]);
  const central = choices([8, comeOrChange], [4 * erasing, go], [0.5 * erasing, snapshot], [1, replica.upkeep]);
  return {
    atTheCounter: () => random.pickWeighted(counter).act(),
    fromCentral: () => random.pickWeighted(central).act(),
  };
};

const nothing: DecisionBody = {
  filings: [],
  answers: [],
  residents: [],
  households: [],
  gone: { residents: [], households: [] },
  departures: [],
};
