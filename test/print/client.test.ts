import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { string } from '../../src/main/print/ipp/attributes.ts';
import { createIppClient, type IppTimeouts } from '../../src/main/print/ipp/client.ts';
import { decodeMessage } from '../../src/main/print/ipp/decode.ts';
import { encodeMessage } from '../../src/main/print/ipp/encode.ts';
import { endpointOf } from '../../src/main/print/ipp/line.ts';
import { Fingerprint } from '../../src/shared/registry/printer.ts';
import { createRandom } from '../builders/random.ts';
import { startIppDouble } from '../doubles/ipp-printer.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return portOf(server);
};

/** Answers every request with these bytes, as they are. */
const rawServer = (respond: (socket: Socket, request: Buffer) => void): Promise<number> =>
  listening(
    createServer((socket) => {
      const chunks: Buffer[] = [];
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        chunks.push(chunk);
        const all = Buffer.concat(chunks);
        const length = /content-length: (\d+)/i.exec(all.toString('latin1'))?.[1];
        const start = all.indexOf('\r\n\r\n') + 4;
        if (start >= 4 && length && all.length >= start + Number(length)) respond(socket, all.subarray(start));
      });
    }),
  );

const http = (status: string, headers: string, body: Uint8Array | string): Buffer =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status}\r\n${headers}content-length: ${body.length}\r\n\r\n`),
    typeof body === 'string' ? Buffer.from(body) : body,
  ]);

const ippAnswer = (requestId: number, status = 0): Uint8Array =>
  encodeMessage({
    version: [2, 0],
    code: status,
    requestId,
    groups: [{ group: 'operation', attributes: new Map([['attributes-charset', string('charset', 'utf-8')]]) }],
    data: new Uint8Array(),
  });
const requestIdOf = (request: Buffer): number => request.readInt32BE(4);

const patient: IppTimeouts = { connect: 20_000, answer: 20_000, stalled: 20_000, document: 40_000 };
/** For what times out, and only there: a busy machine takes its time for everything. */
const quick: IppTimeouts = { connect: 20_000, answer: 300, stalled: 300, document: 20_000 };
const ask = (
  uri: string,
  more: { readonly document?: Uint8Array; readonly fingerprint?: Fingerprint; readonly timeouts?: IppTimeouts } = {},
) =>
  createIppClient({ uri, fingerprint: more.fingerprint ?? null, timeouts: more.timeouts ?? patient }).ask({
    operation: more.document ? 'send-document' : 'get-printer-attributes',
    attributes: new Map(),
    ...(more.document ? { document: more.document } : {}),
  });
const errorOf = async (port: number, document?: Uint8Array, timeouts: IppTimeouts = patient) => {
  const answer = await ask(`ipp://127.0.0.1:${port}/ipp/print`, { timeouts, ...(document ? { document } : {}) });
  return answer.ok ? null : answer.error;
};
const ipp = 'content-type: application/ipp\r\n';

