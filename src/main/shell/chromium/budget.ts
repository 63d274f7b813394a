/** How often something may be tried again, and after what pause. */
export interface Budget {
  /** False when it has been tried too often lately. */
  readonly spend: () => boolean;
  /** Milliseconds before the next try: none at first, then longer each time. */
  readonly delay: () => number;
}

export const createBudget = (now: () => number, limit: { readonly most: number; readonly within: number }): Budget => {
  let spent: number[] = [];
  return {
    spend: () => {
      const at = now();
      spent = [...spent.filter((each) => Math.abs(at - each) < limit.within), at];
      return spent.length <= limit.most;
    },
    delay: () => (spent.length <= 1 ? 0 : Math.min(5_000, 50 * 2 ** spent.length)),
  };
};
