import type { SheetInput } from '../../../shared/registry/sheet.ts';
import type { EngineName } from './engine.ts';
import type { FontFiles } from './fonts.ts';

/** What the renderer and its process say to each other. */
export interface ProcessStart {
  readonly type: 'start';
  readonly engine: EngineName;
  readonly templates: string;
  readonly fonts: FontFiles;
}

export interface DrawRequest {
  readonly type: 'draw';
  readonly sheet: SheetInput;
}

export type ToProcess = ProcessStart | DrawRequest;

export type DrawAnswer =
  /** `rss`: bytes of memory that the process holds after it. */
  | { readonly type: 'drawn'; readonly pdf: Uint8Array; readonly pages: number; readonly rss: number }
  | { readonly type: 'lettersMissing'; readonly letters: readonly string[] }
  /** The engine refused the paper; the process is fine. */
  | { readonly type: 'refused'; readonly detail: string };

export type FromProcess =
  | { readonly type: 'ready' }
  | { readonly type: 'unavailable'; readonly reason: string }
  | { readonly type: 'log'; readonly line: string }
  | DrawAnswer;
