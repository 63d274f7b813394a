import { parentPort, workerData } from 'node:worker_threads';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { PagesAnswer, PagesOrder } from './draw-pages.ts';
import { encodePng } from './png.ts';
import { withoutAlpha } from './without-alpha.ts';

/** Draws one document for the screen, and ends: nothing of it stays in memory. */

const { pdf, resolution, most } = workerData as PagesOrder;

const draw = async (): Promise<PagesAnswer> => {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(pdf);
    const pages: Uint8Array[] = [];
    for (const page of document.pages()) {
      if (pages.length === most) break;
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const dots = (points: number): number => Math.round((points / 72) * resolution);
      const [width, height] = [dots(originalWidth), dots(originalHeight)];
      const drawn = await page.render({ width, height, scale: 1, render: 'bitmap', colorSpace: 'BGRA' });
      // A copy with memory of its own: a small Buffer lies in memory that many share, which can't change threads.
      pages.push(new Uint8Array(encodePng({ width, height, rgb: withoutAlpha(drawn.data) })));
    }
    return { pages };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'unknown' };
  }
};

const answer = await draw();
parentPort?.postMessage(answer, 'pages' in answer ? answer.pages.map((page) => page.buffer as ArrayBuffer) : []);
