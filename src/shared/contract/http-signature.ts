import { z } from 'zod';
import { DeviceId } from '../registry/ids.ts';

/**
 * HTTP message signatures (RFC 9421) with the one profile that we use: Ed25519 over method, path, query and the
 * body's SHA-256 digest (RFC 9530), with `created` (seconds since 1970), `nonce` and `keyid` (the device).
 */
const components = '("@method" "@path" "@query" "content-digest")';

export interface SignatureParams {
  readonly created: number;
  readonly nonce: string;
  readonly keyid: DeviceId;
}

export interface SignedRequestParts {
  readonly method: string;
  readonly path: string;
  /** With its question mark; `?` alone where there is none, as the RFC says. */
  readonly query: string;
  /** The whole header value, `sha-256=:…:`. */
  readonly contentDigest: string;
}

const paramsToText = (params: SignatureParams): string =>
  `${components};created=${params.created};nonce="${params.nonce}";keyid="${params.keyid}";alg="ed25519"`;

/** The text that is signed. */
export const signatureBase = (parts: SignedRequestParts, params: SignatureParams): string =>
  [
    `"@method": ${parts.method}`,
    `"@path": ${parts.path}`,
    `"@query": ${parts.query}`,
    `"content-digest": ${parts.contentDigest}`,
    `"@signature-params": ${paramsToText(params)}`,
  ].join('\n');

/** The two headers, given a signature in base64. */
export const signatureHeaders = (params: SignatureParams, signature: string): Record<string, string> => ({
  'signature-input': `rrs=${paramsToText(params)}`,
  signature: `rrs=:${signature}:`,
});

const inputPattern =
  /^rrs=\("@method" "@path" "@query" "content-digest"\);created=(\d{1,12});nonce="([A-Za-z0-9_-]{16,64})";keyid="([0-9a-f-]{36})";alg="ed25519"$/;

/** Reads the two headers; null where they are missing or of another profile. */
export const readSignatureHeaders = (
  input: string | undefined,
  signature: string | undefined,
): { readonly params: SignatureParams; readonly signature: string } | null => {
  const inputMatch = inputPattern.exec(input ?? '');
  const signatureMatch = /^rrs=:([A-Za-z0-9+/=]{86,90}):$/.exec(signature ?? '');
  const keyid = DeviceId.safeParse(inputMatch?.[3]);
  if (!inputMatch || !signatureMatch || !keyid.success) return null;
  return {
    params: { created: z.coerce.number().parse(inputMatch[1]), nonce: inputMatch[2] ?? '', keyid: keyid.data },
    signature: signatureMatch[1] ?? '',
  };
};

/** The value of `content-digest` for a SHA-256 in base64. */
export const contentDigest = (sha256Base64: string): string => `sha-256=:${sha256Base64}:`;
