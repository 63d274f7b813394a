import type { PlainDate } from '../../registry/plain-date.ts';
import type { ReconciliationContent } from '../../registry/sheet.ts';

/** A day as it is accounted for: the ledger's figures, the papers that came to nothing, and what was counted. */
export interface DayAccount {
  readonly day: PlainDate;
  readonly figures: {
    readonly reserved: number;
    readonly issued: number;
    readonly void: number;
    readonly open: number;
    readonly sheetsIssued: number;
    readonly sheetsVoid: number;
    readonly sheetsOther: number;
    readonly won: number;
    readonly exempted: number;
  };
  readonly voided: readonly { readonly serial: string; readonly sheets: number; readonly reason: string }[];
  /** Null until the day is signed off. */
  readonly counted: { readonly sheets: number; readonly won: number } | null;
  readonly remark: string;
}

/** The reconciliation (일일 대사표) that an official signs: ledger beside tray, and the difference. */
export const dayReport = ({ day, figures, voided, counted, remark }: DayAccount): ReconciliationContent => {
  const sheets = figures.sheetsIssued + figures.sheetsVoid + figures.sheetsOther;
  const line = (label: string, value: number, unit: string) => ({
    label,
    value: `${value.toLocaleString('en')}${unit}`,
  });
  return {
    kind: 'reconciliation',
    day,
    lines: [
      line('사용한 일련번호', figures.reserved, '건'),
      line('교부', figures.issued, '건'),
      line('무효', figures.void, '건'),
      line('미확인', figures.open, '건'),
      line('교부 용지', figures.sheetsIssued, '매'),
      line('무효 용지', figures.sheetsVoid, '매'),
      line('그 밖의 용지', figures.sheetsOther, '매'),
      line('용지 합계', sheets, '매'),
      line('수수료', figures.won, '원'),
      line('수수료 면제', figures.exempted, '건'),
      ...(counted
        ? [
            line('실제 사용 용지', counted.sheets, '매'),
            line('용지 차이', counted.sheets - sheets, '매'),
            line('실제 수납액', counted.won, '원'),
            line('수납 차이', counted.won - figures.won, '원'),
          ]
        : []),
    ],
    voided: voided.map(({ serial, sheets: pages, reason }, index) => ({ no: index + 1, serial, pages, reason })),
    remark,
  };
};
