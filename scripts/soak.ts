import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The suites of `npm test` with larger counts. Arguments go to vitest: `npm run soak -- test/sync`. */
const counts = {
  RRS_FUZZ: process.env['RRS_FUZZ'] ?? '1000000',
  RRS_SEEDS: process.env['RRS_SEEDS'] ?? '2000',
  RRS_PAPER_SEEDS: process.env['RRS_PAPER_SEEDS'] ?? '20000',
};
const filters = process.argv.slice(2);

console.log(`Soak: ${filters.length === 0 ? 'all suites' : filters.join(' ')} with`);
console.log(`  RRS_FUZZ=${counts.RRS_FUZZ}  cases of each property test`);
console.log(`  RRS_SEEDS=${counts.RRS_SEEDS}  seeds of each simulated run`);
console.log(`  RRS_PAPER_SEEDS=${counts.RRS_PAPER_SEEDS}  seeds of papers under faults`);
console.log('Set any of them to choose other counts. No time limits apply, so this may take hours.\n');

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const run = spawnSync(process.execPath, [vitest, 'run', '--testTimeout=0', '--hookTimeout=0', ...filters], {
  stdio: 'inherit',
  env: { ...process.env, ...counts },
});
process.exitCode = run.status ?? 1;
