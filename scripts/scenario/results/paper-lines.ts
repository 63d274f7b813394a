import { type Block, dateText } from '../../../src/main/certificate/render/block-parts.ts';
import { blocksOf } from '../../../src/main/certificate/render/blocks.ts';
import type { SheetInput } from '../../../src/shared/registry/sheet.ts';

/** The lines of a paper from top to bottom, as the office prints them; columns are parted by ` | `. */
export const paperLines = ({ content, frame }: SheetInput): readonly string[] => {
  const { title, blocks, statement, ends } = blocksOf({ v: 1, content, frame });
  const isEnglish = content.kind === 'copy' && content.language === 'en';
  const lines = [
    frame.watermark === null ? null : `(${frame.watermark})`,
    frame.documentNumber === null ? null : `${isEnglish ? 'Document no.' : '문서확인번호'} ${frame.documentNumber}`,
    frame.serial,
    title,
    ...blocks.flatMap(blockLines),
    ...(statement?.split('\n') ?? []),
    ...(ends === 'attested'
      ? [dateText(frame.issuedOn, isEnglish), `${frame.issuer}${frame.sealText === null ? '' : ` [${frame.sealText}]`}`]
      : []),
    frame.issueNumber === null ? null : `${frame.issueNumber}-1`,
  ];
  return lines.filter((line) => line !== null);
};

const blockLines = (block: Block): readonly string[] => {
  switch (block.type) {
    case 'fields':
      return block.pairs.map(([label, value]) => `${label}: ${value}`);
    case 'section':
      return [`[${block.title}]`];
    case 'list':
      return [
        block.columns.map(({ label }) => label).join(' | '),
        ...block.rows.map((row) => row.map((cell) => cell.replaceAll('\n', ' / ')).join(' | ')),
      ];
    case 'text':
      return block.text.split('\n');
  }
};
