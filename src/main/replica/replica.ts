import type { Act } from '../../shared/contract/entry.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { Position } from '../../shared/contract/position.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { PushAnswer } from '../../shared/contract/sync.ts';
import type { Topic } from '../../shared/contract/topics.ts';
import type { IssuingPolicy } from '../../shared/registry/certificate.ts';
import { type DeadlinePolicy, defaultDeadlinePolicy } from '../../shared/registry/deadline-policy.ts';
import type { CertificateId, DraftId, OfficialId } from '../../shared/registry/ids.ts';
import type { Office, Official } from '../../shared/registry/office.ts';
import type { PrinterSetup } from '../../shared/registry/printer.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { OfficeStep } from '../steps.ts';
import type { System } from '../system.ts';
import { createUpkeep, type Upkeep } from './checkpoint/upkeep.ts';
import type { FeedDocument } from './collections.ts';
import type { Connection, PageEnd } from './connection.ts';
import { createDrafts, type Draft, type Drafts } from './drafts.ts';
import { currentFile, discard, nextPart, promote, sweep } from './generations.ts';
import type { Batch, Journal, OutboxChange } from './journal.ts';
import { createJournalWitness, findLostDraft } from './journal-witness.ts';
import { type RekeyWatch, rekeyInto } from './keys/rekey.ts';
import { createLedgerReads, type LedgerReads } from './ledger.ts';
import { type MigrationWatch, unwatched } from './migrations/migrating.ts';
import { createMutex } from './mutex.ts';
import { finishPart } from './open-file.ts';
import { createOpenGeneration } from './open-generation.ts';
import { createRawFiles } from './raw-files.ts';
import { createRegisterReads, type RegisterReads } from './register-reads.ts';
import { buildEmptyFile, buildSnapshotFile, type CheckedSnapshot, copyJournal } from './snapshot-file.ts';
import type { Identity, LastBackup } from './views/meta.ts';

/** What the office's own copy of the register can do. One thread has it; others read the file beside it. */
export interface Replica {
  /** The file that holds now; a snapshot brings a new one. */
  readonly file: () => string;
  readonly identity: () => Identity;
  /** Restored from a backup, the device takes filings, but sends and issues nothing until central has said yes to it. */
  readonly awaitsAdmission: () => boolean;
  /** The medium on which the file is backed up, and how that went; nulls where it never was. */
  readonly backup: () => { readonly folder: string | null; readonly last: LastBackup | null };
  readonly noteBackup: (last: LastBackup) => Promise<void>;
  /** Null until central has said yes to this device. */
  readonly office: () => Office | null;
  readonly officials: () => readonly Official[];
  readonly position: () => Position | null;
  readonly registerAsOf: () => string | null;
  readonly reads: () => RegisterReads;
  readonly ledger: () => LedgerReads;
  /** Days and fines of move-ins, as central last said. */
  readonly deadlines: () => DeadlinePolicy;
  /** What central allows the office to issue by itself; null if nothing. */
  readonly policy: () => IssuingPolicy | null;
  readonly printers: () => readonly PrinterSetup[];
  /** Keeps a paper's bytes until its end, so that it is never drawn anew. One that has ended keeps none. */
  readonly keepPdf: (id: CertificateId, pdf: Uint8Array) => Promise<void>;
  /** Takes the paper off the list, if `isSettled` still says so with nothing else happening in between. */
  readonly markCompared: (id: CertificateId, isSettled: () => boolean) => Promise<void>;
  /** This computer's clock minus central's at the last contact, in milliseconds; 0 before any. */
  readonly clockOffsetMs: () => number;

  /**
   * The one way to write: `decide` reads and judges, and what it returns is appended as one entry, with nothing else
   * happening in between. Without an act nothing is written.
   */
  readonly act: <T>(
    decide: () => Result<{ readonly act: Act | null; readonly value: T }, AppError>,
  ) => Promise<Result<T, AppError>>;
  readonly hasEntry: (id: string) => boolean;
  readonly entryKind: (id: string) => string | null;
  readonly entryBody: (id: string) => string | null;

