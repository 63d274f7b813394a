import type { FromOffice } from '../../shared/contract/envelope.ts';

/**
 * A way for a person or a program to reach the office: a window in Electron or Chromium, or lines on standard input
 * and output. A shell carries messages and knows nothing of what they mean.
 */
export interface Shell {
  /** Calls `receive` for each message from outside, as it came; `closed` once there will be no more. */
  readonly start: (on: { readonly receive: (message: unknown) => void; readonly closed: () => void }) => void;
  readonly send: (message: FromOffice) => void;
}
