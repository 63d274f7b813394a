import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { parseJson } from '../../shared/contract/chain.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { isSamePosition } from '../../shared/contract/position.ts';
import type { OfficeStatus } from '../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { openSigned, type Verify } from '../../shared/contract/signed.ts';
import { paths, SnapshotEnd, type SnapshotRow, SnapshotStart } from '../../shared/contract/sync.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import type { CheckedSnapshot, SnapshotLine } from '../replica/snapshot-file.ts';
import { type CentralClient, readBytes } from './central-client.ts';

/** How far a snapshot is: first it comes over the line, then its rows are written. `part` of 1. */
export type SnapshotProgress = NonNullable<OfficeStatus['snapshot']>;

const decompress = promisify(zstdDecompress);

/** Several times the biggest office. Somebody else's answer could unpack to any size, and is unpacked to be checked. */
const maxSnapshotBytes = 512 * 1_048_576;

/** More than nearly all: what is larger comes in parts and is copied once more. It takes no memory until it is filled. */
const usualSnapshotBytes = 64 * 1_048_576;

/** At most this often is a download that broke off gone on with, before the loop's back-off takes over. */
const resumptions = 20;

/**
 * Fetches the office's snapshot and checks it against central's signature before a row of it is used. It stays in
 * memory, where a download that broke off is gone on with: on disk it would be the register in clear.
 */
export const fetchSnapshot = async (
  central: CentralClient,
  verify: Verify,
  office: OfficeId,
  tell: (progress: SnapshotProgress) => void,
): Promise<Result<CheckedSnapshot, AppError>> => {
  const compressed = await download(central, (part) => tell({ step: 'fetching', part }));
  if (!compressed.ok) return compressed;
  const limits = { maxOutputLength: maxSnapshotBytes, chunkSize: usualSnapshotBytes };
  const text = await decompress(compressed.value, limits).catch(() => null);
  if (!text) return err({ type: 'NotCentral', detail: 'the snapshot is not readable' });
  return checkSnapshot(text, verify, office, (part) => tell({ step: 'loading', part }));
};

const download = async (
  central: CentralClient,
  tellPart: (part: number) => void,
): Promise<Result<Buffer, AppError>> => {
  let etag: string | null = null;
  let have: Buffer[] = [];
  let size = 0;
  let last: AppError = { type: 'CentralUnreachable', detail: 'the download broke off' };
  for (let attempt = 0; attempt < resumptions; attempt += 1) {
    const headers: Record<string, string> = etag === null ? {} : { range: `bytes=${size}-`, 'if-range': etag };
    const response = await central.send({ method: 'GET', path: paths.snapshot, headers });
    if (!response.ok) return response;
    if (response.value.status !== 206) {
      // The whole of it, perhaps a newer one: what was there before is of no use.
      have = [];
      size = 0;
    }
    etag = response.value.headers.get('etag');
    // What a proxy says of the length may be wrong, or missing: then nobody knows how far it is.
    const all = size + Number(response.value.headers.get('content-length') ?? Number.NaN);
    const part = await readWhatComes(response.value, (chunk) => {
      have.push(chunk);
      size += chunk.length;
      if (size <= all) tellPart(size / all);
    });
    if (part.ok) return ok(Buffer.concat(have));
    last = part.error;
    if (etag === null) return part;
  }
  return err(last);
};

const readWhatComes = async (response: Response, keep: (chunk: Buffer) => void): Promise<Result<null, AppError>> => {
  if (!response.body) return readBytes(response).then((bytes) => (bytes.ok ? (keep(bytes.value), ok(null)) : bytes));
  try {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) keep(Buffer.from(chunk));
    return ok(null);
  } catch {
    return err({ type: 'CentralUnreachable', detail: 'the download broke off' });
  }
};

const checkSnapshot = (
  text: Buffer,
  verify: Verify,
  office: OfficeId,
  tellPart: (part: number) => void,
): Result<CheckedSnapshot, AppError> => {
  const altered = (detail: string): Result<never, AppError> => err({ type: 'NotCentral', detail });
  const endAt = text.lastIndexOf('\n', text.length - 2) + 1;
  const end = openSigned(parseJson(text.subarray(endAt).toString()), SnapshotEnd, verify);
  if (!end || end.office !== office) return altered('the snapshot is not signed by central');
  const rows = text.subarray(0, endAt);
  if (createHash('sha256').update(rows).digest('hex') !== end.sha256) return altered('the snapshot was altered');
  const startEnd = rows.indexOf(10);
  const start = SnapshotStart.safeParse(parseJson(rows.subarray(0, startEnd).toString()));
  if (!start.success || start.data.office.id !== office || !isSamePosition(start.data.position, end.position))
    return altered('the snapshot is not readable');
  return ok({ start: start.data, rows: counted(readRows(rows, startEnd + 1), end.rows, tellPart) });
};

function* counted(
  rows: Iterable<SnapshotLine>,
  all: number,
  tellPart: (part: number) => void,
): Generator<SnapshotLine> {
  let count = 0;
  for (const row of rows) {
    yield row;
    count += 1;
    tellPart(Math.min(1, count / all));
  }
}

/**
 * Central has signed these very bytes, so the rows are not checked one by one, and the documents in them are kept as the
 * bytes they are: parsing and writing them again would be half of a first sync.
 */
function* readRows(bytes: Buffer, from: number): Generator<SnapshotLine> {
  for (let at = from; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    const line = bytes.toString('utf8', at, end);
    const row = JSON.parse(line) as SnapshotRow;
    const before = `{"row":"${row.row}","${row.row}":`;
    const isDocument = (row.row === 'household' || row.row === 'resident') && line.startsWith(before);
    yield isDocument ? { ...row, document: bytes.subarray(at + before.length, end - 1) } : row;
    at = end + 1;
  }
}