  readonly drafts: () => Pick<Drafts, 'list' | 'byId'>;
  /** When a draft was saved that is no longer in the file as it was then, as was found at the start; null for none. */
  readonly lostDraft: () => string | null;
  /** On disk when it resolves. */
  readonly saveDraft: (draft: Draft, most: number) => Promise<ReturnType<Drafts['save']>>;
  readonly discardDraft: (official: OfficialId, id: DraftId) => Promise<void>;

  readonly unsentCount: () => number;
  readonly nextBatch: (limit: number) => Promise<Batch>;
  /** For earlier incarnations of this device, where each journal ends here; none unless it was restored. */
  readonly earlierHeads: (...which: Parameters<Journal['earlier']>) => Promise<readonly Batch[]>;
  readonly storeReceipts: (answer: PushAnswer) => Promise<Result<OutboxChange, AppError>>;
  readonly journalHeadSeq: () => number;

  readonly lastTail: () => PageEnd['tail'] | null;
  /** Items that were checked against `position()`. */
  readonly foldItems: (items: readonly FeedDocument[], end: PageEnd) => Promise<void>;
  readonly loadSnapshot: (snapshot: CheckedSnapshot) => Promise<void>;
  readonly upkeep: Upkeep['run'];

  /** Central's yes at enrolment. */
  readonly storeEnrolment: (office: Office, officials: readonly Official[], centralUrl: string) => void;
  readonly onChanged: (listener: (topics: readonly Topic[]) => void) => void;
  /** Called after each act, when it is on disk. */
  readonly onActed: (listener: (act: Act) => void) => void;
  /** Gives the file another key while the office works. The file's key is this one from then on, and no other. */
  readonly rekey: (newKey: Buffer, watch: RekeyWatch) => Promise<Result<unknown, AppError>>;
  /**
   * Called with each new file and its key before it takes the place of the old one, and waited for: readers change over
   * first.
   */
  readonly onNewFile: (listener: (file: string, key: Buffer) => Promise<void>) => void;
  readonly close: () => Promise<void>;
}

interface Deps {
  readonly folder: string;
  readonly profile: Profile;
  readonly system: System;
  /** Told while a file of an earlier version is brought to this one. */
  readonly watch?: MigrationWatch;
}

/** Makes the file of a device that is not enrolled yet. */
export const createReplicaFile = (
  { folder, profile }: Pick<Deps, 'folder' | 'profile'>,
  key: Buffer,
  identity: Identity,
): void => {
  const part = nextPart(folder);
  buildEmptyFile(part, key, profile, identity);
  promote(folder, part);
  sweep(folder);
};

