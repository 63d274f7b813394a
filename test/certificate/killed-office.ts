import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type OfficeProcess, startOfficeProcess } from '../../scripts/run/office-process.ts';
import { until } from '../../scripts/run/until.ts';
import { valueOf } from '../../scripts/run/value-of.ts';
import { currentFile } from '../../src/main/replica/generations.ts';
import { createLedgerLines, type LedgerLines } from '../../src/main/replica/ledger-lines.ts';
import type { OfficeStep } from '../../src/main/steps.ts';
import type { CertificateAsk } from '../../src/shared/contract/commands.ts';
import type { CertificateLine } from '../../src/shared/contract/queries.ts';
import { CertificateId } from '../../src/shared/registry/ids.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import type { PrinterSetup } from '../../src/shared/registry/printer.ts';
import { isSettled } from '../../src/shared/rules/ledger.ts';
import { password, snapshotOf } from '../builders/device-folder.ts';
import { aPaperDesk, aPrinterSetup, type PaperDesk } from '../builders/paper-desk.ts';
import { createRandom } from '../builders/random.ts';
import { checkAgainstTrays, checkSerials, refold, type Trays } from './fault-checks.ts';
import { aCopyAsk, stateLeftBy } from './paper-states.ts';
import { quickRenderer } from './quick-renderer.ts';

const serials = 5;

/** Milliseconds until something has surely gone wrong, on a machine that has much else to do. */
const patience = 120_000;

/** A folder to copy for each office: enrolled, with serials, and with a household whose copy needs two pages; an abstract without addresses, one. */
export const aFolderToCopy = async (): Promise<PaperDesk> => {
  const desk = await aPaperDesk({
    random: createRandom(13),
    renderer: quickRenderer(),
    printers: [],
    serials,
    // The register is as old as this test's data are, by a real clock.
    policy: { mayIssueOffline: true, supervisorAfterHours: 1_000_000 },
  });
  const policy = desk.replica().policy();
  const { start, rows } = snapshotOf(desk.device.township);
  const long = rows.map((row) => {
    if (row.row !== 'resident' || row.resident.id !== desk.members[0]?.id) return row;
    const [first] = row.resident.addresses;
    if (!first) throw new Error('a resident has an address');
    const before = Array.from({ length: 20 }, (_, index) => {
      const on = PlainDate.parse(`19${String(60 + index)}-03-02`);
      return { ...first, registeredOn: on, movedOn: on, address: { ...first.address, building: String(index + 1) } };
    });
    return { ...row, resident: { ...row.resident, addresses: [...before, ...row.resident.addresses] } };
  });
  await desk
    .replica()
    .loadSnapshot({ start, rows: [...long, ...(policy ? [{ row: 'policy', policy } as const] : [])] });
  return desk;
};

/** A printer that somebody can cut the power of, and the paper that came out of it. */
export interface Machine {
  readonly uri: string;
  readonly trays: Trays;
  readonly cutPower: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** Time enough to finish what it has begun. */
  readonly finish: () => Promise<void>;
}

/** What becomes of the printer while the office is dead. */
export const fates = ['kept', 'power cut'] as const;
type Fate = (typeof fates)[number];

export interface Story {
  readonly from: PaperDesk;
  readonly data: string;
  readonly machine: Machine;
  readonly pages: 1 | 2;
}

/** The office dies at the step and is started again; the person decides what is in doubt. How the paper came to its end. */
export const killAt = async (
  story: Story,
  step: OfficeStep,
  fate: Fate,
): Promise<{ readonly doubt: string | null; readonly end: CertificateLine }> => {
  const { machine } = story;
  const id = await ask(story, step);
  const left = read(story, (ledger) => ledger.byId(id)?.state);
  expect(left, 'what SIGKILL leaves is what a death in the process leaves').toBe(stateLeftBy[step]);
  if (fate === 'power cut') {
    await machine.cutPower();
    await machine.restart();
  } else await machine.finish();
  read(story, check(story));
  return goOn(story, id);
};

/** The office is left alone with its printer, and the person decides what is in doubt. */
export const leaveAlone = async (story: Story): ReturnType<typeof killAt> => goOn(story, await ask(story, null));

