import { inflateSync } from 'node:zlib';
import { PDFiumModule } from '@hyzyla/pdfium';

/** A PDF as a reader sees it, through PDFium: the letters with their places, and the ink of each page. */
export interface ReadPage {
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly text: string;
  readonly letters: readonly Letter[];
  /** Brightness of each pixel, 0 black to 255 white, row by row from the top. */
  readonly ink: {
    readonly pixels: Uint8Array;
    readonly width: number;
    readonly height: number;
    readonly scale: number;
  };
}

export interface Letter {
  readonly letter: string;
  /** Points from the upper left corner: the room that the line gives the letter, not its ink. */
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

/** The functions of PDFium's own interface that are used here; its package exports them but has no types for all. */
interface Pdfium {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { readonly malloc: (size: number) => number; readonly free: (at: number) => void };
  readonly _FPDF_InitLibraryWithConfig: (config: number) => void;
  readonly _FPDF_LoadMemDocument: (at: number, size: number, password: number) => number;
  readonly _FPDF_CloseDocument: (document: number) => void;
  readonly _FPDF_GetPageCount: (document: number) => number;
  readonly _FPDF_LoadPage: (document: number, nth: number) => number;
  readonly _FPDF_ClosePage: (page: number) => void;
  readonly _FPDF_GetPageWidth: (page: number) => number;
  readonly _FPDF_GetPageHeight: (page: number) => number;
  readonly _FPDFText_LoadPage: (page: number) => number;
  readonly _FPDFText_ClosePage: (text: number) => void;
  readonly _FPDFText_CountChars: (text: number) => number;
  readonly _FPDFText_GetUnicode: (text: number, nth: number) => number;
  readonly _FPDFText_GetLooseCharBox: (text: number, nth: number, rectangle: number) => number;
  readonly _FPDFBitmap_CreateEx: (width: number, height: number, format: number, at: number, stride: number) => number;
  readonly _FPDFBitmap_FillRect: (
    bitmap: number,
    left: number,
    top: number,
    width: number,
    height: number,
    color: number,
  ) => void;
  readonly _FPDFBitmap_Destroy: (bitmap: number) => void;
  readonly _FPDF_RenderPageBitmap: (
    bitmap: number,
    page: number,
    left: number,
    top: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ) => void;
}

const load = async (): Promise<Pdfium> => {
  const pdfium = (await PDFiumModule({})) as unknown as Pdfium;
  pdfium._FPDF_InitLibraryWithConfig(0);
  return pdfium;
};
let loaded: Promise<Pdfium> | null = null;

/** `scale`: pixels per point; 2 is 144 dpi. */
export const readPdf = async (pdf: Uint8Array, scale = 2): Promise<readonly ReadPage[]> => {
  const pdfium = await (loaded ??= load());
  const { malloc, free } = pdfium.wasmExports;
  const at = malloc(pdf.byteLength);
  pdfium.HEAPU8.set(pdf, at);
  const document = pdfium._FPDF_LoadMemDocument(at, pdf.byteLength, 0);
  if (document === 0) throw new Error('not a PDF that can be read');
  const pages = Array.from({ length: pdfium._FPDF_GetPageCount(document) }, (_, nth) => {
    const page = pdfium._FPDF_LoadPage(document, nth);
    const [width, height] = [pdfium._FPDF_GetPageWidth(page), pdfium._FPDF_GetPageHeight(page)];
    const letters = lettersOf(pdfium, page, height);
    const ink = inkOf(pdfium, page, Math.round(width * scale), Math.round(height * scale), scale);
    pdfium._FPDF_ClosePage(page);
    return { width, height, letters, ink, text: letters.map(({ letter }) => letter).join('') };
  });
  pdfium._FPDF_CloseDocument(document);
  free(at);
  return pages;
};

const lettersOf = (pdfium: Pdfium, page: number, height: number): Letter[] => {
  const text = pdfium._FPDFText_LoadPage(page);
  const rectangle = pdfium.wasmExports.malloc(16);
  const letters: Letter[] = [];
  for (let nth = 0; nth < pdfium._FPDFText_CountChars(text); nth += 1) {
    const code = pdfium._FPDFText_GetUnicode(text, nth);
    pdfium._FPDFText_GetLooseCharBox(text, nth, rectangle);
    const view = new DataView(pdfium.HEAPU8.buffer, rectangle, 16);
    const [left = 0, top = 0, right = 0, bottom = 0] = [0, 4, 8, 12].map((offset) => view.getFloat32(offset, true));
    const before = letters.at(-1);
    // PDFium counts in halves of UTF-16.
    if (before && code >= 0xdc00 && code <= 0xdfff) {
      letters[letters.length - 1] = { ...before, letter: before.letter + String.fromCharCode(code) };
      continue;
    }
    letters.push({
      letter: String.fromCharCode(code),
      box: { left, right, top: height - top, bottom: height - bottom },
    });
  }
  pdfium.wasmExports.free(rectangle);
  pdfium._FPDFText_ClosePage(text);
  return letters;
};

const GRAY = 1;

const inkOf = (pdfium: Pdfium, page: number, width: number, height: number, scale: number): ReadPage['ink'] => {
  const at = pdfium.wasmExports.malloc(width * height);
  const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, GRAY, at, width);
  pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffff_ffff);
  pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0);
  const pixels = pdfium.HEAPU8.slice(at, at + width * height);
  pdfium._FPDFBitmap_Destroy(bitmap);
  pdfium.wasmExports.free(at);
  return { pixels, width, height, scale };
};

/** The text of all pages without any white space: what stands there, wherever lines break. */
export const textOf = (pages: readonly ReadPage[]): string =>
  pages.map(({ text }) => text.replaceAll(/\s/gu, '')).join('');

/** All objects of a PDF as text, with packed streams opened: enough to ask which tags and claims it has. */
export const objectsOf = (pdf: Uint8Array): string => {
  const raw = Buffer.from(pdf).toString('latin1');
  const opened: string[] = [raw];
  for (const { index, 0: head } of raw.matchAll(/stream\r?\n/g)) {
    const start = index + head.length;
    const end = raw.indexOf('endstream', start);
    if (raw.slice(index - 3, index) === 'end' || end < 0) continue;
    try {
      opened.push(inflateSync(pdf.subarray(start, end)).toString('latin1'));
    } catch {
      // Not packed, or packed otherwise.
    }
  }
  return opened.join('\n');
};
