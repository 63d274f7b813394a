import { useSyncExternalStore } from 'react';

/** A line of a list: 2.25 rem, as lists.css draws it. */
const lineInRem = 2.25;

const subscribe = (changed: () => void): (() => void) => {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class', 'data-zoom'] });
  return () => observer.disconnect();
};

const read = (): number =>
  Math.round(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * lineInRem);

/** The height of a list's line in pixels; it follows the zoom. */
export const useLineHeight = (): number => useSyncExternalStore(subscribe, read);
