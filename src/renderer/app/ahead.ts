import type { WindowBridge } from '../../shared/contract/window.ts';
import { readUsualLetters } from './letters.ts';

/**
 * What the first screen waits for, asked for before the page's other scripts have begun (main.tsx imports this first): it
 * comes while they are run through.
 */

/** Fulfilled when the usual letters are there, or can't be had: a page in other letters is better than none. */
export const usualLetters = readUsualLetters().catch(() => undefined);

type Query = WindowBridge['query'];

/** Of the questions that every page begins with, those whose answers nobody has taken yet. Nothing is asked in them. */
const asked = new Map<string, ReturnType<Query>>();
const office = window.rrs;
if (office) {
  // Hears of changes first: an answer from before one is not taken.
  office.onChanged(() => asked.clear());
  for (const name of ['getSignIn', 'getStatus'] as const) asked.set(name, office.query(name, {}));
}

/** The office of this window; its first answers are under way already. Null in a browser that somebody opened the page with. */
export const officeAhead = (): WindowBridge | null => {
  if (!office) return null;
  const query: Query = (name, input) => {
    const answer = asked.get(name);
    asked.delete(name);
    return (answer as ReturnType<typeof office.query<typeof name>> | undefined) ?? office.query(name, input);
  };
  return { ...office, query };
};
