import { cpSync, globSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'src/main');

/** Not bundled: they carry machine code, WebAssembly or data that lies beside them. `carried.ts` says what of them is shipped. */
const besides = ['better-sqlite3', '@myriaddreamin/typst-ts-node-compiler', '@hyzyla/pdfium', 'electron'];

/**
 * Bundles the programs of src/main into `out/main/`: each entry, and each worker, as one ESM file beside the parts that
 * several share. What they read at run time by `import.meta.url` is copied along; its paths are told anew, because a
 * bundle lies elsewhere than its sources did.
 */
export const bundleMain = async (entries: readonly string[], out: string): Promise<void> => {
  const workers = globSync('**/*.worker.ts', { cwd: main }).toSorted();
  const inputs = [...entries.map((name) => `${name}.ts`), ...workers];
  const assets = new Set<string>();
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [
      builtinAsItIs('node:http'),
      { name: 'paths-of-assets', enforce: 'pre', transform: (code, id) => withPaths(code, id, assets) },
    ],
    // What was CommonJS asks where it lies, and in a module that has another name.
    define: { __dirname: 'import.meta.dirname' },
    ssr: { noExternal: true, external: besides },
    build: {
      ssr: true,
      outDir: join(out, 'main'),
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node24',
      // Whoever reads a stack trace of an office finds names in it, and there are no maps to find them otherwise.
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        input: Object.fromEntries(inputs.map((path) => [basename(path, '.ts'), join(main, path)])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'part-[name]-[hash].js' },
      },
    },
  });
  for (const path of assets) cpSync(join(main, path), join(out, 'main', path), { recursive: true });
};

/**
 * A module of Node's that is imported by name shows all that it has, and to show what `node:http` has Node reads its whole
 * `fetch`, a quarter of what a thread needs to begin. Asked for like this, it reads what is used.
 */
const builtinAsItIs = (name: string): Plugin => {
  const getters = Object.entries(Object.getOwnPropertyDescriptors(process.getBuiltinModule(name)));
  const names = getters.flatMap(([key, property]) => (property.get ? [] : [key]));
  return {
    name: `builtin ${name}`,
    enforce: 'pre',
    // What was CommonJS takes it as it is already.
    resolveId: (id, _importer, { kind }) => (kind !== 'require-call' && id === name ? `\0${name}` : null),
    load: (id) =>
      id === `\0${name}`
        ? `const all = process.getBuiltinModule('${name}'); export default all; export const { ${names.join(', ')} } = all;`
        : null,
  };
};

const reference = /new URL\(\s*(['"`])([^'"`]*)\1,\s*import\.meta\.url\s*,?\s*\)/g;

/** Rewrites `new URL('./x', import.meta.url)` of our own modules to where x will lie in the package. */
const withPaths = (code: string, id: string, assets: Set<string>): Rolldown.TransformResult => {
  const source = id.split('?')[0] ?? id;
  if (!source.startsWith(main + sep) || !code.includes('import.meta.url')) return null;
  const text = code.replaceAll(reference, (_, quote: string, path: string) => {
    const target = inPackage(relative(root, join(dirname(source), path)).replaceAll(sep, '/'), assets);
    return `new URL(${quote}${target}${quote}, import.meta.url)`;
  });
  const unknown = text.replaceAll(/new URL\([^)]*import\.meta\.url|createRequire\(import\.meta\.url\)/g, '');
  if (unknown.includes('import.meta.url'))
    throw new Error(`${id} uses import.meta.url in a way that the package does not know`);
  return { code: text, map: null };
};

/** Where a file of the project lies, seen from the bundle's folder. */
const inPackage = (path: string, assets: Set<string>): string => {
  if (path.endsWith('.worker.ts')) return `./${basename(path, '.ts')}.js`;
  if (path.startsWith('resources/')) return `../${path}`;
  if (path.startsWith('out/app/')) return `../${path.slice('out/app/'.length)}`;
  if (!path.startsWith('src/main/')) throw new Error(`${path} is read at run time and has no place in the package`);
  const own = path.slice('src/main/'.length);
  // A name that is put together at run time: all files of its kind in that folder.
  const [folder, kind] = [dirname(own), own.slice(own.lastIndexOf('.'))];
  if (own.includes('${')) {
    for (const name of readdirSync(join(main, folder))) if (name.endsWith(kind)) assets.add(`${folder}/${name}`);
  } else assets.add(own);
  return `./${own}`;
};
