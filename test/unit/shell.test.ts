import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createRouter } from '../../src/main/shell/router.ts';
import { createStdioShell } from '../../src/main/shell/stdio/stdio-shell.ts';
import { requestToError } from '../../src/main/usecases/invalid-input.ts';
import type { Request } from '../../src/shared/contract/envelope.ts';
import { queries } from '../../src/shared/contract/queries.ts';

const aRequest = (overrides: Partial<Record<keyof Request, unknown>> = {}): Record<string, unknown> => ({
  id: 1,
  type: 'query',
  name: 'getStatus',
  input: {},
  ...overrides,
});

const setupRouter = () => {
  const posted: { readonly thread: string; readonly request: Request }[] = [];
  const log: string[] = [];
  const refused: number[] = [];
  const to = (thread: string) => (request: Request) => void posted.push({ thread, request });
  const route = createRouter({
    post: { office: to('office'), reader: to('reader') },
    refuse: (id) => void refused.push(id),
    log: (line) => void log.push(line),
  });
  return { route, posted, refused, log };
};

describe('the router', () => {
  test('takes each query to its own thread, and every command to the office', () => {
    const { route, posted } = setupRouter();
    for (const name of Object.keys(queries)) route(aRequest({ name }));
    expect(posted.map(({ thread, request }) => [request.name, thread])).toEqual([
      ['searchResidents', 'reader'],
      ['listFilings', 'reader'],
      ['listDepartures', 'reader'],
      ['listArrivals', 'reader'],
      ['getFiling', 'reader'],
      ['listTray', 'reader'],
      ['listCertificates', 'reader'],
      ['getCertificate', 'reader'],
      ['getDay', 'reader'],
      ['getSignIn', 'office'],
      ['searchAddresses', 'reader'],
      ['listDrafts', 'office'],
      ['getDraft', 'office'],
      ['listPrinters', 'office'],
      ['getStatus', 'office'],
      ['getBackup', 'office'],
    ]);
    posted.length = 0;
    const names = ['enrol', 'reportMoveIn', ...Object.keys(queries)];
    for (const name of names) route(aRequest({ type: 'command', name }));
    expect(posted.map(({ thread }) => thread)).toEqual(names.map(() => 'office'));
  });

  test('takes unknown names to the office, which answers them, also those that every object has', () => {
    const { route, posted } = setupRouter();
    for (const name of ['nothing', '', '__proto__', 'constructor', 'toString']) route(aRequest({ name }));
    expect(posted.map(({ thread }) => thread)).toEqual(Array.from({ length: 5 }, () => 'office'));
  });

  test('passes the input on as it came, for the use case to check', () => {
    const { route, posted } = setupRouter();
    for (const input of [null, 'text', { deep: [{ er: 1 }] }, []]) route(aRequest({ input }));
    expect(posted.map(({ request }) => request.input)).toEqual([null, 'text', { deep: [{ er: 1 }] }, []]);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'getStatus'],
    ['a list', [aRequest()]],
    ['an empty object', {}],
    ['an id that is none', aRequest({ id: 'one' })],
    ['a negative id', aRequest({ id: -1 })],
    ['half an id', aRequest({ id: 1.5 })],
  ])('drops %s, and says so without its content', (_, message) => {
    const { route, posted, log } = setupRouter();
    route(message);
    expect(posted).toEqual([]);
    expect(log).toEqual(['a message from the window was no request and was dropped']);
  });

  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  test.each<[string, unknown, RegExp]>([
    ['another type', aRequest({ type: 'event' }), /^type: .*command, query/],
    ['a name of no text', aRequest({ name: 7 }), /^name: .*text/],
    ['a name without end', aRequest({ name: 'n'.repeat(10_000_000) }), /^name: .*60/],
    ['more than was asked for', { ...aRequest(), also: 1 }, /^also: .*no such field/],
    ['what is nested without end', aRequest({ input: nested(1_000_000) }), /^input(\.0)+: .*too deep/],
  ])('answers %s that has an id, so that nobody waits for ever', (_, message, answer) => {
    const { route, posted, refused, log } = setupRouter();
    route(message);
    expect([posted, refused, log]).toEqual([[], [1], []]);
    const error = requestToError(message);
    if (error.type !== 'InvalidInput') throw new Error(error.type);
    const [issue] = error.issues;
    expect(`${issue?.path ?? ''}: ${issue?.message.en ?? ''}`).toMatch(answer);
  });
});

describe('the shell of lines', () => {
  const setupShell = () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const received: unknown[] = [];
    const shell = createStdioShell(input, output);
    const closed = new Promise<void>((resolve) =>
      shell.start({ receive: (message) => void received.push(message), coming: () => undefined, closed: resolve }),
    );
    return { input, output, shell, received, closed };
  };

  test('receives a message a line, whatever the line ends and however it is cut up', async () => {
    const { input, received, closed } = setupShell();
    const text = Buffer.from('{"id":1,"text":"솔내면"}\r\n{"id":2}\n\n{"id":3}');
    for (const byte of text) input.write(Buffer.from([byte]));
    input.end();
    await closed;
    expect(received).toEqual([{ id: 1, text: '솔내면' }, { id: 2 }, undefined, { id: 3 }]);
  });

  test('makes nothing of lines that are no JSON, and goes on', async () => {
    const { input, received, closed } = setupShell();
    input.end('{"id":1\nhello\n[1,2\n{"id":2}\n\u0000\u0001\nundefined\nNaN\n');
    await closed;
    expect(received).toEqual([undefined, undefined, undefined, { id: 2 }, undefined, undefined, undefined]);
  });

  test('takes a line of many megabytes, which the contract then refuses', async () => {
    const { input, received, closed } = setupShell();
    const name = 'n'.repeat(8 * 1_048_576);
    input.end(`${JSON.stringify(aRequest({ name }))}\n${JSON.stringify(aRequest())}\n`);
    await closed;
    const { route, posted, refused, log } = setupRouter();
    for (const message of received) route(message);
    expect([posted.length, refused.length, log.length]).toEqual([1, 1, 0]);
  });

  test('sends a message a line, with nothing in it that would end the line', () => {
    const { output, shell } = setupShell();
    shell.send({ type: 'reply', id: 1, ok: true, value: { text: 'two\nlines \u2028 and 솔내면' } });
    shell.send({ type: 'changed', topics: ['link'] });
    const lines = String(output.read()).split('\n');
    expect(lines.map((line): unknown => (line === '' ? null : JSON.parse(line)))).toEqual([
      { type: 'reply', id: 1, ok: true, value: { text: 'two\nlines \u2028 and 솔내면' } },
      { type: 'changed', topics: ['link'] },
      null,
    ]);
  });

  test('says when no more will come', async () => {
    const { input, closed } = setupShell();
    input.end();
    await closed;
  });
});
