import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { blocksOf } from '../../src/main/certificate/render/blocks.ts';
import type { EngineName } from '../../src/main/certificate/render/engine.ts';
import type { SheetInput } from '../../src/shared/registry/sheet.ts';
import { everyPaper } from '../builders/every-paper.ts';
import { aCode, aCopy, addressLines, aFullCopy, aMember, aSheet, benchSheet, codeText } from '../builders/sheet.ts';
import { blanksOf, strayLetters } from './ink.ts';
import { objectsOf, type ReadPage, readPdf, textOf } from './pdf.ts';
import { openRenderer, type TestRenderer } from './setup.ts';

const squeezed = (text: string): string => text.replaceAll(/\s/gu, '');

/** What must stand on a paper: every text and day of its input, as it prints. What is only drawn must not be read. */
const textsOf = (sheet: SheetInput): readonly string[] => {
  const { blocks, title, statement } = blocksOf(sheet);
  const own = blocks.flatMap((block) => {
    if (block.type === 'section') return [block.title];
    if (block.type === 'text') return [block.text];
    if (block.type === 'fields') return block.pairs.flat();
    return [...block.columns.map(({ label }) => label), ...block.rows.flat()];
  });
  const { serial, documentNumber, issueNumber, issuer } = sheet.frame;
  return [title, ...own, statement ?? '', serial ?? '', documentNumber ?? '', issueNumber ?? '', issuer].flatMap(
    (text) => text.split('\n').map(squeezed),
  );
};

/** Words of the form that no field of the input names. */
const furniture = [
  '문서확인번호',
  'Document no.',
  '– 이하 여백 –',
  '– Nothing below this line –',
  '이 문서의 진위는 문서확인번호 또는 QR 코드로 확인할 수 있습니다.',
  'Verify this document by its document number or QR code.',
  '쪽',
  'Page of',
  '담당자 책임자',
  '글자 크기 선 굵기 농도 확인할 것',
  '□ 네 모서리의 표시가 모두 보이는지',
  '□ 가장 작은 글자와 가장 가는 선이 끊기지 않는지',
  '□ 농도가 열 단계로 구분되는지',
  '□ 줄무늬나 얼룩이 없는지',
  '2026. 11. 22.',
  '22 Nov 2026',
].join(' ');

/** Dark pixels in a rectangle given in points. */
const inkIn = ({ ink }: ReadPage, left: number, top: number, right: number, bottom: number): number => {
  let dark = 0;
  for (let y = Math.round(top * ink.scale); y < bottom * ink.scale; y += 1)
    for (let x = Math.round(left * ink.scale); x < right * ink.scale; x += 1)
      if ((ink.pixels[y * ink.width + x] ?? 255) < 150) dark += 1;
  return dark;
};

const aGreyImage = (pixels: Uint8Array, width: number, height: number): Uint8Array => {
  const head = Buffer.from(`P5 ${width} ${height} 255\n`, 'latin1');
  return Buffer.concat([head, pixels]);
};

/** Pixels of the grey in which the mark of a training copy is drawn. */
const markIn = ({ ink }: ReadPage): number => ink.pixels.filter((pixel) => pixel === 0xde).length;

