import { pageSize } from '../page-cipher.ts';

/** A value as SQLite stores it. */
export type Stored = null | number | string | Buffer;

/** What the cipher keeps at the end of each page for itself. */
const usable = pageSize - 80;

/** Where a page's own header begins: the first page holds the file's before it. */
const startOf = (page: number): number => (page === 1 ? 100 : 0);

/** Kinds of pages of a B-tree that hold records (https://sqlite.org/fileformat2.html). */
const kinds = { indexInterior: 2, indexLeaf: 10, tableLeaf: 13 } as const;

/**
 * All records that stand in a page, whichever table they are of. A page that isn't one of a B-tree has none, and a record
 * that is cut off or nonsense is left out: what is found is believed only for what it says.
 *
 * @param pageAt the content of another page, on which long records go on
 */
export function* recordsIn(
  page: number,
  content: Buffer,
  pageAt: (page: number) => Buffer | null,
): Generator<readonly Stored[]> {
  const start = startOf(page);
  const kind = content[start];
  if (kind !== kinds.indexInterior && kind !== kinds.indexLeaf && kind !== kinds.tableLeaf) return;
  const pointers = start + (kind === kinds.indexInterior ? 12 : 8);
  const count = content.readUInt16BE(start + 3);
  for (let nth = 0; nth < count && pointers + nth * 2 + 2 <= usable; nth += 1) {
    const record = recordAt(content, kind, content.readUInt16BE(pointers + nth * 2), pageAt);
    const values = record && readRecord(record);
    if (values) yield values;
  }
}

const recordAt = (
  content: Buffer,
  kind: number,
  at: number,
  pageAt: (page: number) => Buffer | null,
): Buffer | null => {
  const cursor = { at: kind === kinds.indexInterior ? at + 4 : at };
  const length = readVarint(content, cursor);
  if (kind === kinds.tableLeaf) readVarint(content, cursor);
  if (length <= 0 || length > 16 * 1_048_576 || cursor.at >= usable) return null;
  const local = localLength(kind, length);
  if (cursor.at + local > usable) return null;
  const pieces = [content.subarray(cursor.at, cursor.at + local)];
  let left = length - local;
  let next = left > 0 && cursor.at + local + 4 <= usable ? content.readUInt32BE(cursor.at + local) : 0;
  while (left > 0) {
    const page = next === 0 ? null : pageAt(next);
    if (!page) return null;
    const piece = page.subarray(4, Math.min(usable, 4 + left));
    pieces.push(piece);
    left -= piece.length;
    next = page.readUInt32BE(0);
  }
  return Buffer.concat(pieces);
};

/** How much of a record stands in its own page; the rest is on others. */
const localLength = (kind: number, length: number): number => {
  const most = kind === kinds.tableLeaf ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  return fitting <= most ? fitting : least;
};

const readRecord = (record: Buffer): readonly Stored[] | null => {
  const cursor = { at: 0 };
  const headerEnd = readVarint(record, cursor);
  if (headerEnd < 1 || headerEnd > record.length || headerEnd > 400) return null;
  const types: number[] = [];
  while (cursor.at < headerEnd) types.push(readVarint(record, cursor));
  let at = headerEnd;
  const values: Stored[] = [];
  for (const type of types) {
    const size = sizeOf(type);
    if (size < 0 || at + size > record.length) return null;
    values.push(readValue(type, record.subarray(at, at + size)));
    at += size;
  }
  return values;
};

const sizes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1] as const;
const sizeOf = (type: number): number => sizes[type] ?? Math.floor((type - 12) / 2);

const readValue = (type: number, bytes: Buffer): Stored => {
  if (type >= 12) return type % 2 === 0 ? bytes : bytes.toString('utf8');
  if (type === 0) return null;
  if (type === 7) return bytes.readDoubleBE(0);
  if (type >= 8) return type - 8;
  return type === 6 ? Number(bytes.readBigInt64BE(0)) : bytes.readIntBE(0, bytes.length);
};

const readVarint = (bytes: Buffer, cursor: { at: number }): number => {
  let value = 0;
  for (let nth = 0; nth < 9; nth += 1) {
    const byte = bytes[cursor.at] ?? 0;
    cursor.at += 1;
    if (nth === 8) return value * 256 + byte;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return value;
  }
  return value;
};
