import { Worker } from 'node:worker_threads';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { RasterSettings } from '../capabilities.ts';
import type { PrintDocument } from '../printer.ts';

/** Our thread → the worker, when it starts. */
export interface RasterOrder extends PrintDocument {
  readonly settings: RasterSettings;
}

/** The worker → our thread, its only word. */
export type RasterAnswer = { readonly raster: Uint8Array } | { readonly error: string };

/** Longer than any certificate takes on a slow computer; what takes longer hangs. */
const timeoutMs = 120_000;

/**
 * Draws a document as PWG raster, in a thread of its own and one page after the other. The error says for support what
 * could not be drawn.
 */
export const rasterise = (document: PrintDocument, settings: RasterSettings): Promise<Result<Uint8Array, string>> =>
  new Promise((resolve) => {
    const worker = new Worker(new URL('./raster.worker.ts', import.meta.url), {
      workerData: { pdf: document.pdf, pages: document.pages, settings } satisfies RasterOrder,
    });
    const settle = (outcome: Result<Uint8Array, string>): void => {
      clearTimeout(timer);
      resolve(outcome);
      void worker.terminate();
    };
    const timer = setTimeout(() => settle(err('it took too long')), timeoutMs);
    worker.once('message', (answer: RasterAnswer) =>
      settle('raster' in answer ? ok(answer.raster) : err(answer.error)),
    );
    worker.once('error', (error: Error) => settle(err(error.message)));
    worker.once('exit', (code) => settle(err(`the drawing thread ended with ${code}`)));
  });