describe.each<EngineName>(['typst', 'pdfmake'])('%s', (engine) => {
  let opened: TestRenderer;
  beforeAll(async () => {
    opened = await openRenderer({ engines: [engine] });
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  describe.each(Object.entries(everyPaper))('%s', (_, sheet) => {
    let pdf: Uint8Array;
    let pages: readonly ReadPage[];
    test('is drawn, with ink behind every letter', async () => {
      const paper = await opened.paper(sheet);
      pdf = paper.pdf;
      pages = await readPdf(pdf);
      expect(paper.pages).toBe(pages.length);
      expect(paper.sha256).toBe(createHash('sha256').update(pdf).digest('hex'));
      expect(await blanksOf(pdf)).toEqual([]);
      expect(strayLetters(pages)).toEqual([]);
    });

    test('says all that it is to say', () => {
      const said = textOf(pages);
      expect(textsOf(sheet).filter((text) => !said.includes(text))).toEqual([]);
    });

    test('says nothing else', () => {
      const allowed = squeezed([...textsOf(sheet), furniture].join(' '));
      // The pages' own numbers stand apart.
      const numbers = pages.flatMap((_, nth) => [
        `${sheet.frame.issueNumber}-${nth + 1}`,
        String(nth + 1),
        String(pages.length),
      ]);
      const words = pages.flatMap(({ text }) => text.split(/\s+/u)).filter((word) => word !== '' && word !== '/');
      expect(words.filter((word) => !allowed.includes(word) && !numbers.includes(word))).toEqual([]);
    });

    test('has its numbers on every page', () => {
      for (const [nth, page] of pages.entries()) {
        const said = squeezed(page.text);
        const { serial, documentNumber, issueNumber } = sheet.frame;
        for (const number of [serial, documentNumber, issueNumber && `${issueNumber}-${nth + 1}`])
          if (number) expect(said).toContain(squeezed(number));
        expect(said).toMatch(new RegExp(`${nth + 1}/${pages.length}쪽|Page${nth + 1}of${pages.length}`));
      }
    });

    test('is marked on every page where it must be, and never in words', () => {
      for (const page of pages) {
        if (sheet.frame.watermark === null) expect(markIn(page)).toBeLessThan(10_000);
        else expect(markIn(page)).toBeGreaterThan(50_000);
        expect(page.text).not.toContain('교육용');
      }
    });
  });

  test('gives the same bytes for the same paper, and others for another', async () => {
    await using again = await openRenderer({ engines: [engine], limits: { papers: 1 } });
    const sheet = everyPaper['a copy with everything'] ?? aSheet();
    const first = await opened.paper(sheet);
    await opened.paper(benchSheet(1));
    for (const { paper } of [opened, again, again]) expect((await paper(sheet)).sha256).toBe(first.sha256);
    expect(again.log.filter((line) => line.includes('a new process'))).toHaveLength(2);
    expect((await opened.paper(benchSheet(2))).sha256).not.toBe((await opened.paper(benchSheet(1))).sha256);
  });

  test('repeats the heads of a list on the pages that it goes on to', async () => {
    const pages = await readPdf((await opened.paper(benchSheet(1))).pdf);
    expect(pages.length).toBeGreaterThan(1);
    expect(squeezed(pages[1]?.text ?? '')).toContain('번호주소발생일신고일변동사유');
  });

  test('leaves out columns that nobody asked for, and masks nothing back', async () => {
    const bare = everyPaper['a copy with as little as can be asked for'] ?? aSheet();
    const said = textOf(await readPdf((await opened.paper(bare)).pdf));
    for (const label of ['관계', '발생일', '신고일', '변동사유', '등록상태', '신청인', '용도', '세대구성'])
      expect(said).not.toContain(label);
    expect(said).not.toMatch(/\d{6}-\d{7}/);
  });

  test('gives the width of a missing column to the others', async () => {
    const widthOf = async (sheet: SheetInput): Promise<number> => {
      const [page] = await readPdf((await opened.paper(sheet)).pdf);
      const at = page?.text.indexOf('주민등록번호') ?? -1;
      return page?.letters[at]?.box.left ?? 0;
    };
    const [all, few] = [
      await widthOf(aSheet()),
      await widthOf(aSheet(aCopy({ members: [1, 2].map((no) => aMember(no, { dates: null, reason: null })) }))),
    ];
    expect(few).toBeGreaterThan(all + 40);
  });

  test('has a code that can be scanned from paper', async () => {
    const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });
    const pages = await readPdf((await opened.paper(aSheet(aCopy(), { watermark: null }))).pdf, 150 / 72);
    const { pixels, width, height } = pages[0]?.ink ?? { pixels: new Uint8Array(), width: 0, height: 0 };
    const codes = await readBarcodes(aGreyImage(pixels, width, height), { formats: ['QRCode'] });
    expect(codes.map(({ text }) => text)).toEqual([codeText]);
    const [corner] = codes;
    if (!corner) throw new Error('no code');
    const { topLeft, topRight, bottomRight } = corner.position;
    expect(((topRight.x - topLeft.x) / 150) * 25.4).toBeGreaterThanOrEqual(29.5);

    // Four modules of plain white all around, whatever the page has behind it.
    const module = (topRight.x - topLeft.x) / aCode(codeText).size;
    const isWhite = (x: number, y: number): boolean => pixels[Math.round(y) * width + Math.round(x)] === 255;
    for (const away of [1, 2, 3])
      for (let along = topLeft.x - away * module; along < topRight.x + away * module; along += 1) {
        expect(isWhite(along, topLeft.y - away * module)).toBe(true);
        expect(isWhite(along, bottomRight.y + away * module)).toBe(true);
      }
  });

  test('puts the seal to the right of the issuer, as a drawing', async () => {
    const rightOfIssuer = async (sheet: SheetInput): Promise<number> => {
      const page = (await readPdf((await opened.paper(sheet)).pdf)).at(-1);
      const at = page?.text.indexOf(sheet.frame.issuer) ?? -1;
      const end = page?.letters[at + sheet.frame.issuer.length - 1]?.box;
      if (!page || !end) throw new Error('no issuer');
      return inkIn(page, end.right + 4, end.top - 10, end.right + 90, end.bottom);
    };
    expect(await rightOfIssuer(aSheet(aCopy(), { sealText: null }))).toBe(0);
    expect(await rightOfIssuer(aSheet())).toBeGreaterThan(1000);
  });

  test('joins the sheets of one paper by halves of the seal', async () => {
    const pages = await readPdf((await opened.paper(aSheet(aFullCopy({ pastAddresses: addressLines(60) })))).pdf);
    const edge = (page: ReadPage | undefined, side: 'left' | 'right'): number =>
      page ? inkIn(page, side === 'left' ? 0 : page.width - 40, 380, side === 'left' ? 40 : page.width, 460) : -1;
    const last = pages.at(-1);
    expect([edge(pages[0], 'left'), edge(last, 'right')]).toEqual([0, 0]);
    for (const page of pages.slice(0, -1)) expect(edge(page, 'right')).toBeGreaterThan(200);
    for (const page of pages.slice(1)) expect(edge(page, 'left')).toBeGreaterThan(200);
  });
});

