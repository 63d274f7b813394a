/** What was heard on the network about services, kept until it is said to be gone. */

export type DnsRecord =
  | { readonly type: 'PTR'; readonly name: string; readonly ttl?: number; readonly data: string }
  | {
      readonly type: 'SRV';
      readonly name: string;
      readonly ttl?: number;
      readonly data: { readonly target: string; readonly port: number };
    }
  | { readonly type: 'TXT'; readonly name: string; readonly ttl?: number; readonly data: unknown }
  | { readonly type: 'A'; readonly name: string; readonly ttl?: number; readonly data: string }
  | { readonly type: 'AAAA' | 'NSEC' | 'OPT'; readonly name: string };

/** A service of which everything is known that a connection needs. */
export interface Service {
  /** Its own name, without type and domain. */
  readonly instance: string;
  /** `_ipp._tcp.local`. */
  readonly type: string;
  readonly host: string;
  /** IPv4. Null if the host's wasn't announced. */
  readonly address: string | null;
  readonly port: number;
  /** Keys in lower case. */
  readonly text: ReadonlyMap<string, string>;
}

export type Question = { readonly name: string; readonly type: 'SRV' | 'TXT' | 'A' };

/** More than any office has printers; a flood of announcements ends here. */
const maxServices = 200;

export const createRecords = () => {
  /** By full name: `Kiosk._ipp._tcp.local`. */
  const services = new Map<
    string,
    { instance: string; type: string; host?: string; port?: number; text?: Map<string, string> }
  >();
  const addresses = new Map<string, string>();
  const asked = new Set<string>();

  const take = (record: DnsRecord): void => {
    const name = record.name.toLowerCase();
    const isGone = 'ttl' in record && record.ttl === 0;
    switch (record.type) {
      case 'PTR': {
        const fullName = record.data;
        const key = fullName.toLowerCase();
        const isOfType = name.startsWith('_ipp') && key.endsWith(`.${name}`);
        if (isGone) services.delete(key);
        else if (isOfType && !services.has(key) && services.size < maxServices)
          services.set(key, { instance: fullName.slice(0, -name.length - 1), type: name });
        return;
      }
      case 'SRV': {
        const service = services.get(name);
        if (isGone) services.delete(name);
        else if (service) Object.assign(service, { host: record.data.target, port: record.data.port });
        return;
      }
      case 'TXT': {
        const service = services.get(name);
        if (service && !isGone) service.text = textOf(record.data);
        return;
      }
      case 'A':
        if (isGone) addresses.delete(name);
        else if (addresses.size < maxServices || addresses.has(name)) addresses.set(name, record.data);
        return;
      default:
    }
  };

  const missing = (): Question[] => {
    const questions: Question[] = [...services].flatMap(([name, { host, text }]) => [
      ...(host === undefined ? [{ name, type: 'SRV' } as const] : []),
      ...(text === undefined ? [{ name, type: 'TXT' } as const] : []),
      ...(host !== undefined && !addresses.has(host.toLowerCase()) ? [{ name: host, type: 'A' } as const] : []),
    ]);
    const isNew = questions.filter(({ name, type }) => !asked.has(`${type} ${name}`));
    for (const { name, type } of isNew) asked.add(`${type} ${name}`);
    return isNew;
  };

  return {
    take,
    /** What must still be asked for, each thing once. */
    missing,
    askAgain: () => asked.clear(),
    services: (): Service[] =>
      [...services.values()].flatMap(({ instance, type, host, port, text }) =>
        host === undefined || port === undefined || text === undefined
          ? []
          : [{ instance, type, host, address: addresses.get(host.toLowerCase()) ?? null, port, text }],
      ),
  };
};

/** `key=value` strings, each at most 255 bytes long. The first of a key counts (RFC 6763). */
const textOf = (data: unknown): Map<string, string> => {
  const text = new Map<string, string>();
  for (const part of Array.isArray(data) ? data : [data]) {
    const line = Buffer.isBuffer(part) ? part.toString('utf8') : typeof part === 'string' ? part : '';
    const at = line.indexOf('=');
    const key = line.slice(0, Math.max(0, at)).toLowerCase();
    if (key !== '' && !text.has(key)) text.set(key, line.slice(at + 1));
  }
  return text;
};
