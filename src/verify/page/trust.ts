import { type OpenBundle, openKeyBundle, readRootKey, rootFingerprint } from '../../shared/code/key-bundle.ts';
import type { VerifierCrypto } from '../../shared/code/statement.ts';

/** Whose word the page takes. Kept nowhere: a page that is opened again starts from what it came with. */
export interface Trust {
  readonly root: Uint8Array | null;
  /** As people compare it, `7K3M-92QF`. */
  readonly fingerprint: string | null;
  readonly bundle: OpenBundle | null;
}

export const noTrust: Trust = { root: null, fingerprint: null, bundle: null };

/** unreadable: neither a key nor a list. other-root: a list that the key in use did not sign. */
export type TrustProblem = 'unreadable' | 'other-root' | 'root-missing';

/**
 * Adds a file, whatever it is: central's key or a key list. A new key drops the list that another one signed; an older
 * list never replaces a newer one.
 */
export const addTrust = async (
  trust: Trust,
  text: string,
  crypto: VerifierCrypto,
): Promise<{ readonly trust: Trust; readonly problem: TrustProblem | null }> => {
  const root = readRootKey(text);
  if (root) {
    const fingerprint = await rootFingerprint(root, crypto);
    const isSame = fingerprint === trust.fingerprint && String(root) === String(trust.root);
    return { trust: { root, fingerprint, bundle: isSame ? trust.bundle : null }, problem: null };
  }
  if (!trust.root) return { trust, problem: text.includes('"signed"') ? 'root-missing' : 'unreadable' };
  const opened = await openKeyBundle(text, trust.root, crypto);
  if (!opened.ok) return { trust, problem: opened.error.type === 'BundleUnreadable' ? 'unreadable' : 'other-root' };
  const isOlder = trust.bundle !== null && opened.value.at < trust.bundle.at;
  return { trust: isOlder ? trust : { ...trust, bundle: opened.value }, problem: null };
};
