/**
 * Where a building stands, in the order of the digits by which address files say it (지하여부): 0 on the ground, 1 below
 * it, 2 above it, 3 on water.
 */
export const buildingLevels = ['ground', 'underground', 'elevated', 'afloat'] as const;
export type BuildingLevel = (typeof buildingLevels)[number];

/** 건물번호: `12`, `12-3`, `지하 7`. */
export interface BuildingNumber {
  readonly level: BuildingLevel;
  /** 1 to 99,999. */
  readonly main: number;
  /** 0 when there is none. */
  readonly sub: number;
}

export const maxBuildingPart = 99_999;

const levelWords = { ground: '', underground: '지하 ', elevated: '공중 ', afloat: '수상 ' } as const satisfies Record<
  BuildingLevel,
  string
>;

export const buildingNumberToText = ({ level, main, sub }: BuildingNumber): string =>
  `${levelWords[level]}${String(main)}${sub === 0 ? '' : `-${String(sub)}`}`;

const form = /^\s*(지하|공중|수상)?\s*(\d{1,5})\s*(?:-\s*(\d{0,5}))?\s*번?\s*$/;

const levelOfWord = (word: string | undefined): BuildingLevel =>
  buildingLevels.find((level) => levelWords[level].trim() === (word ?? '')) ?? 'ground';

/** What people type: `12`, `12-3`, `지하7`, `12번`, full-width digits. Null for anything else. */
export const textToBuildingNumber = (text: string): BuildingNumber | null => {
  const match = form.exec(text.normalize('NFKC'));
  if (!match || match[3] === '') return null;
  const main = Number(match[2]);
  return main === 0 ? null : { level: levelOfWord(match[1]), main, sub: Number(match[3] ?? '0') };
};

/** What of a building number has been typed so far: `12` also means 120, `12-` only what has a part after it. */
export interface BuildingPrefix {
  readonly level: BuildingLevel;
  readonly main: string;
  /** Null while there is no dash. */
  readonly sub: string | null;
}

export const textToBuildingPrefix = (text: string): BuildingPrefix | null => {
  const match = form.exec(text.normalize('NFKC'));
  const [, word, main = '', sub] = match ?? [];
  if (main === '' || main.startsWith('0') || sub?.startsWith('0')) return null;
  return { level: levelOfWord(word), main, sub: sub ?? null };
};

/** The numbers up to `maxBuildingPart` whose digits begin so, as ranges, smallest first: `12` → 12, 120–129, 1200–1299 … */
export const rangesOfPrefix = (digits: string): readonly (readonly [from: number, to: number])[] => {
  if (digits === '') return [[1, maxBuildingPart]];
  const ranges: [number, number][] = [];
  for (let from = Number(digits), size = 1; from <= maxBuildingPart; from *= 10, size *= 10)
    ranges.push([from, from + size - 1]);
  return ranges;
};
