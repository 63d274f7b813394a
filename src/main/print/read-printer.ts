import { err, ok, type Result } from '../../shared/contract/result.ts';
import type {
  PrinterCapabilities,
  PrinterIdentity,
  PrinterProblem,
  PrinterSetup,
  PrinterState,
  Supply,
  Tray,
} from '../../shared/registry/printer.ts';
import { capabilityAttributes, readCapabilities } from './capabilities.ts';
import { booleanOf, groupOf, integerOf, keyword, stringOf, stringsOf } from './ipp/attributes.ts';
import type { IppClient, IppError } from './ipp/client.ts';
import type { IppAttributes } from './ipp/message.ts';
import { printerStates } from './ipp/operations.ts';
import { type ReadReasons, readReasons } from './reasons.ts';
import { readSupplies, readTrays, supplyAttributes } from './supplies.ts';

/** A printer's answer about itself, read. */
export interface PrinterReading {
  readonly attributes: IppAttributes;
  readonly identity: PrinterIdentity;
  readonly state: PrinterState['state'];
  readonly reasons: ReadReasons;
  readonly capabilities: PrinterCapabilities;
  readonly supplies: readonly Supply[];
  readonly trays: readonly Tray[];
}

export const readPrinter = async (
  client: IppClient,
  setup: PrinterSetup,
): Promise<Result<PrinterReading, IppError>> => {
  const answer = await client.ask({
    operation: 'get-printer-attributes',
    attributes: new Map([['requested-attributes', keyword(...requested)]]),
  });
  if (!answer.ok) return answer;
  const attributes = groupOf(answer.value, 'printer');
  // Other servers speak IPP too: a finder of printers, say. This is what makes one a printer.
  if (!attributes.has('printer-state'))
    return err({ type: 'NotAPrinter', detail: 'IPP without a printer', sent: 'maybe' });
  const state = stateOf(attributes);
  const trays = readTrays(attributes);
  return ok({
    attributes,
    identity: readIdentity(attributes),
    state,
    reasons: readReasons({
      keywords: stringsOf(attributes, 'printer-state-reasons'),
      state,
      isAcceptingJobs: booleanOf(attributes, 'printer-is-accepting-jobs'),
      hasPaper: trays.some((tray) => tray.media === setup.media && (tray.state === 'ready' || tray.state === 'low')),
    }),
    capabilities: readCapabilities(attributes, setup.media),
    supplies: readSupplies(attributes),
    trays,
  });
};

const requested = [
  'printer-uuid',
  'printer-make-and-model',
  'printer-up-time',
  'printer-state',
  'printer-state-reasons',
  'printer-is-accepting-jobs',
  // What a job may ask for.
  'copies-supported',
  'print-scaling-supported',
  ...capabilityAttributes,
  ...supplyAttributes,
];

const readIdentity = (attributes: IppAttributes): PrinterIdentity => ({
  uuid: stringOf(attributes, 'printer-uuid') ?? '',
  makeAndModel: stringOf(attributes, 'printer-make-and-model') ?? '',
  upTime: Math.max(0, integerOf(attributes, 'printer-up-time') ?? 0),
});

const stateOf = (attributes: IppAttributes): PrinterState['state'] => {
  const state = integerOf(attributes, 'printer-state');
  const found = (['idle', 'processing', 'stopped'] as const).find((name) => printerStates[name] === state);
  return found ?? 'unknown';
};

/** What is known of a printer that could not be asked. */
export const stateWithout = (setup: PrinterSetup, problem: PrinterProblem, at: number): PrinterState => ({
  id: setup.id,
  // Whoever refuses, or shows a certificate, is there.
  reachable: !['Unreachable', 'TimedOut', 'NotAPrinter'].includes(problem.type),
  since: new Date(at).toISOString(),
  state: 'unknown',
  blockers: [],
  warnings: [],
  unknownReasons: [],
  supplies: [],
  trays: [],
  capabilities: null,
  identity: null,
  problem,
});
