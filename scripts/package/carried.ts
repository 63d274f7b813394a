import { cpSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Platform = 'linux' | 'win32';
export type Arch = 'x64' | 'arm64';

export interface Target {
  readonly platform: Platform;
  readonly arch: Arch;
}

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** A package that is shipped as a folder, with the files of it that are read at run time and its licence. */
interface Carried {
  readonly name: string;
  readonly files: readonly string[];
}

const typst = '@myriaddreamin/typst-ts-node-compiler';
const fonts = '@expo-google-fonts/noto-sans';

/** The packages that the bundle leaves beside itself (bundle-main.ts), for one platform only. */
const carriedBy = ({ platform, arch }: Target): readonly Carried[] => [
  { name: 'better-sqlite3', files: ['lib/**/*.js', `prebuilds/${platform}-${arch}.node`] },
  { name: typst, files: ['index.js', 'index-napi.js'] },
  { name: `${typst}-${platform}-${arch}-${platform === 'win32' ? 'msvc' : 'gnu'}`, files: ['*.node'] },
  { name: '@hyzyla/pdfium', files: ['dist/index.esm.js', 'dist/pdfium.wasm', 'dist/*.base64-*.js'] },
  {
    name: `${fonts}-kr`,
    files: ['400Regular/NotoSansKR_400Regular.ttf', '700Bold/NotoSansKR_700Bold.ttf'],
  },
  { name: `${fonts}-jp`, files: ['400Regular/NotoSansJP_400Regular.ttf'] },
  { name: `${fonts}-sc`, files: ['400Regular/NotoSansSC_400Regular.ttf'] },
];

/** Without these the office draws its papers all the same, less well: a build on another system can't have them. */
const canBeMissed = (name: string): boolean => name.startsWith(`${typst}-`);

export interface CarriedInto {
  /** Name → version, as a package.json wants it. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Packages that this machine doesn't have for that platform. */
  readonly missing: readonly string[];
}

/** Copies what is shipped of other packages into `app/node_modules/`. */
export const carryModules = (target: Target, app: string): CarriedInto => {
  const dependencies: Record<string, string> = {};
  const missing: string[] = [];
  for (const { name, files } of carriedBy(target)) {
    const from = join(modules, name);
    if (!existsSync(from) && canBeMissed(name)) {
      missing.push(name);
      continue;
    }
    const into = join(app, 'node_modules', name);
    for (const pattern of ['LICENSE*', ...files]) {
      const found = globSync(pattern, { cwd: from });
      if (found.length === 0 && pattern !== 'LICENSE*') throw new Error(`${name} has no ${pattern}`);
      for (const path of found) {
        mkdirSync(dirname(join(into, path)), { recursive: true });
        cpSync(join(from, path), join(into, path));
      }
    }
    const manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as Manifest;
    writeFileSync(join(into, 'package.json'), `${JSON.stringify(shipped(manifest), null, 2)}\n`);
    dependencies[name] = manifest.version;
  }
  return { dependencies, missing };
};

interface Manifest {
  readonly version: string;
  readonly [field: string]: unknown;
}

/** What is read of it at run time: not what its author needed to build it, nor packages that aren't shipped with it. */
const shipped = (manifest: Manifest): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    ['name', 'version', 'license', 'type', 'main', 'exports']
      .filter((field) => Object.hasOwn(manifest, field))
      .map((field) => [field, manifest[field]]),
  );
