import { PDFiumLibrary } from '@hyzyla/pdfium';
import { countRasterPages } from './ipp-printer-raster.ts';

/** What a printer makes of the bytes that it is sent. */

const latin1 = new TextDecoder('latin1');

export const isFormat = (content: Uint8Array, format: string): boolean =>
  latin1.decode(content.subarray(0, 4)) === (format === 'application/pdf' ? '%PDF' : 'RaS2');

/** Of a damaged document at least one: something comes out. */
export const pagesOf = async (content: Uint8Array, format: string): Promise<number> => {
  if (format !== 'application/pdf') return Math.max(1, countRasterPages(content));
  // Enough where pages stand uncompressed, and for the few bytes that most tests call a PDF.
  const seen = latin1.decode(content).match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0;
  return seen > 0 ? seen : Math.max(1, await countPdfPages(content));
};

const countPdfPages = async (content: Uint8Array): Promise<number> => {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(content);
    const pages = document.getPageCount();
    document.destroy();
    return pages;
  } catch {
    return 0;
  } finally {
    library.destroy();
  }
};
