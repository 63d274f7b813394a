import mdns from 'multicast-dns';
import { PrinterSetup } from '../../shared/registry/printer.ts';
import { createRecords, type DnsRecord, type Service } from './dns-records.ts';

/** A printer that has announced itself on the office's own network (DNS-SD; Bonjour). Nothing of it is proven. */
export interface FoundPrinter {
  /** `urn:uuid:…`, as the printer gives it over IPP. Null if it didn't announce one. */
  readonly uuid: string | null;
  /** As it calls itself: `Kiosk (2층)`. */
  readonly name: string;
  readonly makeAndModel: string | null;
  /** Where it stands, if somebody has entered that at the printer. */
  readonly note: string | null;
  /** By which it can be set up, `ipps` first. By address, because not every computer can look up `.local` names. */
  readonly uris: readonly string[];
  /** Its own page for settings. */
  readonly adminUrl: string | null;
  /** MIME types that it prints, as far as announced. */
  readonly formats: readonly string[];
}

export interface Discovery {
  /** One entry a printer, by name. */
  readonly found: () => readonly FoundPrinter[];
  /** Asks around again. */
  readonly search: () => void;
  readonly close: () => Promise<void>;
}

/**
 * Listens for printers on the local network. `changed` is called when the list may be another; answers trickle in for
 * a second or so. It has no clock of its own: what has said goodbye is gone, and a search asks for everything again.
 */
export const createDiscovery = (deps: {
  readonly changed: () => void;
  /** Another network than multicast on all interfaces: for tests. */
  readonly network?: mdns.Options;
}): Discovery => {
  const socket = mdns(deps.network);
  const records = createRecords();
  let known = '';

  const ask = (questions: { readonly name: string; readonly type: 'PTR' | 'SRV' | 'TXT' | 'A' }[]): void => {
    if (questions.length > 0) socket.query([...questions]);
  };
  const search = (): void => ask(serviceTypes.map((name) => ({ name, type: 'PTR' })));

  socket.on('response', (response: mdns.ResponsePacket) => {
    for (const record of [...(response.answers ?? []), ...(response.additionals ?? [])])
      records.take(record as DnsRecord);
    // Printers mostly send everything at once; what is missing is asked for by name, once.
    ask(records.missing());
    const now = JSON.stringify(foundIn(records.services()));
    if (now === known) return;
    known = now;
    deps.changed();
  });
  // No network, or a packet that isn't DNS: the list stays as it is.
  socket.on('warning', () => undefined);
  socket.on('error', () => undefined);
  search();

  return {
    found: () => foundIn(records.services()),
    search: () => {
      records.askAgain();
      search();
    },
    close: () => new Promise((resolve) => socket.destroy(() => resolve())),
  };
};

const serviceTypes = ['_ipps._tcp.local', '_ipp._tcp.local'];

const foundIn = (services: readonly Service[]): FoundPrinter[] => {
  const printers = new Map<string, FoundPrinter>();
  for (const service of services) {
    const uri = uriOf(service);
    if (!uri) continue;
    const { text } = service;
    const uuid = uuidOf(text.get('uuid'));
    const key = uuid ?? `${service.instance} at ${service.host}`;
    const before = printers.get(key);
    const uris = [...new Set([...(before?.uris ?? []), uri])];
    printers.set(key, {
      uuid,
      name: before?.name ?? service.instance,
      makeAndModel: before?.makeAndModel ?? (text.get('ty') || null),
      note: before?.note ?? (text.get('note') || null),
      uris: uris.toSorted((a, b) => Number(b.startsWith('ipps:')) - Number(a.startsWith('ipps:'))),
      adminUrl: before?.adminUrl ?? webPageOf(text.get('adminurl')),
      formats: before?.formats ?? (text.get('pdl') ?? '').split(',').filter((format) => format !== ''),
    });
  }
  return [...printers.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
};

/** Null if what was announced makes no uri: anybody on the network can announce anything. */
const uriOf = ({ type, host, address, port, text }: Service): string | null => {
  const scheme = type.startsWith('_ipps.') ? 'ipps' : 'ipp';
  const path = text.get('rp') || 'ipp/print';
  const uri = `${scheme}://${address ?? host}:${port}/${path.replace(/^\/+/, '')}`;
  return PrinterSetup.shape.uri.safeParse(uri).success ? uri : null;
};

const uuidOf = (text: string | undefined): string | null => {
  const uuid = /^(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(text ?? '')?.[1];
  return uuid ? `urn:uuid:${uuid.toLowerCase()}` : null;
};

const webPageOf = (text: string | undefined): string | null =>
  text !== undefined && /^https?:\/\/[^\s<>"']{1,500}$/.test(text) ? text : null;
