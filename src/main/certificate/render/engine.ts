import type { SheetInput } from '../../../shared/registry/sheet.ts';
import type { Renderer } from '../renderer.ts';
import type { Drawings } from './drawings.ts';
import type { Fonts } from './fonts.ts';

export type EngineName = Renderer['engine']['name'];

export interface Drawn {
  readonly pdf: Uint8Array;
  readonly pages: number;
}

/** Lays a paper out. What it is given has been checked: every letter has a font. Anything wrong throws. */
export interface Engine {
  readonly draw: (sheet: SheetInput, drawings: Drawings) => Promise<Drawn>;
  /** Lets go of what was kept of the last paper. Called once its answer is on the way. */
  readonly rest: () => void;
}

export interface EngineDeps {
  /** The folder of the templates (`resources/certificates`). */
  readonly templates: string;
  readonly fonts: Fonts;
}

export type CreateEngine = (deps: EngineDeps) => Promise<Engine>;

/** Seconds since 1970 at the start of the day of issue in Korea: the only time that a paper knows. */
export const timeOfIssue = (sheet: SheetInput): number => Date.parse(`${sheet.frame.issuedOn}T00:00:00+09:00`) / 1000;
