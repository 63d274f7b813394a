import { createHash } from 'node:crypto';
import type { CertificateId } from '../../shared/registry/ids.ts';
import type { LedgerStep } from '../../shared/registry/ledger.ts';
import { type LogLine, logLine } from '../../shared/text/log-line.ts';
import type { Printer } from '../print/printer.ts';
import type { Paper, PaperInLine } from '../replica/ledger.ts';
import type { System } from '../system.ts';
import type { DeferredRenderer } from './deferred-renderer.ts';
import { driveAtPrinter, leaveWithoutPrinter, type Next, type Turn } from './drive.ts';

/** What the press needs of the ledger: each call is on disk when it returns. */
export interface PressLedger {
  readonly underWay: () => readonly PaperInLine[];
  readonly paper: (id: CertificateId) => Paper | null;
  readonly pdf: (id: CertificateId) => Uint8Array | null;
  readonly keepPdf: (id: CertificateId, pdf: Uint8Array) => Promise<void>;
  /** Appends the step; false where the paper is in a state, by now, from which it may not be taken. */
  readonly step: (paper: Paper, step: LedgerStep) => Promise<boolean>;
}

export interface PressDeps {
  readonly ledger: PressLedger;
  readonly renderer: DeferredRenderer;
  /** Null where the printer isn't set up any more. */
  readonly printer: (id: string) => Printer | null;
  readonly system: System;
  readonly log: (line: LogLine) => void;
  /** Whether the paper is still what would be made now: on another day, or for a changed register, it is not. */
  readonly isCurrent: (paper: Paper) => boolean;
}

export interface Press {
  /** Goes on with every paper until each is settled or waits, in the background, until `stop`. */
  readonly start: () => void;
  /** There is a new paper, or a person has changed something. */
  readonly wake: () => void;
  /**
   * Goes on until nothing moves any more: each paper is settled, or waits for its printer or a person. A job that has
   * told nothing new for so many looks counts as waiting. Rejects with what a turn stumbled over.
   */
  readonly settle: () => Promise<void>;
  /** Ends when nothing is under way any more; what had begun is in the state that the ledger says. */
  readonly stop: () => Promise<void>;
}

/** How long until a printer that can't be used now is tried again, and between looks at a job, in milliseconds. */
const waitForPrinter = 3_000;
const betweenLooks = 400;
/** After so many looks without news, `settle` takes a job for one that waits: an empty tray, say. */
const looksInVain = 25;

/**
 * Takes papers from the ledger to the printer, one at a time for each printer, in the order in which they were
 * reserved; a printer that doesn't answer holds up none of the others. It keeps nothing in memory that it can't read
 * from the ledger again: started after a crash, it goes on from the state that was committed last.
 */
export const createPress = (deps: PressDeps): Press => {
  const { system } = deps;
  const stopping = new AbortController();
  let bell = new AbortController();
  let isRunning = false;
  let stepsTaken = 0;
  const lanes = new Map<string, Promise<void>>();
  /** By printer, so that two turns never take one paper, wherever a person has sent it meanwhile. */
  const inHand = new Map<string, CertificateId>();

  const ledger: PressLedger = {
    ...deps.ledger,
    step: async (paper, step) => {
      const isTaken = await deps.ledger.step(paper, step);
      if (isTaken) stepsTaken += 1;
      return isTaken;
    },
  };

  const firstAt = (printer: string): PaperInLine | null => {
    if (inHand.has(printer)) return null;
    const taken = new Set(inHand.values());
    const papers = ledger.underWay().filter((paper) => paper.printer === printer && !taken.has(paper.id));
    // A paper that is at the printer already goes before one that was reserved earlier and waits.
    return papers.find(isAtPrinter) ?? papers[0] ?? null;
  };

  /** One step of a printer's first paper; null where there is none to take. */
  const turnAt = async (printer: string): Promise<Turn | null> => {
    const first = firstAt(printer);
    const paper = first && ledger.paper(first.id);
    if (!paper) return null;
    inHand.set(printer, paper.id);
    try {
      return await advance({ ...deps, ledger }, paper);
    } finally {
      inHand.delete(printer);
      openLanes();
    }
  };

  const run = async (printer: string): Promise<void> => {
    while (!stopping.signal.aborted) {
      // Rung during the turn, it is heard after it.
      const { signal } = bell;
      const before = stepsTaken;
      const next = await turnAt(printer).catch((error: unknown): Turn => {
        deps.log(logLine(`the press stumbled: ${String(error)}`));
        return 'wait';
      });
      if (next === null) return;
      // A turn whose step wasn't taken comes again later: whatever the reason, it must not spin.
      if (next === 'again' && stepsTaken > before) continue;
      await system.wait(next === 'wait' ? waitForPrinter : betweenLooks, signal);
    }
  };

  function openLanes(): void {
    if (!isRunning || stopping.signal.aborted) return;
    for (const printer of printersOf(ledger.underWay())) {
      if (lanes.has(printer) || !firstAt(printer)) continue;
      const lane = run(printer).finally(() => {
        lanes.delete(printer);
        openLanes();
      });
      lanes.set(printer, lane);
    }
  }

  return {
    start: () => {
      isRunning = true;
      openLanes();
    },
    wake: () => {
      bell.abort();
      bell = new AbortController();
      openLanes();
    },
    settle: async () => {
      let inVain = 0;
      while (!stopping.signal.aborted && inVain < looksInVain) {
        const before = stepsTaken;
        const turns = await allEnded(printersOf(ledger.underWay()).map(turnAt));
        if (turns.every((turn) => turn === null || turn === 'wait')) return;
        inVain = stepsTaken === before ? inVain + 1 : 0;
        if (!turns.includes('again')) await system.wait(betweenLooks, stopping.signal);
      }
    },
    stop: async () => {
      stopping.abort();
      bell.abort();
      await Promise.all(lanes.values());
    },
  };
};

