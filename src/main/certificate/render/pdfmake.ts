import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Pdfmake from 'pdfmake';
import type { Content, ContentTable, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { SheetInput } from '../../../shared/registry/sheet.ts';
import { type Block, dateText, type PaperBlocks } from './block-parts.ts';
import { blocksOf } from './blocks.ts';
import { type Drawings, QUIET_MODULES } from './drawings.ts';
import { type CreateEngine, timeOfIssue } from './engine.ts';
import type { Face } from './fonts.ts';
import { createTypesetter, type Typesetter } from './typeset.ts';

/**
 * The way out where the native compiler is missing: the same papers in a plainer layout. It claims no standard, because
 * the structure that pdfmake writes is empty.
 */
export const createPdfmake: CreateEngine = async ({ templates, fonts }) => {
  const pdfmake = (await import('pdfmake')).default as PdfmakeWithFiles;
  // Everything is passed in as bytes: nothing is to be fetched or read on behalf of a paper.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  const kept = (face: Face, style: string): string => {
    const name = `${face.family} ${style}`;
    pdfmake.virtualfs.writeFileSync(name, Buffer.from(face.bytes));
    return name;
  };
  pdfmake.setFonts({
    [fonts.regular.family]: { normal: kept(fonts.regular, 'regular'), bold: kept(fonts.bold, 'bold') },
    ...Object.fromEntries(
      fonts.more.map((face) => {
        const name = kept(face, 'regular');
        return [face.family, { normal: name, bold: name }];
      }),
    ),
  });
  const ground = readFileSync(join(templates, 'ground.svg'), 'utf8');
  const typeset = createTypesetter(fonts);
  return {
    draw: async (sheet, drawings) => {
      let counted = 0;
      const drawn = (pages: number): Promise<Buffer> => {
        const definition = documentOf({ sheet, drawings, ground, typeset, pages }, (count) => {
          counted = count;
        });
        return pdfmake.createPdf(definition).getBuffer();
      };
      // What stands behind a page has to know whether another follows, which only a first layout tells.
      const first = await drawn(1);
      return { pdf: counted > 1 ? await drawn(counted) : first, pages: counted };
    },
    rest: () => undefined,
  };
};

/** Its files in memory, which its types don't show: the one place from which it takes fonts as bytes. */
type PdfmakeWithFiles = typeof Pdfmake & {
  readonly virtualfs: { readonly writeFileSync: (name: string, bytes: Buffer) => void };
};

const mm = (millimetres: number): number => (millimetres * 72) / 25.4;
const PAGE = { width: mm(210), height: mm(297), side: mm(17) };
const HAIR = 0.4;

interface Draft {
  readonly sheet: SheetInput;
  readonly drawings: Drawings;
  readonly ground: string;
  readonly typeset: Typesetter;
  /** How many there will be. */
  readonly pages: number;
}

const documentOf = (draft: Draft, counted: (pages: number) => void): TDocumentDefinitions => {
  const { sheet, drawings, typeset } = draft;
  const { content, frame } = sheet;
  const isEnglish = content.kind === 'copy' && content.language === 'en';
  const paper = blocksOf(sheet);
  const at = new Date(timeOfIssue(sheet) * 1000);
  return {
    pageSize: 'A4',
    pageMargins: [PAGE.side, mm(22), PAGE.side, mm(22)],
    language: isEnglish ? 'en' : 'ko',
    info: {
      title: frame.serial === null ? paper.title : `${paper.title} ${frame.serial}`,
      author: frame.issuer,
      creationDate: at,
      modDate: at,
    },
    defaultStyle: { font: typeset.body, fontSize: 9 },
    header: (page) => ({
      margin: [PAGE.side, mm(12), PAGE.side, 0],
      fontSize: 8,
      columns: [
        typeset(
          frame.documentNumber === null ? '' : `${isEnglish ? 'Document no.' : '문서확인번호'} ${frame.documentNumber}`,
        ),
        typeset(page > 1 ? paper.title : '', { bold: true, alignment: 'center' }),
        typeset(frame.serial ?? '', { alignment: 'right' }),
      ],
    }),
    footer: (page, pages) => {
      counted(pages);
      const columns = [
        typeset(frame.issueNumber === null ? '' : `${frame.issueNumber}-${page}`),
        typeset(isEnglish ? `Page ${page} of ${pages}` : `${page} / ${pages} 쪽`, { alignment: 'right' }),
      ];
      return { margin: [PAGE.side, mm(4), PAGE.side, 0], fontSize: 8, columns };
    },
    background: (page) => behind(draft, page),
    content: [
      typeset(paper.title, { fontSize: 18, bold: true, alignment: 'center', margin: [0, 0, 0, 12] }),
      ...tablesOf(paper.blocks, typeset),
      ...endOf(paper, sheet, drawings, typeset, isEnglish),
    ],
  };
};

const behind = ({ sheet, drawings, ground, pages }: Draft, page: number): Content => {
  const full = drawings.watermark ?? (sheet.frame.serial === null ? null : ground);
  return [
    ...(full === null ? [] : [{ svg: full, width: PAGE.width, height: PAGE.height }]),
    ...(page < pages ? halfSeal(drawings, '0 0 50 100', PAGE.width - mm(12.5)) : []),
    ...(page > 1 ? halfSeal(drawings, '50 0 50 100', mm(5)) : []),
  ];
};

/** Half of the seal at each edge where another sheet of the paper follows or goes before, as in the templates. */
const halfSeal = ({ seal }: Drawings, viewBox: string, x: number): Content[] =>
  seal === null
    ? []
    : [
        {
          svg: seal.replace('viewBox="0 0 100 100"', `viewBox="${viewBox}"`),
          width: mm(7.5),
          height: mm(15),
          absolutePosition: { x, y: mm(141) },
        },
      ];

