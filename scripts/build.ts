import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { withoutUnused } from './window-weight.ts';

/**
 * Builds what a window loads: the page into `out/app/renderer/`, and each shell's preload script into
 * `out/app/preload/`. With --gallery the page of all states too, which is not part of the product.
 */
const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const withGallery = process.argv.includes('--gallery');

/** The pages alone, into `out`. */
export const buildPages = async (out: string, pages: readonly ('index' | 'gallery')[]): Promise<void> => {
  const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };
  await build({
    configFile: false,
    root: at('src/renderer'),
    base: '/',
    logLevel: 'warn',
    plugins: [react(), withoutUnused()],
    define: { __VERSION__: JSON.stringify(version) },
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'chrome140',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      // What is bundled no longer says by itself whose it is.
      license: { fileName: 'licenses.md' },
      rolldownOptions: {
        // What the entry imports first runs first, whatever pieces the page is cut into (without-eval.ts).
        output: { strictExecutionOrder: true },
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
