/** The characters of a QR code's alphanumeric mode, in the order of RFC 9285. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const base = alphabet.length;

/** Base45 (RFC 9285): two bytes as three characters, a last single byte as two. */
export const bytesToBase45 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const second = bytes[at + 1];
    const number = second === undefined ? (bytes[at] ?? 0) : (bytes[at] ?? 0) * 256 + second;
    text += digit(number % base) + digit(Math.floor(number / base) % base);
    if (second !== undefined) text += digit(Math.floor(number / (base * base)));
  }
  return text;
};

/**
 * Null for anything that `bytesToBase45` can't have written: a foreign character, a single one left over, a group
 * whose number doesn't fit its bytes. So every text has one meaning at most, and every meaning one text.
 */
export const base45ToBytes = (text: string): Uint8Array | null => {
  if (text.length % 3 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 2) / 3));
  let written = 0;
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3);
    let number = 0;
    for (let place = group.length - 1; place >= 0; place -= 1) {
      const value = alphabet.indexOf(group.charAt(place));
      if (value < 0) return null;
      number = number * base + value;
    }
    if (number > (group.length === 3 ? 0xffff : 0xff)) return null;
    if (group.length === 3) {
      bytes[written] = number >> 8;
      written += 1;
    }
    bytes[written] = number & 0xff;
    written += 1;
  }
  return bytes;
};

const digit = (value: number): string => alphabet.charAt(value);
