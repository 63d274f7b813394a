import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What the sign-in page of a built window loads, and all that any screen does: JS and CSS, gzip, in KB. */
export const bundleSize = (app: string): { readonly first: number; readonly all: number } => {
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|css)$/.test(name));
  // The page of all states is built beside the product and is no part of it.
  const own = files.filter((name) => !/gallery/.test(name));
  const page = readFileSync(join(app, 'index.html'), 'utf8');
  const kilobytes = (names: readonly string[]): number =>
    names.reduce((sum, name) => sum + gzipSync(readFileSync(join(app, name)), { level: 9 }).length, 0) / 1024;
  return { first: kilobytes(own.filter((name) => page.includes(name))), all: kilobytes(own) };
};
