import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createOffice, type RunningOffice } from '../../../src/main/office.ts';
import { readerQueries } from '../../../src/main/reader-queries.ts';
import { openReadOnly } from '../../../src/main/replica/open-file.ts';
import { createReader, type Reader } from '../../../src/main/replica/reader.ts';
import type { Fetch } from '../../../src/main/sync/central-client.ts';
import type { System } from '../../../src/main/system.ts';
import { createDispatch } from '../../../src/main/usecases/dispatch.ts';
import type { OpenOffice } from '../../../src/main/usecases/session.ts';
import type { CommandInput, CommandName, CommandOutput } from '../../../src/shared/contract/commands.ts';
import type { AppError } from '../../../src/shared/contract/errors.ts';
import type { QueryInput, QueryName, QueryOutput } from '../../../src/shared/contract/queries.ts';
import { err, ok, type Result } from '../../../src/shared/contract/result.ts';
import type { PlayedCentral } from '../central/central.ts';
import type { StoryDesk } from '../story/story.ts';
import { officialId } from '../world/offices.ts';
import { createPlainRenderer, createStoryPrintRoom } from './printing.ts';

const profile = 'training';
const password = 'paran-haneul-1';
/** scrypt's cost: nobody tries passwords here. */
const slotCost = 1024;

/** A real office program on its own encrypted file, with a network that can be cut. */
export interface PlayedDesk {
  readonly desk: StoryDesk;
  isUp: boolean;
  readonly command: <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ) => Promise<Result<CommandOutput<N>, AppError>>;
  readonly query: <N extends QueryName>(name: N, input: QueryInput<N>) => Promise<Result<QueryOutput<N>, AppError>>;
  readonly open: () => OpenOffice;
  readonly settleAccounts: () => Promise<void>;
  /** Closed and opened again. */
  readonly restart: () => Promise<void>;
  /** Opened again from what lies on the disk at this moment. */
  readonly crash: () => Promise<void>;
  /** Incidents: what nobody expected. */
  readonly log: () => string;
  readonly close: () => Promise<void>;
}

/** Enrols a new computer of an office. */
export const createDesk = async (deps: {
  readonly desk: StoryDesk;
  readonly folder: string;
  readonly system: System;
  readonly central: PlayedCentral;
}): Promise<PlayedDesk> => {
  const { desk, system, central } = deps;
  let lives = 1;
  let folder = join(deps.folder, String(lives));
  let log = '';
  let reader: Result<Reader, AppError> = err({ type: 'NotSignedIn' });
  const official = officialId(desk.office.office.id, desk.official);
  const note = (line: string): void => {
    log += `${line}\n`;
  };

  const played = { isUp: true };
  const fetch: Fetch = (url, init) =>
    played.isUp
      ? central.fetch(url, init)
      : Promise.reject(new TypeError('fetch failed', { cause: { code: 'ENETUNREACH', name: 'Error' } }));
  const start = (): RunningOffice => {
    mkdirSync(folder, { recursive: true });
    return createOffice({
      folder,
      profile,
      system,
      fetch,
      longestWait: 1,
      slotCost,
      worksAlone: false,
      renderer: createPlainRenderer(),
      createPrintRoom: createStoryPrintRoom,
      changed: () => undefined,
      log: note,
      openForReading: async (path, key) => {
        const opened = openReadOnly(path, key, profile);
        if (!opened.ok) throw new Error(opened.error.type);
        if (reader.ok) reader.value.close();
        reader = ok(createReader(opened.value));
      },
      lockReading: async () => undefined,
      runBackup: () => Promise.reject(new Error('stories make no backups')),
      practice: null,
      samples: () => null,
    });
  };
  let running = start();
  const command = async <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandOutput<N>, AppError>> =>
    (await running.dispatch({ id: 1, type: 'command', name, input })) as never;
  const readers = readerQueries(() => reader, { system, addressBook: () => null });
  const reads = createDispatch({ commands: {}, queries: readers }, (error) => {
    throw error;
  });
  const signIn = async (): Promise<void> => {
    const signedIn = await command('signIn', { official, password });
    if (!signedIn.ok) throw new Error(`${desk.name} can’t be opened: ${JSON.stringify(signedIn.error)}`);
  };
  const close = async (): Promise<void> => {
    await running.close();
    if (reader.ok) reader.value.close();
    reader = err({ type: 'NotSignedIn' });
  };

  const code = await central.issueCode(desk.office.office.id);
  const enrolled = await command('enrol', { centralUrl: central.url, code, official, password });
  if (!enrolled.ok) throw new Error(`${desk.name} can’t be enrolled: ${JSON.stringify(enrolled.error)}`);

  return Object.assign(played, {
    desk,
    command,
    query: async (name: QueryName, input: unknown) => {
      const isOfReader = Object.hasOwn(readers, name);
      const request = { id: 1, type: 'query', name, input } as const;
      return (await (isOfReader ? reads : running.dispatch)(request)) as never;
    },
    open: () => {
      const open = running.current();
      if (!open) throw new Error(`nobody is signed in at ${desk.name}`);
      return open;
    },
    settleAccounts: () => running.settleAccounts(),
    restart: async () => {
      await close();
      running = start();
      await signIn();
    },
    crash: async () => {
      const before = folder;
      lives += 1;
      folder = join(deps.folder, String(lives));
      cpSync(before, folder, { recursive: true });
      await close();
      rmSync(before, { recursive: true, force: true });
      running = start();
      await signIn();
    },
    log: () => log,
    close,
  }) as PlayedDesk;
};
