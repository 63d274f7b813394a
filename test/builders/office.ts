import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { RunBackup } from '../../src/main/backups.ts';
import { type DeferredRenderer, deferRenderer } from '../../src/main/certificate/deferred-renderer.ts';
import { createOffice, type RunningOffice } from '../../src/main/office.ts';
import type { PracticeLink } from '../../src/main/practice-link.ts';
import { createPrintRoom } from '../../src/main/print/print-room.ts';
import { readerQueries } from '../../src/main/reader-queries.ts';
import { takeBackup } from '../../src/main/replica/backup/take-backup.ts';
import type { FilingLines } from '../../src/main/replica/filing-lines.ts';
import { createFilingRows } from '../../src/main/replica/filing-rows.ts';
import type { LedgerLines } from '../../src/main/replica/ledger-lines.ts';
import { openReadOnly } from '../../src/main/replica/open-file.ts';
import { createReader, type Reader } from '../../src/main/replica/reader.ts';
import type { Fetch } from '../../src/main/sync/central-client.ts';
import type { System } from '../../src/main/system.ts';
import { createDispatch } from '../../src/main/usecases/dispatch.ts';
import type { AddressBook } from '../../src/main/usecases/search-addresses.ts';
import type { CommandInput, CommandName, CommandOutput } from '../../src/shared/contract/commands.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import type { QueryInput, QueryName, QueryOutput } from '../../src/shared/contract/queries.ts';
import { err, ok, type Result } from '../../src/shared/contract/result.ts';
import type { OfficialId } from '../../src/shared/registry/ids.ts';
import { currentReport } from '../../src/shared/rules/filing.ts';
import type { Random } from './random.ts';

/** A clock, ids and randomness that a test decides. */
export interface TestSystem extends System {
  /** Milliseconds since 1970-01-01 UTC; may be set to anything at any time. */
  clock: number;
}

export const testSystem = (random: Random, clock = Date.parse('2026-11-22T01:00:00Z')): TestSystem => {
  const system: TestSystem = {
    clock,
    now: () => system.clock,
    newId: () => anId(random),
    random: () => random.next(),
    wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
    sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    reached: () => undefined,
  };
  return system;
};

/** An id of the shape of a UUIDv7 that follows from the seed. */
export const anId = (random: Random): string => {
  const hex = Array.from({ length: 32 }, () => Math.floor(random.next() * 16).toString(16));
  hex[12] = '7';
  hex[16] = '8';
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** An office without threads: the same code as in the office worker, and the reads of the reader. */
export interface TestOffice {
  readonly running: RunningOffice;
  readonly command: <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ) => Promise<Result<CommandOutput<N>, AppError>>;
  /** A query of the reader's thread. */
  readonly query: <N extends QueryName>(name: N, input: QueryInput<N>) => Promise<Result<QueryOutput<N>, AppError>>;
  readonly search: Reader['search'];
  readonly filings: FilingLines['list'];
  readonly departures: Reader['departures'];
  /** Everything that the office knows of the register and of filings, in a fixed order. */
  readonly dump: () => Dump;
  readonly ledger: () => LedgerLines;
  readonly log: () => string;
  readonly close: () => Promise<void>;
}

