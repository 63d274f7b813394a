import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { DeferredRenderer } from '../../src/main/certificate/deferred-renderer.ts';
import type { LedgerLines } from '../../src/main/replica/ledger-lines.ts';
import type { OfficeStep } from '../../src/main/steps.ts';
import type { System } from '../../src/main/system.ts';
import type { OpenOffice } from '../../src/main/usecases/session.ts';
import type { CommandInput, CommandName, CommandOutput } from '../../src/shared/contract/commands.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import type { Result } from '../../src/shared/contract/result.ts';
import { FilingId } from '../../src/shared/registry/ids.ts';
import type { PrinterSetup } from '../../src/shared/registry/printer.ts';
import { password } from '../builders/device-folder.ts';
import { anId, startTestOffice, type TestOffice, testSystem } from '../builders/office.ts';
import { aPaperDesk, type PaperDesk } from '../builders/paper-desk.ts';
import { createRandom, type Random } from '../builders/random.ts';
import { type IppDouble, startIppDouble } from '../doubles/ipp-printer.ts';

/** Said by an office that has died; whoever meets it must ask the next one again. */
const dead = 'the office is dead';

/** What every run starts from: made once, and copied for each. */
export interface FaultBase {
  readonly desk: PaperDesk;
  readonly serials: number;
  readonly close: () => Promise<void>;
}

export const aFaultBase = async (random: Random, renderer: DeferredRenderer, serials: number): Promise<FaultBase> => {
  const desk = await aPaperDesk({ random, renderer, printers: [], serials });
  return { desk, serials, close: desk.close };
};

/**
 * An office that can die at any step, in this process. At that moment its folder is copied, byte for byte as the files
 * are, and the next office starts on the copy: whatever the dead one still does, none of it counts. From then on it
 * gets no clock, no id and no further step, so that it asks nothing more of a printer than what was on its way.
 */
export interface FaultWorld {
  readonly random: Random;
  readonly printers: ReadonlyMap<string, IppDouble>;
  readonly setups: readonly PrinterSetup[];
  readonly folder: () => string;
  readonly open: () => OpenOffice;
  readonly ledger: () => LedgerLines;
  readonly isDead: () => boolean;
  /** At which steps it has died so far. */
  readonly diedAt: () => readonly OfficeStep[];
  /** The office dies when the step is reached for the n-th time from now. */
  readonly dieAt: (step: OfficeStep, nth: number) => void;
  /** Does something in the midst of what the office does, when the step is reached for the n-th time from now. */
  readonly meanwhileAt: (step: OfficeStep, nth: number, act: () => void) => void;
  readonly disarm: () => void;
  /** Asks once; rejects if the office dies of it. */
  readonly tell: <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ) => Promise<Result<CommandOutput<N>, AppError>>;
  /** Asks until there is an answer: as often of the next office as this one dies. */
  readonly ask: <N extends CommandName>(name: N, input: CommandInput<N>) => Promise<Result<CommandOutput<N>, AppError>>;
  /** Lets the press work. Resolves also when the office dies of it. */
  readonly settle: () => Promise<void>;
  /** After a death: the next office, on what the last one left. Otherwise the same one, closed and started. */
  readonly restart: () => Promise<void>;
  /** Looks at what the next office finds, before anybody asks it for anything. */
  readonly onRestart: (look: () => void) => void;
  readonly newId: () => FilingId;
  readonly close: () => Promise<void>;
}

