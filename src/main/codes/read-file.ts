import { type FileHandle, open } from 'node:fs/promises';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type {
  FileEncoding,
  FileKind,
  FileReport,
  FileSlot,
  FoundKind,
  ImportError,
} from '../../shared/registry/code-import.ts';
import { bytesToText, decode, encodingOf, toShown } from './decode.ts';
import { columnNames, fixedLayouts, isFixedKind, isHeader, kindOfLine, kindsOfSlot } from './layouts.ts';
import { forEachLine, type Line } from './lines.ts';
import type { Problems } from './problems.ts';
import { columnAt, type Problem, splitLine } from './split.ts';

export interface SourceFile {
  readonly path: string;
  readonly slot: FileSlot;
  /** Null finds out. */
  readonly encoding: FileEncoding | null;
}

/** Takes the fields of one good line, or says what is wrong with them. */
export type TakeLine = (kind: FileKind, fields: readonly string[], line: number) => Problem | null;

interface Opening {
  /** Bytes before the text. */
  readonly start: number;
  readonly kind: FileKind;
  readonly encoding: FileEncoding;
}

const sampleBytes = 64 * 1024;
const sampleLines = 50;

/** Reads one file from end to end; nothing of it stays in memory. `onChunk` is called between two reads. */
export const readSourceFile = async (
  source: SourceFile,
  take: TakeLine,
  problems: Problems,
  onChunk: () => void,
): Promise<Result<FileReport, ImportError>> => {
  const { path: file } = source;
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const before = await handle.stat();
    if (before.isDirectory()) return err({ type: 'WrongKind', file, slot: source.slot, found: 'folder' });
    const opening = await lookAt(handle, source);
    if (!opening.ok) return opening;
    const read = await readLines(handle, file, opening.value, take, problems, onChunk);
    if (!read.ok) return read;
    const after = await handle.stat();
    // A download that hasn't ended yet, or another program's file.
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) return err({ type: 'FileChanged', file });
    if (read.value.kept > 0) return read;
    return read.value.bad === 0
      ? err({ type: 'FileEmpty', file })
      : err({
          type: 'NothingUsable',
          file,
          problems: problems
            .named()
            .filter((each) => each.file === file)
            .slice(0, 3),
        });
  } catch (error) {
    if (error instanceof Error && 'syscall' in error && 'code' in error)
      return err({ type: 'FileUnreadable', file, detail: error.message });
    throw error;
  } finally {
    await handle?.close();
  }
};

const readLines = async (
  handle: FileHandle,
  file: string,
  { start, kind, encoding }: Opening,
  take: TakeLine,
  problems: Problems,
  onChunk: () => void,
): Promise<Result<FileReport, ImportError>> => {
  let [lines, kept, bad] = [0, 0, 0];
  let isPadded = false;
  const cuts: ImportError[] = [];

  const onLine = ({ number, bytes, isEnded }: Line): void => {
    if (bytes?.every((byte) => byte === 0x20)) return;
    lines += 1;
    const decoded = bytes ? decode(bytes, encoding) : null;
    if (decoded?.ok && lines === 1 && isHeader(kind, decoded.text)) return;
    const problem = bytes && decoded ? takeDecoded(kind, bytes, decoded, number, take) : tooLong;
    // A code file fills its lines with blanks up to the last column: one that ends earlier has lost what stood there.
    const isShort = decoded?.ok === true && isPadded && isFixedKind(kind) && widthOf(decoded.text) < fullWidth(kind);
    if (decoded?.ok && isFixedKind(kind)) isPadded ||= decoded.text.endsWith(' ');
    if (!isEnded && (problem || isShort))
      cuts.push({ type: 'FileTruncated', file, line: number, read: toShown(bytes ? shownOf(bytes, encoding) : '') });
    if (problem) {
      bad += 1;
      problems.add({ file, line: number }, problem);
    } else kept += 1;
  };
  await forEachLine(handle, start, onLine, onChunk);
  return cuts[0] ? err(cuts[0]) : ok({ file, kind, encoding, lines, kept, bad });
};

const tooLong: Problem = { column: null, problem: 'line-too-long', read: '' };

