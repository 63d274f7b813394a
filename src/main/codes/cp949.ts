/**
 * CP949, the encoding of the government's text files: KS X 1001 and the 8,822 further syllables that Microsoft put
 * around it (UHC). Node's own decoder of that name knows KS X 1001 only, and reads the other syllables as two wrong
 * letters without an error (nodejs/node issue 40091), so the table is made here: KS X 1001 from Node's decoder, the
 * rest by their rule, which is all other syllables in Unicode order.
 */
const firstLead = 0x81;
const firstTrail = 0x41;
const trails = 0xfe - firstTrail + 1;

const indexOf = (lead: number, trail: number): number => (lead - firstLead) * trails + (trail - firstTrail);

/** Rows that KS X 1001 leaves to its users; letters there mean something else on every computer. */
const isUserRow = (lead: number): boolean => lead === 0xc9 || lead === 0xfe;

const isUhcTrail = (trail: number): boolean =>
  (trail >= 0x41 && trail <= 0x5a) || (trail >= 0x61 && trail <= 0x7a) || trail >= 0x81;

const makeTable = (): Uint16Array => {
  const table = new Uint16Array((0xfe - firstLead + 1) * trails);
  const ksx1001 = new TextDecoder('euc-kr');
  const hasSyllable = new Set<number>();
  for (let lead = 0xa1; lead <= 0xfe; lead += 1) {
    if (isUserRow(lead)) continue;
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
      const letter = ksx1001.decode(Uint8Array.of(lead, trail));
      if (letter.length !== 1 || letter === '\ufffd') continue;
      table[indexOf(lead, trail)] = letter.charCodeAt(0);
      hasSyllable.add(letter.charCodeAt(0));
    }
  }
  // Added to the standard after Node's table was made.
  table[indexOf(0xa2, 0xe6)] = '€'.charCodeAt(0);
  table[indexOf(0xa2, 0xe7)] = '®'.charCodeAt(0);

  let syllable = 0xac00;
  for (let lead = firstLead; lead <= 0xc6; lead += 1)
    for (let trail = firstTrail; trail <= 0xfe; trail += 1) {
      if (!isUhcTrail(trail) || (lead >= 0xa1 && trail >= 0xa1)) continue;
      while (hasSyllable.has(syllable)) syllable += 1;
      if (syllable > 0xd7a3) return table;
      table[indexOf(lead, trail)] = syllable;
      syllable += 1;
    }
  return table;
};

let table: Uint16Array | null = null;

/** The letter of two bytes, or 0 where they stand for none. */
export const cp949Letter = (lead: number, trail: number): number =>
  lead < firstLead || lead > 0xfe || trail < firstTrail || trail > 0xfe
    ? 0
    : ((table ??= makeTable())[indexOf(lead, trail)] ?? 0);

/** The text, or the offset of the first byte that can't be read. */
export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly at: number };

export const decodeCp949 = (bytes: Uint8Array): Decoded => {
  const letters = new Uint16Array(bytes.length);
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1, count += 1) {
    const byte = bytes[at] as number;
    if (byte < 0x80) {
      letters[count] = byte;
      continue;
    }
    const letter = cp949Letter(byte, bytes[at + 1] ?? 0);
    if (letter === 0) return { ok: false, at };
    letters[count] = letter;
    at += 1;
  }
  return { ok: true, text: Buffer.from(letters.buffer, 0, count * 2).toString('utf16le') };
};
