const UNIT_FROM_SURROGATES_UP = /[\uD800-\uFFFF]/;
const UNITS_FROM_SURROGATES_UP = /[\uD800-\uFFFF]/g;

/**
 * The text under which SQLite stores a string, so that its byte order is JavaScript's order.
 *
 * SQLite compares UTF-8 bytes, JavaScript compares UTF-16 units. The two disagree only where U+E000–U+FFFF meets a
 * character beyond U+FFFF, whose units are surrogates (D800–DFFF): compatibility Hanja against Extension B, both of
 * which occur in Korean names. So every unit from D800 up is replaced by one character of its own, in the same order:
 * surrogates go to U+E000–U+E7FF, the rest to U+10000–U+11FFF. Hangul and everything else below D800 stays as it is.
 *
 * The mapping is one-to-one and works unit by unit, so equality, prefixes and even lone surrogates keep their meaning.
 */
export function textToOrderKey(text: string): string {
  if (!UNIT_FROM_SURROGATES_UP.test(text)) return text;
  return text.replace(UNITS_FROM_SURROGATES_UP, (unit) => {
    const code = unit.charCodeAt(0);
    return String.fromCodePoint(code < 0xe000 ? code + 0x800 : code + 0x2000);
  });
}

/** A text above every order key, and so the end of the range of keys that begin with some prefix. */
export const ABOVE_ALL_ORDER_KEYS = '\u{10FFFF}';
