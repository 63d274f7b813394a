import { realpathSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { Observable } from 'rxjs';
import { Subject } from 'rxjs';
import type { Bulk } from './write.ts';

/** What was committed, told to whoever listens to an instance. */
export type Changes<RxDocType> = {
  readonly heard: Observable<Bulk<RxDocType>>;
  /** Tells a committed write. All have heard it when this returns, unless it was called while another is being told. */
  tell(bulk: Bulk<RxDocType>): void;
  close(): void;
};

type Listener = Subject<Bulk<unknown>>;
type Message = { readonly bulk: Bulk<unknown>; readonly from: Listener };
type Round = { readonly listeners: Set<Listener>; readonly waiting: Message[]; isTelling: boolean };

/** By file (or by connection, for what is only in memory) and table; a round is forgotten when its last member leaves. */
const sharedRounds = new Map<Database | string, Map<string, Round>>();

/**
 * Opens the stream of changes of an instance.
 *
 * Instances that share hear the writes of all others that share, and that have the same table of the same file open in
 * this process, be it on one connection or on several. Nothing leaves the process: RxDB's own channel would also write
 * the documents, unencrypted, to files in the temporary folder. Another process isn't told.
 */
export function openChanges<RxDocType>(db: Database, table: string, isShared: boolean): Changes<RxDocType> {
  const own: Listener = new Subject();
  const place = isShared ? fileOf(db) : undefined;
  const round = place === undefined ? createRound() : sharedRound(place, table);
  round.listeners.add(own);

  return {
    heard: own.asObservable() as Observable<Bulk<RxDocType>>,
    tell(bulk) {
      round.waiting.push({ bulk, from: own });
      if (!round.isTelling) tellAll(round);
    },
    close() {
      own.complete();
      round.listeners.delete(own);
      if (place !== undefined && round.listeners.size === 0) forgetRound(place, table);
    },
  };
}

function fileOf(db: Database): Database | string {
  return db.memory ? db : realpathSync(db.name);
}

function createRound(): Round {
  return { listeners: new Set(), waiting: [], isTelling: false };
}

function sharedRound(place: Database | string, table: string): Round {
  const rounds = sharedRounds.get(place) ?? new Map<string, Round>();
  const round = rounds.get(table) ?? createRound();
  sharedRounds.set(place, rounds.set(table, round));
  return round;
}

function forgetRound(place: Database | string, table: string): void {
  const rounds = sharedRounds.get(place);
  rounds?.delete(table);
  if (rounds?.size === 0) sharedRounds.delete(place);
}

/** One after the other: a listener that writes at once must not make the others hear its write before what it heard. */
function tellAll(round: Round): void {
  round.isTelling = true;
  for (let next = round.waiting.shift(); next; next = round.waiting.shift()) {
    for (const listener of round.listeners) {
      // Each database may do with its documents what it likes, so none gets another's.
      listener.next(listener === next.from ? next.bulk : structuredClone(next.bulk));
    }
  }
  round.isTelling = false;
}
