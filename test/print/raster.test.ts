import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodePage, pwgStart } from '../../src/main/print/raster/pwg.ts';
import { rasterise } from '../../src/main/print/raster/rasterise.ts';
import { countRasterPages, type RasterPage, readRaster } from '../doubles/ipp-printer-raster.ts';
import { aPdf } from './a-pdf.ts';

const a4 = 'iso_a4_210x297mm';
const rasterOf = async (pdf: Uint8Array, pages: number, resolution: number, type: 'sgray_8' | 'srgb_8') => {
  const drawn = await rasterise({ pdf, pages }, { resolution, type, media: a4 });
  if (!drawn.ok) throw new Error(drawn.error);
  return readRaster(drawn.value);
};

/** The dot at so many millimetres from the top left. */
const dotAt = (page: RasterPage, x: number, y: number): number[] => {
  const bytes = page.bitsPerPixel / 8;
  const [column, row] = [x, y].map((mm) => Math.round((mm / 25.4) * page.resolution[0])) as [number, number];
  const at = (row * page.width + column) * bytes;
  return [...page.pixels.subarray(at, at + bytes)];
};

/** Rows that a page is made of: noise, runs, and rows that repeat. */
const pixels = (width: number, height: number, bytes: number) =>
  fc
    .array(
      fc.record({
        runs: fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 3 })), { minLength: 1 }),
        noise: fc.boolean(),
        repeats: fc.integer({ min: 1, max: 300 }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((rows) => {
      const page = new Uint8Array(width * height * bytes);
      let state = 1;
      let row = 0;
      while (row < height)
        for (const { runs, noise, repeats } of rows) {
          const line = Array.from({ length: width }, (_, column) => {
            state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
            const [, value = 0] = runs[Math.floor(column / 7) % runs.length] ?? [];
            return noise ? state >>> 16 : value;
          }).flatMap((value) => Array.from({ length: bytes }, (_, byte) => (value + byte) & 0xff));
          for (let copy = 0; copy < repeats && row < height; copy += 1, row += 1) page.set(line, row * width * bytes);
        }
      return page;
    });

const shape = fc
  .record({
    width: fc.integer({ min: 1, max: 400 }),
    height: fc.integer({ min: 1, max: 600 }),
    type: fc.constantFrom('sgray_8' as const, 'srgb_8' as const),
  })
  .chain(({ width, height, type }) =>
    pixels(width, height, type === 'sgray_8' ? 1 : 3).map((drawn) => ({ width, height, type, pixels: drawn })),
  );

describe('PWG raster', () => {
  test('comes back dot for dot, whatever is on the page', () => {
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 2 }), (pages) => {
        const parts = pages.map((page) => encodePage({ ...page, resolution: 300, media: a4 }, pages.length));
        const read = readRaster(Buffer.concat([pwgStart, ...parts]));
        expect(read).toHaveLength(pages.length);
        for (const [index, page] of pages.entries()) {
          expect(read[index]).toMatchObject({ width: page.width, height: page.height, totalPages: pages.length });
          expect(Buffer.compare(read[index]?.pixels ?? new Uint8Array(), page.pixels)).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['equal dots, 128 and one more', new Uint8Array(129).fill(7), [0, 127, 7, 0, 7]],
    ['different dots, 128 and one more', Uint8Array.from({ length: 129 }, (_, at) => at), null],
    ['one dot', Uint8Array.of(9), [0, 0, 9]],
    ['two different dots', Uint8Array.of(1, 2), [0, 255, 1, 2]],
    ['a run after different dots', Uint8Array.of(1, 2, 3, 3, 3), [0, 255, 1, 2, 2, 3]],
  ])('%s', (_, row, expected) => {
    const encoded = encodePage(
      { width: row.length, height: 1, resolution: 300, type: 'sgray_8', media: a4, pixels: row },
      1,
    ).subarray(1796);
    if (expected) expect([...encoded]).toEqual(expected);
    else expect([...encoded.subarray(0, 2), ...encoded.subarray(-2)]).toEqual([0, 129, 0, 128]);
  });

  test('300 equal rows are 256 and 44', () => {
    const encoded = encodePage(
      { width: 2, height: 300, resolution: 300, type: 'sgray_8', media: a4, pixels: new Uint8Array(600).fill(255) },
      1,
    ).subarray(1796);
    expect([...encoded]).toEqual([255, 1, 255, 43, 1, 255]);
  });

  test('a page that is cut off is not counted', () => {
    const page = encodePage(
      { width: 40, height: 40, resolution: 300, type: 'sgray_8', media: a4, pixels: new Uint8Array(1_600) },
      2,
    );
    const both = Buffer.concat([pwgStart, page, page]);
    expect([both, both.subarray(0, -1)].map(countRasterPages)).toEqual([2, 1]);
  });
});

describe('a document drawn', () => {
  test.each([
    [300, 'sgray_8', 2480, 3508],
    [300, 'srgb_8', 2480, 3508],
    [600, 'sgray_8', 4961, 7016],
  ] as const)('at %i dpi in %s: A4, everything in its place', async (resolution, type, width, height) => {
    const pages = await rasterOf(aPdf(2), 2, resolution, type);
    const color = type === 'srgb_8';
    expect(pages).toMatchObject(
      [1, 2].map(() => ({
        width,
        height,
        resolution: [resolution, resolution],
        bitsPerColor: 8,
        bitsPerPixel: color ? 24 : 8,
        numColors: color ? 3 : 1,
        colorSpace: color ? 19 : 18,
        isDuplex: false,
        copies: 1,
        totalPages: 2,
        pageSizePoints: [595, 842],
        mediaName: a4,
      })),
    );
    const [first, second] = pages as [RasterPage, RasterPage];
    const ink = color ? [0, 0, 0] : [0];
    const paper = color ? [255, 255, 255] : [255];
    // The squares are 20 mm wide, 10 mm from the top, and begin at 10 and 40 mm.
    for (const page of pages) {
      expect(dotAt(page, 10.5, 10.5)).toEqual(ink);
      expect(dotAt(page, 29.5, 29.5)).toEqual(ink);
      expect(dotAt(page, 9.5, 20)).toEqual(paper);
      expect(dotAt(page, 30.5, 20)).toEqual(paper);
      expect(dotAt(page, 20, 30.5)).toEqual(paper);
    }
    expect([dotAt(first, 50, 20), dotAt(second, 50, 20)]).toEqual([paper, ink]);
  });

  test('keeps colours, in their order', async () => {
    const [page] = await rasterOf(
      aPdf(1, () => '1 0 0 rg 0 0 600 850 re f'),
      1,
      300,
      'srgb_8',
    );
    expect(page && dotAt(page, 100, 100)).toEqual([255, 0, 0]);
  });

  test.each([
    ['is no PDF', new TextEncoder().encode('<html>'), 1, /./],
    ['has more pages than it should', aPdf(2), 1, /2 pages, not 1/],
    [
      'is not A4',
      new TextEncoder().encode(new TextDecoder().decode(aPdf(1)).replace('595.276', '420.000')),
      1,
      /page 1 is 148 x 297 mm/,
    ],
  ])('is refused if it %s', async (_, pdf, pages, error) => {
    const drawn = await rasterise({ pdf, pages }, { resolution: 300, type: 'sgray_8', media: a4 });
    expect(drawn.ok ? '' : drawn.error).toMatch(error);
    expect(drawn.ok).toBe(false);
  });

  test('on paper whose name gives no size is refused', async () => {
    const drawn = await rasterise({ pdf: aPdf(1), pages: 1 }, { resolution: 300, type: 'sgray_8', media: 'a4' });
    expect(drawn).toEqual({ ok: false, error: 'the size of a4 is unknown' });
  });

  test('is drawn in another thread: this one goes on', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const drawn = await rasterise({ pdf: aPdf(4), pages: 4 }, { resolution: 300, type: 'srgb_8', media: a4 });
    clearInterval(timer);
    expect(drawn.ok).toBe(true);
    // Drawn here, it would turn between two pages at most.
    expect(turns).toBeGreaterThan(8);
  });
});
