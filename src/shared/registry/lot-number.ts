/** 지번, the number of a piece of land inside its legal dong or ri: `12-3`, in the mountains `산 12-3`. */
export interface LotNumber {
  readonly isMountain: boolean;
  readonly main: number;
  /** 0 when there is none. */
  readonly sub: number;
}

export const lotNumberToText = ({ isMountain, main, sub }: LotNumber): string =>
  `${isMountain ? '산 ' : ''}${String(main)}${sub === 0 ? '' : `-${String(sub)}`}`;

const form = /^\s*(산)?\s*(\d{1,4})\s*(?:-\s*(\d{1,4})\s*(?:번지)?|번지\s*(?:(\d{1,4})\s*호?)?)?\s*$/;

/** What people type: `12-3`, `산12`, `12-3번지`, `12번지 3호`. Null for anything else. */
export const textToLotNumber = (text: string): LotNumber | null => {
  const match = form.exec(text.normalize('NFKC'));
  const main = Number(match?.[2] ?? '0');
  return match && main > 0
    ? { isMountain: match[1] !== undefined, main, sub: Number(match[3] ?? match[4] ?? '0') }
    : null;
};
