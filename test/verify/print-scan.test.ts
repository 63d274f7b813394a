import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { textToQr } from '../../src/shared/code/qr.ts';
import { createPaperReader } from '../../src/verify/check/paper-reader.ts';
import { createRandom } from '../builders/random.ts';
import { aCode } from './a-certificate.ts';
import { blur, drawQr, type Picture, shrink, skew, toPng, wear } from './picture.ts';

const require_ = createRequire(import.meta.url);
const moduleBytes = async (name: string): Promise<ArrayBuffer> =>
  Uint8Array.from(readFileSync(require_.resolve(name))).buffer;
const papers = createPaperReader({
  qrWasm: () => moduleBytes('zxing-wasm/reader/zxing_reader.wasm'),
  pdfWasm: () => moduleBytes('@hyzyla/pdfium/pdfium.wasm'),
});

/** Eight centimetres of a page, the QR 30 mm wide on it, as a printer with 600 dots an inch draws it. */
const printed = (code: string): Picture => {
  const dots = (millimetres: number): number => Math.round((millimetres / 25.4) * 600);
  return drawQr(textToQr(code), { x: dots(25), y: dots(25), side: dots(30), width: dots(80), height: dots(80) });
};

const seed = Number(process.env['RRS_SEED'] ?? 20_261_122);

const cases: readonly { dpi: number; degrees: number; shear: number; radius: number; noise: number }[] = [
  { dpi: 100, degrees: 0, shear: 0, radius: 0, noise: 0 },
  { dpi: 150, degrees: 1.5, shear: 0.01, radius: 0, noise: 25 },
  { dpi: 200, degrees: -3, shear: 0.02, radius: 1, noise: 30 },
  { dpi: 300, degrees: 7, shear: -0.02, radius: 2, noise: 20 },
  { dpi: 300, degrees: 91, shear: 0, radius: 1, noise: 40 },
  { dpi: 300, degrees: 180, shear: 0.02, radius: 2, noise: 40 },
];

const worn = ({ dpi, degrees, shear, radius, noise }: (typeof cases)[number], code: string): Uint8Array => {
  const turned = shrink(skew(printed(code), degrees, shear), 600 / dpi);
  return toPng(wear(radius > 0 ? blur(turned, radius) : turned, noise, createRandom(seed).next));
};

test.each(cases)(
  `is read at $dpi dpi, turned by $degrees°, blurred by $radius, noise $noise (seed ${seed})`,
  async (each) => {
    const code = aCode({ registerAsOf: '2026-11-22 14:30', officeName: '가나다라마바사아' });
    expect((await papers.readPicture(worn(each, code))).codes).toEqual([code]);
  },
);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rrs-scan-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('is read by another decoder too', ({ skip }) => {
  const version = ((): string | null => {
    try {
      return execFileSync('zbarimg', ['--version'], { encoding: 'utf8' }).trim();
    } catch {
      return null;
    }
  })();
  if (version === null) skip('zbarimg is not installed (Debian: zbar-tools)');
  const code = aCode();
  // zbar loses its way in grain that the other takes, so it gets sheets that are askew and blurred, hardly grainy.
  const clean = cases
    .filter(({ dpi }) => dpi >= 200)
    .map((each) => ({ ...each, radius: Math.min(each.radius, 1), noise: 5 }));
  for (const each of clean) {
    const file = join(folder, 'scan.png');
    writeFileSync(file, worn(each, code));
    const out = execFileSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file], {
      encoding: 'utf8',
    });
    expect(out.replace(/\n$/, ''), JSON.stringify(each)).toBe(code);
  }
});
