import { parentPort, workerData } from 'node:worker_threads';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { encodePage, pwgStart } from './pwg.ts';
import type { RasterAnswer, RasterOrder } from './rasterise.ts';
import { withoutAlpha } from './without-alpha.ts';

/** Draws one document, and ends: nothing of it stays in memory. */

const { pdf, pages, settings } = workerData as RasterOrder;

/** Millimetres that a page may differ from its paper: sizes in points are rounded. */
const tolerance = 1;

const drawAll = async (document: PDFiumDocument): Promise<RasterAnswer> => {
  if (document.getPageCount() !== pages)
    return { error: `the document has ${document.getPageCount()} pages, not ${pages}` };
  const paper = paperSize(settings.media);
  if (!paper) return { error: `the size of ${settings.media} is unknown` };
  const dots = (mm: number): number => Math.round((mm / 25.4) * settings.resolution);
  const [width, height] = [dots(paper.width), dots(paper.height)];
  const parts: Uint8Array[] = [pwgStart];
  for (const page of document.pages()) {
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const [wide, high] = [(originalWidth / 72) * 25.4, (originalHeight / 72) * 25.4];
    // Stretched to the paper, its code could not be read and its measures would be wrong.
    if (Math.abs(wide - paper.width) > tolerance || Math.abs(high - paper.height) > tolerance)
      return { error: `page ${page.number + 1} is ${Math.round(wide)} x ${Math.round(high)} mm` };
    const isGray = settings.type === 'sgray_8';
    const drawn = await page.render({
      width,
      height,
      scale: 1,
      render: 'bitmap',
      colorSpace: isGray ? 'Gray' : 'BGRA',
    });
    const pixels = isGray ? drawn.data : withoutAlpha(drawn.data);
    parts.push(
      encodePage(
        { width, height, resolution: settings.resolution, type: settings.type, media: settings.media, pixels },
        pages,
      ),
    );
  }
  // A copy with memory of its own: a small Buffer lies in memory that many share, which can't change threads.
  return { raster: new Uint8Array(Buffer.concat(parts)) };
};

/** `iso_a4_210x297mm`, `na_letter_8.5x11in`: the names of PWG 5101.1 end with the size. In millimetres. */
const paperSize = (media: string): { readonly width: number; readonly height: number } | null => {
  const [, width, height, unit] = /_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)$/.exec(media) ?? [];
  const factor = unit === 'in' ? 25.4 : 1;
  return width && height ? { width: Number(width) * factor, height: Number(height) * factor } : null;
};

const draw = async (): Promise<RasterAnswer> => {
  const library = await PDFiumLibrary.init();
  try {
    return await drawAll(await library.loadDocument(pdf));
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'unknown' };
  }
};

const answer = await draw();
parentPort?.postMessage(answer, 'raster' in answer ? [answer.raster.buffer as ArrayBuffer] : []);
