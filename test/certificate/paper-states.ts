import type { OfficeStep } from '../../src/main/steps.ts';
import type { CertificateAsk } from '../../src/shared/contract/commands.ts';
import type { CertificateLine } from '../../src/shared/contract/queries.ts';
import { CertificateId } from '../../src/shared/registry/ids.ts';
import type { LedgerState } from '../../src/shared/registry/ledger.ts';
import type { PrinterId, PrinterSetup } from '../../src/shared/registry/printer.ts';
import { fullCopy, type PaperDesk } from '../builders/paper-desk.ts';
import { checkAgainstTrays, createTrays, type Trays } from './fault-checks.ts';
import type { FaultWorld } from './fault-world.ts';

export const ledgerStates: readonly LedgerState[] = [
  'reserved',
  'rendered',
  'submitting',
  'created',
  'sending',
  'printing',
  'printed',
  'issued',
  'failed-clean',
  'suspect',
  'void',
];

/** In which state an office that died at a step finds its paper again. */
export const stateLeftBy: Readonly<Partial<Record<OfficeStep, LedgerState>>> = {
  'paper:rendered': 'reserved',
  'paper:kept': 'reserved',
  'paper:submitting': 'submitting',
  'paper:job-made': 'submitting',
  'paper:created': 'created',
  'paper:sending': 'sending',
  'paper:sent': 'sending',
  'paper:printing': 'printing',
  'paper:counted': 'printing',
  'paper:printed': 'printed',
  'paper:issued': 'issued',
};

/** A copy, which has more than one page. */
export const aCopyAsk = (desk: PaperDesk): CertificateAsk =>
  desk.anAsk({
    request: { kind: 'copy', household: desk.household.id, options: fullCopy },
    ground: { type: 'household' },
  });

export const reserve = async (world: FaultWorld, ask: CertificateAsk, printer = 'desk'): Promise<CertificateLine> => {
  const issued = await world.ask('issueCertificates', {
    printer: printer as PrinterId,
    asks: [{ id: CertificateId.parse(world.newId()), ask }],
  });
  const [line] = issued.ok ? issued.value.certificates : [];
  if (!line) throw new Error(JSON.stringify(issued));
  return line;
};

export const lineOf = (world: FaultWorld, id: CertificateId): CertificateLine => {
  const line = world.ledger().byId(id);
  if (!line) throw new Error('not in the ledger');
  return line;
};

/** A paper in that state at the printer `desk`, and nothing under way. What is in doubt came out whole. */
export const bringTo = async (world: FaultWorld, state: LedgerState, ask: CertificateAsk): Promise<CertificateLine> => {
  const printer = world.printers.get('desk');
  if (!printer) throw new Error('the office has the printer desk');
  if (state === 'failed-clean') printer.plan({ fault: { type: 'abort', after: 0 } });
  if (state === 'suspect') printer.plan({ reports: 'nothing' });
  if (state === 'rendered') await printer.unplug();
  const { id } = await reserve(world, ask);
  switch (state) {
    case 'reserved':
      break;
    case 'submitting':
    case 'created':
    case 'sending':
    case 'printing':
    case 'printed':
      world.dieAt(`paper:${state}`, 1);
      await world.settle();
      await world.restart();
      break;
    case 'void':
      await world.ask('withdrawCertificate', { id: world.newId(), certificate: id, note: '잘못' });
      break;
    default:
      await world.settle();
  }
  if (state === 'rendered') await printer.plug();
  const line = lineOf(world, id);
  if (line.state !== state) throw new Error(`the paper is ${line.state} instead of ${state}`);
  return line;
};

export const headOf = (world: FaultWorld): number => world.open().replica.journalHeadSeq();

/** While nobody has destroyed a sheet. */
export const checkTrays = (world: FaultWorld, trays: Trays = createTrays(world.printers)): void =>
  checkAgainstTrays(world.ledger(), trays, ({ id }) => world.open().replica.ledger().paper(id)?.sha256 ?? null);

export const setUp = async (world: FaultWorld, printers: readonly PrinterSetup[]): Promise<void> => {
  const set = await world.ask('setPrinters', { id: world.newId(), printers: [...printers] });
  if (!set.ok) throw new Error(set.error.type);
};
