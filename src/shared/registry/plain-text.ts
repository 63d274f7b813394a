import { z } from 'zod';

/**
 * Control characters, letters that show nothing (the Hangul fillers among them) or turn the direction of a line, and half
 * letters. They come from pasted text or bad intent, and would print, sort or compare as something else than what is
 * seen. Not the selectors of a Hanja's variant, which belong to a name.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0\ufff0-\uffff]|[\u034f\u17b4\u17b5]/u;

/** What nearly all texts consist of: whole syllables and ASCII, in which there is nothing to put together or to hide. */
const isOrdinary = (text: string): boolean => /^[\u0020-\u007e\uac00-\ud7a3]*$/.test(text);

/**
 * Hangul in pieces (NFD, as some systems send it) is put together before it is counted. No letter comes of more than four
 * pieces, so what is cut off belongs to a text that is too long in any case.
 */
const composed = (text: string, max: number): string => text.slice(0, max * 4 + 1).normalize('NFC');

/** One check for all, because a register reads many texts, and nearly all pass at the first look. */
const lineOfText = (min: 0 | 1, max: number) =>
  z.string().check((context) => {
    if (!isOrdinary(context.value)) context.value = composed(context.value, max);
    const { value: input, issues } = context;
    // The rest of a form is looked at too: people mend everything at once.
    const of = { input, continue: true } as const;
    if (input.length < min) issues.push({ code: 'too_small', origin: 'string', minimum: min, inclusive: true, ...of });
    if (input.length > max) issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, ...of });
    if (!isOrdinary(input) && unprintable.test(input))
      issues.push({ code: 'custom', message: 'holds characters that cannot be seen', ...of });
    if (min === 1 && input.trim() === '') issues.push({ code: 'custom', message: 'holds nothing but spaces', ...of });
  });

/** One line of text that a person wrote, of 1 to `max` letters. */
export const plainText = (max: number) => lineOfText(1, max);

/** As `plainText`, and may be empty. */
export const optionalText = (max: number) => lineOfText(0, max);
