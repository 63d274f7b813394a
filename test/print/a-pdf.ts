/** A small valid PDF of so many A4 pages. Each has black squares of 20 mm: one at the top left, and one more a page. */
export const aPdf = (pages: number, drawing: (page: number) => string = squares): Uint8Array => {
  const kids = Array.from({ length: pages }, (_, index) => `${3 + index * 2} 0 R`).join(' ');
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`];
  for (let page = 1; page <= pages; page += 1) {
    const content = drawing(page);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${a4.width} ${a4.height}] /Contents ${2 + page * 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const head = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  const tail = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return new TextEncoder().encode(text + head + tail);
};

const mm = 72 / 25.4;
/** In points. */
const a4 = { width: 595.276, height: 841.89 };

const squares = (page: number): string => {
  const at = (index: number): string =>
    [10 * mm + index * 30 * mm, a4.height - 30 * mm, 20 * mm, 20 * mm].map((each) => each.toFixed(3)).join(' ');
  return Array.from({ length: page }, (_, index) => `${at(index)} re f`).join('\n');
};
