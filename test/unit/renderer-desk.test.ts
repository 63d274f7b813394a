import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGatedBridge } from '../../src/renderer/app/gated-bridge.ts';
import { createIdleTimer } from '../../src/renderer/app/idle-timer.ts';
import { createPageView } from '../../src/renderer/features/resident/page-view.ts';
import { summarisePrinters } from '../../src/renderer/features/status/printer-summary.ts';
import { clockToText, timeToText } from '../../src/renderer/features/status/times.ts';
import { aPrinter } from '../../src/renderer/gallery/office.ts';
import { aPage } from '../../src/renderer/gallery/people.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import { err, ok, type Result } from '../../src/shared/contract/result.ts';
import type { Topic } from '../../src/shared/contract/topics.ts';
import type { WindowBridge } from '../../src/shared/contract/window.ts';

/** An office that is locked or not, and counts what it is asked. */
const setupOffice = () => {
  const office: { isLocked: boolean; asked: number; tell: (topics: readonly Topic[]) => void } = {
    isLocked: false,
    asked: 0,
    tell: () => undefined,
  };
  const answer = async (): Promise<Result<unknown, AppError>> => {
    office.asked += 1;
    return office.isLocked ? err({ type: 'Locked' }) : ok('answered');
  };
  const inner = {
    query: answer,
    command: answer,
    onChanged: (listener: (topics: readonly Topic[]) => void) => {
      office.tell = listener;
      return () => undefined;
    },
  } as unknown as WindowBridge;
  const heard: Topic[][] = [];
  const gate = createGatedBridge(inner);
  gate.bridge.onChanged((topics) => heard.push([...topics]));
  return { office, gate, heard };
};
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('the desk behind a lock screen', () => {
  test('a query that is asked while it is locked waits, and is answered after the next sign-in', async () => {
    const { office, gate } = setupOffice();
    office.isLocked = true;
    gate.setOpen(false);
    const answer = gate.bridge.query('getStatus', {});
    await settled();
    expect(office.asked).toBe(0);
    office.isLocked = false;
    gate.setOpen(true);
    expect(await answer).toEqual(ok('answered'));
  });

  test('a query that meets the lock before the window knows of it waits too', async () => {
    const { office, gate } = setupOffice();
    office.isLocked = true;
    const answer = gate.bridge.query('getStatus', {});
    await settled();
    gate.setOpen(false);
    office.isLocked = false;
    gate.setOpen(true);
    expect(await answer).toEqual(ok('answered'));
    expect(office.asked).toBe(2);
  });

  test('a query whose refusal comes after the lock was lifted is asked again at once', async () => {
    const { office, gate } = setupOffice();
    office.isLocked = true;
    const answer = gate.bridge.query('getStatus', {});
    office.isLocked = false;
    gate.setOpen(false);
    gate.setOpen(true);
    expect(await answer).toEqual(ok('answered'));
  });

  test('what changed meanwhile is told once, when it is open again', () => {
    const { office, gate, heard } = setupOffice();
    gate.setOpen(false);
    office.tell(['filings']);
    office.tell(['filings', 'outbox']);
    expect(heard).toEqual([]);
    gate.setOpen(true);
    expect(heard).toEqual([['filings', 'outbox']]);
    office.tell(['link']);
    gate.setOpen(false);
    gate.setOpen(true);
    expect(heard).toEqual([['filings', 'outbox'], ['link']]);
  });

  test('a page that is brought up to date while the lock comes stays as it is, and is brought up to date after it', async () => {
    const { office, gate } = setupOffice();
    const shown: Result<unknown, AppError>[] = [];
    const ask = async () => {
      const answer = await gate.bridge.command('viewResident', {} as never);
      return answer.ok ? ok(aPage()) : answer;
    };
    const view = createPageView({ ask, show: (answer) => shown.push(answer) });
    gate.bridge.onChanged(view.changed);
    await view.load();
    expect(shown).toHaveLength(1);
    // Locked already, and the window hasn't heard of it yet.
    office.isLocked = true;
    office.tell(['filings']);
    office.tell(['session']);
    await settled();
    gate.setOpen(false);
    office.isLocked = false;
    office.tell(['session']);
    expect(shown).toHaveLength(1);
    gate.setOpen(true);
    await settled();
    expect(shown).toEqual([ok(aPage()), ok(aPage())]);
    // Nothing is missing any more.
    office.tell(['session']);
    await settled();
    expect(shown).toHaveLength(2);
  });

  test('a page that can not be had for another reason says so', async () => {
    const shown: Result<unknown, AppError>[] = [];
    const view = createPageView({
      ask: async () => err({ type: 'ResidentNotFound' }),
      show: (answer) => shown.push(answer),
    });
    await view.load();
    expect(shown).toEqual([err({ type: 'ResidentNotFound' })]);
  });

  test('a command is not kept for whoever signs in next', async () => {
    const { office, gate } = setupOffice();
    office.isLocked = true;
    gate.setOpen(false);
    expect(await gate.bridge.command('syncNow', {})).toEqual(err({ type: 'Locked' }));
  });
});

describe('a desk that nobody touches', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const setupTimer = () => {
    const warnings: (number | null)[] = [];
    const idle = { times: 0 };
    const timer = createIdleTimer({
      lockAfterMs: 60_000,
      warnBeforeMs: 3_000,
      onWarn: (left) => warnings.push(left),
      onIdle: () => {
        idle.times += 1;
      },
    });
    return { timer, warnings, idle };
  };

  test('locks after its time, and counts the last seconds down', () => {
    const { warnings, idle } = setupTimer();
    vi.advanceTimersByTime(56_999);
    expect(warnings).toEqual([]);
    vi.advanceTimersByTime(3_001);
    expect(warnings).toEqual([3, 2, 1, null]);
    expect(idle.times).toBe(1);
  });

  test('begins anew when somebody is there, even in the last second', () => {
    const { timer, warnings, idle } = setupTimer();
    vi.advanceTimersByTime(59_500);
    timer.touch();
    expect(warnings.at(-1)).toBeNull();
    vi.advanceTimersByTime(59_999);
    expect(idle.times).toBe(0);
    vi.advanceTimersByTime(1);
    expect(idle.times).toBe(1);
  });

  test('counts no more when it is stopped', () => {
    const { timer, idle } = setupTimer();
    timer.stop();
    vi.advanceTimersByTime(600_000);
    expect(idle.times).toBe(0);
  });
});

test('times are those of Korea, wherever the computer thinks it is', () => {
  expect(timeToText('2026-11-01T16:05:09Z', 'ko')).toBe('11. 2. 01:05');
  expect(timeToText('2026-11-01T16:05:09Z', 'en')).toBe('11/02 01:05');
  expect(clockToText('2026-11-01T16:05:09Z')).toBe('01:05:09');
});

describe('all printers in one word', () => {
  const ready = aPrinter();
  const stopped = aPrinter({ blockers: ['media-empty'] });
  test.each([
    ['none', []],
    ['ready', [ready]],
    ['busy', [aPrinter({ state: 'processing' }), ready]],
    ['warn', [ready, aPrinter({ warnings: ['toner-low'] })]],
    ['stop', [aPrinter({ warnings: ['toner-low'] }), stopped]],
    ['stop', [aPrinter({ reachable: false }), ready]],
    ['unknown', [{ ...ready, state: null }, ready]],
  ] as const)('%s', (word, printers) => {
    expect(summarisePrinters([...printers])).toBe(word);
  });
});
