import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../../test/builders/random.ts';
import { startIppDouble } from '../../test/doubles/ipp-printer.ts';

/**
 * A printer as a process of its own, for the walk-through: IPP on loopback, paper as files. It says `{"ready":true,
 * "uri":…}`, then a line for every sheet that comes out; the documents lie in the folder by their hash, or, for people,
 * by the serial of the paper.
 */
const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    'looks-per-sheet': { type: 'string', default: '1' },
    /** 0 for a free one. */
    port: { type: 'string', default: '0' },
    'named-by': { type: 'string', default: 'hash' },
  },
});
if (!values.folder) {
  console.error(
    'usage: node scripts/run/sample-printer.ts --folder FOLDER [--looks-per-sheet N] [--port N] [--named-by hash|job]',
  );
  process.exit(2);
}
const { folder } = values;
mkdirSync(folder, { recursive: true });

const printer = await startIppDouble({ random: createRandom(1), port: Number(values.port) });
printer.plan(...Array.from({ length: 1_000 }, () => ({ stepsPerSheet: Number(values['looks-per-sheet']) })));
console.log(JSON.stringify({ ready: true, uri: printer.uri }));

let told = 0;
setInterval(() => {
  const sheets = printer.paper();
  for (const { jobName, page, documentHash } of sheets.slice(told)) {
    const document = printer.documentOf(documentHash);
    const name = values['named-by'] === 'job' ? jobName.replaceAll(/[^\w.-]/g, '_') : documentHash;
    if (document) writeFileSync(join(folder, `${name}.pdf`), document);
    console.log(JSON.stringify({ sheet: { jobName, page, documentHash } }));
  }
  told = sheets.length;
}, 20);
// It ends with whoever started it.
process.stdin.resume().on('end', () => process.exit(0));