export const startTestOffice = (options: {
  readonly folder: string;
  readonly system: System;
  readonly fetch: Fetch;
  readonly profile?: 'training' | 'production';
  readonly worksAlone?: boolean;
  readonly practice?: Pick<PracticeLink, 'isConnected' | 'setConnected'>;
  readonly samples?: readonly { readonly official: OfficialId; readonly password: string }[];
  readonly addressBook?: AddressBook;
  /** On this thread where nothing else is said. */
  readonly runBackup?: RunBackup;
  /** Where papers are made. It is closed with the office. */
  readonly renderer?: DeferredRenderer;
}): TestOffice => {
  const profile = options.profile ?? 'training';
  let reader: { readonly close: () => void; readonly reads: Reads } | null = null;
  let isLocked = false;
  let log = '';
  const running = createOffice({
    folder: options.folder,
    profile,
    system: options.system,
    fetch: options.fetch,
    longestWait: 50,
    slotCost: 1024,
    worksAlone: options.worksAlone ?? false,
    renderer: options.renderer ?? deferRenderer(() => Promise.reject(new Error('this test draws no papers'))),
    createPrintRoom: (changed) => createPrintRoom({ system: options.system, changed }),
    changed: () => undefined,
    log: (line) => {
      log += `${line}\n`;
    },
    openForReading: async (path, key) => {
      const opened = openReadOnly(path, key, profile);
      if (!opened.ok) throw new Error(opened.error.type);
      const db = opened.value;
      reader?.close();
      reader = {
        close: () => db.close(),
        reads: {
          ...createReader(db),
          dump: () => dumpOf(db),
        },
      };
    },
    lockReading: async (wanted) => {
      isLocked = wanted;
    },
    runBackup: options.runBackup ?? ((order) => takeBackup(options.system, order)),
    practice: options.practice ?? null,
    samples: () => options.samples ?? null,
  });
  let nextId = 1;
  const reads = (): Reads => {
    if (!reader) throw new Error('nobody is signed in');
    return reader.reads;
  };
  const readerDispatch = createDispatch(
    {
      commands: {},
      queries: readerQueries(
        () => {
          if (isLocked) return err({ type: 'Locked' });
          return reader ? ok(reader.reads) : err({ type: 'NotSignedIn' });
        },
        { system: options.system, addressBook: () => options.addressBook ?? null },
      ),
    },
    (error) => {
      throw error;
    },
  );
  return {
    running,
    command: async (name, input) => {
      const id = nextId;
      nextId += 1;
      return (await running.dispatch({ id, type: 'command', name, input })) as never;
    },
    search: (text, after) => reads().search(text, after),
    query: async (name, input) => {
      const id = nextId;
      nextId += 1;
      return (await readerDispatch({ id, type: 'query', name, input })) as never;
    },
    filings: (after) => reads().filings.list(after),
    departures: () => reads().departures(),
    dump: () => reads().dump(),
    ledger: () => reads().ledger,
    log: () => log,
    close: async () => {
      await running.close();
      reader?.close();
      reader = null;
    },
  };
};

interface Reads extends Reader {
  readonly dump: () => Dump;
}

/** The documents of an office by id, and what was answered to its filings. */
export interface Dump {
  readonly residents: Readonly<Record<string, unknown>>;
  readonly households: Readonly<Record<string, unknown>>;
  /** By resident; the lines in order. */
  readonly departures: Readonly<Record<string, readonly unknown[]>>;
  /** By resident; the lines in order. */
  readonly arrivals: Readonly<Record<string, readonly unknown[]>>;
  /** By filing, then by mover: the answer that holds. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** By filing: how it reads now, and what was done with it, in the order of its text. */
  readonly filings: Readonly<Record<string, { readonly report: unknown; readonly amendments: readonly string[] }>>;
}

const dumpOf = (db: Database): Dump => {
  const documents = (table: string): Record<string, unknown> =>
    Object.fromEntries(
      db
        .prepare<[], { id: string; document: string }>(`SELECT id, document FROM ${table} ORDER BY id`)
        .all()
        .map(({ id, document }) => [id, JSON.parse(document)]),
    );
  const linesOf = (table: 'departure' | 'arrival'): Record<string, unknown[]> => {
    const found: Record<string, unknown[]> = {};
    const lines = db.prepare<[], { resident: string; document: string }>(
      `SELECT resident, document FROM ${table} ORDER BY resident, registered_on, row`,
    );
    for (const { resident, document } of lines.all()) (found[resident] ??= []).push(JSON.parse(document));
    return found;
  };
  const answers: Record<string, Record<string, unknown>> = {};
  for (const id of db.prepare<[], string>('SELECT id FROM filing ORDER BY id').pluck().all()) answers[id] = {};
  const given = db.prepare<[], { filing: string; mover: string; answer: string }>(
    'SELECT filing, mover, answer FROM answer ORDER BY filing, mover, revision',
  );
  for (const { filing, mover, answer } of given.all()) (answers[filing] ??= {})[mover] = JSON.parse(answer);
  return {
    residents: documents('resident'),
    households: documents('household'),
    departures: linesOf('departure'),
    arrivals: linesOf('arrival'),
    answers,
    filings: Object.fromEntries(
      createFilingRows(db)
        .page(null, -1)
        .map((filing) => [
          filing.id,
          {
            report: currentReport(filing),
            amendments: filing.amendments.map(({ amendment }) => JSON.stringify(amendment)).toSorted(),
          },
        ]),
    ),
  };
};
