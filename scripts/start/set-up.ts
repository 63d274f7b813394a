import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { FilingId } from '../../src/shared/registry/ids.ts';
import { prepareToPrint } from '../demo/papers.ts';
import { officeOfKind, readTownship, townshipFile } from '../demo/story.ts';
import { type CentralProcess, makeEnrolmentCode, startCentralProcess } from '../run/central-process.ts';
import { startOfficeProcess } from '../run/office-process.ts';
import { type PrinterProcess, startPrinterProcess } from '../run/printer-process.ts';
import { until } from '../run/until.ts';
import { valueOf } from '../run/value-of.ts';
import { freePort, isFree } from './free-port.ts';

/** Where everything of the training desk lies. */
export interface TrainingFolders {
  readonly root: string;
  readonly central: string;
  /** The device: its encrypted file and its slots. */
  readonly desk: string;
  readonly papers: string;
  /** In place of another medium, which a desk that isn't for training has. */
  readonly backup: string;
}

export const foldersOf = (root: string): TrainingFolders => ({
  root,
  central: join(root, 'central'),
  desk: join(root, 'desk'),
  papers: join(root, 'papers'),
  backup: join(root, 'backup'),
});

/** Written last, so that a set-up that was broken off counts as none. A device keeps central's address, so ports stay. */
const SetUp = z.object({ v: z.literal(1), ports: z.object({ central: z.int(), printer: z.int() }) });
type SetUp = z.infer<typeof SetUp>;

export type Say = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/** What runs beside the window. */
export interface Surroundings {
  readonly central: CentralProcess;
  readonly printer: PrinterProcess;
  readonly stop: () => Promise<void>;
}

/** Starts central and the sample printer as they were set up, or sets all of it up first. */
export const startSurroundings = async (
  folders: TrainingFolders,
  isFresh: boolean,
  say: Say,
): Promise<Surroundings> => {
  const before = readSetUp(folders);
  // Also where it is to be set up anew: what is running must not lose its files.
  for (const [who, port] of Object.entries(before?.ports ?? {}))
    if (!(await isFree(port)))
      throw new Error(
        `port ${String(port)}, which is the ${who}'s here, is in use: is "npm start" running in another terminal? End that first.`,
      );
  const found = isFresh ? null : before;
  if (!found) rmSync(folders.root, { recursive: true, force: true });
  for (const folder of [folders.papers, folders.backup]) mkdirSync(folder, { recursive: true });
  const ports = found?.ports ?? { central: await freePort(), printer: await freePort() };

  const running: { readonly stop: () => Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const each of running.splice(0).toReversed()) await each.stop();
  };
  try {
    const seed = found ? {} : { seed: townshipFile };
    const central = await say(found ? 'central starts' : 'central starts, with the training township', () =>
      startCentralProcess({ data: folders.central, port: ports.central, ...seed }),
    );
    running.push(central);
    const printer = await say('the sample printer starts', () =>
      startPrinterProcess(folders.papers, 2, { port: ports.printer, namedBy: 'job' }),
    );
    running.push(printer);
    if (!found) {
      await enrolDesk(folders, { central, printer }, say);
      writeFileSync(setUpFile(folders), JSON.stringify({ v: 1, ports } satisfies SetUp));
    }
    return { central, printer, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const setUpFile = ({ root }: TrainingFolders): string => join(root, 'set-up.json');

export const isSetUp = (folders: TrainingFolders): boolean => readSetUp(folders) !== null;

const readSetUp = (folders: TrainingFolders): SetUp | null => {
  const file = setUpFile(folders);
  if (!existsSync(file)) return null;
  try {
    return SetUp.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
};

/** Makes the device of the myeon, with a password for each of its sample officials and the sample printer. */
const enrolDesk = async (
  folders: TrainingFolders,
  { central, printer }: Pick<Surroundings, 'central' | 'printer'>,
  say: Say,
): Promise<void> => {
  const township = readTownship();
  const office = officeOfKind(township, 'myeon');
  const people = township.officials.filter((each) => each.office === office.id);
  const first = people.find(({ role }) => role === 'supervisor');
  if (!first) throw new Error(`${office.nameEn} has no supervisor, who gives the others their passwords`);
  const newId = (): FilingId => FilingId.parse(uuidv7());

  const desk = startOfficeProcess({ data: folders.desk });
  try {
    await say(`this computer is enrolled at ${office.nameKo} (${office.nameEn})`, async () => {
      const code = await makeEnrolmentCode(folders.central, office.id);
      const { id: official, password } = first;
      valueOf(await desk.command('enrol', { centralUrl: central.url, code, official, password }));
      await until('the register is here', async () => {
        const { registerAsOf } = valueOf(await desk.query('getStatus', {}));
        return registerAsOf;
      });
    });
    await say('its sample officials get their passwords', async () => {
      for (const { id: official, password } of people)
        if (official !== first.id) valueOf(await desk.command('addPasswordSlot', { id: newId(), official, password }));
    });
    await say('its printer is set up, and central grants serials for papers', () =>
      prepareToPrint(desk, printer.uri, newId),
    );
    await say('its backup folder is set, and the first backup is made', async () => {
      valueOf(await desk.command('setBackupFolder', { id: newId(), folder: folders.backup }));
      valueOf(await desk.command('backUpNow', {}));
    });
  } finally {
    await desk.stop();
  }
};
