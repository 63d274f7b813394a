import { z } from 'zod';
import { parseJson } from './chain.ts';

/**
 * A statement with its signature (Ed25519, base64url) over exactly the text in `signed`. The text is JSON and names
 * its own `type`, so that a signature under one kind of statement is worth nothing under another.
 */
export const Signed = z.strictObject({ signed: z.string().max(1_048_576), signature: z.string().max(200) });
export type Signed = z.infer<typeof Signed>;

export type Sign = (text: string) => string;
export type Verify = (text: string, signature: string) => boolean;

export const sign = (statement: { readonly type: string }, signText: Sign): Signed => {
  const signed = JSON.stringify(statement);
  return { signed, signature: signText(signed) };
};

/** The statement, if `value` is one of this schema under this key; else null. */
export const openSigned = <T extends z.ZodType>(value: unknown, statement: T, verify: Verify): z.infer<T> | null => {
  const envelope = Signed.safeParse(value);
  if (!envelope.success || !verify(envelope.data.signed, envelope.data.signature)) return null;
  const parsed = statement.safeParse(parseJson(envelope.data.signed));
  return parsed.success ? parsed.data : null;
};
