import { createPublicKey, verify as verifyBytes } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import type { z } from 'zod';
import { genesis, Link, parseJson } from '../../src/shared/contract/chain.ts';
import { readEnrolmentCode } from '../../src/shared/contract/enrolment-code.ts';
import { checkFeedItem, type FeedContent } from '../../src/shared/contract/feed-item.ts';
import type { Position } from '../../src/shared/contract/position.ts';
import { openSigned, Signed, type Verify } from '../../src/shared/contract/signed.ts';
import {
  CentralIdentity,
  EnrolAnswer,
  type EnrolRequest,
  EpochAnswer,
  FeedGone,
  FeedTail,
  PushAnswer,
  paths,
  Refusal,
  SnapshotEnd,
  SnapshotRow,
  SnapshotStart,
} from '../../src/shared/contract/sync.ts';
import type { Profile } from '../../src/shared/registry/profile.ts';
import { sha256, type TestDevice } from './central-device.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

export interface FeedPage {
  readonly items: readonly { readonly seq: number; readonly cause: string; readonly content: FeedContent }[];
  readonly tail: FeedTail;
  /** As central sent it, for the epoch request. */
  readonly signedTail: Signed;
}

/** Talks to central as a device would, and checks every signature and every link of what it hears. */
export const createTestClient = ({
  url,
  device,
  now,
  profile = 'training',
}: {
  readonly url: string;
  readonly device: TestDevice;
  readonly now: () => number;
  readonly profile?: Profile;
}) => {
  const send = async (
    method: 'GET' | 'POST',
    path: string,
    body = '',
    more: { readonly headers?: Record<string, string>; readonly nonce?: string; readonly at?: number } = {},
  ): Promise<Reply> => {
    const target = `${url}${path}`;
    const signed = device.requestHeaders({ method, url: target, body }, more.at ?? now(), more.nonce);
    const response = await fetch(target, {
      method,
      headers: {
        'accept-encoding': 'identity',
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
        ...signed,
        ...more.headers,
      },
      ...(body === '' ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
  };

  const centralVerify = async (): Promise<Verify> => {
    const text = await (await fetch(`${url}${paths.identity}`)).text();
    const claimed = CentralIdentity.parse(parseJson(Signed.parse(parseJson(text)).signed));
    const key = createPublicKey({ key: Buffer.from(claimed.centralKey, 'base64url'), format: 'der', type: 'spki' });
    return (each, signature) => verifyBytes(null, Buffer.from(each), key, Buffer.from(signature, 'base64url'));
  };

  /** The statement of an answer; throws if central did not sign it or it is another one. */
  const open = async <T extends z.ZodType>(reply: Reply, schema: T): Promise<z.infer<T>> => {
    const opened = openSigned(parseJson(reply.bytes.toString()), schema, await centralVerify());
    if (opened === null) throw new Error(`unexpected answer ${reply.status}: ${reply.bytes.toString().slice(0, 500)}`);
    return opened;
  };

  const feed = async (position: Position, limit?: number, journal?: number): Promise<FeedPage | FeedGone> => {
    const query = new URLSearchParams({ epoch: `${position.epoch}`, since: `${position.seq}`, hash: position.hash });
    if (limit !== undefined) query.set('limit', `${limit}`);
    if (journal !== undefined) query.set('journal', `${journal}`);
    const reply = await send('GET', `${paths.feed}?${query.toString()}`);
    if (reply.status === 410) return open(reply, FeedGone);
    const lines = reply.bytes.toString().trimEnd().split('\n');
    const signedTail = Signed.parse(parseJson(lines.at(-1) ?? ''));
    const tail = openSigned(signedTail, FeedTail, await centralVerify());
    if (!tail) throw new Error(`no tail: ${reply.bytes.toString().slice(0, 500)}`);
    let at = position;
    const items = lines.slice(0, -1).map((line) => {
      const checked = checkFeedItem(Link.parse(parseJson(line)), tail.office, at, sha256);
      if (!checked.ok) throw new Error(`feed fault ${checked.fault} after ${at.seq}`);
      at = checked.position;
      return { seq: checked.header.seq, cause: checked.header.cause, content: checked.content };
    });
    if (at.hash !== tail.position.hash) throw new Error('the tail is not of these items');
    return { items, tail, signedTail };
  };

  return {
    send,
    open,
    /** @param restored what a device says that was restored from a backup */
    enrol: async (code: string, restored?: EnrolRequest['restored']): Promise<EnrolAnswer> => {
      const secret = readEnrolmentCode(code)?.secret ?? '';
      const body = { v: 1, secret, device: device.id, deviceKey: device.publicKey, profile, restored };
      return open(await send('POST', paths.enrol, JSON.stringify(body)), EnrolAnswer);
    },
    refusal: (reply: Reply): Promise<Refusal> => open(reply, Refusal),
    push: async (from: number, to?: number): Promise<PushAnswer> =>
      open(await send('POST', paths.journal, JSON.stringify(device.pushOf(from, to))), PushAnswer),
    feed,
    /** Every item from the start of an epoch on. */
    wholeFeed: async (epoch = 1, limit = 200): Promise<FeedPage['items']> => {
      const items: FeedPage['items'][number][] = [];
      let position: Position = { epoch, seq: 0, hash: genesis };
      for (;;) {
        const page = await feed(position, limit);
        if ('why' in page) throw new Error(`the feed is gone: ${page.why}`);
        items.push(...page.items);
        position = page.tail.position;
        if (position.seq >= page.tail.headSeq) return items;
      }
    },
    snapshot: async (headers: Record<string, string> = {}): Promise<Reply> =>
      send('GET', paths.snapshot, '', { headers }),
    openSnapshot: async (bytes: Buffer) => {
      const text = zstdDecompressSync(bytes).toString();
      const endsAt = text.lastIndexOf('\n', text.length - 2) + 1;
      const end = openSigned(parseJson(text.slice(endsAt)), SnapshotEnd, await centralVerify());
      if (end?.sha256 !== sha256(text.slice(0, endsAt))) throw new Error('the end is not of this snapshot');
      const [first = '', ...lines] = text.slice(0, endsAt).trimEnd().split('\n');
      const rows = lines.map((line) => SnapshotRow.parse(parseJson(line)));
      if (rows.length !== end.rows) throw new Error('rows are missing');
      return { start: SnapshotStart.parse(parseJson(first)), rows, end };
    },
    showTail: async (tail: Signed): Promise<EpochAnswer> =>
      open(await send('POST', paths.epoch, JSON.stringify({ v: 1, tail })), EpochAnswer),
  };
};

export type TestClient = ReturnType<typeof createTestClient>;

export const startOf = (epoch: number): Position => ({ epoch, seq: 0, hash: genesis });
