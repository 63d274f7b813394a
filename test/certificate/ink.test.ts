import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { describe, expect, test } from 'vitest';
import { installedFonts } from '../../src/main/certificate/render/fonts.ts';
import { renamed } from '../../src/main/certificate/render/sfnt.ts';
import { blanksOf } from './ink.ts';
import { readPdf, textOf } from './pdf.ts';

const font = readFileSync(installedFonts(null).regular);

/** The same font with every glyph empty: its letters extract, and nothing is printed. */
const hollow = (): Uint8Array => {
  const copy = new Uint8Array(font);
  const view = new DataView(copy.buffer);
  for (let entry = 12; entry < 12 + view.getUint16(4) * 16; entry += 16)
    if (view.getUint32(entry) === 0x6c6f_6361 /* loca */)
      copy.fill(0, view.getUint32(entry + 8), view.getUint32(entry + 8) + view.getUint32(entry + 12));
  return copy;
};

const draw = (source: string): Uint8Array => {
  const compiler = NodeCompiler.create({
    fontArgs: [{ fontBlobs: [renamed(font, 'Whole'), renamed(hollow(), 'Hollow')].map((each) => Buffer.from(each)) }],
  });
  return compiler.pdf({ mainFileContent: source });
};

describe('the ink check', () => {
  test('finds nothing where all letters are printed', async () => {
    expect(await blanksOf(draw('#set text(font: "Whole")\n다온도 늘해군 · 金慧英 – 12, 101동.'))).toEqual([]);
  });

  test.each([
    ['white letters', '#set text(font: "Whole")\n앞 #text(fill: white)[김하나] 뒤'],
    ['letters whose glyphs are empty', '#set text(font: "Whole")\n앞 #text(font: "Hollow")[김하나] 뒤'],
    [
      'letters under a white cover',
      '#set text(font: "Whole")\n앞 #box[김하나#place(top + left, dx: -1em, dy: -1em, rect(width: 6em, height: 3em, fill: white))] 뒤',
    ],
  ])('finds %s, which extract as if they were there', async (_, source) => {
    const pdf = draw(source);
    expect(textOf(await readPdf(pdf))).toContain('김하나');
    expect((await blanksOf(pdf)).map(({ letter }) => letter).join('')).toContain('김하나');
  });
});
