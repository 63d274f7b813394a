/**
 * For what is said to a page or a browser that may be gone by then. That it is gone is told elsewhere, by the end of its
 * process or of its session, and dealt with there.
 */
export const quietly = (said: Promise<unknown>): Promise<void> =>
  said.then(
    () => undefined,
    () => undefined,
  );
