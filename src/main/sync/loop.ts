import type { Act, KnownAct } from '../../shared/contract/entry.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { OfficeStatus } from '../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import { isSettled } from '../../shared/rules/ledger.ts';
import type { Replica } from '../replica/replica.ts';
import type { System } from '../system.ts';
import { backOff, pollWait } from './back-off.ts';
import { createCentralClient, type Fetch } from './central-client.ts';
import { listenForRings } from './doorbell.ts';
import { readPrivateKey, verifierOf } from './keys.ts';
import { pullFeed } from './pull.ts';
import { pushJournal } from './push.ts';
import { fetchSnapshot, type SnapshotProgress } from './take-snapshot.ts';

export interface SyncCounts {
  readonly sent: number;
  readonly received: number;
}

export interface Sync {
  readonly link: () => Omit<OfficeStatus['link'], 'practice'>;
  /** While the register is taken whole, how far that is. */
  readonly snapshot: () => SnapshotProgress | null;
  /** Goes through one cycle now; joins the one that is running. */
  readonly now: () => Promise<Result<SyncCounts, AppError>>;
  /** Keeps syncing until `stop`: at once after an act or a ring, else every minute, and with back-off when offline. */
  readonly start: () => void;
  /** Something else than an act has changed: the link, or whether central knows this device. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

/**
 * The stepwise loop over the two logs: push what has no receipt, then pull to the end of the feed. Each step leaves the
 * replica whole, so the process may die between any two of them. Why this and not RxDB's replication: docs/adr/0003.
 */
export const createSync = (deps: {
  readonly replica: Replica;
  readonly office: OfficeId;
  readonly system: System;
  readonly fetch: Fetch;
  /** The longest wait between tries while offline, in milliseconds. */
  readonly longestWait: number;
  readonly onLink: () => void;
  /** Says what an exception means to a person; what nobody expected is logged there. */
  readonly toAppError: (error: unknown) => AppError;
}): Sync => {
  const { replica, office, system, onLink } = deps;
  const identity = replica.identity();
  const verify = verifierOf(identity.centralKey);
  const signer = { device: identity.device, key: readPrivateKey(identity.deviceKey) };
  const stopping = new AbortController();
  const central = createCentralClient({
    url: () => replica.identity().centralUrl,
    verify,
    signer,
    system,
    fetch: deps.fetch,
    signal: stopping.signal,
  });

  let state: OfficeStatus['link']['state'] = 'connecting';
  let since: string | null = null;
  let error: AppError | null = null;
  let failures = 0;
  let running: Promise<Result<SyncCounts, AppError>> | null = null;
  let alarm = new AbortController();
  let loop: Promise<void> = Promise.resolve();
  let isListening = false;
  let snapshotProgress: SnapshotProgress | null = null;

  const wake = (): void => alarm.abort();
  replica.onActed((act) => {
    if (!isOnTheWay(act)) wake();
  });

  const noteOutcome = (outcome: Result<SyncCounts, AppError>): void => {
    const before = `${state} ${error?.type}`;
    error = outcome.ok ? null : outcome.error;
    if (outcome.ok) {
      state = 'online';
      since = null;
      failures = 0;
    } else {
      failures += 1;
      if (state !== 'offline') since = new Date(system.now()).toISOString();
      state = 'offline';
    }
    if (before !== `${state} ${error?.type}`) onLink();
  };

  /** Told of every row, it tells of every fiftieth part. */
  const noteSnapshot = (progress: SnapshotProgress | null): void => {
    const before = snapshotProgress;
    const isNews = before?.step !== progress?.step || (progress?.part ?? 0) - (before?.part ?? 0) >= 0.02;
    if (!isNews) return;
    snapshotProgress = progress;
    onLink();
  };

  const cycle = async (): Promise<Result<SyncCounts, AppError>> => {
    // Central knows another key of this device and would refuse; a code for it is what is needed.
    if (replica.awaitsAdmission()) return err({ type: 'RestoredNotAdmitted' });
    const pushed = await pushJournal(replica, central, system.reached);
    if (!pushed.ok) return pushed;
    let received = 0;
    // Twice at most: one snapshot brings the position to where central is.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const pulled = await pullFeed({ replica, central, verify, office, system });
      // Altered once, the page is asked for again at the next cycle; twice in a row, the register is taken whole.
      const isAlteredAgain = !pulled.ok && pulled.error.type === 'FeedAltered' && error?.type === 'FeedAltered';
      if (!pulled.ok && (!isAlteredAgain || attempt > 0)) return pulled;
      if (pulled.ok && pulled.value.type === 'up-to-date')
        return ok({ sent: pushed.value, received: received + pulled.value.items });
      const snapshot = await fetchSnapshot(central, verify, office, noteSnapshot);
      if (!snapshot.ok) return snapshot;
      system.reached('snapshot:fetched');
      await replica.loadSnapshot(snapshot.value);
      received += 1;
      // A new epoch: what central has lost of the journal is offered again before anything else.
      const again = await pushJournal(replica, central, system.reached, 'every');
      if (!again.ok) return again;
    }
    return err({ type: 'FeedAltered', fault: 'no-position', seq: 0 });
  };

  const now = (): Promise<Result<SyncCounts, AppError>> => {
    running ??= cycle()
      .catch((thrown: unknown) => err(deps.toAppError(thrown)))
      .then((outcome) => {
        noteOutcome(outcome);
        return outcome;
      })
      .finally(() => {
        noteSnapshot(null);
        running = null;
      });
    return running;
  };

  const listen = (): void => {
    if (isListening) return;
    isListening = true;
    void keepEar();
  };

  const keepEar = async (): Promise<void> => {
    await listenForRings(central, ({ epoch, seq }) => {
      const position = replica.position();
      if (position?.epoch !== epoch || position.seq !== seq) wake();
    });
    isListening = false;
    // The line is dead, so the link may be too: look soon rather than in a minute.
    await system.wait(500 + system.random() * 1_500, stopping.signal);
    wake();
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      alarm = new AbortController();
      const outcome = await now();
      if (outcome.ok) listen();
      const wait = outcome.ok ? pollWait(system.random()) : backOff(failures, system.random(), deps.longestWait);
      // Woken while offline (a filing was made, say), a short wait still keeps it from hammering a dead link.
      await system.wait(wait, AbortSignal.any([stopping.signal, ...(outcome.ok ? [alarm.signal] : [])]));
    }
  };

  return {
    link: () => ({ state, since, error, clockOffsetSeconds: central.clockOffsetSeconds() }),
    snapshot: () => snapshotProgress,
    now: async () => {
      const joined = running;
      // What was filed after that cycle had read the outbox goes with the next.
      if (joined) await joined;
      return now();
    },
    start: () => {
      loop = run();
    },
    wake,
    stop: async () => {
      stopping.abort();
      await loop;
      await running;
    },
  };
};

/** Central is told how a paper ended, or that it is in doubt, and not of each step on the way: those go along with that. */
export const isOnTheWay = (act: Act): boolean => {
  const { kind, body } = act as KnownAct;
  switch (kind) {
    // One that takes the place of another makes that one void.
    case 'certificateReserved':
      return body.replaces === null;
    case 'certificateStepped':
      return !isSettled(body.step.to);
    default:
      return false;
  }
};
