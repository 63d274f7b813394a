import { describe, expect, test } from 'vitest';
import type { WindowEvents, WindowShell } from '../../src/main/shell/shell.ts';
import { createWindowGate } from '../../src/main/shell/window-gate.ts';
import type { FromOffice, Request } from '../../src/shared/contract/envelope.ts';

const limits = { longest: 200, inFlight: 3, burst: 5, perSecond: 2 };

/** The gate between a window that is only its two ends, and an office that answers when the test says so. */
const setupGate = () => {
  let now = 1_000_000;
  let page: WindowEvents | null = null;
  const shown: FromOffice[] = [];
  const arrived: Request[] = [];
  const log: string[] = [];
  let coming = 0;
  let closed = 0;
  const window: WindowShell = {
    start: (on) => {
      page = on;
    },
    send: (message) => void shown.push(message),
    close: async () => undefined,
  };
  const gate = createWindowGate({ window, now: () => now, log: (line) => void log.push(line), limits });
  gate.start({
    receive: (message) => void arrived.push(message as Request),
    coming: () => void (coming += 1),
    closed: () => void (closed += 1),
  });
  if (page === null) throw new Error('the window was not started');
  const ends: WindowEvents = page;
  const ask = (id: unknown, input: unknown = {}): void =>
    ends.receive(JSON.stringify({ id, type: 'query', name: 'getStatus', input }));
  const answer = (index: number, value: unknown): void =>
    gate.send({ type: 'reply', id: arrived[index]?.id ?? -1, ok: true, value });
  return {
    page: ends,
    gate,
    ask,
    answer,
    shown,
    arrived,
    log,
    later: (ms: number) => void (now += ms),
    coming: () => coming,
    closed: () => closed,
  };
};

const refusedFor = (why: 'too-long' | 'too-many', id: number) => ({
  type: 'reply',
  id,
  ok: false,
  error: { type: 'WindowRefused', why },
});

describe('the gate before the router', () => {
  test('passes requests on, and gives each answer to the number that asked', () => {
    const { ask, answer, shown, arrived } = setupGate();
    ask(7, 'one');
    ask(7, 'two');
    expect(arrived.map(({ input }) => input)).toEqual(['one', 'two']);
    expect(arrived[0]?.id).not.toBe(arrived[1]?.id);
    answer(1, 'second');
    answer(0, 'first');
    answer(0, 'again');
    expect(shown).toEqual([
      { type: 'reply', id: 7, ok: true, value: 'second' },
      { type: 'reply', id: 7, ok: true, value: 'first' },
    ]);
  });

  test('passes changes on', () => {
    const { gate, shown } = setupGate();
    gate.send({ type: 'changed', topics: ['outbox'] });
    expect(shown).toEqual([{ type: 'changed', topics: ['outbox'] }]);
  });

  test('gives a new page none of the answers to the page before it, and its own share', () => {
    const { page, ask, answer, shown, arrived, coming } = setupGate();
    for (const id of [1, 2, 3]) ask(id);
    page.coming();
    page.opened();
    expect(coming()).toBe(1);
    ask(1);
    expect(arrived).toHaveLength(4);
    answer(0, 'for the old page');
    expect(shown).toEqual([]);
    answer(3, 'for the new page');
    expect(shown).toEqual([{ type: 'reply', id: 1, ok: true, value: 'for the new page' }]);
  });

  test('refuses what is too long by the number at its head, and logs nothing of it', () => {
    const { ask, shown, arrived, log, later } = setupGate();
    ask(4, '842417-1000001 '.repeat(20));
    expect([arrived, shown]).toEqual([[], [refusedFor('too-long', 4)]]);
    expect(log).toEqual(['the window: a message that was too long was refused']);
    for (let count = 0; count < 3; count += 1) ask(5, 'x'.repeat(500));
    expect(log).toHaveLength(1);
    later(10_000);
    ask(6, 'x'.repeat(500));
    expect(log[1]).toBe('the window: a message that was too long was refused, 3 more since the last line');
  });

  test('takes exactly as much as it may', () => {
    const { page, arrived, shown } = setupGate();
    const text = (length: number): string => `{"id":1,"input":"${'x'.repeat(length - 19)}"}`;
    expect(text(200)).toHaveLength(200);
    page.receive(text(200));
    expect([arrived.length, shown.length]).toEqual([1, 0]);
    page.receive(text(201));
    expect([arrived.length, shown.length]).toEqual([1, 1]);
  });

  test('refuses what comes while too much waits for an answer', () => {
    const { ask, answer, shown, arrived } = setupGate();
    for (const id of [1, 2, 3, 4]) ask(id);
    expect([arrived.length, shown]).toEqual([3, [refusedFor('too-many', 4)]]);
    answer(0, null);
    ask(5);
    expect(arrived).toHaveLength(4);
  });

  test('refuses what comes too fast, and takes again what comes later', () => {
    const { ask, answer, shown, arrived, later, log } = setupGate();
    const both = (id: number): void => {
      ask(id);
      answer(arrived.length - 1, null);
    };
    for (let id = 1; id <= 5; id += 1) both(id);
    ask(6);
    expect([arrived.length, shown.at(-1)]).toEqual([5, refusedFor('too-many', 6)]);
    expect(log).toEqual(['the window: too many messages were refused']);
    later(499);
    ask(7);
    expect(arrived).toHaveLength(5);
    later(1);
    both(8);
    expect(arrived).toHaveLength(6);
    // Who was quiet for an hour has no more than the burst.
    later(3_600_000);
    for (let id = 9; id <= 14; id += 1) both(id);
    expect(arrived).toHaveLength(11);
  });

  test('is not opened by a clock that is set back, nor shut for good', () => {
    const { ask, answer, arrived, later } = setupGate();
    for (let id = 1; id <= 5; id += 1) {
      ask(id);
      answer(arrived.length - 1, null);
    }
    later(-3_600_000);
    ask(6);
    expect(arrived).toHaveLength(5);
    later(1_000);
    ask(7);
    expect(arrived).toHaveLength(6);
  });

  test('drops what is no JSON, and leaves to the router what is no request', () => {
    const { page, arrived, shown, log } = setupGate();
    page.receive('{"id":1,');
    page.receive('');
    expect([arrived, shown]).toEqual([[], []]);
    expect(log).toEqual(['the window: a message that is no JSON was dropped']);
    for (const text of ['null', '7', '{"id":"x"}']) page.receive(text);
    expect(arrived).toEqual([null, 7, { id: 'x' }]);
  });

  test('what has no number at its head is refused without an answer', () => {
    const { page, shown, log } = setupGate();
    page.receive(`{"name":"${'x'.repeat(300)}","id":1}`);
    expect([shown, log.length]).toEqual([[], 1]);
  });

  test('a number that every object has is none', () => {
    const { page, arrived } = setupGate();
    page.receive('{"__proto__":{"id":3},"type":"query"}');
    expect(Object.hasOwn(arrived[0] ?? {}, 'id')).toBe(false);
  });

  test('says when there will be no more', () => {
    const { page, closed } = setupGate();
    page.closed();
    expect(closed()).toBe(1);
  });
});