describe('what Typst writes', () => {
  test('claims PDF/A-2a, and has the structure of its tables and headings', async () => {
    await using opened = await openRenderer({ engines: ['typst'] });
    expect(opened.renderer.engine).toEqual({ name: 'typst', conforms: 'PDF/A-2a' });
    const objects = objectsOf((await opened.paper(aSheet(aFullCopy()))).pdf);
    expect(objects).toMatch(/<pdfaid:part>2</);
    expect(objects).toMatch(/<pdfaid:conformance>A</);
    expect(objects).toMatch(/\/Lang ?\(ko-KR\)/);
    const tags = (name: string): number => objects.match(new RegExp(`/S ?/${name}\\b`, 'g'))?.length ?? 0;
    // Two tables of fields, four lists.
    expect(tags('Table')).toBe(6);
    expect(tags('TH')).toBe(7 + 7 + 6 + 5);
    expect(tags('TR')).toBeGreaterThan(4 + 1 + 1 + 6);
    expect(tags('H1')).toBe(1);
    expect(tags('H2')).toBe(4);
  });

  test('fits what an office issues most on as few pages as it can', async () => {
    await using opened = await openRenderer({ engines: ['typst'] });
    expect((await opened.paper(aSheet())).pages).toBe(1);
    expect((await opened.paper(aSheet(aFullCopy()))).pages).toBe(1);
    expect((await opened.paper(benchSheet(1))).pages).toBe(2);
  });
});

test('what pdfmake writes claims nothing', async () => {
  await using opened = await openRenderer({ engines: ['pdfmake'] });
  expect(opened.renderer.engine).toEqual({ name: 'pdfmake', conforms: 'none' });
  expect(objectsOf((await opened.paper(aSheet())).pdf)).not.toContain('pdfaid');
});
