import { createHash, type KeyObject, verify as verifySignature } from 'node:crypto';
import { checkPush } from '../../../src/central/inbox/check-push.ts';
import { readDeviceKey, verifierOf } from '../../../src/central/inbox/device-key.ts';
import type { Seed } from '../../../src/central/store/seed.ts';
import type { Fetch } from '../../../src/main/sync/central-client.ts';
import { emptyHead, genesis, type Head } from '../../../src/shared/contract/chain.ts';
import { contentDigest, readSignatureHeaders, signatureBase } from '../../../src/shared/contract/http-signature.ts';
import { type Sign, sign } from '../../../src/shared/contract/signed.ts';
import {
  type CentralIdentity,
  type EnrolAnswer,
  EnrolRequest,
  type FeedGone,
  type FeedTail,
  type PushAnswer,
  PushRequest,
  paths,
  type Receipt,
  type Refusal,
} from '../../../src/shared/contract/sync.ts';
import type { DeviceId, OfficeId } from '../../../src/shared/registry/ids.ts';
import { type PlainDate, plainDateAt } from '../../../src/shared/registry/plain-date.ts';
import { paperMarks } from '../../../src/shared/registry/profile.ts';
import { fitsProfile } from '../../../src/shared/registry/resident-number.ts';
import { sha256 } from '../sha256.ts';
import type { Decisions } from './decisions.ts';
import { writeSnapshot } from './snapshot.ts';

const profile = 'training';

type Statement = CentralIdentity | EnrolAnswer | FeedGone | PushAnswer | Refusal;

interface Device {
  readonly id: DeviceId;
  readonly office: OfficeId;
  readonly key: KeyObject;
  /** The last day on which nothing of it was unsent. */
  caughtUpOn: PlainDate;
  head: Head;
  incarnation: number;
  readonly receipts: Map<number, Receipt>;
}

export interface AnswersDeps {
  readonly seed: Seed;
  readonly now: () => number;
  readonly signer: { readonly sign: Sign; readonly publicKey: Buffer };
  /** Secrets that are good for an office. */
  readonly codes: ReadonlyMap<string, OfficeId>;
  readonly decisions: Decisions;
}