const printersOf = (papers: readonly PaperInLine[]): string[] => [...new Set(papers.map(({ printer }) => printer))];

/** Unlike `Promise.all`, leaves none of them running behind. */
const allEnded = async <T>(turns: readonly Promise<T>[]): Promise<T[]> => {
  const ended = await Promise.allSettled(turns);
  return ended.map((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
};

const isAtPrinter = ({ state }: PaperInLine): boolean =>
  state === 'submitting' || state === 'created' || state === 'sending' || state === 'printing' || state === 'printed';

/** The next step of one paper. */
const advance = async (deps: PressDeps, paper: Paper): Promise<Turn> => {
  switch (paper.state) {
    case 'reserved':
      return deps.isCurrent(paper) ? render(deps, paper) : outdated(deps, paper);
    case 'printed':
      // At a kiosk the citizen takes it first.
      return paper.role === 'kiosk' ? 'wait' : issue(deps, paper);
    case 'issued':
    case 'void':
    case 'suspect':
    case 'failed-clean':
      return 'wait';
    case 'sending':
    case 'printing': {
      const printer = deps.printer(paper.printer);
      if (printer === null) return leaveWithoutPrinter(deps, paper);
      return driveAtPrinter({ ...deps, printer }, paper, nextOf(deps, paper));
    }
    default: {
      // It waited for its printer: nothing was sent, and nothing of yesterday is sent today.
      if (!deps.isCurrent(paper)) return outdated(deps, paper);
      const pdf = bytesOf(deps, paper);
      // Not one byte was sent, so it may be drawn again. It is the same, unless the program was updated in between;
      // then the ledger names the new one before anything is sent.
      if (pdf === null) return render(deps, paper);
      const printer = deps.printer(paper.printer);
      return printer === null ? 'wait' : driveAtPrinter({ ...deps, printer }, paper, pdf);
    }
  }
};

/** Kept first and named second: bytes that no entry names are written over by the next try. */
const render = async ({ ledger, renderer, system }: PressDeps, paper: Paper): Promise<Turn> => {
  const rendered = await renderer.render(paper.reservation.input);
  if (!rendered.ok) {
    if (rendered.error.type === 'RendererFailed') return 'wait';
    const note = `no font has ${rendered.error.letters.join(' ')}`.slice(0, 200);
    await ledger.step(paper, { to: 'void', why: 'not-renderable', sheets: 0, note });
    return 'again';
  }
  const { pdf, sha256, pages } = rendered.value;
  if (pages !== paper.reservation.pages) {
    // Its code would say something else than the paper: another engine draws it than the one that tried it.
    const note = `${String(pages)} pages instead of ${String(paper.reservation.pages)}`;
    await ledger.step(paper, { to: 'void', why: 'not-renderable', sheets: 0, note });
    return 'again';
  }
  system.reached('paper:rendered');
  await ledger.keepPdf(paper.id, pdf);
  system.reached('paper:kept');
  const engine = renderer.engine()?.name ?? '';
  await ledger.step(paper, { to: 'rendered', sha256, pages, engine, printer: null });
  return 'again';
};

const outdated = async ({ ledger }: PressDeps, paper: Paper): Promise<Turn> => {
  await ledger.step(paper, { to: 'void', why: 'outdated', sheets: 0, note: '' });
  return 'again';
};

/** The bytes that the ledger names, or null where they aren't there (any more): others are never sent. */
const bytesOf = ({ ledger }: PressDeps, paper: Paper): Uint8Array | null => {
  const kept = ledger.pdf(paper.id);
  return kept && createHash('sha256').update(kept).digest('hex') === paper.sha256 ? kept : null;
};

/** What is sent to a printer that turns out to have got nothing of it. */
const nextOf = (deps: PressDeps, paper: Paper): Next => {
  // While the printer is at work on it, nothing else is asked.
  if (paper.state === 'printing') return { isOver: '' };
  if (!deps.isCurrent(paper)) return { isOver: 'outdated' };
  return bytesOf(deps, paper) ?? { isOver: 'the drawn paper is gone' };
};

const issue = async ({ ledger, system }: PressDeps, paper: Paper): Promise<Turn> => {
  const { fee } = paper.reservation;
  await ledger.step(paper, { to: 'issued', won: fee.won, by: 'printer' });
  system.reached('paper:issued');
  return 'again';
};
