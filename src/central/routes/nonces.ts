export interface Nonces {
  readonly use: (nonce: string) => 'new' | 'seen' | 'full';
}

/**
 * Remembers nonces for as long as a request that carries one could be accepted. Only in memory: after a restart a
 * request could be replayed for some minutes, which does nothing, because every request may be repeated.
 */
export const createNonces = ({
  now,
  lifeMs,
  max,
}: {
  readonly now: () => number;
  readonly lifeMs: number;
  readonly max: number;
}): Nonces => {
  /** In order of use, so the oldest come first. */
  const usedAt = new Map<string, number>();
  const forgetOld = (): void => {
    for (const [nonce, at] of usedAt) {
      if (now() - at <= lifeMs) return;
      usedAt.delete(nonce);
    }
  };
  return {
    use: (nonce) => {
      forgetOld();
      if (usedAt.has(nonce)) return 'seen';
      if (usedAt.size >= max) return 'full';
      usedAt.set(nonce, now());
      return 'new';
    },
  };
};
