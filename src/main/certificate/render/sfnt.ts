/**
 * The little of a font file (TrueType or OpenType, one face) that is needed here: which letters it has, and a name of
 * our own for it. Both are read and written as the OpenType specification has them.
 */

interface Table {
  readonly tag: string;
  /** Where its entry stands in the directory. */
  readonly entry: number;
  readonly offset: number;
  readonly length: number;
}

const viewOf = (font: Uint8Array): DataView => new DataView(font.buffer, font.byteOffset, font.byteLength);

const tableOf = (font: Uint8Array, wanted: string): Table | null => {
  const view = viewOf(font);
  const version = view.getUint32(0);
  // 1.0, `OTTO` and `true`. Collections (`ttcf`) and web fonts are none that an office would be given.
  if (version !== 0x0001_0000 && version !== 0x4f54_544f && version !== 0x7472_7565) return null;
  for (let nth = 0; nth < view.getUint16(4); nth += 1) {
    const entry = 12 + nth * 16;
    const tag = String.fromCharCode(...font.subarray(entry, entry + 4));
    if (tag === wanted) return { tag, entry, offset: view.getUint32(entry + 8), length: view.getUint32(entry + 12) };
  }
  return null;
};

/** The bytes of a table that every usable font has; throws where it is missing. */
export const tableBytes = (font: Uint8Array, tag: string): DataView => {
  const table = tableOf(font, tag);
  if (!table) throw new Error(`a font without ${tag}`);
  return new DataView(font.buffer, font.byteOffset + table.offset, table.length);
};

/** The glyph of a code point; 0 where the font has none. */
export type GlyphOf = (codePoint: number) => number;

/** Null if the bytes are no font that can be used. */
export const glyphOf = (font: Uint8Array): GlyphOf | null => {
  if (font.byteLength < 12 || !tableOf(font, 'cmap')) return null;
  const view = tableBytes(font, 'cmap');
  const subtables = Array.from({ length: view.getUint16(2) }, (_, nth) => view.getUint32(8 + nth * 8));
  // Format 12 knows all of Unicode, format 4 the first 65,536 code points.
  const full = subtables.find((offset) => view.getUint16(offset) === 12);
  if (full !== undefined) return inGroups(view, full);
  const basic = subtables.find((offset) => view.getUint16(offset) === 4);
  return basic === undefined ? null : inSegments(view, basic);
};

const inGroups = (view: DataView, table: number): GlyphOf => {
  const count = view.getUint32(table + 12);
  const at = (nth: number, field: number): number => view.getUint32(table + 16 + nth * 12 + field);
  return (code) => {
    const nth = firstAtLeast(count, (each) => at(each, 4), code);
    return nth < count && code >= at(nth, 0) ? at(nth, 8) + code - at(nth, 0) : 0;
  };
};

const inSegments = (view: DataView, table: number): GlyphOf => {
  const count = view.getUint16(table + 6) / 2;
  const ends = table + 14;
  const starts = ends + count * 2 + 2;
  const deltas = starts + count * 2;
  const ranges = deltas + count * 2;
  return (code) => {
    const nth = firstAtLeast(count, (each) => view.getUint16(ends + each * 2), code);
    if (nth >= count || code < view.getUint16(starts + nth * 2)) return 0;
    const range = view.getUint16(ranges + nth * 2);
    const raw =
      range === 0 ? code : view.getUint16(ranges + nth * 2 + range + (code - view.getUint16(starts + nth * 2)) * 2);
    return raw === 0 ? 0 : (raw + view.getUint16(deltas + nth * 2)) & 0xffff;
  };
};

/** The first of `count` ascending values that is at least `value`; `count` if none is. */
const firstAtLeast = (count: number, at: (nth: number) => number, value: number): number => {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * The same font under another family name. Whatever fonts a machine has installed, none of them has this name, so none
 * can take its place. The file grows by the new name table; the old one stays in it, unused.
 */
export const renamed = (font: Uint8Array, family: string): Uint8Array => {
  const old = tableOf(font, 'name');
  if (!old) throw new Error('a font without names');
  const names = nameTable([
    [1, family],
    [2, 'Regular'],
    [4, family],
    [6, family.replaceAll(' ', '')],
  ]);
  const start = Math.ceil(font.byteLength / 4) * 4;
  const result = new Uint8Array(start + names.byteLength);
  result.set(font);
  result.set(names, start);
  const view = viewOf(result);
  view.setUint32(old.entry + 8, start);
  view.setUint32(old.entry + 12, names.byteLength);
  return result;
};

/** Each name by its id, for Windows in English: the one that every reader of fonts looks at. */
const nameTable = (names: readonly (readonly [id: number, text: string])[]): Uint8Array => {
  const texts = names.map(([, text]) => Uint8Array.from([...text].flatMap((letter) => [0, letter.charCodeAt(0)])));
  const head = 6 + names.length * 12;
  const table = new Uint8Array(head + texts.reduce((sum, text) => sum + text.byteLength, 0));
  const view = viewOf(table);
  view.setUint16(2, names.length);
  view.setUint16(4, head);
  let offset = 0;
  for (const [nth, text] of texts.entries()) {
    const [platform, encoding, language] = [3, 1, 0x409];
    const fields = [platform, encoding, language, names[nth]?.[0] ?? 0, text.byteLength, offset];
    for (const [field, value] of fields.entries()) view.setUint16(6 + nth * 12 + field * 2, value);
    table.set(text, head + offset);
    offset += text.byteLength;
  }
  return table;
};
