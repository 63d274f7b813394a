import type { QueryOutput } from '../../../shared/contract/queries.ts';

type Figures = QueryOutput<'getDay'>['ledger'];

/** Sheets that are gone from the trays by the ledger, however they ended. */
export const sheetsOf = ({ sheetsIssued, sheetsVoid, sheetsOther }: Figures): number =>
  sheetsIssued + sheetsVoid + sheetsOther;

export interface CountForm {
  readonly sheets: string;
  readonly won: string;
  readonly remark: string;
}

export interface Counted {
  readonly sheets: number | null;
  readonly won: number | null;
  /** What was counted is not what the ledger says. */
  readonly differs: boolean;
  /** A difference without a word about it. */
  readonly isRemarkMissing: boolean;
}

/** Amounts are written with commas. */
const toCount = (typed: string): number | null => {
  const digits = typed.replaceAll(/[\s,]/g, '');
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
};

export const readCount = ({ sheets, won, remark }: CountForm, ledger: Figures): Counted => {
  const counted = { sheets: toCount(sheets), won: toCount(won) };
  const differs =
    counted.sheets !== null &&
    counted.won !== null &&
    (counted.sheets !== sheetsOf(ledger) || counted.won !== ledger.won);
  return { ...counted, differs, isRemarkMissing: differs && remark.trim() === '' };
};
