import { createHash } from 'node:crypto';
import type { DeferredRenderer } from '../../src/main/certificate/deferred-renderer.ts';
import type { RenderError } from '../../src/main/certificate/renderer.ts';
import { err, ok } from '../../src/shared/contract/result.ts';
import { aPdf } from '../print/a-pdf.ts';

/** How many pages a copy has here; everything else has one. */
const copyPages = 2;

export const rendererFailed: RenderError = { type: 'RendererFailed', detail: 'as wished' };

/**
 * Draws nothing, but makes of each input its own PDF of a known number of pages, at once: for tests of what becomes of
 * papers, by the hundred.
 * @param trouble what becomes of the next paper instead.
 */
export const quickRenderer = (trouble: () => RenderError | null = () => null): DeferredRenderer => ({
  engine: () => ({ name: 'typst', conforms: 'none' }),
  render: async (input) => {
    const error = trouble();
    if (error) return err(error);
    const pages = input.content.kind === 'copy' ? copyPages : 1;
    const mark = createHash('sha256').update(JSON.stringify(input)).digest('hex');
    const pdf = Buffer.concat([aPdf(pages), Buffer.from(`% ${mark}\n`)]);
    return ok({ pdf, pages, sha256: createHash('sha256').update(pdf).digest('hex') });
  },
  start: () => undefined,
  close: async () => undefined,
});
