import { type Dispatch, type RefObject, type SetStateAction, useEffect, useRef, useState } from 'react';

/** Which option of a list the arrows are at, while the focus stays in the list's field. */
export interface ActiveOption<L extends HTMLElement> {
  readonly list: RefObject<L | null>;
  /** -1 while none is. */
  readonly active: number;
  readonly setActive: Dispatch<SetStateAction<number>>;
  /** From the last to the first and back. */
  readonly move: (step: 1 | -1) => void;
}

export const useActiveOption = <L extends HTMLElement>(count: number): ActiveOption<L> => {
  const list = useRef<L>(null);
  const [active, setActive] = useState(-1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const move = (step: 1 | -1): void => {
    if (count > 0) setActive((at) => (at + step + count + (at < 0 && step < 0 ? 1 : 0)) % count);
  };
  return { list, active, setActive, move };
};