export const startFaultWorld = async (
  base: FaultBase,
  options: {
    readonly seed: number;
    readonly renderer: DeferredRenderer;
    /** Printers by the id under which they are set up. */
    readonly printers: Readonly<Record<string, 'direct' | 'spooler'>>;
  },
): Promise<FaultWorld> => {
  const { seed, renderer } = options;
  // The story has its own dice: in what order the answers of two printers arrive must not change it.
  const random = createRandom(seed);
  const officeRandom = createRandom(seed + 1_000_000);
  // In memory where that can be had: a death in this process takes nothing from the disk's own memory.
  const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'rrs-faults-'));
  let generation = 0;
  const nextFolder = (from: string): string => {
    generation += 1;
    const to = join(root, String(generation));
    // SQLite makes its shared memory anew; a lock belongs to the process that took it.
    cpSync(from, to, { recursive: true, filter: (path) => !/-shm$|office\.lock/.test(basename(path)) });
    return to;
  };
  let folder = nextFolder(base.desk.device.folder);

  const printers = new Map<string, IppDouble>();
  const setups: PrinterSetup[] = [];
  for (const [id, how] of Object.entries(options.printers)) {
    const printer = await startIppDouble({ random: createRandom(seed + 2_000_000 + printers.size) });
    printers.set(id, printer);
    setups.push({
      id: id as PrinterSetup['id'],
      name: id,
      uri: printer.uri,
      roles: ['desk'],
      how,
      media: 'iso_a4_210x297mm',
      tls: { fingerprint: null },
    });
  }

  let isDead = false;
  const diedAt: OfficeStep[] = [];
  let death: { readonly step: OfficeStep; left: number } | null = null;
  let visits: { readonly step: OfficeStep; left: number; readonly act: () => void }[] = [];
  /** One life of the office: its clock, ids and steps end with it. */
  const aLife = (): System => {
    const system = testSystem(officeRandom);
    let isOver = false;
    const alive = (): void => {
      if (isOver) throw new Error(dead);
    };
    return {
      ...system,
      now: () => {
        alive();
        return system.now();
      },
      newId: () => {
        alive();
        return system.newId();
      },
      sha256: (text) => {
        alive();
        return system.sha256(text);
      },
      // Nobody waits here: the printers' time goes on with every look.
      wait: () => new Promise((resolve) => setImmediate(resolve)),
      reached: (step) => {
        alive();
        for (const visit of visits) if (visit.step === step && (visit.left -= 1) === 0) visit.act();
        if (death?.step !== step || (death.left -= 1) > 0) return;
        death = null;
        isOver = isDead = true;
        diedAt.push(step);
        folder = nextFolder(folder);
        throw new Error(dead);
      },
    };
  };

  let running: TestOffice;
  let look: () => void = () => undefined;
  const begin = async (): Promise<void> => {
    isDead = false;
    running = startTestOffice({
      folder,
      system: aLife(),
      fetch: () => Promise.reject(new TypeError('fetch failed')),
      renderer,
    });
    const signedIn = await running.command('signIn', { official: base.desk.device.official, password });
    if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.error));
  };
  await begin();

  const open = (): OpenOffice => {
    const current = running.running.current();
    if (!current) throw new Error('nobody is signed in');
    return current;
  };
  const world: FaultWorld = {
    random,
    printers,
    setups,
    folder: () => folder,
    open,
    ledger: () => running.ledger(),
    isDead: () => isDead,
    diedAt: () => diedAt,
    dieAt: (step, nth) => {
      death = { step, left: nth };
    },
    meanwhileAt: (step, nth, act) => {
      visits.push({ step, left: nth, act });
    },
    disarm: () => {
      death = null;
      visits = [];
    },
    tell: async (name, input) => {
      const reply = await running.command(name, input);
      if (isDead) throw new Error(dead);
      return reply;
    },
    ask: async (name, input) => {
      for (;;) {
        if (isDead) await world.restart();
        const answer = await world.tell(name, input).catch((error: unknown) => {
          if (!isDead) throw error;
        });
        if (answer) return answer;
      }
    },
    settle: async () => {
      await open()
        .papers.press.settle()
        .catch((error: unknown) => {
          if (!isDead) throw error;
        });
    },
    restart: async () => {
      death = null;
      visits = [];
      await running.close();
      await begin();
      look();
    },
    onRestart: (next) => {
      look = next;
    },
    newId: () => FilingId.parse(anId(random)),
    close: async () => {
      await running.close();
      for (const printer of printers.values()) await printer.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
  const set = await world.ask('setPrinters', { id: world.newId(), printers: setups });
  if (!set.ok) throw new Error(JSON.stringify(set.error));
  return world;
};
