import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type GlyphOf, glyphOf, renamed } from './sfnt.ts';

/** Where the fonts lie, as data: paths of files, each with one face. Letters are looked for in this order. */
export interface FontFiles {
  /** The body font. */
  readonly regular: string;
  readonly bold: string;
  /** For characters that the body font lacks. */
  readonly more: readonly string[];
  /** A folder into which an office puts a font of its own (`.ttf`, `.otf`); its letters are used last. Need not exist. */
  readonly extraFolder: string | null;
}

/** A font as both engines get it, under a name that no installed font has. */
export interface Face {
  readonly family: string;
  readonly bytes: Uint8Array;
  readonly glyphOf: GlyphOf;
}

export interface Fonts {
  /** Body, bold body, then the others: the order in which a letter's font is looked for. */
  readonly regular: Face;
  readonly bold: Face;
  readonly more: readonly Face[];
}

const require = createRequire(import.meta.url);

/**
 * The fonts that came with the program. The second chain is for rare Chinese characters: Japanese shapes first, because
 * they are nearer to those used in Korea, then the font with the most characters. A package that is not installed
 * is left out: the body font alone is enough for a paper without rare characters.
 */
export const installedFonts = (extraFolder: string | null): FontFiles => ({
  regular: require.resolve('@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/noto-sans-kr/700Bold/NotoSansKR_700Bold.ttf'),
  more: ['noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf', 'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf']
    .map((path) => resolvedOrNull(`@expo-google-fonts/${path}`))
    .filter((path) => path !== null),
  extraFolder,
});

const resolvedOrNull = (path: string): string | null => {
  try {
    return require.resolve(path);
  } catch {
    return null;
  }
};

/** Throws where a font of the program can't be read; `skipped` hears of each file of the office that is no font. */
export const readFonts = (files: FontFiles, skipped: (file: string) => void): Fonts => {
  const own = (path: string, family: string): Face => {
    const face = faceOf(readFileSync(path), family);
    if (!face) throw new Error(`not a font: ${path}`);
    return face;
  };
  const extra = extraFiles(files.extraFolder).flatMap(({ path }, nth) => {
    const face = faceOf(readFileSync(path), `RRS Extra ${nth + 1}`);
    if (!face) skipped(path);
    return face ? [face] : [];
  });
  return {
    regular: own(files.regular, BODY),
    bold: own(files.bold, BODY),
    more: [...files.more.map((path, nth) => own(path, `RRS More ${nth + 1}`)), ...extra],
  };
};

const BODY = 'RRS Body';

const faceOf = (bytes: Uint8Array, family: string): Face | null => {
  try {
    const letters = glyphOf(bytes);
    return letters && { family, bytes: renamed(bytes, family), glyphOf: letters };
  } catch {
    // Cut off or not what its first bytes say.
    return null;
  }
};

const extraFiles = (folder: string | null): readonly { readonly path: string; readonly changed: number }[] => {
  if (folder === null) return [];
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => /\.(?:ttf|otf)$/iu.test(name))
    .toSorted()
    .map((name) => ({ path: join(folder, name), changed: statSync(join(folder, name)).mtimeMs }));
};

/** Changes when the office adds, replaces or removes a font. */
export const extraFontsMark = (folder: string | null): string => JSON.stringify(extraFiles(folder));
