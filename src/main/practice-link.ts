import type { Fetch } from './sync/central-client.ts';

/** The cable between an office and the network, where people practise what an outage is like. */
export interface PracticeLink {
  readonly isConnected: () => boolean;
  /** Pulled, it breaks what is under way, and nothing goes out until it is back. */
  readonly setConnected: (isConnected: boolean) => void;
  /** `fetch` over this cable. */
  readonly fetch: Fetch;
}

export const createPracticeLink = (fetch: Fetch): PracticeLink => {
  let cable = new AbortController();
  const isConnected = (): boolean => !cable.signal.aborted;
  return {
    isConnected,
    setConnected: (wanted) => {
      if (wanted === isConnected()) return;
      if (wanted) cable = new AbortController();
      else cable.abort(Object.assign(new Error('the practice cable is out'), { code: 'ENETUNREACH' }));
    },
    fetch: async (url, init) => {
      const { signal } = cable;
      return fetch(url, { ...init, signal: init.signal ? AbortSignal.any([init.signal, signal]) : signal });
    },
  };
};