/** A heading is a row of the table below it, so that it stays with it and comes again on the next page. */
const tablesOf = (blocks: readonly Block[], typeset: Typesetter): Content[] => {
  const tables: Content[] = [];
  let heading: string | null = null;
  for (const block of blocks) {
    if (block.type === 'section') heading = block.title;
    else {
      tables.push(tableOf(block, heading, typeset));
      heading = null;
    }
  }
  return tables;
};

const tableOf = (block: Exclude<Block, { type: 'section' }>, heading: string | null, typeset: Typesetter): Content => {
  switch (block.type) {
    case 'text': {
      if (block.look === 'statement') return typeset(block.text, { alignment: 'center', margin: [0, 0, 0, 8] });
      if (block.look === 'boxed')
        return ruled(headed(heading, ['*'], typeset), [[typeset(block.text, { alignment: 'center' })]]);
      const text = typeset(block.text, { margin: [0, 2, 0, 4] });
      return heading === null
        ? text
        : { unbreakable: true, stack: [typeset(heading, { fontSize: 10, bold: true, margin: [0, 8, 0, 0] }), text] };
    }
    case 'fields':
      return ruled(
        headed(heading, [mm(38), '*'], typeset),
        block.pairs.map(([label, value]) => [labelled(label, typeset), typeset(value)]),
      );
    case 'list': {
      const total = block.columns.reduce((sum, { width }) => sum + width, 0);
      const usable = PAGE.width - 2 * PAGE.side - block.columns.length * 2 * CELL - (block.columns.length + 1) * HAIR;
      const head = headed(
        heading,
        block.columns.map(({ width }) => (usable * width) / total),
        typeset,
      );
      head.rows.push(block.columns.map(({ label }) => labelled(label, typeset)));
      return ruled(
        head,
        block.rows.map((row) => row.map((value) => typeset(value))),
      );
    }
  }
};

interface Head {
  readonly rows: TableCell[][];
  readonly widths: (number | '*')[];
  readonly hasHeading: boolean;
}

const headed = (heading: string | null, widths: (number | '*')[], typeset: Typesetter): Head => {
  if (heading === null) return { rows: [], widths, hasHeading: false };
  const title = {
    ...typeset(heading, { fontSize: 10, bold: true, margin: [-CELL, 4, 0, 0] }),
    colSpan: widths.length,
    border: [false, false, false, false] satisfies [boolean, boolean, boolean, boolean],
  };
  return { rows: [[title, ...widths.slice(1).map(() => ({ text: '' }))]], widths, hasHeading: true };
};

const CELL = 3;

const labelled = (label: string, typeset: Typesetter): TableCell => ({
  ...typeset(label, { bold: true, alignment: 'center' }),
  fillColor: '#f0f0f0',
  fillOpacity: 0.6,
});

const ruled = ({ rows, widths, hasHeading }: Head, body: TableCell[][]): ContentTable => {
  const top = hasHeading ? 1 : 0;
  return {
    table: {
      headerRows: rows.length,
      keepWithHeaderRows: Math.min(1, rows.length),
      dontBreakRows: true,
      widths,
      body: [...rows, ...body],
    },
    layout: {
      hLineWidth: (line, { table }) => (line < top ? 0 : line === top || line === table.body.length ? 1 : HAIR),
      vLineWidth: () => HAIR,
      paddingLeft: () => CELL,
      paddingRight: () => CELL,
      paddingTop: () => 3,
      paddingBottom: () => 3,
    },
    margin: [0, 0, 0, 6],
  };
};

const endOf = (
  paper: PaperBlocks,
  { frame }: SheetInput,
  drawings: Drawings,
  typeset: Typesetter,
  isEnglish: boolean,
): Content[] => {
  if (paper.ends === 'open') return [];
  const closed = typeset(isEnglish ? '– Nothing below this line –' : '– 이하 여백 –', {
    alignment: 'center',
    margin: [0, 10, 0, 16],
  });
  if (paper.ends === 'signed') {
    const signed = ruled(headed(null, ['*', '*'], typeset), [
      ['담당자', '책임자'].map((label) => labelled(label, typeset)),
      ['\n\n', ''],
    ]);
    return [closed, { unbreakable: true, stack: [signed] }];
  }
  const { code, documentNumber } = frame;
  const module = code && Math.max(mm(30) / code.size, mm(0.4));
  const side = code && module ? module * (code.size + 2 * QUIET_MODULES) : 0;
  const verify = isEnglish
    ? 'Verify this document by its document number or QR code.'
    : '이 문서의 진위는 문서확인번호 또는 QR 코드로 확인할 수 있습니다.';
  const attestation: Content[] = [
    ...(paper.statement === null
      ? []
      : [typeset(paper.statement, { fontSize: 11, alignment: 'center', margin: [0, 0, 0, 12] })]),
    {
      columns: [
        ...(drawings.code === null ? [] : [{ svg: drawings.code, width: side }]),
        {
          width: '*',
          margin: [8, 8, 8, 0],
          stack: [
            typeset(dateText(frame.issuedOn, isEnglish), { fontSize: 11, alignment: 'center', margin: [0, 0, 0, 14] }),
            typeset(frame.issuer, { fontSize: 15, bold: true, alignment: 'right' }),
            typeset(code && documentNumber ? verify : '', { fontSize: 8, alignment: 'right', margin: [0, 14, 0, 0] }),
          ],
        },
        ...(drawings.seal === null ? [] : [{ svg: drawings.seal, width: mm(24), height: mm(24) }]),
      ],
    },
  ];
  return [closed, { unbreakable: true, stack: attestation }];
};