/** Opens the newest file in the folder and removes what a crash left of others. */
export const openReplica = async (deps: Deps, firstKey: Buffer): Promise<Result<Replica, AppError>> => {
  const { folder, profile, system, watch = unwatched } = deps;
  const listeners: ((topics: readonly Topic[]) => void)[] = [];
  const actListeners: ((act: Act) => void)[] = [];
  let toNewFile: (file: string, key: Buffer) => Promise<void> = async () => undefined;
  const oneAtATime = createMutex();
  /** A snapshot and a rekey both make the next generation of the file. */
  const oneFileAtATime = createMutex();
  let key = firstKey;
  const raw = createRawFiles();
  const upkeep = createUpkeep({ key: () => key, profile, system, connection: () => connection, oneAtATime });

  const announce = (topics: readonly Topic[]): void => {
    for (const listener of listeners) listener(topics);
  };

  const open = createOpenGeneration({ folder, profile, system, erasing: upkeep.erasing, watch });

  const path = currentFile(folder);
  if (path === null) return err({ type: 'NotEnrolled' });
  const opened = await open.atStart(path, key);
  if (!opened.ok) return opened;
  let { connection, journal } = opened.value;
  let reads = createRegisterReads(connection.db);
  let ledger = createLedgerReads(connection.db);
  let drafts = createDrafts(connection.db);
  listenTo(connection);
  const witness = createJournalWitness(folder, raw);
  const lostDraft = findLostDraft(connection.db, folder);
  noteHead();
  sweep(folder);

  function listenTo({ collections }: Connection): void {
    collections.journal.$.subscribe(() => announce(['outbox', 'filings', 'register', 'certificates']));
    collections.feed.$.subscribe(() => announce(['register', 'filings', 'certificates']));
  }

  /** @param going a draft that is about to be discarded */
  function noteHead(going?: DraftId): void {
    const identity = connection.meta.get('identity');
    if (!identity) return;
    const journalNow = { ...identity, ...journal.head(), draft: drafts.newest(going) };
    witness.note(connection.db.name, journalNow, going !== undefined);
  }

  /** Makes a filled part the replica. If that fails, the file from before goes on holding, now and after a restart. */
  async function takePlace(part: string, withKey: Buffer, named: OfficeStep): Promise<void> {
    const old = connection;
    try {
      const file = promote(folder, part);
      system.reached(named);
      const next = await open.at(file, withKey);
      if (!next.ok) throw new Error(`a new generation does not open: ${next.error.type}`);
      try {
        if (next.value.journal.head().hash !== journal.head().hash) throw new Error('a new generation lacks entries');
        await toNewFile(file, withKey);
      } catch (error) {
        await next.value.connection.close();
        throw error;
      }
      ({ connection, journal } = next.value);
      listenTo(connection);
    } catch (error) {
      discard(folder, part);
      throw error;
    }
    key = withKey;
    reads = createRegisterReads(connection.db);
    ledger = createLedgerReads(connection.db);
    drafts = createDrafts(connection.db);
    noteHead();
    await close(old);
  }

  async function close(old: Connection): Promise<void> {
    const file = old.db.name;
    await old.close();
    raw.close(file);
  }

  /** In the append's turn, and with nobody reading the file that goes. */
  const changingOver: typeof oneAtATime = (work) =>
    oneAtATime(async () => {
      await upkeep.pause();
      return work().finally(upkeep.resume);
    });

  const fact = <N extends Parameters<Connection['meta']['get']>[0]>(name: N) => connection.meta.get(name);

  return ok({
    file: () => connection.db.name,
    identity: () => {
      const identity = fact('identity');
      if (!identity) throw new Error('a replica has a device');
      return identity;
    },
    awaitsAdmission: () => {
      const identity = fact('identity');
      return identity?.restoredFrom !== undefined && fact('admitted') !== identity.incarnation;
    },
    backup: () => ({ folder: fact('backupFolder'), last: fact('lastBackup') }),
    noteBackup: (last) =>
      oneAtATime(async () => {
        connection.meta.set('lastBackup', last);
        announce(['backup']);
      }),
    office: () => fact('office'),
    officials: () => connection.meta.officials(),
    position: () => fact('position'),
    registerAsOf: () => fact('registerAsOf'),
    reads: () => reads,
    ledger: () => ledger,
    policy: () => fact('policy'),
    deadlines: () => fact('deadlines') ?? defaultDeadlinePolicy,
    printers: () => fact('printers') ?? [],
    keepPdf: (id, pdf) =>
      oneAtATime(async () => {
        connection.db
          .prepare(
            `INSERT OR REPLACE INTO certificate_pdf SELECT id, ? FROM certificate
             WHERE id = ? AND state NOT IN ('issued', 'void')`,
          )
          .run(pdf, id);
      }),
    markCompared: (id, isSettled) =>
      oneAtATime(async () => {
        if (isSettled()) connection.db.prepare('DELETE FROM certificate_to_compare WHERE certificate = ?').run(id);
      }),
    clockOffsetMs: () => fact('clockOffsetMs') ?? 0,

    act: (decide) =>
      oneAtATime(async () => {
        const decided = decide();
        if (!decided.ok) return decided;
        const { act, value } = decided.value;
        if (act) {
          await journal.append(act);
          noteHead();
          for (const listener of actListeners) listener(act);
        }
        return ok(value);
      }),
    hasEntry: (id) => journal.has(id),
    entryKind: (id) => journal.kindOf(id),
    entryBody: (id) => journal.bodyOf(id),

    drafts: () => drafts,
    lostDraft: () => lostDraft,
    // Not beside a snapshot that takes over: what is saved into the file from before would be gone with it.
    saveDraft: (draft, most) =>
      oneAtATime(async () => {
        const saved = drafts.save(draft, most);
        if (saved !== 'saved') return saved;
        noteHead();
        announce(['drafts']);
        return saved;
      }),
    discardDraft: (official, id) =>
      oneAtATime(async () => {
        if (!drafts.byId(official, id)) return;
        // Before it is gone: the witness is never ahead.
        noteHead(id);
        drafts.discard(official, id);
        // It named people: the log beside the file must not keep them either.
        await upkeep.emptyLog();
        announce(['drafts']);
      }),

    unsentCount: () => journal.unsentCount(),
    earlierHeads: (which) =>
      oneAtATime(async () => journal.earlier(which).map((incarnation) => journal.headOf(incarnation))),
    nextBatch: (limit) => oneAtATime(async () => journal.nextBatch(limit)),
    storeReceipts: (answer) =>
      oneAtATime(async () => {
        const stored = journal.storeReceipts(answer);
        announce(['outbox', 'filings', 'certificates']);
        return stored;
      }),
    journalHeadSeq: () => journal.head().seq,

    lastTail: () => fact('tail'),
    foldItems: (items, end) =>
      oneAtATime(async () => {
        await connection.writeItems(items, end);
        await upkeep.emptyLogIfErased();
        system.reached('pull:committed');
      }),

    loadSnapshot: (snapshot) =>
      oneFileAtATime(async () => {
        const identity = fact('identity');
        if (!identity) throw new Error('a replica has a device');
        const part = nextPart(folder);
        const db = await buildSnapshotFile(part, key, profile, identity, snapshot);
        system.reached('snapshot:loaded');
        await changingOver(async () => {
          try {
            copyJournal(db, connection.db.name, key);
            finishPart(db);
            db.close();
          } catch (error) {
            db.close();
            discard(folder, part);
            throw error;
          }
          system.reached('snapshot:copied');
          await takePlace(part, key, 'snapshot:named');
          system.reached('snapshot:opened');
        });
        announce(['register', 'filings', 'outbox', 'session', 'certificates']);
        sweep(folder);
        system.reached('snapshot:swept');
      }),

    rekey: (newKey, watch) => {
      watch.tell({ step: 'waiting', part: 0 });
      return oneFileAtATime(async () => {
        const { db } = connection;
        const rekeyed = await rekeyInto(
          { folder, system, alone: changingOver, watch },
          { db, source: raw.open(db.name), key, newKey },
          async (part) => {
            await takePlace(part, newKey, 'rekey:named');
            system.reached('rekey:opened');
          },
        );
        sweep(folder);
        system.reached('rekey:swept');
        return rekeyed;
      });
    },

    upkeep: upkeep.run,

    storeEnrolment: (office, officials, centralUrl) => {
      const { meta, db } = connection;
      db.transaction(() => {
        meta.set('office', office);
        meta.setOfficials(officials);
        const identity = meta.get('identity');
        // A central that has moved is followed; its key is the same.
        if (identity) meta.set('identity', { ...identity, centralUrl });
        if (identity?.restoredFrom) meta.set('admitted', identity.incarnation);
      })();
    },
    onChanged: (listener) => {
      listeners.push(listener);
    },
    onActed: (listener) => {
      actListeners.push(listener);
    },
    onNewFile: (listener) => {
      toNewFile = listener;
    },
    close: async () => {
      await upkeep.pause();
      await oneAtATime(() => close(connection));
      witness.close();
    },
  });
};
