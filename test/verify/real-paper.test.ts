import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { documentNumberToText, writeDocumentNumber } from '../../src/shared/code/document-number.ts';
import { textToQr } from '../../src/shared/code/qr.ts';
import { Serial } from '../../src/shared/registry/certificate.ts';
import { createChecker } from '../../src/verify/check/checker.ts';
import { createPaperReader } from '../../src/verify/check/paper-reader.ts';
import { solnae } from '../builders/registry.ts';
import { aFullCopy, aSheet } from '../builders/sheet.ts';
import { openRenderer } from '../certificate/setup.ts';
import { aCode, crypto, openBundle, someClaims, theDay } from './a-certificate.ts';

const { resolve } = createRequire(import.meta.url);
const moduleBytes = async (name: string): Promise<ArrayBuffer> => Uint8Array.from(readFileSync(resolve(name))).buffer;

test('a certificate as it is printed is found genuine, and its numbers are those of its code', async () => {
  const serial = Serial.parse(`T-${solnae}-1-0000123`);
  const other = writeDocumentNumber('000000000000572');
  await using papers = await openRenderer();
  const checker = createChecker({
    crypto,
    papers: createPaperReader({
      qrWasm: () => moduleBytes('zxing-wasm/reader/zxing_reader.wasm'),
      pdfWasm: () => moduleBytes('@hyzyla/pdfium/pdfium.wasm'),
    }),
    bundle: await openBundle({ profile: 'training' }),
    askCentral: null,
    today: () => theDay,
  });
  const paper = async (pages: number, documentNumber = someClaims().documentNumber) => {
    const code = aCode({ profile: 'training', serial, pages });
    const { size, path } = textToQr(code);
    const frame = { serial, documentNumber: documentNumberToText(documentNumber), code: { size, path } };
    return papers.paper(aSheet(aFullCopy(), frame));
  };
  const { pages } = await paper(1);
  const { pdf } = await paper(pages);
  expect(await checker.checkFile(pdf)).toMatchObject([
    { type: 'genuine', warnings: ['training', 'register-not-asked'] },
  ]);

  const pasted = await paper(pages, other);
  expect(await checker.checkFile(pasted.pdf)).toEqual([{ type: 'altered', why: 'other-paper' }]);
});
