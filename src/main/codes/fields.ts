import { type BuildingNumber, buildingLevels, maxBuildingPart } from '../../shared/registry/building-number.ts';
import type { ProblemKind } from '../../shared/registry/code-import.ts';
import type { LotNumber } from '../../shared/registry/lot-number.ts';
import { PlainDate } from '../../shared/registry/plain-date.ts';
import type { Problem } from './split.ts';

/** Reads the fields of one line by their official names. The first thing that is wrong is kept; the rest is read on. */
export interface Fields {
  readonly problem: () => Problem | null;
  /** `length` digits. */
  readonly digits: (name: string, length: number | readonly number[]) => string;
  /** As `digits`, and may be blank. */
  readonly optionalDigits: (name: string, length: number) => string;
  readonly text: (name: string, max: number) => string;
  readonly optionalText: (name: string, max: number) => string;
  /** Blank is null. */
  readonly date: (name: string) => string | null;
  /** A whole number from `least` to `most`; blank is 0. */
  readonly number: (name: string, least: number, most: number) => number;
  /** One of the digits; blank is the first of them. */
  readonly choice: (name: string, values: string) => string;
  readonly fail: (name: string, problem: ProblemKind, read: string) => void;
}

export const createFields = (names: readonly string[], values: readonly string[]): Fields => {
  let problem: Problem | null = null;
  const valueOf = (name: string): string => values[names.indexOf(name)] ?? '';
  const fail = (column: string, kind: ProblemKind, read: string): void => {
    problem ??= { column, problem: kind, read };
  };

  const optionalText = (name: string, max: number): string => {
    const value = valueOf(name);
    if (value.length > max) fail(name, 'too-wide', value);
    return value;
  };
  const optionalDigits = (name: string, length: number): string => {
    const value = valueOf(name);
    if (value !== '' && !(value.length === length && /^\d+$/.test(value))) fail(name, 'not-a-code', value);
    return value;
  };
  return {
    problem: () => problem,
    fail,
    optionalText,
    optionalDigits,
    text: (name, max) => {
      const value = optionalText(name, max);
      if (value === '') fail(name, 'missing', value);
      return value;
    },
    digits: (name, length) => {
      const value = valueOf(name);
      if (value === '') fail(name, 'missing', value);
      const lengths = typeof length === 'number' ? [length] : length;
      if (!lengths.includes(value.length) || !/^\d+$/.test(value)) fail(name, 'not-a-code', value);
      return value;
    },
    date: (name) => {
      const value = valueOf(name);
      if (value === '') return null;
      const date = /^\d{8}$/.test(value) ? `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}` : value;
      if (!PlainDate.safeParse(date).success) fail(name, 'not-a-date', value);
      return date;
    },
    number: (name, least, most) => {
      const value = valueOf(name);
      const number = /^\d{0,6}$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= least && number <= most)) fail(name, 'not-a-number', value);
      return number;
    },
    choice: (name, choices) => {
      const value = valueOf(name);
      if (value === '') return choices.charAt(0);
      if (value.length !== 1 || !choices.includes(value)) fail(name, 'unknown-value', value);
      return value;
    },
  };
};

export const buildingNumberIn = (fields: Fields): BuildingNumber => ({
  level: buildingLevels[Number(fields.choice('지하여부', '0123'))] ?? 'ground',
  main: fields.number('건물본번', 1, maxBuildingPart),
  sub: fields.number('건물부번', 0, maxBuildingPart),
});

/** Land without a lot number has 0. */
export const lotNumberIn = (fields: Fields): LotNumber => ({
  isMountain: fields.choice('산여부', '01') === '1',
  main: fields.number('지번본번', 0, 9_999),
  sub: fields.number('지번부번', 0, 9_999),
});
