import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds a preload script of the product, as `npm run build` does, into `folder`. */
export const buildPreload = async (name: 'chromium' | 'electron', folder: string): Promise<string> => {
  const isModule = name === 'electron';
  const fileName = `${name}${isModule ? '.cjs' : '.js'}`;
  const root = fileURLToPath(new URL('../../src/preload/', import.meta.url));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      lib: {
        entry: join(root, `${name}.ts`),
        formats: [isModule ? 'cjs' : 'iife'],
        name: 'rrsPreload',
        fileName: () => fileName,
      },
      rolldownOptions: { external: ['electron'] },
    },
  });
  return join(folder, fileName);
};

/**
 * The smallest page that shows what a shell gives: it notes what was there before its own script ran, what it hears,
 * and what its policy refuses. Tests do the rest from outside.
 */
export const writeTestPage = (folder: string): string => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="ko"><meta charset="utf-8"><title>test page</title>
<link rel="stylesheet" href="/assets/page.css"><script type="module" src="/assets/page.js"></script>
<body><h1>창</h1><input id="field"><div id="place"></div></body></html>`,
  );
  writeFileSync(join(folder, 'assets', 'page.css'), 'h1 { color: rgb(1, 2, 3); }');
  writeFileSync(
    join(folder, 'assets', 'page.js'),
    `window.globals = Object.getOwnPropertyNames(window);
window.heard = [];
window.refused = [];
window.keys = [];
document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
document.addEventListener('keydown', (event) => keys.push([event.key, event.defaultPrevented, event.isTrusted]));
rrs.onChanged((topics) => heard.push(topics));
window.born = performance.timeOrigin;
window.isReady = true;
`,
  );
  return folder;
};
