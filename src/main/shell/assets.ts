import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** One file of the built page, as it is served. */
export interface Asset {
  /** Rejects where the file can't be read. */
  readonly body: Promise<Buffer>;
  readonly headers: Readonly<Record<string, string>>;
}

export type Assets = ReadonlyMap<string, Asset>;

/**
 * What the page may do: run and show what was built with it, and talk to nobody. Texts can't become script, neither
 * inline nor by eval nor through the DOM.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // A preview of a paper is a picture, or a file that the page has made itself.
  "img-src 'self' data: blob:",
  "font-src 'self'",
  // Long answers are fetched from the page's own origin, which is the shell.
  "connect-src 'self'",
  "worker-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const deniedFeatures = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'usb',
  'window-management',
];

const commonHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'permissions-policy': deniedFeatures.map((feature) => `${feature}=()`).join(', '),
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  // Nothing of the window stays in the browser's folder.
  'cache-control': 'no-store',
};

const typeByExtension: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wav': 'audio/wav',
};

/**
 * Reads the whole built page into memory. What is served is found by its exact path among these files, so there is no
 * path that could lead out of the folder, and a page can't change under a window that shows it. The files are read while
 * the browser starts: it takes longer than they do, and on a cold disk their 17 MB of letters take long too.
 */
export const loadAssets = (folder: string): Assets => {
  const files: { readonly path: string; readonly from: string }[] = [];
  const walk = (below: string, path: string): void => {
    for (const entry of readdirSync(below, { withFileTypes: true })) {
      const from = join(below, entry.name);
      if (entry.isDirectory()) walk(from, `${path}${entry.name}/`);
      else if (entry.isFile()) files.push({ path: `${path}${entry.name}`, from });
    }
  };
  walk(folder, '/');
  // The page begins with its document, scripts and styles, and asks for letters when it has something to say.
  files.sort((a, b) => Number(isFont(a.path)) - Number(isFont(b.path)));
  const assets = new Map(files.map(({ path, from }) => [path, read(from)]));
  const index = assets.get('/index.html');
  if (!index) throw new Error(`no index.html in ${folder}: the window has not been built`);
  assets.set('/', index);
  return assets;
};

const read = (file: string): Asset => {
  const body = readFile(file);
  // Whoever serves it is told; a file that nobody asks for is nobody's matter.
  body.catch(() => undefined);
  const type = typeByExtension[extname(file)] ?? 'application/octet-stream';
  return { body, headers: { ...commonHeaders, 'content-type': type } };
};

const isFont = (path: string): boolean => (typeByExtension[extname(path)] ?? '').startsWith('font/');

/** How a long answer is served, once. */
export const answerHeaders = { ...commonHeaders, 'content-type': 'application/json' };