/** Asks for a paper, of an office that is to die of it; without a step it is stopped at once. */
const ask = async (story: Story, step: OfficeStep | null): Promise<CertificateId> => {
  const { from, data, machine, pages } = story;
  cpSync(from.device.folder, data, { recursive: true, filter: (path) => !/-shm$|office\.lock/.test(path) });
  const office = startOfficeProcess({ data, ...(step ? { env: { RRS_DIE_AT: step } } : {}) });
  valueOf(await office.command('signIn', { official: from.device.official, password }));
  const setup: PrinterSetup = aPrinterSetup({ uri: machine.uri });
  valueOf(await office.command('setPrinters', { id: from.newId(), printers: [setup] }));
  const id = CertificateId.parse(from.newId());
  const asks = [{ id, ask: pages === 2 ? aCopyAsk(from) : aShortAsk(from) }];
  valueOf(await office.command('issueCertificates', { printer: setup.id, asks }));
  if (!step) await office.stop();
  const isOver = await Promise.race([
    office.ended.then(() => true),
    new Promise<false>((resolve) => setTimeout(resolve, patience, false).unref()),
  ]);
  if (!isOver) {
    await office.kill();
    throw new Error(`the office did not come to ${step ?? 'its end'}\n${office.log()}`);
  }
  return id;
};

const aShortAsk = (desk: PaperDesk): CertificateAsk => {
  const { request, ...ask } = desk.anAsk();
  if (request.kind !== 'abstract') throw new Error('what is asked for without a choice is an abstract');
  return { ...ask, request: { ...request, options: { ...request.options, pastAddresses: { type: 'none' } } } };
};

const goOn = async (story: Story, id: CertificateId): ReturnType<typeof killAt> => {
  const { from, data, machine } = story;
  const office = startOfficeProcess({ data });
  try {
    valueOf(await office.command('signIn', { official: from.device.official, password }));
    const settled = await untilSettled(office, id);
    const doubt = settled.state === 'suspect' || settled.state === 'failed-clean' ? settled.why : null;
    if (settled.state === 'suspect') {
      const sha256 = read(story, (_, sha256Of) => sha256Of(settled));
      const isAll = machine.trays.isFullSet(settled.serial, sha256, story.pages);
      const sheets = machine.trays.left(settled.serial).length;
      const came = isAll ? ({ type: 'all' } as const) : ({ type: 'destroyed', sheets, note: '' } as const);
      valueOf(await office.command('confirmSheets', { id: from.newId(), certificate: id, came }));
      if (!isAll) machine.trays.destroy(settled.serial);
    }
    if (settled.state === 'failed-clean') {
      const printer = aPrinterSetup({ uri: machine.uri }).id;
      valueOf(await office.command('retryCertificate', { id: from.newId(), certificate: id, printer }));
      await untilSettled(office, id);
    }
    const end = await lineOf(office, id);
    expect(end.pages).toBe(story.pages);
    await office.stop();
    await machine.finish();
    read(story, check(story));
    read(story, (ledger) => checkSerials(ledger, serials));
    const { stands, folded } = refold(from.device, data);
    // What was compared with the register is no entry of the journal.
    const compared = { certificate_to_compare: [] };
    expect({ ...folded, ...compared }).toEqual({ ...stands, ...compared });
    return { doubt, end };
  } finally {
    await office.stop();
  }
};

const lineOf = async (office: OfficeProcess, id: CertificateId): Promise<CertificateLine> =>
  valueOf(await office.query('getCertificate', { certificate: id })).line;

const untilSettled = (office: OfficeProcess, id: CertificateId): Promise<CertificateLine> =>
  until(
    'the paper is settled',
    async () => {
      const line = await lineOf(office, id);
      return isSettled(line.state) ? line : null;
    },
    patience,
  );

const check =
  ({ machine }: Story) =>
  (ledger: LedgerLines, sha256Of: (line: CertificateLine) => string | null): void =>
    checkAgainstTrays(ledger, machine.trays, sha256Of);

/** Reads the ledger in the office's folder beside it. */
const read = <T>(
  { from, data }: Story,
  look: (ledger: LedgerLines, sha256Of: (line: CertificateLine) => string | null) => T,
): T => {
  const db = from.device.open(currentFile(join(data)) ?? '');
  try {
    const sha256 = db.prepare<[string], string | null>('SELECT sha256 FROM certificate WHERE id = ?').pluck();
    return look(createLedgerLines(db), ({ id }) => sha256.get(id) ?? null);
  } finally {
    db.close();
  }
};

/** Where the paper ends, and whether a person has to look, if no sheet of it is out when the power goes. */
export const endOf = (step: OfficeStep, fate: Fate): { readonly state: string; readonly isDoubtful: boolean } => {
  const isWithPrinter = ['paper:sending', 'paper:sent', 'paper:printing', 'paper:counted'].includes(step);
  if (fate === 'power cut' && isWithPrinter) return { state: 'void', isDoubtful: true };
  return { state: 'issued', isDoubtful: step === 'paper:sent' };
};
