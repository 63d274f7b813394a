import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  randomUUID,
  sign as signBytes,
} from 'node:crypto';
import { emptyHead, type Head, type Link } from '../../src/shared/contract/chain.ts';
import { type Act, writeEntry } from '../../src/shared/contract/entry.ts';
import { contentDigest, signatureBase, signatureHeaders } from '../../src/shared/contract/http-signature.ts';
import { sign } from '../../src/shared/contract/signed.ts';
import { type JournalHead, maxPush, type PushRequest } from '../../src/shared/contract/sync.ts';
import type { Amendment } from '../../src/shared/registry/amendment.ts';
import { DeviceId, FilingId, OfficialId } from '../../src/shared/registry/ids.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { RegisterReport } from '../../src/shared/registry/register-report.ts';
import { isMoveIn, type Report } from '../../src/shared/registry/report.ts';

export interface TestEntry {
  readonly id: FilingId;
  readonly seq: number;
  readonly hash: string;
  readonly link: Link & { readonly body: string };
}

/** The half of a device that central sees: a key, a journal, and signed requests. */
export interface TestDevice {
  readonly id: DeviceId;
  readonly keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly publicKey: string;
  readonly entries: readonly TestEntry[];
  readonly head: () => Head;
  /** Adds an entry to the journal without sending it. */
  readonly act: (act: Act) => TestEntry;
  readonly file: (report: Report, id?: FilingId) => TestEntry;
  readonly amend: (filing: FilingId, amendment: Amendment) => TestEntry;
  /** Adds whatever header and body are given, as a faulty or a newer device might. */
  readonly add: (link: Link & { readonly body: string }, seq: number, id: FilingId) => TestEntry;
  /** The entries above `from`, up to `to`, with the signed head. */
  readonly pushOf: (from: number, to?: number, incarnation?: number) => PushRequest;
  readonly signText: (text: string) => string;
  readonly requestHeaders: (
    request: { readonly method: string; readonly url: string; readonly body: string },
    at: number,
    nonce?: string,
  ) => Record<string, string>;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const newFilingId = (): FilingId => FilingId.parse(randomUUID());
const clerk = OfficialId.parse('test-clerk');

export const moveInAct = (report: MoveInReport, id: FilingId = newFilingId()): Act<'moveInReported'> => ({
  kind: 'moveInReported',
  id,
  actor: clerk,
  role: 'clerk',
  purpose: 'move-in',
  subject: null,
  body: { v: 1, asOf: null, report },
});

const reportAct = (report: RegisterReport, id: FilingId): Act<'registerReported'> => ({
  kind: 'registerReported',
  id,
  actor: clerk,
  role: 'clerk',
  purpose: 'register',
  subject: null,
  body: { v: 1, asOf: null, report },
});

const amendAct = (filing: FilingId, amendment: Amendment): Act<'filingAmended'> => ({
  kind: 'filingAmended',
  id: newFilingId(),
  actor: clerk,
  role: 'clerk',
  purpose: 'register',
  subject: null,
  body: { v: 1, asOf: null, filing, amendment },
});

export const createTestDevice = (
  options: {
    readonly id?: DeviceId;
    readonly keys?: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
    readonly incarnation?: number;
  } = {},
): TestDevice => {
  const { publicKey, privateKey } = options.keys ?? generateKeyPairSync('ed25519');
  const id = options.id ?? DeviceId.parse(randomUUID());
  const incarnation = options.incarnation ?? 1;
  const entries: TestEntry[] = [];
  const headAt = (seq: number): Head => (seq === 0 ? emptyHead : { seq, hash: entries[seq - 1]?.hash ?? '' });
  const signText = (text: string): string => signBytes(null, Buffer.from(text), privateKey).toString('base64url');
  const add: TestDevice['add'] = (link, seq, entryId) => {
    const entry = { id: entryId, seq, hash: sha256(link.header), link };
    entries.push(entry);
    return entry;
  };
  const act: TestDevice['act'] = (each) => {
    const head = headAt(entries.length);
    const at = '2026-08-03T00:00:00.000Z';
    return add(writeEntry(each, { device: id, incarnation, head, at }, sha256), head.seq + 1, each.id);
  };
  return {
    id,
    keys: { publicKey, privateKey },
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
    entries,
    head: () => headAt(entries.length),
    act,
    file: (report, filing = newFilingId()) =>
      act(isMoveIn(report) ? moveInAct(report, filing) : reportAct(report, filing)),
    amend: (filing, amendment) => act(amendAct(filing, amendment)),
    add,
    pushOf: (from, to = Math.min(entries.length, from + maxPush)) => {
      const statement: JournalHead = { type: 'journal-head', device: id, incarnation, head: headAt(to) };
      return {
        v: 1,
        incarnation,
        entries: entries.slice(from, to).map(({ link }) => link),
        head: sign(statement, signText),
      };
    },
    signText,
    requestHeaders: ({ method, url, body }, at, nonce = randomBytes(16).toString('base64url')) => {
      const { pathname, search } = new URL(url);
      const digest = contentDigest(createHash('sha256').update(body).digest('base64'));
      const params = { created: Math.floor(at / 1_000), nonce, keyid: id };
      const base = signatureBase({ method, path: pathname, query: search || '?', contentDigest: digest }, params);
      const signature = signBytes(null, Buffer.from(base), privateKey).toString('base64');
      return { 'content-digest': digest, ...signatureHeaders(params, signature) };
    },
  };
};
