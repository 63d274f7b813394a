import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toAnswer } from '../../src/central/inbox/accept.ts';
import { toGranted } from '../../src/central/store/serials.ts';
import { openBackupKey } from '../../src/main/replica/backup/backup-key.ts';
import { readManifest } from '../../src/main/replica/backup/manifest.ts';
import { keyFingerprint, readEnrolmentCode, writeEnrolmentCode } from '../../src/shared/contract/enrolment-code.ts';
import { type Act, entryBodies, readEntryBody, readEntryHeader, writeEntry } from '../../src/shared/contract/entry.ts';
import { checkFeedItem, type FeedContent, FeedHeader, writeFeedItem } from '../../src/shared/contract/feed-item.ts';
import { contentDigest, signatureBase, signatureHeaders } from '../../src/shared/contract/http-signature.ts';
import { EnrolRequest, PushAnswer } from '../../src/shared/contract/sync.ts';
import { Amendment } from '../../src/shared/registry/amendment.ts';
import { SerialBlock } from '../../src/shared/registry/certificate.ts';
import { DeviceId, FilingId, OfficeId } from '../../src/shared/registry/ids.ts';
import { LedgerState } from '../../src/shared/registry/ledger.ts';
import { registerReportKinds } from '../../src/shared/registry/register-report.ts';

/**
 * What devices have signed stays as it was signed, for ever: these files hold the exact texts of version 1, and no
 * later version of the code may write or read them otherwise. They are never regenerated; a new version adds new ones.
 */
const golden = (name: string): string =>
  readFileSync(new URL(`./golden/${name}`, import.meta.url), 'utf8').replace(/\n$/, '');
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const device = DeviceId.parse('01890a5d-ac96-7b2e-8d1c-0242ac120001');
const office = OfficeId.parse('9971031000');
/** What came with the spine, with the papers, with the register's rules, and with the desk's window. */
const sets = [
  { acts: 'acts.json', journal: 'journal-v1.txt', contents: 'feed-contents.json', feed: 'feed-v1.txt' },
  {
    acts: 'papers-acts.json',
    journal: 'papers-journal-v1.txt',
    contents: 'papers-feed-contents.json',
    feed: 'papers-feed-v1.txt',
  },
  {
    acts: 'register-acts.json',
    journal: 'register-journal-v1.txt',
    contents: 'register-feed-contents.json',
    feed: 'register-feed-v1.txt',
  },
] as const;
/** Acts of which central tells nobody. */
const actSets = [
  ...sets,
  { acts: 'keys-acts.json', journal: 'keys-journal-v1.txt' },
  { acts: 'backup-acts.json', journal: 'backup-journal-v1.txt' },
  { acts: 'desk-acts.json', journal: 'desk-journal-v1.txt' },
] as const;
/** The entry that each feed was an answer to. */
const causeOf = {
  'feed-v1.txt': FilingId.parse('01890a5d-ac96-7b2e-8d1c-0242ac120011'),
  'papers-feed-v1.txt': FilingId.parse('01890a5d-ac96-7b2e-8d1c-0242ac130001'),
  'register-feed-v1.txt': FilingId.parse('01890a5d-ac96-7b2e-8d1c-0242ac140001'),
} as const;
const actsOf = (name: string): Act[] => JSON.parse(golden(name)) as Act[];
const contentsOf = (name: string): FeedContent[] => JSON.parse(golden(name)) as FeedContent[];

