import { withoutNumbers } from './language.ts';

declare const isLogLine: unique symbol;

/**
 * A line for a log. There is one way to make one, which takes out whatever could be a resident number, so that none gets
 * into a log by accident: not in the message of an error, nor in a document that somebody printed while looking for a
 * fault (RN-7).
 */
export type LogLine = string & { readonly [isLogLine]: true };

export const logLine = (text: string): LogLine => withoutNumbers(text) as LogLine;
