import { createHash, verify as verifySignature } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentDigest, readSignatureHeaders, signatureBase } from '../../shared/contract/http-signature.ts';
import type { Verify } from '../../shared/contract/signed.ts';
import type { DeviceId, OfficeId } from '../../shared/registry/ids.ts';
import { readDeviceKey, verifierOf } from '../inbox/device-key.ts';
import type { Database } from '../store/database.ts';
import { type Device, deviceById } from '../store/devices.ts';
import { closedKeysOf } from '../store/incarnations.ts';
import type { RefusalCode, Speaker } from './answer.ts';
import { createNonces } from './nonces.ts';

export interface AuthenticateDeps {
  readonly database: Database;
  readonly speaker: Speaker;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The device that signed a request. */
export interface Caller {
  readonly device: DeviceId;
  readonly office: OfficeId;
  /** Of its journal, to which the key belongs that signed. */
  readonly incarnation: number;
  /** Another computer goes on in the device's name: what this one sends is kept, and nothing follows from it. */
  readonly isClosed: boolean;
  /** Checks other statements of the same device. */
  readonly verify: Verify;
}

/**
 * Answers who asks; null if the request was refused already. A key that counted until its device was restored elsewhere
 * is refused as such, unless the caller is let in `closed` too.
 */
export type Authenticate = (
  request: FastifyRequest,
  reply: FastifyReply,
  who?: 'current' | 'closed',
) => Promise<Caller | null>;

/** How far a device's clock may be off, in seconds. */
const maxSkew = 300;

/** Checks RFC 9421 signatures of enrolled devices: nothing of a request counts before this has passed. */
export const createAuthenticate = ({ database, speaker, now }: AuthenticateDeps): Authenticate => {
  const nonces = createNonces({ now, lifeMs: 2 * maxSkew * 1_000, max: 1_000_000 });
  return async (request, reply, who = 'current') => {
    const refuse = (code: RefusalCode, detail: string): null => {
      speaker.refuse(reply, code, detail);
      return null;
    };
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const read = readSignatureHeaders(headerOf(request, 'signature-input'), headerOf(request, 'signature'));
    if (!read) return refuse('bad-signature', 'the request is not signed as it should be');
    const digest = contentDigest(createHash('sha256').update(body).digest('base64'));
    if (headerOf(request, 'content-digest') !== digest)
      return refuse('bad-signature', 'the body is not the one that was signed');
    if (Math.abs(read.params.created - now() / 1_000) > maxSkew)
      return refuse('clock-skew', 'the clock of the device is more than five minutes off');

    const device = await deviceById(database, read.params.keyid);
    if (!device || device.revoked) return refuse('device-unknown', 'the device is not enrolled here');
    const [path, query] = splitUrl(request.url);
    const base = Buffer.from(
      signatureBase({ method: request.method, path, query, contentDigest: digest }, read.params),
    );
    const signature = Buffer.from(read.signature, 'base64');
    const hasSigned = (each: Pick<Device, 'publicKey'>): boolean => {
      const key = readDeviceKey(each.publicKey);
      return key !== null && verifySignature(null, base, key, signature);
    };
    const isClosed = !hasSigned(device);
    const signer = isClosed ? (await closedKeysOf(database, device.id)).find(hasSigned) : device;
    const key = signer && readDeviceKey(signer.publicKey);
    if (!key) return refuse('bad-signature', 'the signature is not of this device');
    if (isClosed && who === 'current')
      return refuse('incarnation-closed', 'the device was restored from a backup, and goes on with another key');
    // Only now: strangers could fill the memory otherwise.
    const use = nonces.use(`${device.id} ${read.params.nonce}`);
    if (use === 'seen') return refuse('bad-signature', 'the request was sent before');
    if (use === 'full') {
      speaker.refuse(reply, 'busy', 'too many requests', { retryAfter: 30 });
      return null;
    }
    const { incarnation } = signer;
    return { device: device.id, office: device.office, incarnation, isClosed, verify: verifierOf(key) };
  };
};

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

const splitUrl = (url: string): [path: string, query: string] => {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, '?'] : [url.slice(0, mark), url.slice(mark)];
};
