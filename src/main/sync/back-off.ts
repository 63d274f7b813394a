/**
 * Full jitter: a random wait between nothing and a bound that doubles with each failure, so that thousands of offices
 * that lost the network together don't come back together. Milliseconds.
 */
export const backOff = (failures: number, random: number, longest: number): number =>
  Math.floor(random * Math.min(longest, 500 * 2 ** Math.min(failures, 20)));

/** How long to wait for the doorbell before looking all the same: a minute, more or less. Milliseconds. */
export const pollWait = (random: number): number => 45_000 + random * 30_000;
