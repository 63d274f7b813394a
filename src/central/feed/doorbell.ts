import type { Position } from '../../shared/contract/position.ts';
import type { Ring } from '../../shared/contract/sync.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import { type LogLine, logLine } from '../../shared/text/log-line.ts';
import type { Database } from '../store/database.ts';
import { feedChannel, feedHeads } from '../store/feeds.ts';

export interface Doorbell {
  /** Calls `ring` with where the office's feed ends, now and whenever it moves. The function returned ends it. */
  readonly subscribe: (office: OfficeId, ring: (ring: Ring) => void) => () => void;
  readonly stop: () => Promise<void>;
}

export interface DoorbellDeps {
  readonly database: Database;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: (event: { readonly event: string; readonly detail?: LogLine }) => void;
}

/** A notification can be lost with the connection that it came on, so the heads are looked at anyway. */
const lookAnywayMs = 2_000;

interface Subscriber {
  readonly office: OfficeId;
  readonly ring: (ring: Ring) => void;
  last: Ring | null;
}

/** Rings for whatever process decided: it listens to the database. Many notifications while it looks are one. */
export const startDoorbell = (deps: DoorbellDeps): Doorbell => {
  const subscribers = new Set<Subscriber>();
  let isStopped = false;
  const isOver = (): boolean => isStopped;
  let isRung = false;
  let wakeUp: () => void = () => undefined;
  const ring = (): void => {
    isRung = true;
    wakeUp();
  };

  const look = async (): Promise<void> => {
    if (subscribers.size === 0) return;
    const heads = await feedHeads(deps.database, 'current', [...new Set([...subscribers].map(({ office }) => office))]);
    for (const subscriber of subscribers) ringIfMoved(subscriber, heads.get(subscriber.office));
  };

  const run = async (): Promise<void> => {
    let listening: { readonly close: () => Promise<void> } | null = null;
    while (!isOver()) {
      try {
        listening ??= await deps.database.listen(feedChannel, ring, () => (listening = null));
        if (!isRung) await Promise.race([deps.sleep(lookAnywayMs), new Promise<void>((resolve) => (wakeUp = resolve))]);
        isRung = false;
        await look();
      } catch (error) {
        deps.log({ event: 'doorbell-stumbled', detail: logLine(String(error)) });
        await deps.sleep(lookAnywayMs);
      }
    }
    await listening?.close();
  };
  const running = run();

  return {
    subscribe: (office, onRing) => {
      const subscriber: Subscriber = { office, ring: onRing, last: null };
      subscribers.add(subscriber);
      ring();
      return () => subscribers.delete(subscriber);
    },
    stop: async () => {
      isStopped = true;
      ring();
      await running;
    },
  };
};

const ringIfMoved = (subscriber: Subscriber, head: Position | undefined): void => {
  if (!head || (subscriber.last?.epoch === head.epoch && subscriber.last.seq === head.seq)) return;
  subscriber.last = { epoch: head.epoch, seq: head.seq };
  subscriber.ring(subscriber.last);
};