/** Answers the messages of src/shared/contract/sync.ts as the routes of src/central do, signed by central's key. */
export const createAnswers = ({ seed, now, signer, codes, decisions }: AnswersDeps): Fetch => {
  const devices = new Map<DeviceId, Device>();
  const centralKey = signer.publicKey.toString('base64url');
  let arrivals = 0;
  const at = (): string => new Date(now()).toISOString();
  const say = (status: number, statement: Statement): Response =>
    Response.json(sign(statement, signer.sign), { status });
  const refuse = (status: number, code: Refusal['code'], detail: string): Response =>
    say(status, { type: 'refusal', code, detail, at: at() } satisfies Refusal);

  const identify = (): Response =>
    say(200, { type: 'central', centralKey, profile, at: at() } satisfies CentralIdentity);

  const enrol = (body: unknown): Response => {
    const request = EnrolRequest.parse(body);
    const officeId = codes.get(request.secret);
    const office = seed.offices.find(({ id }) => id === officeId);
    const key = readDeviceKey(Buffer.from(request.deviceKey, 'base64url'));
    if (!office || !key) return refuse(403, 'code-unknown', 'no such code');
    const { device } = request;
    if (!devices.has(device)) {
      const today = plainDateAt(now());
      devices.set(device, {
        id: device,
        office: office.id,
        key,
        caughtUpOn: today,
        head: emptyHead,
        incarnation: 1,
        receipts: new Map(),
      });
      decisions.addDevice(device, office.id);
    }
    const officials = seed.officials.filter((official) => official.office === office.id);
    return say(200, {
      type: 'enrolled',
      device,
      profile,
      office,
      officials: officials.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      centralKey,
      at: at(),
    } satisfies EnrolAnswer);
  };

  const push = (device: Device, body: unknown): Response => {
    const request = PushRequest.parse(body);
    const checked = checkPush(
      {
        device: device.id,
        verify: verifierOf(device.key),
        fits: (number) => fitsProfile(number, profile),
        serialPrefix: paperMarks[profile].serialPrefix,
      },
      request,
    );
    if (!checked.ok) return refuse(400, checked.error.code, checked.error.detail);
    const { entries } = checked.value;
    const fresh = entries.filter(({ seq }) => seq > device.head.seq);
    const isForked = entries.some(({ seq, hash }) => (device.receipts.get(seq)?.hash ?? hash) !== hash);
    const mismatch = isForked || (fresh[0] !== undefined && fresh[0].prev !== device.head.hash && device.head.seq > 0);
    if (!mismatch) {
      for (const { id, seq, hash, quarantined } of fresh)
        device.receipts.set(seq, { id, seq, hash, status: quarantined === null ? 'accepted' : 'quarantined' });
      const last = fresh.at(-1);
      if (last) device.head = { seq: last.seq, hash: last.hash };
      const { office, caughtUpOn } = device;
      const toDecide = fresh.filter((each) => each.toDecide);
      if (toDecide.length > 0)
        decisions.decide(
          toDecide.map(({ id, seq, kind, body: text, quarantined }) => ({
            arrival: String((arrivals += 1)),
            id,
            office,
            device: device.id,
            incarnation: request.incarnation,
            seq,
            kind,
            arrivedAt: at(),
            caughtUpOn,
            body: () => text,
            quarantined,
          })),
        );
    }
    return say(200, {
      type: 'receipts',
      device: device.id,
      incarnation: request.incarnation,
      epoch: 1,
      head: device.head,
      receipts: entries.flatMap(({ seq }) => device.receipts.get(seq) ?? []),
      mismatch,
      at: at(),
    } satisfies PushAnswer);
  };

  const feed = (device: Device, query: URLSearchParams): Response => {
    const { office } = device;
    const since = Number(query.get('since'));
    if (Number(query.get('journal')) === device.head.seq) {
      const today = plainDateAt(now());
      if (device.caughtUpOn < today) device.caughtUpOn = today;
    }
    const items = decisions.items(office);
    const before = items[since - 1];
    const hash = since === 0 ? genesis : before ? sha256(before.header) : null;
    if (hash === null || Number(query.get('epoch')) !== 1 || hash !== query.get('hash'))
      return say(410, { type: 'feed-gone', why: 'position-unknown', epoch: 1, at: at() } satisfies FeedGone);
    const page = items.slice(since, since + Number(query.get('limit') ?? 200));
    const last = page.at(-1);
    const position = { epoch: 1, seq: last?.seq ?? since, hash: last ? sha256(last.header) : hash };
    const tail: FeedTail = { type: 'feed-tail', office, position, headSeq: items.length, at: at() };
    const lines = [...page.map(({ header, body }) => ({ header, body })), sign(tail, signer.sign)];
    return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  };

  /** The device that signed the request, or why it is refused. */
  const authenticate = (url: URL, method: string, headers: Headers, body: string): Device | Response => {
    const read = readSignatureHeaders(headers.get('signature-input') ?? '', headers.get('signature') ?? '');
    const digest = contentDigest(createHash('sha256').update(body).digest('base64'));
    if (!read || headers.get('content-digest') !== digest) return refuse(401, 'bad-signature', 'not signed');
    if (Math.abs(read.params.created - now() / 1_000) > 300) return refuse(401, 'clock-skew', 'the clock is off');
    const device = devices.get(read.params.keyid);
    if (!device) return refuse(403, 'device-unknown', 'the device is not enrolled here');
    const parts = { method, path: url.pathname, query: url.search || '?', contentDigest: digest };
    const base = Buffer.from(signatureBase(parts, read.params));
    return verifySignature(null, base, device.key, Buffer.from(read.signature, 'base64'))
      ? device
      : refuse(401, 'bad-signature', 'the signature is not of this device');
  };

  return async (address, init) => {
    const url = new URL(address);
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? init.body : '';
    if (url.pathname === paths.identity) return identify();
    if (url.pathname === paths.enrol) return enrol(JSON.parse(body));
    const device = authenticate(url, method, new Headers(init.headers), body);
    if (device instanceof Response) return device;
    if (url.pathname === paths.journal) return push(device, JSON.parse(body));
    if (url.pathname === paths.feed) return feed(device, url.searchParams);
    if (url.pathname === paths.snapshot) {
      const bytes = writeSnapshot({ seed, decisions, office: device.office, at: at(), sign: signer.sign });
      return new Response(new Uint8Array(bytes), { headers: { etag: `"${sha256(bytes.toString('base64'))}"` } });
    }
    return refuse(404, 'bad-request', 'no such path');
  };
};
