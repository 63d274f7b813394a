import type { SheetFrame } from '../../../shared/registry/sheet.ts';

/** A paper as plain blocks, for an engine without templates: the same fields in the same order as resources/certificates. */
export type Block =
  | { readonly type: 'fields'; readonly pairs: readonly (readonly [label: string, value: string])[] }
  | { readonly type: 'section'; readonly title: string }
  | { readonly type: 'list'; readonly columns: readonly ListColumn[]; readonly rows: readonly (readonly string[])[] }
  | { readonly type: 'text'; readonly text: string; readonly look: 'statement' | 'boxed' | 'plain' };

export interface ListColumn {
  readonly label: string;
  /** Share of the width. */
  readonly width: number;
}

export interface PaperBlocks {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** The sentence above day, issuer and seal. Null where there is none. */
  readonly statement: string | null;
  /** A certificate closes with day, issuer and seal; the day's reconciliation with places to sign; a test page with nothing. */
  readonly ends: 'attested' | 'signed' | 'open';
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-08-03` as `2026. 8. 3.` or `3 Aug 2026`. */
export const dateText = (day: string, isEnglish: boolean): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return isEnglish ? `${date} ${months[month - 1] ?? ''} ${year}` : `${year}. ${month}. ${date}.`;
};

/** A field without a value is left out. */
export const fields = (pairs: readonly (readonly [string, string | null])[]): Block => ({
  type: 'fields',
  pairs: pairs.filter((pair): pair is [string, string] => pair[1] !== null),
});

export type Column<Row> = readonly [label: string, width: number, value: (row: Row) => string | null];

/** A column in which no row has a value is left out; without rows there is a word in place of the list. */
export const list = <Row>(rows: readonly Row[], columns: readonly Column<Row>[], empty: string): Block => {
  if (rows.length === 0) return { type: 'text', text: empty, look: 'boxed' };
  const shown = columns.filter(([, , value]) => rows.some((row) => value(row) !== null));
  return {
    type: 'list',
    columns: shown.map(([label, width]) => ({ label, width })),
    rows: rows.map((row) => shown.map(([, , value]) => value(row) ?? '')),
  };
};

export const named = (name: string, hanja: string): string => (hanja === '' ? name : `${name} (${hanja})`);

export const sayer =
  (isEnglish: boolean) =>
  (ko: string, en: string): string =>
    isEnglish ? en : ko;

export const requested = (frame: SheetFrame, isEnglish: boolean, statement: string | null): readonly Block[] => {
  const say = sayer(isEnglish);
  return [
    ...(statement === null ? [] : [{ type: 'text', text: statement, look: 'statement' } as const]),
    fields([
      [say('신청인', 'Applicant'), frame.applicant],
      [say('용도 및 목적', 'Purpose'), frame.purpose],
      [say('담당자', 'Officer'), frame.official],
      [say('발급일', 'Date of issue'), dateText(frame.issuedOn, isEnglish)],
    ]),
    ...asOf(frame, isEnglish),
  ];
};

export const asOf = ({ registerAsOf }: SheetFrame, isEnglish: boolean): readonly Block[] =>
  registerAsOf === null
    ? []
    : [
        {
          type: 'text',
          look: 'boxed',
          text: isEnglish
            ? `Register as of ${registerAsOf} (Korean time). Later changes are not included.`
            : `${registerAsOf} 현재 주민등록표의 내용입니다. 그 뒤에 바뀐 것은 담겨 있지 않습니다.`,
        },
      ];
