import type { QrSquares } from '../../src/shared/code/qr.ts';
import { runsOf } from './picture.ts';

/** One page of A4: lines of plain text, and a QR of 30 mm if there is one. */
export interface PdfPage {
  readonly lines: readonly string[];
  readonly qr: QrSquares | null;
}

const millimetre = 72 / 25.4;

/** The smallest PDF that carries text and squares; what a certificate really looks like is for other tests. */
export const aPdf = (pages: readonly PdfPage[]): Uint8Array => {
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, nth) => `${4 + 2 * nth} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((page, nth) => {
      const content = contentOf(page);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * nth} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, nth) => {
    const offset = file.length;
    file += `${nth + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const xref = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
};

const contentOf = ({ lines, qr }: PdfPage): string => {
  const text = lines.map((line, nth) => `BT /F1 10 Tf 60 ${780 - 16 * nth} Td (${line}) Tj ET`);
  if (!qr) return text.join('\n');
  const module = (30 * millimetre) / qr.size;
  const [left, top] = [60, 160];
  const squares = runsOf(qr).map(({ x, y, width }) =>
    [left + x * module, top - (y + 1) * module, width * module, module, 're f'].join(' '),
  );
  return [...text, ...squares].join('\n');
};