describe('the IPP client', () => {
  test('asks in one request, with charset, language and target first', async () => {
    let heard: ReturnType<typeof decodeMessage> | null = null;
    let head = '';
    const server = createHttpServer((request, response) => {
      head = `${request.method} ${request.url} ${request.headers['content-type']} ${request.headers.connection}`;
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        heard = decodeMessage(Buffer.concat(chunks));
        response.writeHead(200, { 'content-type': 'application/ipp; charset=utf-8' });
        response.end(ippAnswer(heard.ok ? heard.value.requestId : 0));
      });
    });
    const port = await listening(server);
    const uri = `ipp://127.0.0.1:${port}/ipp/print`;
    expect(await ask(uri)).toMatchObject({ ok: true });
    expect(head).toBe('POST /ipp/print application/ipp close');
    expect(heard).toMatchObject({ ok: true, value: { version: [2, 0], code: 0x0b } });
    if (heard === null || !(heard as ReturnType<typeof decodeMessage>).ok) throw new Error('no request');
    const { groups } = (heard as Extract<ReturnType<typeof decodeMessage>, { ok: true }>).value;
    expect([...(groups[0]?.attributes.keys() ?? [])]).toEqual([
      'attributes-charset',
      'attributes-natural-language',
      'printer-uri',
    ]);
  });

  test.each([
    ['ipp://printer/ipp/print', { host: 'printer', port: 631, path: '/ipp/print', isSecure: false }],
    ['ipps://10.0.0.1:8443', { host: '10.0.0.1', port: 8443, path: '/', isSecure: true }],
    ['ipp://[fe80::1]:631/ipp', { host: 'fe80::1', port: 631, path: '/ipp', isSecure: false }],
    ['http://printer/', null],
    ['ipp://printer:99999/', null],
  ])('takes %s apart', (uri, endpoint) => {
    expect(endpointOf(uri)).toEqual(endpoint);
  });

  test('nobody listens: nothing was sent', async () => {
    const server = createServer();
    const port = await listening(server);
    await new Promise((resolve) => {
      server.close(resolve);
    });
    expect(await errorOf(port, new Uint8Array(10))).toEqual({
      type: 'Unreachable',
      detail: 'ECONNREFUSED',
      sent: 'nothing-sent',
    });
  });

  test('a name that nobody knows: nothing was sent', async () => {
    const answer = await ask('ipp://no-such-printer.invalid/ipp/print');
    expect(answer).toMatchObject({ ok: false, error: { type: 'Unreachable', sent: 'nothing-sent' } });
  });

  test('it listens, and never answers', async () => {
    const port = await rawServer(() => undefined);
    expect(await errorOf(port, undefined, quick)).toEqual({ type: 'TimedOut', sent: 'maybe' });
  });

  test('it answers a byte now and then, without end', async () => {
    const port = await rawServer((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${ipp}content-length: 1000\r\n\r\n`);
      const timer = setInterval(() => socket.write('x'), 50);
      socket.on('close', () => clearInterval(timer));
    });
    expect(await errorOf(port, undefined, quick)).toEqual({ type: 'TimedOut', sent: 'maybe' });
  });

  test('it takes a part of the document, and then no more', async () => {
    const port = await listening(createServer((socket) => socket.on('error', () => undefined).pause()));
    expect(await errorOf(port, new Uint8Array(30_000_000), quick)).toEqual({ type: 'TimedOut', sent: 'maybe' });
  });

  test('it hangs up in the middle of the document', async () => {
    const port = await listening(
      createServer((socket) => {
        let length = 0;
        socket.on('error', () => undefined);
        socket.on('data', (chunk) => {
          length += chunk.length;
          if (length > 100_000) socket.destroy();
        });
      }),
    );
    expect(await errorOf(port, new Uint8Array(30_000_000))).toMatchObject({ type: 'Unreachable', sent: 'maybe' });
  });

  test('it hangs up instead of answering', async () => {
    const port = await rawServer((socket) => socket.destroy());
    expect(await errorOf(port, new Uint8Array(10))).toEqual({
      type: 'Unreachable',
      detail: 'ECONNRESET',
      sent: 'maybe',
    });
  });

  test('its answer breaks off', async () => {
    const port = await rawServer((socket, request) => {
      const answer = ippAnswer(requestIdOf(request));
      socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${ipp}content-length: 4000\r\n\r\n`), answer]));
    });
    expect(await errorOf(port)).toMatchObject({ type: 'Unreachable', sent: 'maybe' });
  });

  test.each([
    ['the log-in page of a network', '200 OK', 'content-type: text/html\r\n', '<html>Sign in</html>'],
    ['a web page without a type', '200 OK', '', '<html>Sign in</html>'],
    ['a redirect to a log-in page', '302 Found', 'location: http://login.invalid/\r\n', ''],
    ['no such path', '404 Not Found', ipp, ''],
    ['an error of a proxy', '502 Bad Gateway', 'content-type: text/html\r\n', '<html>'],
    ['a demand for TLS', '426 Upgrade Required', 'upgrade: TLS/1.2\r\n', ''],
    ['no bytes at all', '200 OK', ipp, ''],
    ['garbage', '200 OK', ipp, 'garbage'],
  ])('%s: not a printer', async (_, status, headers, body) => {
    const port = await rawServer((socket) => socket.end(http(status, headers, body)));
    expect(await errorOf(port)).toMatchObject({ type: 'NotAPrinter', sent: 'maybe' });
  });

  test('an answer without end: not a printer, and not kept', async () => {
    const port = await rawServer((socket) => socket.end(http('200 OK', ipp, 'x'.repeat(5_000_000))));
    expect(await errorOf(port)).toEqual({ type: 'NotAPrinter', detail: 'too long an answer', sent: 'maybe' });
  });

  test('something that does not speak HTTP: not a printer', async () => {
    const port = await rawServer((socket) => socket.end('@PJL READY\r\n'));
    expect(await errorOf(port)).toMatchObject({ type: 'NotAPrinter' });
  });

  test('an answer to another request: not a printer', async () => {
    const port = await rawServer((socket, request) =>
      socket.end(http('200 OK', ipp, ippAnswer(requestIdOf(request) + 1))),
    );
    expect(await errorOf(port)).toEqual({
      type: 'NotAPrinter',
      detail: 'an answer to another request',
      sent: 'maybe',
    });
  });

  test.each([
    [0x0507, 'server-error-busy'],
    [0x0406, 'client-error-not-found'],
    [0x04ff, 'status-0x04ff'],
  ])('the status %i is a refusal', async (status, keyword) => {
    const port = await rawServer((socket, request) =>
      socket.end(http('200 OK', ipp, ippAnswer(requestIdOf(request), status))),
    );
    expect(await errorOf(port)).toEqual({ type: 'Refused', status, keyword, sent: 'maybe' });
  });

  test('a demand for a password is a refusal', async () => {
    const port = await rawServer((socket) => socket.end(http('401 Unauthorized', 'www-authenticate: Basic\r\n', '')));
    expect(await errorOf(port)).toMatchObject({ type: 'Refused', keyword: 'client-error-not-authenticated' });
  });

  test('an old printer is spoken to in its version, and the request is done once', async () => {
    const versions: number[] = [];
    const port = await rawServer((socket, request) => {
      versions.push(request.readUInt8(0));
      const status = request.readUInt8(0) === 2 ? 0x0503 : 0;
      socket.end(http('200 OK', ipp, ippAnswer(requestIdOf(request), status)));
    });
    const client = createIppClient({ uri: `ipp://127.0.0.1:${port}/`, fingerprint: null, timeouts: patient });
    const request = { operation: 'get-printer-attributes', attributes: new Map() } as const;
    expect(await client.ask(request)).toMatchObject({ ok: true });
    expect(await client.ask(request)).toMatchObject({ ok: true });
    expect(versions).toEqual([2, 1, 1]);
  });

  test('goes on after "100 Continue"', async () => {
    const port = await rawServer((socket, request) => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      socket.end(http('200 OK', ipp, ippAnswer(requestIdOf(request))));
    });
    expect(await errorOf(port)).toBeNull();
  });

  test('hears a refusal that comes before the printer has read everything', async () => {
    const port = await listening(
      createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', (chunk) => {
          const start = chunk.indexOf('\r\n\r\n') + 4;
          const requestId = start < chunk.length ? chunk.readInt32BE(start + 4) : 1;
          socket.pause().write(http('200 OK', ipp, ippAnswer(requestId, 0x040a)));
        });
      }),
    );
    expect(await errorOf(port, new Uint8Array(30_000_000))).toMatchObject({ type: 'Refused', status: 0x040a });
  });
});

