/** A key as a reader or scanner that poses as a keyboard presses it. */
export interface WedgeKey {
  readonly code: string;
  readonly shift: boolean;
  /** Milliseconds of any clock that only goes forward. */
  readonly at: number;
}

/**
 * `started`: the first key of what may become a burst. `passed`: anything else that a person may have typed. `burst`: too
 * fast for a person, most likely. `scanned`: the key that ended a burst.
 */
export type WedgeEvent =
  | { readonly type: 'started' | 'passed' }
  | { readonly type: 'burst'; readonly character: string }
  | { readonly type: 'scanned'; readonly text: string };

export interface Wedge {
  readonly press: (key: WedgeKey) => WedgeEvent;
}

/** Nobody types faster, and no reader is slower. */
export const longestGap = 35;
/** A shorter burst is a person whose fingers slipped over the keys. */
const shortestScan = 6;
/** Two keys at once happen to people; a third one hardly ever. */
const surelyBurst = 3;
/** What readers send at the end, as they are set up. */
const enders: ReadonlySet<string> = new Set(['Enter', 'NumpadEnter', 'Tab']);
/** Nothing that is scanned at a counter is longer; a key that sticks is. */
const longestScan = 4096;

const plain: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  NumpadSubtract: ['-', '-'],
  NumpadAdd: ['+', '+'],
  NumpadDecimal: ['.', '.'],
  NumpadDivide: ['/', '/'],
  NumpadMultiply: ['*', '*'],
};
const shiftedDigits = ')!@#$%^&*(';

/** The character on the key cap of a US keyboard, which readers pretend to be; the input method has no say in it. */
const characterOf = ({ code, shift }: Pick<WedgeKey, 'code' | 'shift'>): string | null => {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shift && code.startsWith('Digit') ? shiftedDigits.charAt(Number(digit)) : digit;
  return plain[code]?.[shift ? 1 : 0] ?? null;
};

/** Tells the bursts of a card reader or a scanner from what a person types. Pure: keys and their times come in. */
export const createWedge = (): Wedge => {
  let text = '';
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    press: (key) => {
      const isFast = key.at - lastAt < longestGap;
      // Shift comes between two characters of a scan and is none itself.
      if (key.code.startsWith('Shift')) return { type: 'passed' };
      lastAt = key.at;
      const before = isFast ? text : '';
      text = '';
      if (enders.has(key.code))
        return before.length >= shortestScan ? { type: 'scanned', text: before } : { type: 'passed' };
      const character = characterOf(key);
      if (character === null || before.length >= longestScan) return { type: 'passed' };
      text = before + character;
      if (text.length === 1) return { type: 'started' };
      return text.length < surelyBurst ? { type: 'passed' } : { type: 'burst', character };
    },
  };
};
