import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The suites of `npm test` with larger counts, and mutation testing from the start. Arguments go to vitest:
 * `npm run soak -- test/sync` runs those suites only, `npm run soak -- mutation` the mutants only.
 */
const counts = {
  RRS_FUZZ: process.env['RRS_FUZZ'] ?? '1000000',
  RRS_SEEDS: process.env['RRS_SEEDS'] ?? '2000',
  RRS_PAPER_SEEDS: process.env['RRS_PAPER_SEEDS'] ?? '20000',
  RRS_RESTORES: process.env['RRS_RESTORES'] ?? '500',
  RRS_KILLS: process.env['RRS_KILLS'] ?? '5000',
  RRS_CUTS: process.env['RRS_CUTS'] ?? '5000',
  RRS_FULL_DISKS: process.env['RRS_FULL_DISKS'] ?? '2000',
  RRS_SCENARIOS: process.env['RRS_SCENARIOS'] ?? 'all',
};
const filters = process.argv.slice(2);
const isMutationOnly = filters.length === 1 && filters[0] === 'mutation';

const require = createRequire(import.meta.url);
const run = (script: string, args: readonly string[], env: NodeJS.ProcessEnv): boolean =>
  spawnSync(process.execPath, [script, ...args], { stdio: 'inherit', env }).status === 0;

const runSuites = (): boolean => {
  console.log(`Soak: ${filters.length === 0 ? 'all suites' : filters.join(' ')} with`);
  console.log(`  RRS_FUZZ=${counts.RRS_FUZZ}  cases of each property test`);
  console.log(`  RRS_SEEDS=${counts.RRS_SEEDS}  seeds of each simulated run`);
  console.log(`  RRS_PAPER_SEEDS=${counts.RRS_PAPER_SEEDS}  seeds of papers under faults`);
  console.log(`  RRS_RESTORES=${counts.RRS_RESTORES}  lives of devices that are restored at random moments`);
  console.log(`  RRS_KILLS=${counts.RRS_KILLS}  processes killed while they write to a replica`);
  console.log(`  RRS_CUTS=${counts.RRS_CUTS}  moments at which a replica's power goes`);
  console.log(`  RRS_FULL_DISKS=${counts.RRS_FULL_DISKS}  times that a replica's disk is full`);
  console.log(`  RRS_SCENARIOS=${counts.RRS_SCENARIOS}  scenarios that are also played on PostgreSQL`);
  console.log('Set any of them to choose other counts. No time limits apply, so this may take hours.\n');
  const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
  return run(vitest, ['run', '--testTimeout=0', '--hookTimeout=0', ...filters], { ...process.env, ...counts });
};

/** With the counts of `npm test`: each mutant runs the tests again. */
const runMutation = (): boolean => {
  console.log('Soak: every mutant of src/shared/rules; the report will be out/mutation/report.html\n');
  const stryker = join(dirname(require.resolve('@stryker-mutator/core/package.json')), 'bin', 'stryker.js');
  return run(stryker, ['run', '--force'], process.env);
};

const results: boolean[] = [];
if (!isMutationOnly) results.push(runSuites());
if (isMutationOnly || filters.length === 0) results.push(runMutation());
process.exitCode = results.every(Boolean) ? 0 : 1;