describe('over ipps', () => {
  const start = async () => {
    const printer = await startIppDouble({ random: createRandom(11), isSecure: true });
    closing.push(printer.close);
    return { printer, fingerprint: Fingerprint.parse(printer.fingerprint) };
  };

  test('the first contact reports the certificate and asks nothing', async () => {
    const { printer, fingerprint } = await start();
    const answer = await ask(printer.uri);
    expect(answer).toEqual({ ok: false, error: { type: 'CertificateUnknown', fingerprint, sent: 'nothing-sent' } });
    expect(printer.calls()).toEqual({});
  });

  test('the confirmed certificate is enough', async () => {
    const { printer, fingerprint } = await start();
    expect(await ask(printer.uri, { fingerprint })).toMatchObject({ ok: true });
  });

  test('another certificate than the confirmed one gets nothing, the document least of all', async () => {
    const { printer, fingerprint } = await start();
    const confirmed = Fingerprint.parse('0'.repeat(64));
    const answer = await ask(printer.uri, { fingerprint: confirmed, document: new Uint8Array(10) });
    expect(answer).toEqual({ ok: false, error: { type: 'CertificateChanged', fingerprint, sent: 'nothing-sent' } });
    expect(printer.calls()).toEqual({});
  });

  test('a port without TLS is not the printer', async () => {
    const port = await listening(
      createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400\r\n\r\n')),
    );
    const answer = await ask(`ipps://127.0.0.1:${port}/ipp/print`);
    expect(answer).toMatchObject({ ok: false, error: { type: 'NotAPrinter', sent: 'nothing-sent' } });
  });

  test('a port that takes the line and stays silent times out', async () => {
    const port = await listening(createServer((socket) => socket.on('error', () => undefined).resume()));
    const answer = await ask(`ipps://127.0.0.1:${port}/ipp/print`, { timeouts: { ...quick, connect: 300 } });
    expect(answer).toEqual({ ok: false, error: { type: 'TimedOut', sent: 'nothing-sent' } });
  });
});
