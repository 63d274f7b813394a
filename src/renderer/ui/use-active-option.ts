import { type Dispatch, type RefObject, type SetStateAction, useEffect, useRef, useState } from 'react';

/** Which option of a list the arrows are at, while the focus stays in the list's field. */
export interface ActiveOption {
  readonly list: RefObject<HTMLUListElement | null>;
  /** -1 while none is. */
  readonly active: number;
  readonly setActive: Dispatch<SetStateAction<number>>;
  /** From the last to the first and back. */
  readonly move: (step: 1 | -1) => void;
}

export const useActiveOption = (count: number): ActiveOption => {
  const list = useRef<HTMLUListElement>(null);
  const [active, setActive] = useState(-1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const move = (step: 1 | -1): void => {
    if (count > 0) setActive((at) => (at + step + count + (at < 0 && step < 0 ? 1 : 0)) % count);
  };
  return { list, active, setActive, move };
};
