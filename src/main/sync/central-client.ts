import { createHash, type KeyObject } from 'node:crypto';
import type { z } from 'zod';
import { parseJson } from '../../shared/contract/chain.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { contentDigest, signatureBase, signatureHeaders } from '../../shared/contract/http-signature.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { openSigned, type Verify } from '../../shared/contract/signed.ts';
import { Refusal } from '../../shared/contract/sync.ts';
import type { DeviceId } from '../../shared/registry/ids.ts';
import type { System } from '../system.ts';
import { signBase64 } from './keys.ts';

/** Longer than central ever takes, so that a slow answer isn't asked for twice. */
const timeoutMs = 90_000;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a request is signed with; null before enrolment. */
export interface Signer {
  readonly device: DeviceId;
  readonly key: KeyObject;
}

export interface CentralClient {
  /** Sends a request and gives back whatever answers, if it can be central: the caller checks the signature. */
  readonly send: (request: CentralRequest) => Promise<Result<Response, AppError>>;
  /** Sends, and opens the signed statement that must come back with status 200. */
  readonly ask: <T extends z.ZodType>(request: CentralRequest, statement: T) => Promise<Result<z.infer<T>, AppError>>;
  /** Device clock minus central's in seconds, at the last refusal or answer that told; null before. */
  readonly clockOffsetSeconds: () => number | null;
  readonly noteCentralTime: (at: string) => void;
}

export interface CentralRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Stays open for as long as both sides live. */
  readonly isStream?: boolean;
}

/**
 * Talks to central, and believes nobody else: every answer is signed, so a network's log-in page, a proxy's error or
 * garbage is known for what it is, whatever its status says (SY-6).
 */
export const createCentralClient = (deps: {
  /** Where central is now. */
  readonly url: () => string;
  readonly verify: Verify;
  readonly signer: Signer | null;
  readonly system: System;
  readonly fetch: Fetch;
  /** Ends every request. */
  readonly signal?: AbortSignal;
}): CentralClient => {
  const { url, verify, signer, system } = deps;
  let offsetMs: number | null = null;

  const noteCentralTime = (at: string): void => {
    offsetMs = system.now() - Date.parse(at);
  };

  const sendOnce = async (request: CentralRequest): Promise<Result<Response, AppError>> => {
    const body = request.body === undefined ? '' : JSON.stringify(request.body);
    const headers: Record<string, string> = { ...request.headers };
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    if (signer) Object.assign(headers, signed(request, body, signer));
    const signals = [
      ...(request.isStream ? [] : [AbortSignal.timeout(timeoutMs)]),
      ...(deps.signal ? [deps.signal] : []),
    ];
    try {
      const response = await deps.fetch(new URL(`${request.path}${request.query ?? ''}`, url()).href, {
        method: request.method,
        headers,
        redirect: 'manual',
        signal: AbortSignal.any(signals),
        ...(request.body === undefined ? {} : { body }),
      });
      return ok(response);
    } catch (error) {
      return err({ type: 'CentralUnreachable', detail: reasonOf(error) });
    }
  };

  const signed = (request: CentralRequest, body: string, { device, key }: Signer): Record<string, string> => {
    const digest = contentDigest(createHash('sha256').update(body).digest('base64'));
    const params = {
      // In central's time as far as it is known: a device's own clock may be years off.
      created: Math.floor((system.now() - (offsetMs ?? 0)) / 1000),
      nonce: system.newId(),
      keyid: device,
    };
    const base = signatureBase(
      { method: request.method, path: request.path, query: request.query || '?', contentDigest: digest },
      params,
    );
    return { 'content-digest': digest, ...signatureHeaders(params, signBase64(key, base)) };
  };

  const send = async (request: CentralRequest): Promise<Result<Response, AppError>> => {
    const first = await sendOnce(request);
    if (!first.ok || first.value.ok || first.value.status === 410) return first;
    const refusal = await readRefusal(first.value);
    if (!refusal.ok || refusal.value.code !== 'clock-skew')
      return err(refusal.ok ? refusalToError(refusal.value) : refusal.error);
    // The request comes in time by central's own clock; the device's stays as it is and decides nothing.
    noteCentralTime(refusal.value.at);
    const second = await sendOnce(request);
    if (!second.ok || second.value.ok || second.value.status === 410) return second;
    const again = await readRefusal(second.value);
    return err(again.ok ? refusalToError(again.value) : again.error);
  };

  const readRefusal = async (response: Response): Promise<Result<Refusal, AppError>> => {
    const text = await readText(response);
    if (!text.ok) return text;
    const refusal = openSigned(parseJson(text.value), Refusal, verify);
    return refusal ? ok(refusal) : err(notCentral(response, text.value));
  };

  return {
    send,
    ask: async (request, statement) => {
      const response = await send(request);
      if (!response.ok) return response;
      const text = await readText(response.value);
      if (!text.ok) return text;
      const value = openSigned(parseJson(text.value), statement, verify);
      return value === null ? err(notCentral(response.value, text.value)) : ok(value);
    },
    clockOffsetSeconds: () => (offsetMs === null ? null : Math.round(offsetMs / 1000)),
    noteCentralTime,
  };
};

/** The body as text; a connection that breaks off on the way is one that nobody answered on. */
export const readText = async (response: Response): Promise<Result<string, AppError>> => {
  try {
    return ok(await response.text());
  } catch (error) {
    return err({ type: 'CentralUnreachable', detail: reasonOf(error) });
  }
};

export const readBytes = async (response: Response): Promise<Result<Buffer, AppError>> => {
  try {
    return ok(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    return err({ type: 'CentralUnreachable', detail: reasonOf(error) });
  }
};

/** Says what answered instead, as far as can be seen, without showing its content. */
export const notCentral = (response: Response, text: string): AppError => {
  const type = response.headers.get('content-type')?.split(';')[0] ?? 'no type';
  const looks = /<html|<!doctype/i.test(text) ? 'a web page' : type;
  return { type: 'NotCentral', detail: `status ${response.status}, ${looks}` };
};

const refusalToError = ({ code, detail }: Refusal): AppError => {
  switch (code) {
    case 'device-unknown':
      return { type: 'DeviceUnknown' };
    case 'code-unknown':
      return { type: 'EnrolmentCodeRefused' };
    case 'incarnation-closed':
      return { type: 'IncarnationClosed' };
    case 'busy':
      return { type: 'CentralBusy' };
    case 'bad-request':
    case 'bad-signature':
    case 'clock-skew':
    case 'wrong-profile':
    case 'internal':
      return { type: 'CentralRefused', code, detail };
  }
};

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error
    ? 'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : cause.name
    : 'unknown';
};
