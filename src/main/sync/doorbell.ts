import { parseJson } from '../../shared/contract/chain.ts';
import { paths, Ring } from '../../shared/contract/sync.ts';
import type { CentralClient } from './central-client.ts';

/**
 * Listens until the connection ends, and calls `ring` at each sign that the feed has moved. The sign carries nothing
 * to believe: whoever rings, the feed is read and checked. Ends without an error whatever happens.
 */
export const listenForRings = async (central: CentralClient, ring: (at: Ring) => void): Promise<void> => {
  const response = await central.send({
    method: 'GET',
    path: paths.events,
    headers: { accept: 'text/event-stream' },
    isStream: true,
  });
  if (!response.ok || !response.value.body) return;
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of response.value.body as AsyncIterable<Uint8Array>) {
      rest += decoder.decode(chunk, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const parsed = line.startsWith('data:') ? Ring.safeParse(parseJson(line.slice(5))) : null;
        if (parsed?.success) ring(parsed.data);
      }
      // A stream without line ends would grow without bound; no central sends one.
      if (rest.length > 10_000) return;
    }
  } catch {
    // Cut off: the loop notices at its next request, and listens anew.
  }
};
