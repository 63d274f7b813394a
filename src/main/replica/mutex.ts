/** Work on which only one may be at a time: each call waits for the end of those before it. */
export const createMutex = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    // The next one waits for this one's end, whichever way it ends.
    last = next.catch(() => undefined);
    return next;
  };
};
