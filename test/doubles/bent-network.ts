import type { Fetch } from '../../src/main/sync/central-client.ts';

export interface BentRequest {
  readonly init: RequestInit;
  /** 0, 1, 2 … of those that this lie has met. */
  readonly nth: number;
  /** What central really answers. Central hears of the request only if this is called. */
  readonly honest: () => Promise<Response>;
}

export type Lie = (request: BentRequest) => Response | Promise<Response>;

/** What a request says, or nothing. */
export const bodyOf = ({ init }: Pick<BentRequest, 'init'>): unknown =>
  typeof init.body === 'string' ? JSON.parse(init.body) : null;

/** A network in which somebody else may answer instead of central, or change what central says, path by path. */
export interface BentNetwork {
  readonly fetch: Fetch;
  readonly bend: (path: string, lie: Lie) => void;
  readonly straighten: () => void;
  /** Nobody answers, until it is mended. */
  readonly cut: () => void;
  readonly mend: () => void;
}

export const createBentNetwork = (): BentNetwork => {
  const lies = new Map<string, { readonly lie: Lie; met: number }>();
  let isCut = false;
  return {
    fetch: async (url, init) => {
      if (isCut) throw new TypeError('fetch failed', { cause: new Error('the network is cut') });
      const bent = lies.get(new URL(url).pathname);
      if (!bent) return fetch(url, init);
      bent.met += 1;
      return bent.lie({ init, nth: bent.met - 1, honest: () => fetch(url, init) });
    },
    bend: (path, lie) => {
      lies.set(path, { lie, met: 0 });
    },
    straighten: () => lies.clear(),
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
  };
};

/** Changes the text of an answer, and leaves its status as it is. */
export const altered =
  (change: (text: string) => string): Lie =>
  async ({ honest }) => {
    const response = await honest();
    return new Response(change(await response.text()), { status: response.status });
  };

/** Changes the lines of an NDJSON answer. */
export const alteredLines = (change: (lines: string[]) => readonly string[]): Lie =>
  altered((text) => `${change(text.trimEnd().split('\n')).join('\n')}\n`);

export const alteredBytes =
  (change: (bytes: Buffer) => Buffer): Lie =>
  async ({ honest }) => {
    const response = await honest();
    const bytes = change(Buffer.from(await response.arrayBuffer()));
    return new Response(new Uint8Array(bytes), { status: response.status, headers: response.headers });
  };

const reset = (): TypeError =>
  new TypeError('terminated', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) });

/** The first `length` bytes of an answer, after which the connection breaks. */
export const brokenAfter = (bytes: Uint8Array, length: number, response: Response): Response => {
  const left = length > 0 ? [bytes.slice(0, length)] : [];
  const body = new ReadableStream<Uint8Array>({
    // One chunk a pull: an error would take back what nobody has read yet.
    pull: (controller) => {
      const chunk = left.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.error(reset());
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
};

export const brokenInTheMiddle: Lie = async ({ honest }) => {
  const response = await honest();
  const bytes = new Uint8Array(await response.arrayBuffer());
  return brokenAfter(bytes, Math.floor(bytes.length / 2), response);
};

export const unreachable: Lie = () => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
};
