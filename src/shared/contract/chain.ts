import { z } from 'zod';

/**
 * Both logs are chains of records. A record is a header and a body, each the exact text that was hashed, kept and sent
 * as it is and never written anew. The header names the body's hash, so a body can be erased and the chain still holds;
 * it names the header before it, so one signature over a head vouches for all before it.
 */
export const Link = z.strictObject({
  header: z.string().min(2).max(8_192),
  /** Null once erased. */
  body: z.string().max(262_144).nullable(),
});
export type Link = z.infer<typeof Link>;

/** SHA-256 of the UTF-8 text, in lower-case hex. Passed in, because this folder does no work of a platform. */
export type Sha256 = (text: string) => string;

export const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What the first record of a chain names as the one before it. */
export const genesis = '0'.repeat(64);

/** The end of a chain: `seq` records long, the last of them with this header hash. */
export const Head = z.strictObject({ seq: z.int().min(0), hash: Hash });
export type Head = z.infer<typeof Head>;

export const emptyHead: Head = { seq: 0, hash: genesis };

/** Parses text that came from outside; null where it is no JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
