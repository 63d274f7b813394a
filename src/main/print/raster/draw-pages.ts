import { Worker } from 'node:worker_threads';
import { err, ok, type Result } from '../../../shared/contract/result.ts';

/** Our thread → the worker, when it starts. */
export interface PagesOrder {
  readonly pdf: Uint8Array;
  /** Dots per inch. */
  readonly resolution: number;
  /** Pages beyond these are left out. */
  readonly most: number;
}

/** The worker → our thread, its only word. */
export type PagesAnswer = { readonly pages: readonly Uint8Array[] } | { readonly error: string };

/** Longer than any certificate takes on a slow computer; what takes longer hangs. */
const timeoutMs = 60_000;

/** For a screen: small letters can be read, and a page has about 150 KB. */
const resolution = 110;
/** Nobody reads further before issuing; the number of pages is told apart. */
const most = 12;

const pdfStart = '%PDF-';

/**
 * Draws the pages of a PDF as PNG for a window, which shows no PDF itself: by the same engine that draws for printers
 * without PDF. In a thread of its own, because a page takes a tenth of a second. The error says for support what could
 * not be drawn.
 */
export const drawPages = (pdf: Uint8Array): Promise<Result<readonly Uint8Array[], string>> =>
  new Promise((resolve) => {
    // What is no PDF (a test's stand-in) isn't worth a thread.
    if (new TextDecoder('latin1').decode(pdf.subarray(0, pdfStart.length)) !== pdfStart) {
      resolve(err('it is no PDF'));
      return;
    }
    const worker = new Worker(new URL('./pages.worker.ts', import.meta.url), {
      workerData: { pdf, resolution, most } satisfies PagesOrder,
    });
    const settle = (outcome: Result<readonly Uint8Array[], string>): void => {
      clearTimeout(timer);
      resolve(outcome);
      void worker.terminate();
    };
    const timer = setTimeout(() => settle(err('it took too long')), timeoutMs);
    worker.once('message', (answer: PagesAnswer) => settle('pages' in answer ? ok(answer.pages) : err(answer.error)));
    worker.once('error', (error: Error) => settle(err(error.message)));
    worker.once('exit', (code) => settle(err(`the drawing thread ended with ${code}`)));
  });
