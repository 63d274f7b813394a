/**
 * What the importer of the public code and address files says of them. docs/addresses.md tells where each kind of file
 * comes from and what its columns are.
 */
export const fileKinds = [
  /** KIKcd_H: administrative areas. */
  'administrative-codes',
  /** KIKcd_B: legal areas. */
  'legal-codes',
  /** KIKmix: which office serves which legal dong or ri. */
  'jurisdictions',
  /** 개선_도로명코드_전체분: roads of the 주소DB, 17 columns. */
  'roads-17',
  /** road_code_total: roads of the 건물DB, 20 columns. */
  'roads-20',
  /** rnaddrkor: 도로명주소 한글, 24 columns. */
  'road-addresses',
  /** jibun_rnaddrkor: further lots of those, 14 columns. */
  'road-address-lots',
  /** build: 건물DB, one line a building, 31 columns. */
  'buildings',
  /** jibun: further lots of those, 14 columns. */
  'building-lots',
  /** 주소: 주소DB, 11 columns, which needs the two below. */
  'addresses',
  /** 지번: lots of those, 11 or 12 columns. */
  'address-lots',
  /** 부가정보: names and offices of those, 9 columns. */
  'address-details',
] as const;
export type FileKind = (typeof fileKinds)[number];

/** How a file is named on the command line. */
export type FileSlot = 'h' | 'b' | 'mix' | 'roads' | 'buildings';

export type FileEncoding = 'cp949' | 'utf-8';

export const problemKinds = [
  'undecodable',
  'invisible-character',
  'line-too-long',
  'column-count',
  'line-too-short',
  'text-after-end',
  'letter-across-columns',
  'columns-not-apart',
  'missing',
  'too-wide',
  'not-a-code',
  'not-a-number',
  'not-a-date',
  'ends-before-it-begins',
  'unknown-value',
  'cancelled-entry',
  'duplicate',
  'overlap',
  'unknown-code',
  'unknown-road',
  'unknown-address',
  'no-lot',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** One line that is wrong. */
export interface LineProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The column's official name; null where the line as a whole is wrong. */
  readonly column: string | null;
  readonly problem: ProblemKind;
  /** What stood there, shortened, with characters that can't be seen written out. */
  readonly read: string;
  /** Whether the line was taken all the same. */
  readonly isKept: boolean;
}

export interface FileReport {
  readonly file: string;
  readonly kind: FileKind;
  readonly encoding: FileEncoding;
  /** All lines that aren't blank, the header too. */
  readonly lines: number;
  readonly kept: number;
  readonly bad: number;
}

export const countedTables = ['administrative', 'legal', 'jurisdiction', 'street', 'address', 'lot'] as const;
export type CountedTable = (typeof countedTables)[number];

/** What a person should know although no line is wrong. */
export type ImportNote =
  /** Without struck-off codes, nothing can be said of days before the file's, nor of successors. */
  | { readonly type: 'NoHistory'; readonly file: string }
  /** A full file has nearly as many rows as the last one. */
  | { readonly type: 'FarFewer'; readonly table: CountedTable; readonly before: number; readonly after: number };

export interface ImportReport {
  readonly into: string;
  readonly files: readonly FileReport[];
  /** The first problems of each kind; `totals` counts all. */
  readonly problems: readonly LineProblem[];
  readonly totals: readonly { readonly file: string; readonly problem: ProblemKind; readonly count: number }[];
  /** Rows; `before` is null where there was no file. */
  readonly tables: readonly {
    readonly table: CountedTable;
    readonly before: number | null;
    readonly after: number;
  }[];
  /** Buildings that share an address with one before, as all houses of an apartment complex do in the 건물DB. */
  readonly merged: number;
  readonly notes: readonly ImportNote[];
}

/** What a file is when it is none that was asked for. */
export type FoundKind = FileKind | 'zip' | 'office-document' | 'pdf' | 'web-page' | 'folder' | 'unknown';

/** Why nothing was imported. The old file is as it was. */
export type ImportError =
  | { readonly type: 'NothingGiven' }
  | { readonly type: 'FileUnreadable'; readonly file: string; readonly detail: string }
  | { readonly type: 'FileEmpty'; readonly file: string }
  | { readonly type: 'WrongKind'; readonly file: string; readonly slot: FileSlot; readonly found: FoundKind }
  | {
      readonly type: 'WrongEncoding';
      readonly file: string;
      /** Null where neither fits. */
      readonly tried: FileEncoding | null;
      readonly line: number;
      readonly read: string;
    }
  | { readonly type: 'FileTruncated'; readonly file: string; readonly line: number; readonly read: string }
  | { readonly type: 'FileChanged'; readonly file: string }
  | { readonly type: 'NothingUsable'; readonly file: string; readonly problems: readonly LineProblem[] }
  | { readonly type: 'FileMissing'; readonly slot: FileSlot; readonly kind: FileKind }
  | CodeFileError;

/** What is wrong with the file that holds the imported codes. */
export type CodeFileError =
  | { readonly type: 'CodeFileMissing'; readonly file: string }
  | { readonly type: 'NotACodeFile'; readonly file: string }
  | { readonly type: 'CodeFileNewer'; readonly file: string; readonly version: number }
  | { readonly type: 'CodeFileDamaged'; readonly file: string; readonly detail: string }
  | { readonly type: 'CodeFileInUse'; readonly file: string }
  | { readonly type: 'CodeFileUnwritable'; readonly file: string; readonly detail: string }
  | { readonly type: 'CodeDiskFull'; readonly file: string };
