import { createSocket } from 'node:dgram';
import mdns from 'multicast-dns';
import { afterEach, describe, expect, test } from 'vitest';
import { createDiscovery, type FoundPrinter } from '../../src/main/print/discovery.ts';
import { probePrinter } from '../../src/main/print/probe.ts';
import type { Fingerprint, PrinterState } from '../../src/shared/registry/printer.ts';
import { createRandom } from '../builders/random.ts';
import { startIppDouble } from '../doubles/ipp-printer.ts';
import { aPrinter } from './a-printer.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const uuid = '4509a320-00a0-008f-00b6-002507510eca';

interface Announcement {
  readonly name: string;
  readonly host: string;
  readonly address?: string;
  readonly text: readonly string[];
  readonly types?: readonly ('_ipp._tcp.local' | '_ipps._tcp.local')[];
}

/** Printers on a network of one computer, that answer what they are asked; `terse` ones answer nothing else. */
const setupNetwork = async (announced: readonly Announcement[], isTerse = false) => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  const { port } = socket.address();
  const printers = mdns({ socket, port, ip: '127.0.0.1', multicast: false, bind: false });
  closing.push(() => new Promise<void>((resolve) => printers.destroy(() => resolve())));
  let silent: readonly string[] = [];

  const recordsOf = ({ name, host, address, text, types = ['_ipp._tcp.local'] }: Announcement) =>
    types.flatMap((type) => [
      { name: type, type: 'PTR' as const, ttl: 120, data: `${name}.${type}` },
      { name: `${name}.${type}`, type: 'SRV' as const, ttl: 120, data: { target: host, port: 631 } },
      { name: `${name}.${type}`, type: 'TXT' as const, ttl: 120, data: [...text] },
      ...(address ? [{ name: host, type: 'A' as const, ttl: 120, data: address }] : []),
    ]);
  const asked: string[] = [];
  const seen: { port: number; address: string }[] = [];
  printers.on('query', (query: mdns.QueryPacket, from: { port: number; address: string }) => {
    seen.push(from);
    for (const question of query.questions ?? []) {
      asked.push(`${question.type} ${question.name}`);
      const known = announced.filter(({ name }) => !silent.includes(name)).flatMap(recordsOf);
      const answers = known.filter(
        (record) => record.type === question.type && record.name.toLowerCase() === question.name.toLowerCase(),
      );
      if (answers.length > 0)
        printers.respond(
          { answers, additionals: isTerse ? [] : known.filter((each) => !answers.includes(each)) },
          from,
        );
    }
  });

  const waiting = new Set<() => void>();
  const discovery = createDiscovery({
    changed: () => {
      for (const each of waiting) each();
    },
    network: { port, ip: '127.0.0.1', multicast: false, bind: false },
  });
  closing.push(discovery.close);
  return {
    discovery,
    asked,
    fallSilent: (...names: readonly string[]) => {
      silent = names;
    },
    /** A record sent unasked to whoever has asked before. */
    say: (record: object) => printers.respond([record] as never, seen.at(-1) as never),
    until: (isWanted: (found: readonly FoundPrinter[]) => boolean): Promise<readonly FoundPrinter[]> =>
      new Promise((resolve) => {
        const check = (): void => {
          const found = discovery.found();
          if (!isWanted(found)) return;
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      }),
  };
};

const kiosk: Announcement = {
  name: 'Kiosk (2층)',
  host: 'kiosk-printer.local',
  address: '10.0.0.7',
  text: [
    'txtvers=1',
    'rp=ipp/print',
    'ty=Example Laser 9',
    'note=현관',
    'adminurl=http://kiosk-printer.local/admin',
    'pdl=application/pdf,image/pwg-raster',
    `UUID=${uuid.toUpperCase()}`,
    'rp=second/one/does/not/count',
  ],
  types: ['_ipp._tcp.local', '_ipps._tcp.local'],
};

describe.each([
  ['tells everything at once', false],
  ['answers each question and nothing more', true],
])('a printer that %s', (_, isTerse) => {
  test('is found once, over both ways, the safe one first', async () => {
    const { until } = await setupNetwork([kiosk], isTerse);
    expect(await until(([first]) => first?.uris.length === 2 && first.uris[0]?.includes('10.0.0.7') === true)).toEqual([
      {
        uuid: `urn:uuid:${uuid}`,
        name: 'Kiosk (2층)',
        makeAndModel: 'Example Laser 9',
        note: '현관',
        uris: ['ipps://10.0.0.7:631/ipp/print', 'ipp://10.0.0.7:631/ipp/print'],
        adminUrl: 'http://kiosk-printer.local/admin',
        formats: ['application/pdf', 'image/pwg-raster'],
      },
    ]);
  });
});

