import { useEffect, useRef } from 'react';

/** Puts the focus back to where it was before the screen was locked, also into a dialog that stood over the desk. */
export const useFocusKept = (isLocked: boolean): void => {
  const last = useRef<HTMLElement | null>(null);
  const wasLocked = useRef(false);
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && !target.closest('.lock-screen')) last.current = target;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  useEffect(() => {
    const isUnlocked = wasLocked.current && !isLocked;
    wasLocked.current = isLocked;
    if (!isUnlocked) return;
    // Once the lock screen is gone, and what lay under it can be reached again.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) last.current?.focus({ preventScroll: true });
    }, 50);
    return () => clearTimeout(timer);
  }, [isLocked]);
};
