import { z } from 'zod';
import { parseJson } from '../contract/chain.ts';
import { base64urlToBytes } from './bytes.ts';

/** What the platform does for a verifier: Node's crypto, or a browser's, which answers later. */
export interface VerifierCrypto {
  readonly sha256: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  /** `publicKey` is SPKI in DER. False, never an error, for a key or a signature that is none. */
  readonly verifyEd25519: (
    publicKey: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
  ) => boolean | Promise<boolean>;
  readonly utf8: (text: string) => Uint8Array;
}

/** As `Signed` in the contract, with room for the keys of every device in the country. */
const Envelope = z.object({ signed: z.string().max(32 * 1_048_576), signature: z.string().max(200) });

/**
 * The statement in `envelope`, if it is one of `schema` and `root` signed it; else null. The same as the contract's
 * `openSigned`, for platforms whose cryptography answers later.
 */
export const openStatement = async <T extends z.ZodType>(
  envelope: unknown,
  schema: T,
  root: Uint8Array,
  crypto: VerifierCrypto,
): Promise<z.infer<T> | null> => {
  const read = Envelope.safeParse(envelope);
  const signature = read.success ? base64urlToBytes(read.data.signature) : null;
  if (!read.success || !signature) return null;
  if (!(await crypto.verifyEd25519(root, crypto.utf8(read.data.signed), signature))) return null;
  const statement = schema.safeParse(parseJson(read.data.signed));
  return statement.success ? statement.data : null;
};
