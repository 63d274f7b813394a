import { useEffect, useState } from 'react';
import type { SignInFacts } from '../features/sign-in/sign-in-form.tsx';
import type * as afterSignIn from './after-sign-in.ts';
import { readLetters } from './letters.ts';

type AfterSignIn = typeof afterSignIn;

let known: AfterSignIn | null = null;

const read = async (): Promise<AfterSignIn> => {
  known ??= await import('./after-sign-in.ts');
  return known;
};

/**
 * The desk and what belongs to it, which the page that is shown first doesn't wait for: null until it has been read. That
 * happens while somebody still types their password, together with the letters that it is written in. Not React's `lazy`,
 * which keeps a screen back for a third of a second once it has shown that it waits.
 */
export const useAfterSignIn = (state: SignInFacts['state'] | null): AfterSignIn | null => {
  const [after, setAfter] = useState(known);
  const isNeeded = state === 'signed-in' || state === 'locked';
  useEffect(() => {
    if (after || state === null) return;
    const begin = async (): Promise<void> => {
      try {
        const module = await read();
        setAfter(module);
        // Letters that don't come now are asked for again by the page that needs them.
        if (!isNeeded) readLetters(module.deskWords()).catch(() => undefined);
      } catch (error) {
        // The error boundary shows it.
        setAfter(() => {
          throw error;
        });
      }
    };
    if (isNeeded) {
      void begin();
      return;
    }
    const idle = requestIdleCallback(() => void begin());
    return () => cancelIdleCallback(idle);
  }, [after, state, isNeeded]);
  return after;
};
