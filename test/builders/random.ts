/** Random choices that a seed repeats exactly, on every machine. */
export interface Random {
  /** 0 to 1, without 1. */
  readonly next: () => number;
  /** A whole number, both ends included. */
  readonly between: (from: number, to: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** A choice by weight; the weights need not add up to anything. */
  readonly pickWeighted: <T extends { readonly weight: number }>(from: readonly T[]) => T;
  readonly shuffle: <T>(items: readonly T[]) => T[];
  /** A UUID of version 4. */
  readonly uuid: () => string;
}

export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  // mulberry32: 32 bits of state are plenty for invented people, and it is fast.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error('nothing to pick from');
    return from[Math.floor(next() * from.length)] as T;
  };
  const pickWeighted = <T extends { readonly weight: number }>(from: readonly T[]): T => {
    let left = next() * totalWeight(from);
    for (const item of from) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return pick(from);
  };
  const shuffle = <T>(items: readonly T[]): T[] => {
    const shuffled = [...items];
    for (let index = shuffled.length - 1; index > 0; index -= 1) {
      const other = between(0, index);
      [shuffled[index], shuffled[other]] = [shuffled[other] as T, shuffled[index] as T];
    }
    return shuffled;
  };
  const hex8 = (): string =>
    Math.floor(next() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0');
  const uuid = (): string => {
    const [a, b, c, d] = [hex8(), hex8(), hex8(), hex8()];
    const variant = '89ab'.charAt(Number.parseInt(c.charAt(0), 16) & 3);
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
  };
  return { next, between, chance: (probability) => next() < probability, pick, pickWeighted, shuffle, uuid };
};

const totals = new WeakMap<object, number>();

const totalWeight = (from: readonly { readonly weight: number }[]): number => {
  const known = totals.get(from);
  if (known !== undefined) return known;
  const total = from.reduce((sum, item) => sum + item.weight, 0);
  totals.set(from, total);
  return total;
};
