import type { Fetch } from '../../src/main/sync/central-client.ts';
import type { Random } from '../builders/random.ts';

/** A network that loses, doubles and breaks what goes over it, by the seed. */
export interface FaultyNetwork {
  readonly fetch: Fetch;
  /** How likely a request meets a fault, 0 to 1. */
  faults: number;
  isCut: boolean;
}

const lost = (): TypeError => new TypeError('fetch failed', { cause: new Error('the network lost it') });

export const createFaultyNetwork = (random: Random): FaultyNetwork => {
  const network: FaultyNetwork = {
    faults: 0,
    isCut: false,
    fetch: async (url, init) => {
      if (network.isCut) throw lost();
      if (!random.chance(network.faults)) return fetch(url, init);
      switch (random.pick(['request lost', 'answer lost', 'came twice', 'broke off'] as const)) {
        case 'request lost':
          throw lost();
        case 'answer lost': {
          const response = await fetch(url, init);
          await response.arrayBuffer();
          throw lost();
        }
        case 'came twice': {
          // The same signed bytes once more: central knows the nonce and refuses the second, which answers last.
          const first = await fetch(url, init);
          await first.arrayBuffer();
          return fetch(url, init);
        }
        case 'broke off': {
          const response = await fetch(url, init);
          const bytes = new Uint8Array(await response.arrayBuffer());
          const part = new ReadableStream<Uint8Array>({
            start: (controller) => {
              controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)));
              controller.error(lost());
            },
          });
          return new Response(part, { status: response.status, headers: response.headers });
        }
      }
    },
  };
  return network;
};
