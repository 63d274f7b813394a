import { readRootKey } from '../../shared/code/key-bundle.ts';
import { openStatement, type VerifierCrypto } from '../../shared/code/statement.ts';
import { parseJson } from '../../shared/contract/chain.ts';
import { CentralIdentity, paths } from '../../shared/contract/sync.ts';
import { VerifyAnswer, type VerifyRequest } from '../../shared/contract/verify.ts';
import type { DocumentNumber } from '../../shared/registry/certificate.ts';

/** A number alone, or a code with the number in it: offices that work apart may have chosen one number twice. */
export interface Question {
  readonly documentNumber: DocumentNumber;
  readonly code: string | null;
}

/** Asks central about one certificate. Whatever isn't central's signed answer to this very question is `no-answer`. */
export type AskCentral = (question: Question) => Promise<VerifyAnswer | 'no-answer'>;

export interface CentralDeps {
  /** Where central listens, without a path. */
  readonly url: string;
  readonly crypto: VerifierCrypto;
  readonly fetch: typeof fetch;
}

/** How long a person waits at a counter before the answer from the signature alone is shown. */
const timeoutMs = 10_000;

export const createAskCentral = ({
  url,
  crypto,
  fetch,
  root,
  newNonce,
}: CentralDeps & {
  readonly root: Uint8Array;
  /** At least 16 letters of base64url, never the same twice. */
  readonly newNonce: () => string;
}): AskCentral => {
  return async ({ documentNumber, code }) => {
    const nonce = newNonce();
    const request: VerifyRequest = code === null ? { v: 1, nonce, documentNumber } : { v: 1, nonce, code };
    const body = await fetchText(fetch, urlOf(url, paths.verify), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    const answer = body === null ? null : await openStatement(parseJson(body), VerifyAnswer, root, crypto);
    // A code of a device that central does not know has no number for it, and is unknown.
    const number =
      code !== null && answer?.state === 'unknown' ? (answer.documentNumber ?? documentNumber) : answer?.documentNumber;
    const isAboutIt = answer?.nonce === nonce && number === documentNumber;
    return answer && isAboutIt ? answer : 'no-answer';
  };
};

/** The bundle as central sends it, nothing checked; null if nobody answers. */
export const fetchBundle = async ({ url, fetch }: CentralDeps): Promise<string | null> =>
  fetchText(fetch, urlOf(url, paths.keyBundle));

/**
 * The key that central says is its own. It proves nothing by itself: a person has to compare its fingerprint with one
 * that came another way.
 */
export const fetchRoot = async ({ url, fetch, crypto }: CentralDeps): Promise<Uint8Array | null> => {
  const body = await fetchText(fetch, urlOf(url, paths.identity));
  const envelope = body === null ? null : parseJson(body);
  const signed: unknown = typeof envelope === 'object' && envelope !== null && 'signed' in envelope && envelope.signed;
  const claimed = CentralIdentity.safeParse(typeof signed === 'string' ? parseJson(signed) : null);
  const key = claimed.success ? readRootKey(claimed.data.centralKey) : null;
  return key && (await openStatement(envelope, CentralIdentity, key, crypto)) ? key : null;
};

const fetchText = async (fetch_: typeof fetch, url: string, init: RequestInit = {}): Promise<string | null> => {
  try {
    // A redirect would be somebody else, a log-in page for instance.
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch_(url, { ...init, signal, redirect: 'error', cache: 'no-store', credentials: 'omit' });
    return response.ok ? await response.text() : null;
  } catch {
    // Every way in which a network fails comes as an exception, and means the same here.
    return null;
  }
};

const urlOf = (base: string, path: string): string => base.replace(/\/+$/, '') + path;
