import { statfsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Finding, LostEntries } from '../../../shared/contract/doctor.ts';
import { severityOf } from '../../../shared/contract/doctor.ts';
import type { Profile } from '../../../shared/registry/profile.ts';
import type { System } from '../../system.ts';
import { inspectCheckpoint } from '../checkpoint/checkpoint-file.ts';
import { namesIn } from '../durable-file.ts';
import { currentFile, filesIn } from '../generations.ts';
import { canWrite, openReadOnly, schemaVersion } from '../open-file.ts';
import type { JournalState } from '../salvage/journal-state.ts';
import { type Survey, surveyFolder } from '../salvage/survey.ts';
import { lookInside } from './look-inside.ts';

/** What lies in a data folder, as far as it can be told without the key. */
export const examineOutside = (folder: string): Finding[] => {
  const path = currentFile(folder);
  const names = namesIn(folder);
  const older = filesIn(folder)
    .filter((file) => file !== path)
    .map((file) => basename(file));
  const leftovers = names.filter((name) => /^replica-\d{6}\.(part|checkpoint\.)|^slots\.json\.part$/.test(name));
  const { bavail, bsize } = statfsSync(folder);
  const size = path === null ? 0 : statSync(path).size;
  return [
    path === null ? { type: 'noFile' } : { type: 'generations', current: basename(path), older },
    ...(leftovers.length > 0 ? [{ type: 'leftovers', names: leftovers } as const] : []),
    // A snapshot is a second file beside the first.
    { type: 'space', free: bavail * bsize, wanted: size * 2 + 64 * 1_048_576 },
    ...(canWrite(path ?? join(folder, 'replica-000001.db')) ? [] : [{ type: 'readOnly' } as const]),
    ...openToOthers(folder, names),
  ];
};

/** Encrypted, they still belong to this office alone; a folder that only its owner can enter protects what is in it. */
const openToOthers = (folder: string, names: readonly string[]): Finding[] => {
  if (process.platform === 'win32' || (statSync(folder).mode & 0o077) === 0) return [];
  const open = names
    .filter((name) => /^(replica-\d{6}\.db|slots\.json)$/.test(name))
    .filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0);
  return open.length > 0 ? [{ type: 'openToOthers', names: open }] : [];
};

/** What can be told with the key: every page, every entry, and what the file says of itself where it opens. */
export const examineInside = (
  { folder, profile, key }: { readonly folder: string; readonly profile: Profile; readonly key: Buffer },
  system: Pick<System, 'now' | 'sha256'>,
): Finding[] => {
  const survey = surveyFolder(folder, key, system.sha256);
  if (!survey.current) return [];
  const { path, pages } = survey.current;
  const { wal } = pages;
  const behind = wal.frames.filter(({ nth, isCommit }) => isCommit && nth > wal.taken).length;
  // A page that the log has whole is taken from there.
  const inLog = new Set(wal.frames.filter(({ nth }) => nth <= wal.taken).map(({ page }) => page));
  const damaged = pages.damaged.filter((page) => !inLog.has(page));
  return [
    { type: 'pages', count: pages.count, damaged, isCutOff: pages.isCutOff },
    { type: 'log', frames: wal.frames.length, damagedAt: wal.damagedAt, behind },
    ...openedFindings(path, key, profile, system),
    ...journalFindings(survey),
    ...checkpointFindings(path, key, survey),
  ];
};

/** It may be lost at any time: another one is made of the views. */
const checkpointFindings = (path: string, key: Buffer, { found }: Survey): Finding[] => {
  if (!found.identity) return [];
  const checkpoint = inspectCheckpoint(path, key, found.identity);
  if (checkpoint === 'damaged') return [{ type: 'checkpointDamaged' }];
  return [{ type: 'checkpoint', at: checkpoint === 'none' ? null : checkpoint.at }];
};

const openedFindings = (
  path: string,
  key: Buffer,
  profile: Profile,
  { now, sha256 }: Pick<System, 'now' | 'sha256'>,
): Finding[] => {
  const opened = openReadOnly(path, key, profile, 1);
  if (!opened.ok) {
    const { error } = opened;
    return error.type === 'FileNewer'
      ? [{ type: 'version', version: error.version, program: schemaVersion }]
      : [{ type: 'notOpened', why: error.type }];
  }
  const db = opened.value;
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    return [
      { type: 'version', version, program: schemaVersion },
      ...lookInside(db, { now: now(), sha256 }, dirname(path)),
    ];
  } finally {
    db.close();
  }
};

const journalFindings = ({ found, journals }: Survey): Finding[] => [
  ...(found.identity ? [] : [{ type: 'identityLost' } as const]),
  ...journals.flatMap((journal): Finding[] => [
    {
      type: 'journal',
      incarnation: journal.incarnation,
      entries: journal.chain.length + journal.behind.length,
      last: journal.lastSeq,
    },
    ...lostSpans(journal).map((lost) => ({ type: 'entriesLost', ...lost }) as const),
  ]),
];

/** Entries that can't be read, those that lie side by side and are alike as one. */
export const lostSpans = ({ incarnation, lost }: JournalState): LostEntries[] => {
  const spans: { from: number; to: number; at: LostEntries['at']; kinds: Set<string> }[] = [];
  for (const { seq, kind, isAtCentral } of lost) {
    const at: LostEntries['at'] = isAtCentral === null ? 'unknown' : isAtCentral ? 'central' : 'nowhere';
    const last = spans.at(-1);
    const span = last?.to === seq - 1 && last.at === at ? last : { from: seq, to: seq, at, kinds: new Set<string>() };
    if (span !== last) spans.push(span);
    span.to = seq;
    if (kind !== null) span.kinds.add(kind);
  }
  return spans.map(({ from, to, at, kinds }) => ({ incarnation, from, to, at, kinds: [...kinds].toSorted() }));
};

/** What to do about it. */
export const wayBack = (findings: readonly Finding[]): Finding => {
  const has = (...types: readonly Finding['type'][]): boolean => findings.some(({ type }) => types.includes(type));
  if (!findings.some((finding) => severityOf(finding) === 'damaged')) return { type: 'wayBack', way: 'none-needed' };
  if (has('slotsMissing', 'slotsUnreadable', 'noFile')) return { type: 'wayBack', way: 'restore' };
  return { type: 'wayBack', way: has('identityLost') ? 'rescue-with-backup' : 'rescue' };
};
