import type { VerifierCrypto } from '../../shared/code/statement.ts';

/** False on a page that came over plain http, and in browsers from before Ed25519 (Chromium 137, Firefox 129, Safari 17). */
export const canVerify = async (): Promise<boolean> => {
  try {
    await crypto.subtle.importKey('spki', rfc8410Key, 'Ed25519', false, ['verify']);
    return true;
  } catch {
    return false;
  }
};

/** What a verifier needs of the platform, from the browser. */
export const createBrowserCrypto = (): VerifierCrypto => {
  const encoder = new TextEncoder();
  return {
    sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', toBuffer(bytes))),
    verifyEd25519: async (publicKey, message, signature) => {
      try {
        const key = await crypto.subtle.importKey('spki', toBuffer(publicKey), 'Ed25519', false, ['verify']);
        return await crypto.subtle.verify('Ed25519', key, toBuffer(signature), toBuffer(message));
      } catch {
        // Bytes that are no key: they have signed nothing.
        return false;
      }
    },
    utf8: (text) => encoder.encode(text),
  };
};

/** The browser takes bytes of its own memory only. */
const toBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** The example key of RFC 8410, to see whether the browser knows such keys at all. */
const rfc8410Key = toBuffer(
  Uint8Array.from(atob('MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE='), (letter) =>
    letter.charCodeAt(0),
  ),
);
