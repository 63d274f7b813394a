import { createPrivateKey, sign as signBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeferredRenderer } from '../../src/main/certificate/deferred-renderer.ts';
import type { PracticeLink } from '../../src/main/practice-link.ts';
import { createKeySlots } from '../../src/main/replica/keys/key-slots.ts';
import { openReadOnly } from '../../src/main/replica/open-file.ts';
import type { Replica } from '../../src/main/replica/replica.ts';
import type { FilingLine, OfficeStatus } from '../../src/shared/contract/queries.ts';
import { type Signed, sign as signStatement } from '../../src/shared/contract/signed.ts';
import { FilingId, type OfficeId, type OfficialId } from '../../src/shared/registry/ids.ts';
import { type BentNetwork, createBentNetwork } from '../doubles/bent-network.ts';
import { addressAt, clerkOf, type Family, familyAt, type TestCentral } from './central-setup.ts';
import { anId, startTestOffice, type TestOffice, type TestSystem, testSystem } from './office.ts';
import type { Random } from './random.ts';
import { aMoveInReport, day, moversOf, solnae } from './registry.ts';

const password = 'paran-haneul-1';

/** Families enough for as many filings, none of which gets in another's way. */
export const manyFamilies: readonly Family[] = Array.from({ length: 220 }, (_, nth) =>
  familyAt(solnae, 10 + 3 * nth, nth % 5 === 0 ? 2 : 1),
);

/** An enrolled office in this process, on its own folder, with a network that a test bends. */
export interface Desk {
  readonly office: OfficeId;
  readonly folder: string;
  readonly system: TestSystem;
  readonly network: BentNetwork;
  readonly running: TestOffice;
  readonly replica: () => Replica;
  /** Files the move of the next family, or of this one, to a house of the office. */
  readonly file: (family?: Family) => Promise<FilingId>;
  readonly sync: () => ReturnType<TestOffice['command']>;
  readonly status: () => Promise<OfficeStatus>;
  /** The filings that the office shows, on all pages. */
  readonly filings: () => readonly FilingLine[];
  /** Every row of every table of ours, as it stands in the file. */
  readonly stored: () => Promise<Readonly<Record<string, readonly unknown[]>>>;
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface DeskOptions {
  readonly central: TestCentral;
  readonly random: Random;
  readonly office?: OfficeId;
  /** Who works at it; the office's clerk, if nobody is named. */
  readonly official?: OfficialId;
  readonly worksAlone?: boolean;
  /** Where papers are made. */
  readonly renderer?: DeferredRenderer;
  readonly clock?: number;
  /** A cable that can be pulled, in the place of the network that a test bends. */
  readonly practice?: PracticeLink;
  /** Bends the network before the first word. */
  readonly bend?: (network: BentNetwork) => void;
  /** False to leave the first snapshot to the test. */
  readonly synced?: boolean;
}

let filed = 0;

export const enrolDesk = async (options: DeskOptions): Promise<Desk> => {
  const { central, random, office = solnae, worksAlone = false } = options;
  const folder = mkdtempSync(join(tmpdir(), 'rrs-desk-'));
  const network = createBentNetwork();
  options.bend?.(network);
  const system = testSystem(random, options.clock ?? central.clock.now());
  const official: OfficialId = options.official ?? clerkOf(office).id;
  const { renderer, practice } = options;
  const start = (): TestOffice =>
    startTestOffice({
      folder,
      system,
      fetch: practice?.fetch ?? network.fetch,
      worksAlone,
      ...(renderer ? { renderer } : {}),
      ...(practice ? { practice } : {}),
    });
  let running = start();
  const code = await central.central.issueCode(office);
  const enrolled = await running.command('enrol', { centralUrl: central.central.url, code, official, password });
  if (!enrolled.ok) throw new Error(JSON.stringify(enrolled.error));
  const opened = await createKeySlots(join(folder, 'slots.json'), 'training').open(official, password);
  if (!opened.ok) throw new Error(opened.error.type);

  const replica = (): Replica => {
    const open = running.running.current();
    if (!open) throw new Error('nobody is signed in');
    return open.replica;
  };
  const desk: Desk = {
    office,
    folder,
    system,
    network,
    get running() {
      return running;
    },
    replica,
    file: async (family = manyFamilies[filed]) => {
      if (!family) throw new Error('more filings than families');
      filed += 1;
      const id = FilingId.parse(anId(random));
      const today = day(new Date(central.clock.now()).toISOString().slice(0, 10));
      const to = addressAt(office, 1_000 + filed);
      const report = aMoveInReport({ movers: moversOf(family.residents), to, reportDate: today, movedOn: today });
      const answer = await running.command('reportMoveIn', { id, report });
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      return id;
    },
    sync: () => running.command('syncNow', {}),
    status: async () => {
      const reply = await running.running.dispatch({ id: 0, type: 'query', name: 'getStatus', input: {} });
      if (!reply.ok) throw new Error(JSON.stringify(reply.error));
      return reply.value as OfficeStatus;
    },
    filings: () => {
      const lines: FilingLine[] = [];
      for (let after: FilingId | null = null; ; ) {
        const { rows, next } = running.filings(after);
        lines.push(...rows);
        if (next === null) return lines;
        after = next;
      }
    },
    stored: async () => {
      const file = openReadOnly(replica().file(), opened.value, 'training');
      if (!file.ok) throw new Error(file.error.type);
      const tables = file.value
        .prepare<[], string>(
          `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'household_address%'
             AND name NOT LIKE '%rx%' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
        )
        .pluck()
        .all();
      const rows = tables.map((name) => [name, file.value.prepare(`SELECT * FROM "${name}"`).all()] as const);
      file.value.close();
      return Object.fromEntries(rows);
    },
    restart: async () => {
      await running.close();
      running = start();
      const signedIn = await running.command('signIn', { official, password });
      if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.error));
    },
    close: async () => {
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  if (options.synced ?? !worksAlone) {
    const synced = await desk.sync();
    if (!synced.ok) throw new Error(JSON.stringify(synced.error));
  }
  return desk;
};

/** Signs as this central does, for a liar who has its key or has kept what it once said. */
export const signAs = (central: TestCentral): ((statement: { readonly type: string }) => Signed) => {
  const key = createPrivateKey({ key: central.keys.signingKey, format: 'der', type: 'pkcs8' });
  return (statement) =>
    signStatement(statement, (text) => signBytes(null, Buffer.from(text), key).toString('base64url'));
};
