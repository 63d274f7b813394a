import type { Finding, Severity } from '../contract/doctor.ts';
import { type Language, type Text, withoutNumbers } from './language.ts';

type FindingText<T extends Finding['type']> = (finding: Extract<Finding, { readonly type: T }>) => Text;

const list = (items: readonly (string | number)[]): string =>
  items.slice(0, 12).join(', ') + (items.length > 12 ? ` … (${items.length})` : '');
const span = (from: number, to: number): string => (from === to ? String(from) : `${from}–${to}`);
const megabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;

const whereabouts = {
  central: { ko: '중앙 서버에는 있습니다', en: 'central has them' },
  nowhere: {
    ko: '중앙 서버에 전송되지 않았습니다. 종이 서류를 보고 다시 접수하십시오',
    en: 'they were not sent: file them again from the paper forms',
  },
  unknown: {
    ko: '전송되었는지 알 수 없습니다. 연결되면 종이 서류와 중앙 서버의 기록을 견주어 보십시오',
    en: 'nobody knows whether they were sent: once there is a connection, compare the paper forms with what central has',
  },
} as const;

const waysBack = {
  'none-needed': { ko: '복구할 것이 없습니다.', en: 'There is nothing to repair.' },
  rescue: {
    ko: '자료 폴더를 지우거나 고치지 마십시오. `replica rescue --data 폴더 --to 새폴더`가 읽을 수 있는 처리 기록을 새 폴더로 옮기고, 주민등록 자료는 연결되면 다시 받습니다. 더 온전한 백업이 있으면 `replica restore`로 되돌릴 수도 있습니다.',
    en: 'Do not delete or change the data folder. `replica rescue --data FOLDER --to NEWFOLDER` takes the journal, as far as it can be read, to a new folder, and the register comes again once there is a connection. If there is a backup that holds more, `replica restore` brings that back.',
  },
  'rescue-with-backup': {
    ko: '자료 폴더를 지우거나 고치지 말고 백업 매체를 연결하십시오. `replica rescue --data 폴더 --to 새폴더 --also 백업매체`가 등록 정보는 백업에서, 처리 기록은 이 폴더에서 옮깁니다. `replica restore`만 하면 백업한 뒤의 처리 기록은 되살아나지 않습니다.',
    en: 'Do not delete or change the data folder, and connect the medium of the backups. `replica rescue --data FOLDER --to NEWFOLDER --also MEDIUM` takes what is lost here from the backup, and the journal from this folder. `replica restore` alone would leave out what was done since the backup.',
  },
  restore: {
    ko: '이 폴더만으로는 되살릴 수 없습니다. 지우지 말고 `replica restore`로 백업에서 되돌리십시오.',
    en: 'This folder alone is not enough. Do not delete it, and restore from a backup with `replica restore`.',
  },
} as const;