const takeDecoded = (
  kind: FileKind,
  bytes: Uint8Array,
  decoded: ReturnType<typeof decode>,
  line: number,
  take: TakeLine,
): Problem | null => {
  if (!decoded.ok) {
    const before = bytesToText(bytes.subarray(0, decoded.at));
    const column = isFixedKind(kind) ? fixedColumnAt(kind, decoded.at) : columnAt(kind, before);
    return { column, problem: 'undecodable', read: bytesToText(bytes.subarray(decoded.at, decoded.at + 8)) };
  }
  const split = splitLine(kind, decoded.text);
  return split.ok ? take(kind, split.fields, line) : split.problem;
};

const shownOf = (bytes: Uint8Array, encoding: FileEncoding): string => {
  const decoded = decode(bytes, encoding);
  return decoded.ok ? decoded.text : bytesToText(bytes);
};

const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter < '\u0080' ? 1 : 2), 0);

const fullWidth = (kind: keyof typeof fixedLayouts): number =>
  fixedLayouts[kind].columns.reduce((sum, { width }) => sum + width + 1, -1);

const fixedColumnAt = (kind: keyof typeof fixedLayouts, at: number): string | null => {
  let end = 0;
  for (const { name, width } of fixedLayouts[kind].columns) {
    end += width + 1;
    if (at < end) return name;
  }
  return columnNames(kind).at(-1) ?? null;
};

/** What other files begin with that end up here by mistake. */
const beginnings = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x1f, 0x8b]],
  ['office-document', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
] as const satisfies readonly (readonly [FoundKind, readonly number[]])[];

/** Looks at the first lines: is it text, in which encoding, and which of the files. */
const lookAt = async (
  handle: FileHandle,
  { path: file, slot, encoding }: SourceFile,
): Promise<Result<Opening, ImportError>> => {
  const buffer = Buffer.alloc(sampleBytes);
  const { bytesRead } = await handle.read(buffer, 0, sampleBytes, 0);
  const sample = buffer.subarray(0, bytesRead);
  const wrongKind = (found: FoundKind): Result<never, ImportError> => err({ type: 'WrongKind', file, slot, found });

  const beginning = beginnings.find(([, bytes]) => bytes.every((byte, index) => sample[index] === byte));
  if (beginning) return wrongKind(beginning[0]);
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(sample.toString('latin1', 0, 200))) return wrongKind('web-page');
  const isUtf16 = (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff);
  if (isUtf16)
    return err({ type: 'WrongEncoding', file, tried: null, line: 1, read: bytesToText(sample.subarray(0, 8)) });
  const hasMark = sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf;
  const start = hasMark ? 3 : 0;

  const lines = wholeLines(sample.subarray(start), bytesRead < sampleBytes);
  // What the change files of a day without changes hold.
  if (lines.length === 0 || (lines.length === 1 && lines[0]?.toString('latin1') === 'No Data'))
    return err({ type: 'FileEmpty', file });

  const tried = encoding ?? (hasMark ? 'utf-8' : encodingOf(lines));
  const readable = tried ? lines.filter((line) => decode(line, tried).ok) : [];
  if (!tried || readable.length * 2 <= lines.length) {
    const at = lines.findIndex((line) => !decode(line, tried ?? 'cp949').ok);
    return err({
      type: 'WrongEncoding',
      file,
      tried,
      line: at + 1,
      read: bytesToText((lines[at] ?? sample).subarray(0, 40)),
    });
  }
  const votes = readable.map((line) => kindOfLine(shownOf(line, tried).replace(/\s+$/, '')));
  const kind = mostOf(votes.filter((vote) => vote !== null));
  if (!kind) return wrongKind('unknown');
  const allowed: readonly FileKind[] = kindsOfSlot[slot];
  return allowed.includes(kind) ? ok({ start, kind, encoding: tried }) : wrongKind(kind);
};

/** The first lines of a sample that aren't blank, without one that it cuts off. */
const wholeLines = (sample: Buffer, isAll: boolean): Buffer[] => {
  const lines: Buffer[] = [];
  let from = 0;
  while (from < sample.length && lines.length < sampleLines) {
    const feed = sample.indexOf(0x0a, from);
    if (feed === -1 && !isAll && lines.length > 0) break;
    const line = sample.subarray(from, feed === -1 ? sample.length : feed);
    if (line.some((byte) => byte !== 0x20 && byte !== 0x0d))
      lines.push(line.at(-1) === 0x0d ? line.subarray(0, -1) : line);
    from = feed === -1 ? sample.length : feed + 1;
  }
  return lines;
};

const mostOf = (votes: readonly FileKind[]): FileKind | null => {
  const counts = new Map<FileKind, number>();
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null;
};
