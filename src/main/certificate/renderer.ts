import type { Result } from '../../shared/contract/result.ts';
import type { SheetInput } from '../../shared/registry/sheet.ts';

/** A paper as a PDF. Equal inputs give equal bytes as long as the engine is the same. */
export interface RenderedSheet {
  readonly pdf: Uint8Array;
  /** Lower-case hex of the PDF's bytes. */
  readonly sha256: string;
  readonly pages: number;
}

export type RenderError =
  /** No font here has these letters: the paper is not made, rather than with a blank where a name should be. */
  | { readonly type: 'LettersMissing'; readonly letters: readonly string[] }
  /** The engine's process died or hung, twice. */
  | { readonly type: 'RendererFailed'; readonly detail: string };

export interface Renderer {
  /** Which engine draws, and what its papers conform to. Chosen at start, and said in the log and on the status page. */
  readonly engine: { readonly name: 'typst' | 'pdfmake'; readonly conforms: 'PDF/A-2a' | 'none' };
  readonly render: (input: SheetInput) => Promise<Result<RenderedSheet, RenderError>>;
  readonly close: () => Promise<void>;
}
