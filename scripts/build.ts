import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type Rolldown } from 'vite';
import { shorterFontLists } from './window-fonts.ts';
import { pureShared, withoutUnused } from './window-weight.ts';

/**
 * Builds what a window loads: the page into `out/app/renderer/`, and each shell's preload script into
 * `out/app/preload/`. With --gallery the page of all states too, which is not part of the product.
 */
const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const withGallery = process.argv.includes('--gallery');

/** Which piece a module belongs to: what a page imports, and so what it can't begin without, or the rest. */
const pieceOf: Rolldown.CodeSplittingNameFunction = (module, context) => {
  const seen = new Set<string>();
  const isFirst = (id: string): boolean => {
    if (seen.has(id)) return false;
    seen.add(id);
    const info = context.getModuleInfo(id);
    return info !== null && (info.isEntry || info.importers.some(isFirst));
  };
  return isFirst(module) ? 'desk' : 'screens';
};

/**
 * The pages alone, into `out`. With `warns`, React's own warnings are left in, which cost a third of its size: for the
 * page of all states, where a test hears them.
 */
export const buildPages = async (
  out: string,
  pages: readonly ('index' | 'gallery')[],
  { warns = false } = {},
): Promise<void> => {
  // All that is built looks at it, and tests set it for themselves.
  const { NODE_ENV: before } = process.env;
  process.env['NODE_ENV'] = warns ? 'development' : 'production';
  try {
    await bundle(out, pages);
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
};

const bundle = async (out: string, pages: readonly ('index' | 'gallery')[]): Promise<void> => {
  const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };
  await build({
    configFile: false,
    root: at('src/renderer'),
    base: '/',
    logLevel: 'warn',
    plugins: [react(), withoutUnused(), pureShared(), shorterFontLists()],
    define: { __VERSION__: JSON.stringify(version) },
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'chrome140',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      // It comes from the same computer.
      chunkSizeWarningLimit: 2_000,
      // What is bundled no longer says by itself whose it is.
      license: { fileName: 'licenses.md' },
      rolldownOptions: {
        // The gallery needs all screens at once.
        checks: { ineffectiveDynamicImport: false },
        output: {
          // A font's name says all: these 120 hashes would be in the page's CSS.
          assetFileNames: ({ names: [name = ''] }) =>
            name.includes('.subset.') ? 'assets/[name][extname]' : 'assets/[name]-[hash][extname]',
          // What is shown first, and all that follows when it is asked for: two files are smaller than forty.
          codeSplitting: {
            groups: [{ name: pieceOf, debugName: 'desk or screens', includeDependenciesRecursively: false }],
          },
        },
        input: Object.fromEntries(pages.map((page) => [page, at(`src/renderer/${page}.html`)])),
      },
    },
  });
};

export const buildWindow = async (app = at('out/app')): Promise<void> => {
  rmSync(app, { recursive: true, force: true });
  await buildPages(`${app}/renderer`, withGallery ? ['index', 'gallery'] : ['index']);
  for (const [shell, format] of [
    ['chromium', 'iife'],
    ['electron', 'cjs'],
  ] as const)
    await build({
      configFile: false,
      root: at('src/preload'),
      logLevel: 'warn',
      build: {
        outDir: `${app}/preload`,
        emptyOutDir: false,
        target: 'chrome140',
        minify: false,
        lib: {
          entry: at(`src/preload/${shell}.ts`),
          formats: [format],
          name: 'rrsPreload',
          fileName: () => shell + (format === 'cjs' ? '.cjs' : '.js'),
        },
        rolldownOptions: { external: ['electron'] },
      },
    });
};

if (import.meta.main) await buildWindow();