describe('the exact bytes of version 1', () => {
  test.each(actSets)('a journal is written as it always was: $journal', ({ acts, journal }) => {
    let head = { seq: 0, hash: '0'.repeat(64) };
    const lines = actsOf(acts).flatMap((act) => {
      const place = { device, incarnation: 1, head, at: '2026-11-22T01:02:03.004Z' };
      const { header, body } = writeEntry(act, place, sha256);
      head = { seq: head.seq + 1, hash: sha256(header) };
      return [header, body];
    });
    expect(lines.join('\n')).toBe(golden(journal));
    if (journal === 'journal-v1.txt') expect(head.hash).toBe(golden('journal-v1.head'));
  });

  test.each(actSets)('a journal of version 1 is read: $journal', ({ acts, journal }) => {
    const lines = golden(journal).split('\n');
    for (const [index, act] of actsOf(acts).entries()) {
      const header = readEntryHeader(lines[index * 2] ?? '');
      expect(header?.seq).toBe(index + 1);
      expect(header && readEntryBody(header, lines[index * 2 + 1] ?? '')).toMatchObject({
        type: 'known',
        act: { kind: act.kind, body: act.body },
      });
    }
  });

  test.each(sets)('a feed is written as it always was, and read again: $feed', ({ contents, feed }) => {
    let position = { epoch: 1, seq: 0, hash: '0'.repeat(64) };
    const lines: string[] = [];
    for (const content of contentsOf(contents)) {
      const place = { office, position, at: '2026-11-22T01:02:03.004Z', cause: causeOf[feed] };
      const item = writeFeedItem(content, place, sha256);
      const read = checkFeedItem({ header: item.header, body: item.body }, office, position, sha256);
      expect(read).toMatchObject({ ok: true, content, position: item.position });
      lines.push(item.header, item.body);
      position = item.position;
    }
    expect(lines.join('\n')).toBe(golden(feed));
  });

  test('there is an example of every kind of entry, report, amendment and step, and of every kind of feed item', () => {
    const acts = actSets.flatMap((set) => actsOf(set.acts));
    expect(new Set(acts.map((act) => act.kind))).toEqual(new Set(Object.keys(entryBodies)));
    const steps = acts.flatMap((act) =>
      act.kind === 'certificateStepped' ? [entryBodies[act.kind].parse(act.body)] : [],
    );
    const states = LedgerState.options.filter((state) => state !== 'reserved');
    expect(new Set(steps.map(({ step }) => step.to))).toEqual(new Set(states));
    const reports = acts.flatMap((act) =>
      act.kind === 'registerReported' ? entryBodies[act.kind].parse(act.body).report.kind : [],
    );
    expect(new Set(reports)).toEqual(new Set(registerReportKinds));
    const amendments = acts.flatMap((act) =>
      act.kind === 'filingAmended' ? entryBodies[act.kind].parse(act.body).amendment.type : [],
    );
    expect(new Set(amendments)).toEqual(new Set(Amendment.options.map(({ shape }) => shape.type.value)));
    const kinds = sets.flatMap((set) => contentsOf(set.contents).map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(FeedHeader.shape.kind.options));
  });

  test('a restored device says the same when it asks to be admitted, and is told the same of its serials', () => {
    const request = golden('enrol-restored-v1.json');
    expect(JSON.stringify(EnrolRequest.parse(JSON.parse(request)))).toBe(request);
    const block = golden('restored-block-v1.json');
    expect(JSON.stringify(toGranted(JSON.parse(block) as Parameters<typeof toGranted>[0]))).toBe(block);
    expect(SerialBlock.parse(JSON.parse(block))).toEqual(JSON.parse(block));
  });

  test('receipts are given as they always were, with what central has in its own backup, or from before it said that', () => {
    const [before = '', covered = ''] = golden('receipts-v1.txt').split('\n');
    for (const text of [before, covered]) expect(JSON.stringify(PushAnswer.parse(JSON.parse(text)))).toBe(text);
    expect(PushAnswer.parse(JSON.parse(before)).covered).toBeUndefined();
    const { epoch, at, ...answer } = PushAnswer.parse(JSON.parse(covered));
    expect(JSON.stringify(toAnswer(answer, { epoch, covered: 5 }, answer, at))).toBe(covered);
  });

  test('a backup of version 1 is read, and its key opens', () => {
    const read = readManifest(golden('backup-manifest-v1.json'));
    if (typeof read === 'string') throw new Error(read);
    expect(read.manifest).toMatchObject({ v: 1, journal: { seq: 7 }, unsent: 2, bytes: 401_408 });
    expect(openBackupKey(read.key, Buffer.alloc(32, 7), read.text)).toEqual(Buffer.alloc(32, 9));
    expect(openBackupKey(read.key, Buffer.alloc(32, 7), read.text.replace('"unsent":2', '"unsent":0'))).toBeNull();
  });

  test('a request is signed over the same text', () => {
    const params = { created: 1_790_000_000, nonce: '0123456789abcdef', keyid: device };
    const digest = contentDigest(createHash('sha256').update('{"v":1}').digest('base64'));
    const base = signatureBase({ method: 'POST', path: '/v1/journal', query: '?', contentDigest: digest }, params);
    const headers = signatureHeaders(params, 'c2lnbmF0dXJl');
    expect(`${base}\n---\n${headers['signature-input']}\n${headers['signature']}`).toBe(
      golden('request-signature-v1.txt'),
    );
  });

  test('an enrolment code is written the same and forgives what people do when they type', () => {
    const keyHash = createHash('sha256').update('central').digest();
    const code = writeEnrolmentCode(Uint8Array.from([1, 2, 3, 4, 5, 250, 251, 252, 253, 254]), keyHash);
    expect(code).toBe(golden('enrolment-code-v1.txt'));
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(readEnrolmentCode(typed)).toEqual(readEnrolmentCode(code));
    expect(readEnrolmentCode(code)?.fingerprint).toBe(keyFingerprint(keyHash));
    expect(readEnrolmentCode(code.slice(1))).toBeNull();
    expect(readEnrolmentCode(code.replace(/.$/, 'U'))).toBeNull();
  });
});
