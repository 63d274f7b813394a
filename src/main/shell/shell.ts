import type { FromOffice } from '../../shared/contract/envelope.ts';
import type { WindowMode } from '../../shared/contract/window.ts';
import type { LogLine } from '../../shared/text/log-line.ts';

/**
 * A way for a person or a program to reach the office: a window in Electron or Chromium, or lines on standard input
 * and output. A shell carries messages and knows nothing of what they mean.
 */
export interface Shell {
  readonly start: (on: ShellEvents) => void;
  readonly send: (message: FromOffice) => void;
}

export interface ShellEvents {
  /** Each message from outside, as it came. */
  readonly receive: (message: unknown) => void;
  /** Whoever asks will be there in a moment: time to begin. More than once, where what they ask through is started anew. */
  readonly coming: () => void;
  /** There will be no more messages. Once. */
  readonly closed: () => void;
}

/**
 * A window that a person works in. It becomes a `Shell` behind the gate (`window-gate.ts`), which no adapter can leave
 * out by mistake: here a message is still the text that the page sent.
 */
export interface WindowShell {
  /** Opens the window. Called once. */
  readonly start: (on: WindowEvents) => void;
  /** Brings a message to the page that is shown now; where there is none, nobody waits for it. */
  readonly send: (message: FromOffice) => void;
  /** Closes the window and everything that belongs to it; ends when all of it is gone. */
  readonly close: () => Promise<void>;
}

export interface WindowEvents {
  /** Each message from the page, as the JSON text that its preload wrote. Neither parsed nor measured yet. */
  readonly receive: (text: string) => void;
  /** The browser is there, and its page will be. */
  readonly coming: () => void;
  /** A page begins anew, at first or after a reload or a crash. What the page before it asked, nobody waits for. */
  readonly opened: () => void;
  /** The window is gone and won't come back: closed by a person, by `close`, or because it can't be had. Once. */
  readonly closed: () => void;
}

/** What every shell with a window is given. */
export interface WindowShellOptions {
  readonly mode: WindowMode;
  /** The folder of the built page (`out/app/renderer`): read once, at the start. */
  readonly assets: string;
  /** The file of the built preload script of this shell. */
  readonly preload: string;
  /** Where the browser keeps its own things. Never anything of the office. */
  readonly profile: string;
}

/** What every shell with a window takes from the composition root. */
export interface WindowShellDeps {
  readonly log: (line: LogLine) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** Ends early, without an error, when `signal` is aborted. Milliseconds. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** An id that nobody can guess. */
  readonly newId: () => string;
}