describe('discovery', () => {
  test('keeps printers without a uuid apart, by name', async () => {
    const { until } = await setupNetwork([
      { name: 'B', host: 'b.local', address: '10.0.0.2', text: [] },
      { name: 'A', host: 'a.local', text: ['rp=printers/a'] },
    ]);
    const found = await until((all) => all.length === 2);
    expect(found.map(({ name, uris }) => [name, ...uris])).toEqual([
      ['A', 'ipp://a.local:631/printers/a'],
      ['B', 'ipp://10.0.0.2:631/ipp/print'],
    ]);
  });

  test('knows a printer by its uuid, whatever else it calls itself', async () => {
    const { until } = await setupNetwork([
      { name: 'Kiosk', host: 'kiosk.local', address: '10.0.0.7', text: [`UUID=${uuid}`] },
      {
        name: 'Kiosk, secure',
        host: 'kiosk.local',
        address: '10.0.0.7',
        text: [`UUID=urn:uuid:${uuid}`],
        types: ['_ipps._tcp.local'],
      },
    ]);
    const found = await until(([first]) => first?.uris.length === 2);
    expect(found.map(({ uris }) => uris)).toEqual([['ipps://10.0.0.7:631/ipp/print', 'ipp://10.0.0.7:631/ipp/print']]);
  });

  test('drops who says goodbye', async () => {
    const { until, say } = await setupNetwork([kiosk]);
    await until(([first]) => first?.uris.length === 2);
    for (const type of ['_ipp._tcp.local', '_ipps._tcp.local'])
      say({ name: type, type: 'PTR', ttl: 0, data: `${kiosk.name}.${type}` });
    expect(await until((all) => all.length === 0)).toEqual([]);
  });

  test('leaves out what makes no uri, and asks nothing of what is no printer', async () => {
    const { until, say, asked } = await setupNetwork([
      { name: 'Bad', host: 'bad.local', text: ['rp=ipp/print?x=1 y'] },
      { name: 'Good', host: 'good.local', text: [`UUID=not-a-uuid`, 'adminurl=javascript:alert(1)'] },
    ]);
    await until((all) => all.length === 1);
    say({ name: '_http._tcp.local', type: 'PTR', ttl: 120, data: 'Web._http._tcp.local' });
    say({ name: '_ipp._tcp.local', type: 'PTR', ttl: 120, data: 'Liar._http._tcp.local' });
    say({ name: '_ipp._tcp.local', type: 'PTR', ttl: 120, data: 'Late._ipp._tcp.local' });
    say({ name: 'Late._ipp._tcp.local', type: 'SRV', ttl: 120, data: { target: 'late.local', port: 631 } });
    say({ name: 'Late._ipp._tcp.local', type: 'TXT', ttl: 120, data: ['ty=Late'] });
    const found = await until((all) => all.length === 2);
    expect(found).toMatchObject([{ name: 'Good', uuid: null, adminUrl: null }, { name: 'Late' }]);
    // What was said later has been asked about by now, so anything about the others would have been before.
    while (!asked.some((question) => /late/i.test(question)))
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    expect(asked.filter((question) => /web|liar/i.test(question))).toEqual([]);
  });

  test('asks again when told to', async () => {
    const network = await setupNetwork([kiosk]);
    network.fallSilent(kiosk.name);
    // Both kinds have been asked for, and nobody has answered.
    while (network.asked.length < 2)
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    expect(network.discovery.found()).toEqual([]);
    network.fallSilent();
    network.discovery.search();
    expect(await network.until((all) => all.length === 1)).toHaveLength(1);
  });
});

describe('a printer by its name or address', () => {
  const look = (uri: string, fingerprint: Fingerprint | null): Promise<PrinterState> =>
    aPrinter({ uri, fingerprint }).look();
  const hostOf = (uri: string): string => uri.replace(/^ipps?:\/\//, '').replace(/\/.*$/, '');

  test('is found at the usual paths, and asked no more than it takes', async () => {
    const double = await startIppDouble({ random: createRandom(7) });
    closing.push(double.close);
    const tried: string[] = [];
    const found = await probePrinter(` http://${hostOf(double.uri)}/index.html `, (uri, fingerprint) => {
      tried.push(uri);
      return look(uri, fingerprint);
    });
    expect(found).toMatchObject([{ uri: double.uri, fingerprint: null, state: { identity: { uuid: double.uuid } } }]);
    expect(tried.filter((uri) => uri.startsWith('ipp:'))).toEqual([double.uri]);
  });

  test('over ipps comes with the fingerprint that a person must confirm', async () => {
    const double = await startIppDouble({ random: createRandom(7), isSecure: true });
    closing.push(double.close);
    const found = await probePrinter(hostOf(double.uri), look);
    expect(found).toMatchObject([{ uri: double.uri, fingerprint: double.fingerprint, state: { problem: null } }]);
  });

  test('as a whole uri is tried as it is', async () => {
    const double = await startIppDouble({ random: createRandom(7) });
    closing.push(double.close);
    expect(await probePrinter(double.uri, look)).toHaveLength(1);
    await double.unplug();
    expect(await probePrinter(double.uri, look)).toEqual([]);
  });

  test('tries a dead host once a scheme, whatever the path, and nonsense not at all', async () => {
    const tried: string[] = [];
    const dead = (uri: string): Promise<PrinterState> => {
      tried.push(uri);
      return look('ipp://127.0.0.1:1/', null);
    };
    expect(await probePrinter('10.0.0.9', dead)).toEqual([]);
    expect(await probePrinter('fe80::1', dead)).toEqual([]);
    expect(tried).toEqual([
      'ipps://10.0.0.9/ipp/print',
      'ipp://10.0.0.9/ipp/print',
      'ipps://[fe80::1]/ipp/print',
      'ipp://[fe80::1]/ipp/print',
    ]);
    for (const nonsense of ['', ' ', 'the printer', 'ipp://a b/', 'ipp://user@host/'])
      expect(await probePrinter(nonsense, dead)).toEqual([]);
    expect(tried).toHaveLength(4);
  });
});