/** What was found, in one or two sentences each. A finding without its texts does not compile. */
const texts: { readonly [T in Finding['type']]: FindingText<T> } = {
  slots: ({ officials }) => ({
    ko: `비밀번호: ${officials}명이 이 컴퓨터에서 로그인할 수 있습니다.`,
    en: `Passwords: ${officials} officials can sign in at this computer.`,
  }),
  slotsMissing: () => ({
    ko: '비밀번호: slots.json 파일이 없어 아무도 자료를 열 수 없습니다.',
    en: 'Passwords: slots.json is missing, so nobody can open the data.',
  }),
  slotsUnreadable: () => ({
    ko: '비밀번호: slots.json 파일을 읽을 수 없습니다.',
    en: 'Passwords: slots.json cannot be read.',
  }),
  generations: ({ current, older }) => ({
    ko: `자료 파일: ${current}${older.length > 0 ? `, 이전 파일 ${list(older)}` : ''}.`,
    en: `Data file: ${current}${older.length > 0 ? `, earlier ones ${list(older)}` : ''}.`,
  }),
  noFile: () => ({ ko: '자료 파일이 없습니다.', en: 'There is no data file.' }),
  leftovers: ({ names }) => ({
    ko: `끝나지 않은 작업의 파일이 남아 있습니다: ${list(names)}. 다음 로그인 때 지워집니다.`,
    en: `Files of work that was not finished: ${list(names)}. They go at the next sign-in.`,
  }),
  officeRuns: () => ({
    ko: '프로그램이 실행 중이어서, 그동안 바뀐 내용은 어긋나 보일 수 있습니다.',
    en: 'The office is running: what changes meanwhile may look as if it did not fit.',
  }),
  version: ({ version, program }) => ({
    ko: `파일 버전 ${version}${version === program ? '' : `, 이 프로그램은 ${program}`}.${version < program ? ' 다음 로그인 때 새 버전으로 바뀝니다.' : ''}${version > program ? ' 프로그램을 최신 버전으로 바꾸십시오.' : ''}`,
    en: `File version ${version}${version === program ? '' : `, this program's is ${program}`}.${version < program ? ' It is brought to this version at the next sign-in.' : ''}${version > program ? ' Update the program.' : ''}`,
  }),
  notOpened: ({ why }) => ({
    ko: `파일을 열 수 없습니다(${why}).`,
    en: `The file does not open (${why}).`,
  }),
  pages: ({ count, damaged, isCutOff }) => ({
    ko: `파일의 쪽 ${count}개 가운데 ${damaged.length === 0 ? '손상된 것이 없습니다' : `${damaged.length}개가 손상되었습니다(${list(damaged)})`}.${isCutOff ? ' 파일의 끝이 잘렸습니다.' : ''}`,
    en: `Of the file's ${count} pages ${damaged.length === 0 ? 'none is damaged' : `${damaged.length} are damaged (${list(damaged)})`}.${isCutOff ? ' Its end is cut off.' : ''}`,
  }),
  structure: ({ problem }) => ({
    ko: problem === null ? '파일의 짜임새가 온전합니다.' : `파일의 짜임새가 어긋났습니다(${problem}).`,
    en:
      problem === null ? 'The structure of the file is whole.' : `The structure of the file is not whole (${problem}).`,
  }),
  log: ({ frames, damagedAt, behind }) => ({
    ko: `기록 파일(-wal): ${frames}쪽${damagedAt === null ? '.' : `, ${damagedAt}번째부터 온전하지 않습니다.`}${behind > 0 ? ` 그 뒤에 저장된 내용이 있습니다(${behind}건). 프로그램을 열면 사라지므로 먼저 rescue를 하십시오.` : ''}`,
    en: `The log (-wal): ${frames} pages${damagedAt === null ? '.' : `, not whole from number ${damagedAt} on.`}${behind > 0 ? ` Work was saved behind that (${behind} transactions), which goes when the office is opened: rescue first.` : ''}`,
  }),
  journal: ({ incarnation, entries, last }) => ({
    ko: `처리 기록 ${incarnation}: ${last}건 가운데 ${entries}건을 읽었습니다.${entries === last ? ' 서로 이어집니다.' : ''}`,
    en: `Journal ${incarnation}: ${entries} of ${last} entries were read${entries === last ? ', each following the one before it' : ''}.`,
  }),
  entriesLost: ({ incarnation, from, to, at, kinds }) => ({
    ko: `처리 기록 ${incarnation}의 ${span(from, to)}번을 읽을 수 없습니다${kinds.length > 0 ? `(${list(kinds)})` : ''}. ${whereabouts[at].ko}.`,
    en: `Entries ${span(from, to)} of journal ${incarnation} cannot be read${kinds.length > 0 ? ` (${list(kinds)})` : ''}: ${whereabouts[at].en}.`,
  }),
  journalFault: ({ detail }) => ({
    ko: `처리 기록이 기록된 그대로가 아닙니다(${detail}).`,
    en: `The journal is not what was written (${detail}).`,
  }),
  identityLost: () => ({
    ko: '이 컴퓨터의 등록 정보(컴퓨터 번호, 기관, 중앙 서버)가 적힌 쪽이 손상되었습니다. 처리 기록은 남아 있으나, 등록 정보 없이는 보낼 수 없습니다.',
    en: 'The page is damaged that says which device this is, of which office, and of which central. The journal is still here, but without that it can be sent nowhere.',
  }),
  draftLost: ({ savedAt }) => ({
    ko: `${savedAt}에 저장한 작성 중인 서류가 자료 파일에 그대로 있지 않습니다. 접수한 것은 아니며, 그 서류를 쓰던 사람이 다시 확인해야 합니다.`,
    en: `A draft that was saved at ${savedAt} is not in the file as it was then. Nothing was filed by it; whoever wrote it should look at it again.`,
  }),
  outbox: ({ unsent, oldestAt, oldestKind }) => ({
    ko:
      unsent === 0
        ? '전송할 것이 남아 있지 않습니다.'
        : `전송하지 않은 기록 ${unsent}건, 가장 오래된 것은 ${oldestAt ?? '?'}(${oldestKind ?? '?'}).`,
    en:
      unsent === 0
        ? 'Everything was sent.'
        : `${unsent} entries were not sent, the oldest of ${oldestAt ?? '?'} (${oldestKind ?? '?'}).`,
  }),
  feed: ({ items, brokenAt }) => ({
    ko: `중앙 서버에서 받은 자료 ${items}건${brokenAt === null ? ', 서로 이어집니다.' : `, ${brokenAt}에서 끊어집니다. 연결되면 다시 받습니다.`}`,
    en: `${items} items from central${brokenAt === null ? ', each following the one before it.' : `; the chain breaks at ${brokenAt}. They come again once there is a connection.`}`,
  }),
  register: ({ residents, asOf, days }) => ({
    ko: `주민 ${residents}명, ${asOf === null ? '아직 받은 적이 없습니다' : `${asOf} 현재(${days ?? '?'}일 전)`}.`,
    en: `${residents} residents, ${asOf === null ? 'never received yet' : `as of ${asOf} (${days ?? '?'} days ago)`}.`,
  }),
  views: ({ tables }) => ({
    ko:
      tables.length === 0
        ? '화면에 쓰는 표가 두 기록과 맞습니다.'
        : `두 기록과 맞지 않는 표가 있습니다: ${list(tables)}. \`replica rebuild\`로 다시 만들 수 있습니다.`,
    en:
      tables.length === 0
        ? 'The views are what the two logs make of them.'
        : `These views are not what the logs make of them: ${list(tables)}. \`replica rebuild\` makes them anew.`,
  }),
  viewsUnchecked: ({ why }) => ({
    ko: `표를 두 기록과 견주지 못했습니다(${why}).`,
    en: `The views were not compared with the logs (${why}).`,
  }),
  checkpoint: ({ at }) => ({
    ko:
      at === null
        ? '화면 자료를 다시 만들 기준점이 아직 없습니다. 누군가 로그인해 있는 동안 저절로 만들어집니다.'
        : `화면 자료를 다시 만들 기준점: ${at}, 온전합니다.`,
    en:
      at === null
        ? 'There is no checkpoint yet to make the views anew from. It makes itself while somebody is signed in.'
        : `The checkpoint of ${at}, from which the views can be made anew, is whole.`,
  }),
  checkpointDamaged: () => ({
    ko: '화면 자료를 다시 만들 기준점이 손상되었습니다. 잃은 것은 없습니다. 누군가 로그인해 있는 동안 새로 만들어지고, `replica rebuild`로 바로 만들 수도 있습니다.',
    en: 'The checkpoint to make the views anew from is damaged. Nothing is lost: another one is made while somebody is signed in, or by `replica rebuild` now.',
  }),
  space: ({ free, wanted }) => ({
    ko: `디스크에 ${megabytes(free)} 남아 있습니다${free < wanted ? `. 자료를 다시 받으려면 ${megabytes(wanted)}가 필요합니다` : ''}.`,
    en: `${megabytes(free)} are free on the disk${free < wanted ? `; taking the register anew needs ${megabytes(wanted)}` : ''}.`,
  }),
  readOnly: () => ({
    ko: '자료 폴더나 파일에 쓸 수 없습니다. 쓰기 권한을 확인하십시오.',
    en: 'The data folder or file cannot be written to. Check the permissions.',
  }),
  openToOthers: ({ names }) => ({
    ko: `이 컴퓨터의 다른 사용자도 열 수 있는 파일입니다: ${list(names)}. 권한을 좁히십시오.`,
    en: `Other users of this computer can open these: ${list(names)}. Narrow the permissions.`,
  }),
  backup: ({ takenAt, days }) => ({
    ko: takenAt === null ? '백업한 적이 없습니다.' : `마지막 백업: ${takenAt}(${days ?? '?'}일 전).`,
    en: takenAt === null ? 'There was never a backup.' : `Last backup: ${takenAt} (${days ?? '?'} days ago).`,
  }),
  wayBack: ({ way }) => waysBack[way],
};

export const findingToText = (finding: Finding, language: Language): string => {
  // The table holds, for each type, a text made from just that type's finding; TypeScript can't follow the pairing.
  const text = texts[finding.type] as FindingText<Finding['type']>;
  return withoutNumbers(text(finding)[language]);
};

const severities = {
  fine: { ko: '정상', en: 'fine' },
  attention: { ko: '확인', en: 'look at' },
  damaged: { ko: '손상', en: 'damaged' },
} as const satisfies Record<Severity, Text>;

export const severityToText = (severity: Severity, language: Language): string => severities[severity][language];
