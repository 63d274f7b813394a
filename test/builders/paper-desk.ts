import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type DeferredRenderer, deferRenderer } from '../../src/main/certificate/deferred-renderer.ts';
import { createRenderer } from '../../src/main/certificate/render/create-renderer.ts';
import { installedFonts } from '../../src/main/certificate/render/fonts.ts';
import type { LedgerLines } from '../../src/main/replica/ledger-lines.ts';
import type { Replica } from '../../src/main/replica/replica.ts';
import type { OpenOffice } from '../../src/main/usecases/session.ts';
import type { CertificateAsk, CommandInput, CommandName, CommandOutput } from '../../src/shared/contract/commands.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import type { CertificateLine } from '../../src/shared/contract/queries.ts';
import type { Result } from '../../src/shared/contract/result.ts';
import type { IssuingPolicy, SerialBlock } from '../../src/shared/registry/certificate.ts';
import { CertificateId, FilingId } from '../../src/shared/registry/ids.ts';
import { PrinterSetup } from '../../src/shared/registry/printer.ts';
import type { Household, Resident } from '../../src/shared/registry/resident.ts';
import { aDeviceFolder, type DeviceFolder, password, snapshotOf } from './device-folder.ts';
import { anId, startTestOffice, type TestOffice } from './office.ts';
import type { Random } from './random.ts';

/** One renderer for a whole test file: its process takes longer to start than a paper to draw. */
export const sharedRenderer = (): { readonly renderer: DeferredRenderer; readonly close: () => Promise<void> } => {
  const shared = deferRenderer(() =>
    createRenderer({
      templates: fileURLToPath(new URL('../../resources/certificates', import.meta.url)),
      fonts: installedFonts(null),
      system: { wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined) },
      log: () => undefined,
    }),
  );
  return { renderer: { ...shared, close: async () => undefined }, close: shared.close };
};

export const aPrinterSetup = (overrides: Partial<PrinterSetup> & { readonly uri: string }): PrinterSetup =>
  PrinterSetup.parse({
    id: 'desk',
    name: '민원창구 1',
    roles: ['desk'],
    how: 'direct',
    media: 'iso_a4_210x297mm',
    tls: { fingerprint: null },
    ...overrides,
  });

/** An enrolled office in this process, without a network: it may issue by central's policy, from a block of serials. */
export interface PaperDesk {
  readonly device: DeviceFolder;
  readonly office: () => OpenOffice;
  readonly replica: () => Replica;
  readonly ledger: () => LedgerLines;
  readonly household: Household;
  readonly members: readonly Resident[];
  readonly command: <N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ) => Promise<Result<CommandOutput<N>, AppError>>;
  /** An abstract of the householder, asked for by themselves. */
  readonly anAsk: (overrides?: Partial<CertificateAsk>) => CertificateAsk;
  /** Reserves one such paper, and answers its line. The press is not run. */
  readonly reserve: (ask?: CertificateAsk, printer?: string) => Promise<CertificateLine>;
  readonly newId: () => FilingId;
  /** Stopped as a crash leaves it, as far as one process can, and started again. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export const aPaperDesk = async (options: {
  readonly random: Random;
  readonly renderer: DeferredRenderer;
  readonly printers: readonly PrinterSetup[];
  /** How many serials it was granted. */
  readonly serials?: number;
  readonly policy?: IssuingPolicy | null;
  readonly residents?: number;
}): Promise<PaperDesk> => {
  const { random, renderer, printers, serials = 100, residents = 10 } = options;
  const { policy = { mayIssueOffline: true, supervisorAfterHours: 72 } } = options;
  const folder = mkdtempSync(join(tmpdir(), 'rrs-paper-'));
  const device = await aDeviceFolder({ residents, folder });
  const [office] = device.township.offices;
  if (!office) throw new Error('a township has an office');
  await provide(device, { office: office.id, serials, policy });

  const start = (): TestOffice =>
    startTestOffice({
      folder,
      system: device.system,
      fetch: () => Promise.reject(new TypeError('fetch failed')),
      renderer,
    });
  let running = start();
  const signIn = async (): Promise<void> => {
    const signedIn = await running.command('signIn', { official: device.official, password });
    if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.error));
  };
  await signIn();
  const newId = (): FilingId => FilingId.parse(anId(random));
  const desk: PaperDesk = {
    device,
    office: () => {
      const open = running.running.current();
      if (!open) throw new Error('nobody is signed in');
      return open;
    },
    replica: () => desk.office().replica,
    ledger: () => running.ledger(),
    ...aHome(device),
    command: (name, input) => running.command(name, input),
    anAsk: (overrides = {}) => {
      const [head] = desk.members;
      if (!head) throw new Error('a household has members');
      return {
        request: { kind: 'abstract', resident: head.id, options: plainAbstract },
        applicant: { name: head.name, number: head.number, identity: 'resident-card' },
        ground: { type: 'self' },
        purpose: '은행 제출',
        exemption: null,
        ...overrides,
      };
    },
    reserve: async (ask = desk.anAsk(), printer = 'desk') => {
      const issued = await running.command('issueCertificates', {
        printer: PrinterSetup.shape.id.parse(printer),
        asks: [{ id: CertificateId.parse(newId()), ask }],
      });
      if (!issued.ok) throw new Error(JSON.stringify(issued.error));
      const [line] = issued.value.certificates;
      if (!line) throw new Error('one was asked for');
      return line;
    },
    newId,
    restart: async () => {
      await running.close();
      running = start();
      await signIn();
    },
    close: async () => {
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const set = await desk.command('setPrinters', { id: newId(), printers: [...printers] });
  if (!set.ok) throw new Error(JSON.stringify(set.error));
  return desk;
};

export const plainAbstract = {
  personalChanges: false,
  pastAddresses: { type: 'all' },
  pastHouseholders: false,
  numberTail: false,
  householder: false,
  dates: true,
  changeReasons: true,
  military: 'none',
  foreignNumber: false,
  relations: 'plain',
} as const;

/** Everything that can be shown. */
export const fullCopy = {
  pastAddresses: { type: 'all' },
  formationReason: true,
  formationDate: true,
  dates: true,
  changeReasons: 'all',
  otherNames: true,
  numberTails: 'all',
  relations: 'detailed',
  cohabitants: true,
  foreignFamily: true,
} as const;

/** The first household of the office that has more than one member. */
const aHome = ({
  township,
}: DeviceFolder): { readonly household: Household; readonly members: readonly Resident[] } => {
  const household = township.households.find(({ members }) => members.length > 1) ?? township.households[0];
  if (!household) throw new Error('a township has households');
  const byId = new Map(township.residents.map((resident) => [resident.id, resident]));
  return { household, members: household.members.flatMap((id) => byId.get(id) ?? []) };
};

/** Brings what central would have granted, by a snapshot as central sends it. */
const provide = async (
  device: DeviceFolder,
  {
    office,
    serials,
    policy,
  }: { readonly office: SerialBlock['office']; readonly serials: number; readonly policy: IssuingPolicy | null },
): Promise<void> => {
  const replica = await device.openReplica();
  const { start, rows } = snapshotOf(device.township);
  const block = { office, device: device.identity.device, terminal: 12, epoch: 1, first: 1, last: serials };
  await replica.loadSnapshot({
    start,
    rows: [
      ...rows,
      ...(serials > 0 ? [{ row: 'block', block } as const] : []),
      ...(policy ? [{ row: 'policy', policy } as const] : []),
    ],
  });
  await replica.close();
};
