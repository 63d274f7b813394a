import type { FromOffice } from '../../shared/contract/envelope.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { longestMessage } from '../../shared/contract/window.ts';
import { type LogLine, logLine } from '../../shared/text/log-line.ts';
import { createQuietLog } from './quiet-log.ts';
import type { Shell, WindowShell } from './shell.ts';

/** What one window may ask: far above what a person can bring about, far below what would keep the office busy. */
export const windowLimits = {
  /** Characters of one message. */
  longest: longestMessage,
  /** Requests without an answer at the same time. */
  inFlight: 64,
  /** A screen that opens asks for much at once; in the long run it is people who ask. */
  burst: 250,
  perSecond: 60,
} as const;

export type WindowLimits = { readonly [K in keyof typeof windowLimits]: number };

type Why = Extract<AppError, { type: 'WindowRefused' }>['why'];

/**
 * Stands before the router and makes a shell of a window. Whatever asks for too much or too often is refused before
 * anybody reads it, and what is no request reaches nobody; the log hears of it, but never what it said.
 *
 * Requests get numbers of the gate's own on their way in, and their page's back on the way out: so the answer to a page
 * that was reloaded is never taken for one to the page after it, and no page can mix up two answers.
 */
export const createWindowGate = (deps: {
  readonly window: WindowShell;
  /** Milliseconds. */
  readonly now: () => number;
  readonly log: (line: LogLine) => void;
  readonly limits?: WindowLimits;
}): Shell => {
  const { window, now, limits = windowLimits } = deps;
  const idsOfPage = new Map<number, number>();
  let lastId = 0;
  let tokens = limits.burst;
  let filledAt = now();
  const quietLog = createQuietLog(deps.log, now);
  const note = (what: string): void => quietLog(logLine(`the window: ${what}`));

  const isTooOften = (): boolean => {
    const at = now();
    // A clock that was set back gives nothing and takes nothing.
    tokens = Math.min(limits.burst, tokens + (Math.max(0, at - filledAt) / 1000) * limits.perSecond);
    filledAt = at;
    if (tokens < 1) return true;
    tokens -= 1;
    return false;
  };

  const refuse = (text: string, why: Why): void => {
    note(why === 'too-long' ? 'a message that was too long was refused' : 'too many messages were refused');
    const id = idAtHead(text);
    if (id !== null) window.send({ type: 'reply', id, ok: false, error: { type: 'WindowRefused', why } });
  };

  return {
    start: ({ receive, coming, closed }) =>
      window.start({
        coming,
        receive: (text) => {
          // What is refused costs a token too: who goes on and on with messages that are too long is too often as well.
          const tooOften = isTooOften();
          if (text.length > limits.longest) return refuse(text, 'too-long');
          if (tooOften || idsOfPage.size >= limits.inFlight) return refuse(text, 'too-many');
          const message = parsed(text);
          if (message === undefined) return note('a message that is no JSON was dropped');
          const id = idOf(message);
          if (id === null) return receive(message);
          lastId += 1;
          idsOfPage.set(lastId, id);
          receive({ ...(message as object), id: lastId });
        },
        opened: () => idsOfPage.clear(),
        closed,
      }),
    send: (message: FromOffice) => {
      if (message.type === 'changed') return window.send(message);
      const id = idsOfPage.get(message.id);
      if (id === undefined) return;
      idsOfPage.delete(message.id);
      if (!message.ok && message.error.type === 'InvalidInput') note('a message was refused for what it holds');
      window.send({ ...message, id });
    },
  };
};

/** The bridge writes the id first, so that it can be told without reading what is refused for its length. */
const idAtHead = (text: string): number | null => {
  const digits = /^\{"id":(\d{1,15})[,}]/.exec(text.slice(0, 30))?.[1];
  return digits === undefined ? null : Number(digits);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** Of what could be a request: whether it is one, the router says. */
const idOf = (message: unknown): number | null => {
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, 'id')) return null;
  const { id } = message as { readonly id: unknown };
  return Number.isSafeInteger(id) && (id as number) >= 0 ? (id as number) : null;
};
