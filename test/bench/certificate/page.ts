import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Block } from '../../../src/main/certificate/render/block-parts.ts';
import { blocksOf } from '../../../src/main/certificate/render/blocks.ts';
import { createDrawings } from '../../../src/main/certificate/render/drawings.ts';
import { installedFonts } from '../../../src/main/certificate/render/fonts.ts';
import type { SheetInput } from '../../../src/shared/registry/sheet.ts';

const fonts = installedFonts(null);
const drawingsOf = createDrawings(readFileSync(fonts.bold));

const plain = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const row = (cells: readonly string[], tag: string): string =>
  `<tr>${cells.map((cell) => `<${tag}>${plain(cell)}</${tag}>`).join('')}</tr>`;

const blockHtml = (block: Block): string => {
  switch (block.type) {
    case 'section':
      return `<h2>${plain(block.title)}</h2>`;
    case 'text':
      return `<p>${plain(block.text)}</p>`;
    case 'fields':
      return `<table>${block.pairs.map(([label, value]) => `<tr><th>${plain(label)}</th><td>${plain(value)}</td></tr>`).join('')}</table>`;
    case 'list':
      return `<table><thead>${row(
        block.columns.map(({ label }) => label),
        'th',
      )}</thead><tbody>${block.rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`;
  }
};

/** The page without a paper in it: the fonts and the look are loaded once, as a browser that prints many would. */
export const emptyPage = `<!doctype html><html lang="ko"><head><meta charset="utf-8"><style>
@font-face { font-family: Body; src: url("${pathToFileURL(fonts.regular).href}"); }
@font-face { font-family: Body; font-weight: 700; src: url("${pathToFileURL(fonts.bold).href}"); }
@page { size: A4; margin: 22mm 17mm; }
body { font: 9pt/1.3 Body; margin: 0; word-break: keep-all; }
table { border-collapse: collapse; width: 100%; margin-bottom: 4mm; }
th, td { border: 0.4pt solid; padding: 1.1mm 1.6mm; }
th { background: #f0f0f0; }
h1 { text-align: center; }
.mark { position: fixed; inset: 0; z-index: -1; }
.mark svg { width: 100%; height: 100%; }
.end svg { width: 34mm; }
</style></head><body>가 <b>가</b></body></html>`;

/** The same paper for that page: the same text, code, seal and mark, on as many sheets, with the same on each of them. */
export const pageOf = (sheet: SheetInput): { readonly body: string; readonly head: string; readonly foot: string } => {
  const { title, blocks } = blocksOf(sheet);
  const { frame } = sheet;
  const drawings = drawingsOf(frame);
  const line = (left: string, right: string): string =>
    `<div style="font-size:8pt;width:100%;margin:0 17mm"><span>${left}</span><span style="float:right">${right}</span></div>`;
  return {
    head: line(`문서확인번호 ${frame.documentNumber ?? ''}`, plain(frame.serial ?? '')),
    foot: line(
      `${frame.issueNumber ?? ''}-<span class="pageNumber"></span>`,
      '<span class="pageNumber"></span> / <span class="totalPages"></span> 쪽',
    ),
    body: `<div class="mark">${drawings.watermark ?? ''}</div><h1>${plain(title)}</h1>
${blocks.map(blockHtml).join('\n')}
<div class="end">${drawings.code ?? ''} ${plain(frame.issuedOn)} <b>${plain(frame.issuer)}</b> ${drawings.seal ?? ''}</div>`,
  };
};
