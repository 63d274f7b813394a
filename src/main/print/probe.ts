import { type Fingerprint, PrinterSetup, type PrinterState } from '../../shared/registry/printer.ts';

/** A printer that answered under a name or address that a person has typed. */
export interface ProbedPrinter {
  readonly uri: string;
  /** Of the certificate it showed, still to be confirmed by that person; null over ipp. */
  readonly fingerprint: Fingerprint | null;
  readonly state: PrinterState;
}

/**
 * Tries the uris at which printers usually listen, those over ipps first, and gives one printer for each of the two.
 * A whole uri is tried as it is; what makes no uri finds nothing. `look` asks a printer for its state, believing the certificate with that fingerprint.
 */
export const probePrinter = async (
  typed: string,
  look: (uri: string, fingerprint: Fingerprint | null) => Promise<PrinterState>,
): Promise<readonly ProbedPrinter[]> => {
  const found: ProbedPrinter[] = [];
  for (const uris of urisFor(typed.trim())) {
    const valid = uris.filter((uri) => PrinterSetup.shape.uri.safeParse(uri).success);
    const printer = await firstOf(valid, look);
    if (printer) found.push(printer);
  }
  return found;
};

const paths = ['/ipp/print', '/ipp/printer', '/ipp', '/'];

const urisFor = (typed: string): readonly (readonly string[])[] => {
  if (/^ipps?:\/\//i.test(typed)) return [[typed]];
  // People paste what the browser shows.
  const host = typed.replace(/^https?:\/\//i, '').replace(/\/.*$/, '');
  const withBrackets = /^[0-9a-f]*:[0-9a-f:.]+$/i.test(host) && host.split(':').length > 2 ? `[${host}]` : host;
  if (withBrackets === '') return [];
  return ['ipps', 'ipp'].map((scheme) => paths.map((path) => `${scheme}://${withBrackets}${path}`));
};

/** The first of several uris of one host and scheme at which a printer answers. */
const firstOf = async (
  uris: readonly string[],
  look: (uri: string, fingerprint: Fingerprint | null) => Promise<PrinterState>,
): Promise<ProbedPrinter | null> => {
  let fingerprint: Fingerprint | null = null;
  for (const uri of uris) {
    let state = await look(uri, fingerprint);
    if (state.problem?.type === 'CertificateUnknown') {
      // Only to read what it is: nothing is printed before a person has confirmed it.
      ({ fingerprint } = state.problem);
      state = await look(uri, fingerprint);
    }
    if (state.identity) return { uri, fingerprint, state };
    // Nobody listens on the port, whatever the path.
    if (state.problem?.type === 'Unreachable' || state.problem?.type === 'TimedOut') return null;
  }
  return null;
};
