import { cp949Letter } from '../../src/main/codes/cp949.ts';

/** The bytes of a letter in CP949: the decoder's table turned round. That the table is right has a test of its own. */
let table: Map<string, readonly [number, number]> | null = null;

const makeTable = (): Map<string, readonly [number, number]> => {
  const made = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x41; trail <= 0xfe; trail += 1) {
      const letter = cp949Letter(lead, trail);
      if (letter !== 0) made.set(String.fromCharCode(letter), [lead, trail]);
    }
  return made;
};

export const toCp949 = (text: string): Buffer =>
  Buffer.from(
    [...text].flatMap((letter) => {
      if (letter < '\u0080') return [letter.charCodeAt(0)];
      const bytes = (table ??= makeTable()).get(letter);
      if (!bytes) throw new Error(`CP949 has no ${letter}`);
      return [...bytes];
    }),
  );

/** A line of a code file: each column filled up to its width, with a blank after it. */
const fixedLine = (widths: readonly number[], values: readonly string[]): string =>
  widths
    .map((width, index) => {
      const value = values[index] ?? '';
      const taken = [...value].reduce((sum, letter) => sum + (letter < '\u0080' ? 1 : 2), 0);
      return value + ' '.repeat(Math.max(0, width - taken));
    })
    .join(' ');

const widths = {
  h: [10, 30, 30, 30, 8, 8],
  b: [10, 30, 30, 30, 30, 8, 8],
  mix: [10, 30, 30, 30, 10, 30, 8, 8],
} as const;

const headers = {
  h: ['행정동코드', '시도명', '시군구명', '읍면동명', '생성일자', '말소일자'],
  b: ['법정동코드', '시도명', '시군구명', '읍면동명', '동리명', '생성일자', '말소일자'],
  mix: ['행정동코드', '시도명', '시군구명', '읍면동명', '법정동코드', '동리명', '생성일자', '말소일자'],
} as const;

/** A whole code file of rows whose values are separated by `|`, with its header. */
export const codeFile = (kind: keyof typeof widths, rows: readonly string[], end = '\r\n'): string =>
  [fixedLine(widths[kind], headers[kind]), ...rows.map((row) => fixedLine(widths[kind], row.split('|')))]
    .map((line) => line + end)
    .join('');
