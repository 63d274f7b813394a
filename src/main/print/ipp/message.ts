/** IPP as values: RFC 8010 (encoding) and RFC 8011 (meaning). */

export interface IppMessage {
  readonly version: IppVersion;
  /** In a request the operation, in an answer the status. */
  readonly code: number;
  readonly requestId: number;
  /** In order; an answer has one `job` group for each job. */
  readonly groups: readonly IppGroup[];
  /** The document, in Send-Document. */
  readonly data: Uint8Array;
}

export type IppVersion = readonly [major: number, minor: number];

export interface IppGroup {
  readonly group: GroupName;
  readonly attributes: IppAttributes;
}

/** A map and not an object, because the names come from the network. No attribute is without a value. */
export type IppAttributes = ReadonlyMap<string, readonly IppValue[]>;

export type IppValue =
  | { readonly tag: 'integer' | 'enum'; readonly value: number }
  | { readonly tag: 'boolean'; readonly value: boolean }
  | { readonly tag: StringTag; readonly value: string }
  | { readonly tag: LanguageTag; readonly value: { readonly language: string; readonly text: string } }
  | { readonly tag: 'octetString'; readonly value: Uint8Array }
  | { readonly tag: 'dateTime'; readonly value: IppDateTime }
  | {
      readonly tag: 'resolution';
      readonly value: { readonly x: number; readonly y: number; readonly unit: 'dpi' | 'dpcm' };
    }
  | { readonly tag: 'rangeOfInteger'; readonly value: { readonly from: number; readonly to: number } }
  | { readonly tag: 'collection'; readonly value: IppAttributes }
  /** A word in place of a value. */
  | { readonly tag: OutOfBandTag }
  /** A type that we don't know, or a value that isn't of its type: one bad value doesn't spoil the message. */
  | { readonly tag: 'raw'; readonly code: number; readonly value: Uint8Array };

/** RFC 2579 DateAndTime, as the printer's clock says it. */
export interface IppDateTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** 60 in a leap second. */
  readonly second: number;
  readonly decisecond: number;
  readonly utcOffsetMinutes: number;
}

export const groupCodes = {
  operation: 0x01,
  job: 0x02,
  printer: 0x04,
  unsupported: 0x05,
  subscription: 0x06,
  'event-notification': 0x07,
  resource: 0x08,
  document: 0x09,
  system: 0x0a,
} as const;
export type GroupName = keyof typeof groupCodes;
export const endOfAttributes = 0x03;
/** Below it a byte opens a group, from it on a value. */
export const firstValueTag = 0x10;

export const outOfBandCodes = {
  unsupported: 0x10,
  default: 0x11,
  unknown: 0x12,
  'no-value': 0x13,
  'not-settable': 0x15,
  'delete-attribute': 0x16,
  'admin-define': 0x17,
} as const;
export type OutOfBandTag = keyof typeof outOfBandCodes;

/** With the longest that each may be, in bytes of UTF-8 (RFC 8011, 5.1). */
export const stringTags = {
  text: { code: 0x41, maxBytes: 1023 },
  name: { code: 0x42, maxBytes: 255 },
  keyword: { code: 0x44, maxBytes: 255 },
  uri: { code: 0x45, maxBytes: 1023 },
  uriScheme: { code: 0x46, maxBytes: 63 },
  charset: { code: 0x47, maxBytes: 63 },
  naturalLanguage: { code: 0x48, maxBytes: 63 },
  mimeMediaType: { code: 0x49, maxBytes: 255 },
} as const;
export type StringTag = keyof typeof stringTags;

export const languageCodes = { textWithLanguage: 0x35, nameWithLanguage: 0x36 } as const;
export type LanguageTag = keyof typeof languageCodes;

export const valueCodes = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  octetString: 0x30,
  dateTime: 0x31,
  resolution: 0x32,
  rangeOfInteger: 0x33,
  collection: 0x34,
} as const;
export const endOfCollection = 0x37;
export const memberName = 0x4a;

/** In a resolution: dots per inch, or per centimetre. */
export const resolutionUnits = { dpi: 3, dpcm: 4 } as const;
