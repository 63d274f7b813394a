import type { Position } from '../../shared/contract/position.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import type { Snapshot } from './snapshot.ts';

export interface SnapshotShelf {
  /**
   * The snapshot with this tag, if it is still here: a download that broke off goes on with the bytes it began with.
   * Otherwise the one at `head` or later, made if need be.
   */
  readonly take: (office: OfficeId, head: Position, etag: string | null) => Promise<Snapshot>;
}

export interface ShelfDeps {
  readonly build: (office: OfficeId) => Promise<Snapshot>;
  /** Snapshots are kept in memory only, never on a disk in clear; the ones longest unused go first. */
  readonly maxBytes: number;
}

/** How many are made at the same time. */
const builders = 2;

export const createSnapshotShelf = ({ build, maxBytes }: ShelfDeps): SnapshotShelf => {
  /** In order of use. */
  const shelf = new Map<string, { readonly office: OfficeId; readonly snapshot: Snapshot }>();
  const underWay = new Map<string, Promise<Snapshot>>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  const use = (key: string, office: OfficeId, snapshot: Snapshot): Snapshot => {
    shelf.delete(key);
    shelf.set(key, { office, snapshot });
    let bytes = [...shelf.values()].reduce((sum, each) => sum + each.snapshot.bytes.length, 0);
    for (const [oldest, each] of shelf) {
      if (bytes <= maxBytes || oldest === key) break;
      shelf.delete(oldest);
      bytes -= each.snapshot.bytes.length;
    }
    return snapshot;
  };

  const make = async (office: OfficeId): Promise<Snapshot> => {
    if (busy === builders) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    try {
      const snapshot = await build(office);
      return use(keyOf(office, snapshot.position), office, snapshot);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };

  return {
    take: async (office, head, etag) => {
      for (const [key, each] of shelf)
        if (each.office === office && each.snapshot.etag === etag) return use(key, office, each.snapshot);
      const key = keyOf(office, head);
      const found = shelf.get(key);
      if (found) return use(key, office, found.snapshot);
      const running = underWay.get(key);
      if (running) return running;
      const made = make(office).finally(() => underWay.delete(key));
      underWay.set(key, made);
      return made;
    },
  };
};

const keyOf = (office: OfficeId, { epoch, seq }: Position): string => `${office} ${epoch} ${seq}`;
