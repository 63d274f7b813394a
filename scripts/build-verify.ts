import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';

/**
 * Builds the verifier's page into one file, `out/verify/index.html`: it works from any static host, from a disk and by
 * mail, and asks nobody for anything. With --root and --bundle it knows whose signature to take without being told;
 * with --central it can ask there too, and there only.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'out/verify' },
    root: { type: 'string' },
    bundle: { type: 'string' },
    central: { type: 'string' },
  },
});

const page = new URL('../src/verify/page/', import.meta.url).pathname;
const { resolve } = createRequire(import.meta.url);

const script = await bundleScript();
const style = readFileSync(join(page, 'style.css'), 'utf8');
const central = values.central?.replace(/\/+$/, '') ?? '';
if (central !== '' && !/^https?:\/\/[a-z0-9.:[\]-]+$/i.test(central)) throw new Error(`${central} is no origin`);

const policy = [
  "default-src 'none'",
  `script-src ${hashOf(script)} 'wasm-unsafe-eval'`,
  `style-src ${hashOf(style)}`,
  // What lies beside the page, and the central that it was built for.
  `connect-src 'self'${central === '' ? '' : ` ${central}`}`,
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

const packed = (name: string): string => gzipSync(readFileSync(resolve(name)), { level: 9 }).toString('base64');
const embedded: Readonly<Record<string, string>> = {
  'qr-wasm': packed('zxing-wasm/reader/zxing_reader.wasm'),
  'pdf-wasm': packed('@hyzyla/pdfium/pdfium.wasm'),
  root: values.root === undefined ? '' : readFileSync(values.root, 'utf8').trim(),
  // JSON says the same with its angle brackets escaped, and then no tag can end the block.
  bundle: values.bundle === undefined ? '' : readFileSync(values.bundle, 'utf8').trim().replaceAll('<', '\\u003c'),
  central,
};

const parts: Readonly<Record<string, string>> = {
  policy: `<meta http-equiv="content-security-policy" content="${policy}">`,
  style: `<style>${style}</style>`,
  embedded: Object.entries(embedded)
    .map(([name, text]) => `<script type="text/plain" id="embedded-${name}">${text}</script>`)
    .join('\n'),
  script: `<script>${script}</script>`,
};
const html = readFileSync(join(page, 'index.html'), 'utf8').replaceAll(/<!-- build:(\w+) -->/g, (_, name: string) => {
  const part = parts[name];
  if (part === undefined) throw new Error(`the page asks for ${name}, which the build does not make`);
  return part;
});

mkdirSync(values.out, { recursive: true });
const file = join(values.out, 'index.html');
writeFileSync(file, html);
console.log(`${file}: ${(html.length / 1_048_576).toFixed(1)} MB, script ${(script.length / 1024).toFixed(0)} KB`);

/** One classic script: browsers load no modules from a disk. */
async function bundleScript(): Promise<string> {
  const built = await build({
    configFile: false,
    root: page,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(page, 'main.ts'), output: { format: 'iife' } },
    },
  });
  // The PDF reader names its WebAssembly as a file beside it; it gets the bytes from the page instead.
  const chunks = (built as Rolldown.RolldownOutput).output.filter((each) => each.type === 'chunk');
  const [chunk] = chunks;
  if (!chunk || chunks.length !== 1) throw new Error(`one script was wanted, not ${chunks.length}`);
  // Inside a script element nothing may look like its end.
  return chunk.code.trim().replaceAll('</script', String.raw`<\/script`);
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
