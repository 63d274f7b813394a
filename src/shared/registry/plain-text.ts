import { z } from 'zod';

/**
 * Control characters, letters that show nothing (the Hangul fillers among them) or turn the direction of a line, and half
 * letters. They come from pasted text or bad intent, and would print, sort or compare as something else than what is
 * seen. Not the selectors of a Hanja's variant, which belong to a name.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0\ufff0-\uffff]|[\u034f\u17b4\u17b5]/u;

/**
 * Hangul in pieces (NFD, as some systems send it) is put together before it is counted. No letter comes of more than four
 * pieces, so what is cut off belongs to a text that is too long in any case.
 */
const composed = (max: number) => z.string().overwrite((text) => text.slice(0, max * 4 + 1).normalize('NFC'));

/** One line of text that a person wrote, of 1 to `max` letters. */
export const plainText = (max: number) =>
  composed(max)
    .min(1)
    .max(max)
    .refine((text) => !unprintable.test(text), { error: 'holds characters that cannot be seen' })
    .refine((text) => text.trim() !== '', { error: 'holds nothing but spaces' });

/** As `plainText`, and may be empty. */
export const optionalText = (max: number) =>
  composed(max)
    .max(max)
    .refine((text) => !unprintable.test(text), { error: 'holds characters that cannot be seen' });
