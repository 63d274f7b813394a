import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** So many rows beyond the edges are drawn too, so that a turn of the wheel meets no gap. */
const beyond = 8;

/** Which rows of a long list are drawn; all are of one height, and a head covers the upper edge. */
export interface RowsInSight {
  /** The first one, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Scrolls no further than it takes to see the whole row. */
  readonly reveal: (index: number) => void;
}

export const useRowsInSight = (
  scroller: RefObject<HTMLElement | null>,
  { count, rowHeight }: { readonly count: number; readonly rowHeight: number },
): RowsInSight => {
  const [{ from, to }, setRange] = useState({ from: 0, to: 0 });

  useLayoutEffect(() => {
    const list = scroller.current;
    if (list === null) return;
    const look = (): void => {
      const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - beyond);
      const end = Math.ceil((list.scrollTop + list.clientHeight) / rowHeight) + beyond;
      setRange((range) => (range.from === first && range.to === end ? range : { from: first, to: end }));
    };
    look();
    // Drawn before the browser shows where it has scrolled to.
    const scrolled = (): void => flushSync(look);
    list.addEventListener('scroll', scrolled, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(list);
    return () => {
      list.removeEventListener('scroll', scrolled);
      resized.disconnect();
    };
  }, [scroller, rowHeight]);

  const reveal = useCallback(
    (index: number): void => {
      const list = scroller.current;
      if (list === null) return;
      const head = list.firstElementChild?.clientHeight ?? 0;
      const highest = index * rowHeight;
      const lowest = highest + rowHeight + head - list.clientHeight;
      if (list.scrollTop > highest) list.scrollTo({ top: highest });
      else if (list.scrollTop < lowest) list.scrollTo({ top: lowest });
    },
    [scroller, rowHeight],
  );
  // A list that became shorter is scrolled by the browser, and is told to us later.
  return { from: Math.min(from, Math.max(0, count - 1)), to: Math.min(to, count), reveal };
};
