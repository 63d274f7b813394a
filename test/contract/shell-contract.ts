import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRouter } from '../../src/main/shell/router.ts';
import type { Shell, WindowShell } from '../../src/main/shell/shell.ts';
import { createWindowGate, windowLimits } from '../../src/main/shell/window-gate.ts';
import { requestToError } from '../../src/main/usecases/invalid-input.ts';
import type { Request } from '../../src/shared/contract/envelope.ts';

/** A shell on the test page (`writeTestPage`), for the suite to drive. */
export interface ShellUnderTest {
  readonly window: WindowShell;
  /** Runs an expression in the page's world, and waits for its promise. */
  readonly evaluate: <T>(expression: string) => Promise<T>;
  /** What the shell has written. */
  readonly log: readonly string[];
  /** Ends the page's process, as a fault of its own would. */
  readonly crashPage: () => Promise<void>;
  /** Removes what is left after the window is closed. */
  readonly end: () => Promise<void>;
}

/**
 * What every shell with a window must do, whoever draws it. The gate and the router before it are the product's; the
 * office behind them is a few answers.
 */
export const describeShell = (name: string, open: () => ShellUnderTest): void => {
  describe(`the window in ${name}`, () => {
    const log: string[] = [];
    const arrived: Request[] = [];
    const happened: ('coming' | 'opened' | 'closed')[] = [];
    /** The gate's clock stands still, so that what a window may ask doesn't depend on how fast this machine is. */
    let now = 0;
    let on: ShellUnderTest;
    let shell: Shell;

    const answer = (request: Request): void => {
      arrived.push(request);
      const { id, input } = request;
      const reply = (value: unknown): void => shell.send({ type: 'reply', id, ok: true, value });
      if (request.name === 'echo') reply(input);
      else if (request.name === 'long') reply('가'.repeat((input as { readonly length: number }).length));
      else if (request.name === 'nobody')
        shell.send({ type: 'reply', id, ok: false, error: { type: 'ResidentNotFound' } });
    };
    const until = async (what: string, expression: string): Promise<void> => {
      let last: unknown;
      for (let tries = 0; tries < 600; tries += 1) {
        last = await on.evaluate<boolean>(`Boolean(${expression})`).catch((error: unknown) => error);
        if (last === true) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`never: ${what} (${String(last)})`);
    };
    const ready = (): Promise<void> => until('the page is ready', 'window.isReady');
    const reload = async (): Promise<void> => {
      const born = await on.evaluate<number>('window.born');
      await on.evaluate('void setTimeout(() => location.reload(), 0)');
      await until('the page is loaded anew', `window.isReady && window.born !== ${born}`);
    };

    beforeAll(async () => {
      on = open();
      const window: WindowShell = {
        ...on.window,
        start: (events) =>
          on.window.start({
            ...events,
            coming: () => {
              happened.push('coming');
              events.coming();
            },
            opened: () => {
              happened.push('opened');
              events.opened();
            },
            closed: () => {
              happened.push('closed');
              events.closed();
            },
          }),
      };
      shell = createWindowGate({ window, now: () => now, log: (line) => void log.push(line) });
      const route = createRouter({
        post: { office: answer, reader: answer },
        refuse: (id, message) => shell.send({ type: 'reply', id, ok: false, error: requestToError(message) }),
        log: (line) => void log.push(line),
      });
      shell.start({ receive: route, coming: () => undefined, closed: () => undefined });
      await ready();
    });
    afterAll(() => on.end());
    beforeEach(() => {
      now += 60_000;
      log.length = 0;
      arrived.length = 0;
    });

    test('says that its page is coming before it opens', () => {
      expect(happened).toEqual(['coming', 'opened']);
    });

    test('shows the page with its style and its script', async () => {
      expect(await on.evaluate('[location.href, getComputedStyle(document.querySelector("h1")).color]')).toEqual([
        'https://office.rrs.invalid/',
        'rgb(1, 2, 3)',
      ]);
    });

    test('carries a request in and its answer back, with every letter that there is', async () => {
      const input = { 이름: '홍길동 \u2028 "\\ \u0000 𠮷 😀', list: [1, -0.5, null, true, [], {}], empty: '' };
      const reply = await on.evaluate(`rrs.command('echo', ${JSON.stringify(input)})`);
      expect(reply).toEqual({ ok: true, value: input });
      expect(arrived.map(({ type, name, input }) => [type, name, input])).toEqual([['command', 'echo', input]]);
      await on.evaluate(`rrs.query('echo', 7)`);
      expect(arrived[1]).toMatchObject({ type: 'query', input: 7 });
    });

    test('brings errors as values', async () => {
      expect(await on.evaluate(`rrs.query('nobody', {})`)).toEqual({ ok: false, error: { type: 'ResidentNotFound' } });
    });

    test('carries what JSON says of a value and nothing else, and refuses in the page what JSON can not say', async () => {
      const reply = await on.evaluate(
        `rrs.command('echo', { at: new Date(0), no: undefined, nan: NaN, map: new Map([[1, 2]]), bytes: new Uint8Array([1]) })`,
      );
      const value = { at: '1970-01-01T00:00:00.000Z', nan: null, map: {}, bytes: { 0: 1 } };
      expect(reply).toEqual({ ok: true, value });
      const proto = await on.evaluate(
        `rrs.command('echo', JSON.parse('{"__proto__":{"admin":true}}')).then(({ value }) => [Object.keys(value), value.admin ?? null])`,
      );
      expect(proto).toEqual([['__proto__'], null]);
      arrived.length = 0;
      for (const input of ['1n', '(() => { const a = {}; a.a = a; return a })()'])
        expect(await on.evaluate(`rrs.command('echo', ${input}).then(() => 'sent', (error) => error.name)`)).toBe(
          'TypeError',
        );
      expect(arrived).toEqual([]);
    });

    test('gives each of many requests its own answer, short ones and long ones', async () => {
      const asked = Array.from({ length: 40 }, (_, index) => (index % 4 === 0 ? 100_000 + index : index));
      const lengths = await on.evaluate(
        `Promise.all(${JSON.stringify(asked)}.map((length) => rrs.query('long', { length }).then(({ value }) => value.length)))`,
      );
      expect(lengths).toEqual(asked);
    });

    test('brings an answer of several megabytes whole', async () => {
      const [length, last] = await on.evaluate<[number, string]>(
        `rrs.query('long', { length: 3000000 }).then(({ value }) => [value.length, value.at(-1)])`,
      );
      expect([length, last]).toEqual([3_000_000, '가']);
    });

    test('tells every listener which topics changed, until it ends', async () => {
      await on.evaluate(`void (window.second = [], window.stop = rrs.onChanged((topics) => second.push(topics)))`);
      shell.send({ type: 'changed', topics: ['outbox', 'link'] });
      await until('both have heard', 'heard.length === 1 && second.length === 1');
      await on.evaluate('void stop()');
      shell.send({ type: 'changed', topics: ['printers'] });
      await until('the first has heard', 'heard.length === 2');
      expect(await on.evaluate('[heard, second]')).toEqual([[['outbox', 'link'], ['printers']], [['outbox', 'link']]]);
    });

    test('answers what is no request, and nobody reads it', async () => {
      const reply = await on.evaluate(`rrs.command('n'.repeat(61), {})`);
      expect(reply).toMatchObject({ ok: false, error: { type: 'InvalidInput', issues: [{ path: 'name' }] } });
      expect(arrived).toEqual([]);
    });

    test.each([windowLimits.longest, 20_000_000])('refuses a message of more than %i characters', async (length) => {
      const secret = '비밀의 내용';
      const reply = await on.evaluate(`rrs.command('echo', '${secret}'.padEnd(${length}, 'x'))`);
      expect(reply).toEqual({ ok: false, error: { type: 'WindowRefused', why: 'too-long' } });
      expect(arrived).toEqual([]);
      expect(log).toEqual(['the window: a message that was too long was refused']);
      expect(await on.evaluate(`rrs.command('echo', 'still there')`)).toMatchObject({ ok: true });
    });

    test('refuses more questions at once than are answered, until some are', async () => {
      const all = windowLimits.inFlight + 20;
      await on.evaluate(
        `void (window.replies = [], Array.from({ length: ${all} }, () => rrs.query('never', '비밀').then((reply) => replies.push(reply))))`,
      );
      await until('those over the limit are refused', 'replies.length === 20');
      expect(await on.evaluate('replies[0]')).toEqual({ ok: false, error: { type: 'WindowRefused', why: 'too-many' } });
      expect(arrived).toHaveLength(windowLimits.inFlight);
      expect(log).toEqual(['the window: too many messages were refused']);
      const [first] = arrived;
      if (first) shell.send({ type: 'reply', id: first.id, ok: true, value: null });
      await until('the answer is there', 'replies.length === 21');
      expect(await on.evaluate(`rrs.query('echo', 1)`)).toMatchObject({ ok: true });
      await reload();
    });

    test('refuses who asks without a pause, and hears again of who waits', async () => {
      const all = windowLimits.burst + 50;
      const refused = await on.evaluate<number>(
        `(async () => { let refused = 0; for (let i = 0; i < ${all}; i++) refused += (await rrs.query('echo', i)).ok ? 0 : 1; return refused })()`,
      );
      expect(refused).toBe(50);
      now += 1000;
      expect(await on.evaluate(`rrs.query('echo', 1)`)).toEqual({ ok: true, value: 1 });
    });

    test('gives a page that was reloaded the same, and none of the answers to the page before it', async () => {
      await on.evaluate(`void rrs.query('never', 'old')`);
      await until('it has asked', 'true');
      await reload();
      await on.evaluate(
        `void (window.reply = null, rrs.query('never', 'new').then((reply) => { window.reply = reply }))`,
      );
      await on.evaluate(`rrs.query('echo', 1)`);
      for (const { id, input } of arrived.filter(({ name }) => name === 'never'))
        shell.send({ type: 'reply', id, ok: true, value: input });
      await until('it is answered', 'window.reply');
      expect(await on.evaluate('reply')).toEqual({ ok: true, value: 'new' });
    });

    test('gives an API that no script of the page can change or take away', async () => {
      await on.evaluate(
        `void (() => { try { rrs.query = 1 } catch {} try { window.rrs = 1 } catch {} try { delete window.rrs } catch {} })()`,
      );
      expect(await on.evaluate(`[Object.keys(rrs).sort(), Object.isFrozen(rrs), typeof rrs.query]`)).toEqual([
        ['command', 'onChanged', 'query'],
        true,
        'function',
      ]);
      expect(await on.evaluate(`rrs.query('echo', 1)`)).toMatchObject({ ok: true });
    });

    test.each([
      ['an empty frame', ''],
      ['about:blank', 'about:blank'],
      ['a frame of its own address', 'https://office.rrs.invalid/'],
      ['a foreign address', 'https://example.com/'],
      ['a document in the address', 'data:text/html,<p>hi'],
    ])('has no API in %s', async (_, address) => {
      const kind = await on.evaluate(`new Promise((resolve) => {
        const frame = document.createElement('iframe');
        if (${JSON.stringify(address)}) frame.src = ${JSON.stringify(address)};
        const look = () => { try { return typeof frame.contentWindow.rrs } catch (error) { return error.name } };
        frame.onload = () => { resolve(look()); frame.remove() };
        setTimeout(() => { resolve(look()); frame.remove() }, 500);
        document.body.append(frame);
      })`);
      expect(['undefined', 'SecurityError']).toContain(kind);
      expect(await on.evaluate(`rrs.query('echo', 1)`)).toMatchObject({ ok: true });
    });

    test.each([
      'https://example.com/',
      'http://127.0.0.1:9/',
      'file:///etc/passwd',
      'chrome://version/',
      'view-source:https://office.rrs.invalid/',
      'data:text/html,hi',
      'blob:https://office.rrs.invalid/x',
      'about:blank',
      'mailto:somebody@example.com',
      'https://office.rrs.invalid/nowhere',
      'https://office.rrs.invalid.example.com/',
    ])('does not leave its page for %s', async (address) => {
      const born = await on.evaluate<number>('window.born');
      await on.evaluate(`void setTimeout(() => {
        const link = document.createElement('a');
        link.href = ${JSON.stringify(address)};
        document.body.append(link);
        link.click();
      }, 0)`);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await ready();
      expect(await on.evaluate('location.href')).toBe('https://office.rrs.invalid/');
      // Nobody is asked for these two, so the page may be gone before the shell can bring it back.
      if (!/^(about|blob):/.test(address)) expect(await on.evaluate('window.born')).toBe(born);
      expect(await on.evaluate(`rrs.query('echo', 1)`)).toMatchObject({ ok: true });
    });

    test('opens no other window', async () => {
      expect(await on.evaluate(`String(window.open('https://office.rrs.invalid/', '_blank', 'popup'))`)).toBe('null');
      expect(await on.evaluate(`rrs.query('echo', 1)`)).toMatchObject({ ok: true });
    });

    test('comes back after its page crashed, and says that it began anew', async () => {
      const before = await on.evaluate<number>('window.born');
      happened.length = 0;
      await on.crashPage();
      await until('the page is there again', `window.isReady && window.born !== ${before}`);
      expect(happened).toEqual(['opened']);
      expect(on.log.filter((line) => line.includes('crashed'))).toHaveLength(1);
      expect(await on.evaluate(`rrs.query('echo', 'again')`)).toEqual({ ok: true, value: 'again' });
    });

    test('says once that it is closed, and takes messages for nobody after that', async () => {
      happened.length = 0;
      await on.window.close();
      await on.window.close();
      shell.send({ type: 'changed', topics: ['outbox'] });
      expect(happened).toEqual(['closed']);
    });
  });
};
