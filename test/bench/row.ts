/** One line of the budget table of the design. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same measure of the baseline in the same run; null where the budget is an absolute one. */
  readonly baseline: number | null;
  /** value / baseline. */
  readonly ratio: number | null;
  /** As the design states it. */
  readonly budget: string;
  readonly ok: boolean;
}

/** A row whose budget is a ratio to a baseline of the same run: at least, or at most, `bound`. */
export const ratioRow = (
  name: string,
  unit: string,
  measured: { readonly value: number; readonly baseline: number },
  bound: { readonly atLeast: number } | { readonly atMost: number },
): Row => {
  const ratio = measured.value / measured.baseline;
  const isFloor = 'atLeast' in bound;
  return {
    name,
    unit,
    ...measured,
    ratio,
    budget: isFloor ? `≥ ${bound.atLeast} × baseline` : `≤ ${bound.atMost} × baseline`,
    ok: isFloor ? ratio >= bound.atLeast : ratio <= bound.atMost,
  };
};

/** A row whose budget is a plain number. */
export const absoluteRow = (name: string, unit: string, value: number, atMost: number): Row => ({
  name,
  unit,
  value,
  baseline: null,
  ratio: null,
  budget: `≤ ${atMost} ${unit}`,
  ok: value <= atMost,
});

/** The value below which the given part (0 to 1) of the samples lies. */
export const percentile = (samples: readonly number[], part: number): number => {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
};
