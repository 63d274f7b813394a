import { mkdirSync, writeFileSync } from 'node:fs';
import type { Row } from './row.ts';

/**
 * `npm run bench` prints the budget table of the design, with what there is so far; `npm run bench -- replica` one
 * group. Ratios are taken against a baseline in the same run, because absolute times drift with the machine.
 */
const groups: Readonly<Record<string, () => Promise<{ readonly run: () => Promise<Row[]> }>>> = {
  rules: () => import('./rules.ts'),
  replica: () => import('./replica.ts'),
  central: () => import('./central.ts'),
  sync: () => import('./sync.ts'),
  certificate: () => import('./certificate.ts'),
  shell: () => import('./shell.ts'),
};

const wanted = process.argv.slice(2);
for (const name of wanted.filter((each) => !groups[each])) {
  console.error(`no group ${name}; there are ${Object.keys(groups).join(', ')}`);
  process.exit(2);
}

const folder = new URL('../../out/bench/', import.meta.url).pathname;
mkdirSync(folder, { recursive: true });

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value >= 10 ? value.toFixed(1) : value.toFixed(2);

const print = ({ name, value, unit, baseline, ratio, budget, ok }: Row): void => {
  const against =
    baseline === null || ratio === null ? '' : `  baseline ${number(baseline)}  ratio ${ratio.toFixed(2)}`;
  console.log(`${ok ? 'ok  ' : 'MISS'}  ${name}\n      ${number(value)} ${unit}${against}  budget ${budget}`);
};

let misses = 0;
for (const [name, load] of Object.entries(groups)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  const { run } = await load();
  const rows = await run();
  for (const row of rows) print(row);
  misses += rows.filter((row) => !row.ok).length;
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(rows, null, 2)}\n`);
}
console.log(
  `\nbench: ${misses === 0 ? 'every row holds its budget' : `${misses} rows miss their budget`}; written to out/bench/`,
);
