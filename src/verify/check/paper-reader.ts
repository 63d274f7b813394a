import { PDFiumLibrary } from '@hyzyla/pdfium';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** What was found on a paper. Reading it says nothing about whether it is genuine. */
export interface ReadPaper {
  /** The texts of its QR codes, each once. */
  readonly codes: readonly string[];
  /** The text of each page, where the file has text: a PDF, but not a photograph. */
  readonly pageTexts: readonly string[] | null;
}

export interface PaperReader {
  /** PNG, JPEG, PGM and what else the decoder knows. A picture that it can't read has no codes. */
  readonly readPicture: (bytes: Uint8Array) => Promise<ReadPaper>;
  /** Pixels as a canvas gives them. */
  readonly readPixels: (image: ImageData) => Promise<ReadPaper>;
  /** Null for bytes that are no PDF, or one that can't be opened. */
  readonly readPdf: (bytes: Uint8Array) => Promise<ReadPaper | null>;
}

/**
 * `qrWasm` and `pdfWasm` give the bytes of the two WebAssembly modules, from where the program itself came: left
 * alone, the QR reader would fetch its own from a server on the internet.
 */
export const createPaperReader = (deps: {
  readonly qrWasm: () => Promise<ArrayBuffer>;
  readonly pdfWasm: () => Promise<ArrayBuffer>;
}): PaperReader => {
  let qrReady: Promise<unknown> | null = null;
  let pdfReady: ReturnType<typeof PDFiumLibrary.init> | null = null;
  const preparePdf = async (): ReturnType<typeof PDFiumLibrary.init> =>
    PDFiumLibrary.init({ wasmBinary: await deps.pdfWasm() });
  const prepareQr = async (): Promise<unknown> =>
    prepareZXingModule({ overrides: { wasmBinary: await deps.qrWasm() }, fireImmediately: true });

  const codesIn = async (picture: Uint8Array | ImageData): Promise<readonly string[]> => {
    qrReady ??= prepareQr();
    await qrReady;
    const found = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, textMode: 'Plain' });
    return [...new Set(found.filter(({ isValid }) => isValid).map(({ text }) => text))];
  };

  return {
    readPicture: async (bytes) => ({ codes: await codesIn(bytes), pageTexts: null }),
    readPixels: async (image) => ({ codes: await codesIn(image), pageTexts: null }),
    readPdf: async (bytes) => {
      pdfReady ??= preparePdf();
      const library = await pdfReady;
      // The library throws for everything that it can't open, damaged, encrypted or no PDF at all.
      const document = await library.loadDocument(bytes).catch(() => null);
      if (!document) return null;
      try {
        const codes = new Set<string>();
        const pageTexts: string[] = [];
        for (let nth = 0; nth < document.getPageCount(); nth += 1) {
          pageTexts.push(document.getPage(nth).getText());
          if (nth >= maxDrawnPages) continue;
          for (const dpi of drawnAt) {
            // Drawing closes the page, so each time it is opened anew.
            const page = document.getPage(nth);
            const { originalWidth, originalHeight } = page.getOriginalSize();
            const fitting = maxPixels / Math.max(originalWidth, originalHeight, 1);
            const scale = Math.min(dpi / pointsPerInch, fitting);
            const { width, height, data } = await page.render({ scale, render: 'bitmap', colorSpace: 'Gray' });
            const found = await codesIn(toPgm(width, height, data));
            for (const code of found) codes.add(code);
            if (found.length > 0) break;
          }
        }
        return { codes: [...codes], pageTexts };
      } finally {
        document.destroy();
      }
    },
  };
};

const pointsPerInch = 72;
/** A QR of 30 mm is read from 100 dpi on; what isn't found is drawn once more, finer. */
const drawnAt = [200, 300];
/** A hostile file could ask for any number and size of pages. */
const maxDrawnPages = 40;
const maxPixels = 6_000;

/** Grey pixels as a picture file (PGM), the simplest that the QR reader takes. */
const toPgm = (width: number, height: number, pixels: Uint8Array): Uint8Array => {
  const header = Uint8Array.from(`P5\n${width} ${height}\n255\n`, (letter: string) => letter.charCodeAt(0));
  const file = new Uint8Array(header.length + width * height);
  file.set(header);
  file.set(pixels.subarray(0, width * height), header.length);
  return file;
};
