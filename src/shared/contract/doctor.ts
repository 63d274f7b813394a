/** How bad a finding is. `attention`: nothing acknowledged is lost, but somebody should see to it. */
export type Severity = 'fine' | 'attention' | 'damaged';

/** Entries of one incarnation's journal that can't be read. */
export interface LostEntries {
  readonly incarnation: number;
  readonly from: number;
  readonly to: number;
  /** Central has them; `unknown` where nothing says so. */
  readonly at: 'central' | 'nowhere' | 'unknown';
  /** What kind of acts, as far as the list of entries says. */
  readonly kinds: readonly string[];
}

/** One thing that the doctor looked at, and what it found. Names nobody, and holds no number of a resident. */
export type Finding =
  | { readonly type: 'slots'; readonly officials: number }
  | { readonly type: 'slotsMissing' }
  | { readonly type: 'slotsUnreadable' }
  | { readonly type: 'generations'; readonly current: string; readonly older: readonly string[] }
  | { readonly type: 'noFile' }
  | { readonly type: 'leftovers'; readonly names: readonly string[] }
  | { readonly type: 'officeRuns' }
  | { readonly type: 'version'; readonly version: number; readonly program: number }
  | { readonly type: 'notOpened'; readonly why: string }
  | { readonly type: 'pages'; readonly count: number; readonly damaged: readonly number[]; readonly isCutOff: boolean }
  | { readonly type: 'structure'; readonly problem: string | null }
  | { readonly type: 'log'; readonly frames: number; readonly damagedAt: number | null; readonly behind: number }
  | { readonly type: 'journal'; readonly incarnation: number; readonly entries: number; readonly last: number }
  | ({ readonly type: 'entriesLost' } & LostEntries)
  | { readonly type: 'journalFault'; readonly detail: string }
  | { readonly type: 'identityLost' }
  | { readonly type: 'draftLost'; readonly savedAt: string }
  | {
      readonly type: 'outbox';
      readonly unsent: number;
      readonly oldestAt: string | null;
      readonly oldestKind: string | null;
    }
  | { readonly type: 'feed'; readonly items: number; readonly brokenAt: string | null }
  | {
      readonly type: 'register';
      readonly residents: number;
      readonly asOf: string | null;
      readonly days: number | null;
    }
  | { readonly type: 'views'; readonly tables: readonly string[] }
  | { readonly type: 'viewsUnchecked'; readonly why: string }
  /** The state to start a rebuild from, and when it was made; null where there is none yet. */
  | { readonly type: 'checkpoint'; readonly at: string | null }
  | { readonly type: 'checkpointDamaged' }
  | { readonly type: 'space'; readonly free: number; readonly wanted: number }
  | { readonly type: 'readOnly' }
  | { readonly type: 'openToOthers'; readonly names: readonly string[] }
  | { readonly type: 'backup'; readonly takenAt: string | null; readonly days: number | null }
  | { readonly type: 'wayBack'; readonly way: 'rescue' | 'rescue-with-backup' | 'restore' | 'none-needed' };

/** What is older than this many days is worth a word. */
const oldRegisterDays = 7;
const oldBackupDays = 7;

export const severityOf = (finding: Finding): Severity => {
  switch (finding.type) {
    case 'slotsMissing':
    case 'slotsUnreadable':
    case 'noFile':
    case 'journalFault':
    case 'identityLost':
    case 'entriesLost':
    case 'notOpened':
      return 'damaged';
    case 'pages':
      return finding.damaged.length > 0 || finding.isCutOff ? 'damaged' : 'fine';
    case 'structure':
      return finding.problem === null ? 'fine' : 'damaged';
    case 'log':
      return finding.behind > 0 ? 'damaged' : 'fine';
    case 'feed':
      return finding.brokenAt === null ? 'fine' : 'damaged';
    case 'views':
      return finding.tables.length === 0 ? 'fine' : 'damaged';
    case 'version':
      return finding.version > finding.program ? 'attention' : 'fine';
    case 'register':
      return finding.days === null || finding.days > oldRegisterDays ? 'attention' : 'fine';
    case 'backup':
      return finding.days === null || finding.days > oldBackupDays ? 'attention' : 'fine';
    case 'space':
      return finding.free < finding.wanted ? 'attention' : 'fine';
    case 'checkpointDamaged':
    case 'draftLost':
    case 'leftovers':
    case 'readOnly':
    case 'openToOthers':
      return 'attention';
    case 'slots':
    case 'generations':
    case 'officeRuns':
    case 'journal':
    case 'outbox':
    case 'viewsUnchecked':
    case 'checkpoint':
    case 'wayBack':
      return 'fine';
  }
};
