/** Nobody knows yet which days of that year are holidays: central's policy has to bring them. */
export interface HolidaysUnknown {
  readonly type: 'holidays-unknown';
  readonly year: number;
}

/** What an official chose lies beyond what the law or the policy allows; null: nothing is too much. */
export interface OutOfRange {
  readonly type: 'out-of-range';
  readonly min: number;
  readonly max: number | null;
}

/** A value, or why there is none; to a caller with the contract's `Result` it is one. */
export type Known<T, E = never> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: HolidaysUnknown | E };

export const known = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const unknownYear = (year: number): { readonly ok: false; readonly error: HolidaysUnknown } => ({
  ok: false,
  error: { type: 'holidays-unknown', year },
});

export const outOfRange = (min: number, max: number | null): { readonly ok: false; readonly error: OutOfRange } => ({
  ok: false,
  error: { type: 'out-of-range', min, max },
});
