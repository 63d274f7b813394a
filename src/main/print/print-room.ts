import type { Fingerprint, PrinterId, PrinterSetup, PrinterState } from '../../shared/registry/printer.ts';
import type { System } from '../system.ts';
import { createDiscovery, type FoundPrinter } from './discovery.ts';
import { createIppPrinter } from './ipp-printer.ts';
import type { Printer } from './printer.ts';
import { probePrinter } from './probe.ts';
import { rasterise } from './raster/rasterise.ts';
import { createPrinterWatch } from './watch.ts';

/** A printer that could be set up, and where it answers. */
export interface Suggestion {
  readonly uri: string;
  readonly name: string;
  readonly makeAndModel: string;
  /** Of the certificate it shows, for a person to compare with the printer's panel; null over ipp, or not asked yet. */
  readonly fingerprint: Fingerprint | null;
}

/** The printers of the office, as they are set up now. */
export interface PrintRoom {
  /** Null where no printer has this id. */
  readonly printer: (id: string) => Printer | null;
  readonly setups: () => readonly PrinterSetup[];
  /** What was seen at the last look; null before the first. */
  readonly stateOf: (id: string) => PrinterState | null;
  /** Takes the place of what was set up before. Jobs under way are looked for by whoever keeps the ledger. */
  readonly setUp: (setups: readonly PrinterSetup[]) => void;
  /** Listens for printers on the network, or asks one host. */
  readonly find: (seconds: number, host: string | null) => Promise<readonly Suggestion[]>;
  /** Starts looking at the printers again and again, for the page that shows them. */
  readonly watch: () => void;
  readonly stop: () => Promise<void>;
}

export const createPrintRoom = (deps: {
  readonly system: Pick<System, 'now' | 'wait' | 'random'>;
  readonly changed: () => void;
}): PrintRoom => {
  const { system } = deps;
  let printers: readonly Printer[] = [];
  const watch = createPrinterWatch({ printers: () => printers, system, changed: deps.changed });
  const printerFor = (setup: PrinterSetup): Printer => createIppPrinter({ setup, system, rasterise });

  return {
    printer: (id) => printers.find(({ setup }) => setup.id === id) ?? null,
    setups: () => printers.map(({ setup }) => setup),
    stateOf: (id) => watch.states().find((state) => state.id === id) ?? null,
    setUp: (setups) => {
      // One that stays as it was keeps what is known of it.
      printers = setups.map((setup) => {
        const before = printers.find((printer) => JSON.stringify(printer.setup) === JSON.stringify(setup));
        return before ?? printerFor(setup);
      });
      watch.reload();
    },
    find: async (seconds, host) => {
      if (host === null) return discover(system, seconds);
      const probed = await probePrinter(host, (uri, fingerprint) =>
        printerFor({ ...unnamed, uri, tls: { fingerprint } }).look(),
      );
      return probed.map(({ uri, state, fingerprint }) => ({
        uri,
        fingerprint,
        name: state.identity?.makeAndModel ?? host,
        makeAndModel: state.identity?.makeAndModel ?? '',
      }));
    },
    watch: watch.start,
    stop: watch.stop,
  };
};

const unnamed: PrinterSetup = {
  id: 'unnamed' as PrinterId,
  name: 'unnamed',
  uri: 'ipp://localhost/',
  roles: [],
  how: 'direct',
  media: 'iso_a4_210x297mm',
  tls: { fingerprint: null },
};

const discover = async (system: Pick<System, 'wait'>, seconds: number): Promise<Suggestion[]> => {
  const discovery = createDiscovery({ changed: () => undefined });
  await system.wait(seconds * 1_000, new AbortController().signal);
  const found = discovery.found();
  await discovery.close();
  return found.flatMap(toSuggestion);
};

const toSuggestion = ({ uris, name, makeAndModel }: FoundPrinter): Suggestion[] => {
  const [uri] = uris;
  return uri === undefined ? [] : [{ uri, name, makeAndModel: makeAndModel ?? '', fingerprint: null }];
};
