/**
 * Mutation testing: each small change of a rule that no test notices is a hole in the tests, or code that does nothing.
 * `npm run mutation` runs all of it, `npm run mutation -- --mutate src/shared/rules/paper/fees.ts` one file.
 * What survives, and why it may, stands in docs/mutation.md.
 */
export default {
  mutate: ['src/shared/rules/**/*.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  // Two cores are what the slowest machine in use has.
  concurrency: 2,
  // A mutant that loops is stopped by the count of its steps; the clock is the last resort, and generous, so that a busy
  // machine doesn't count slow tests as kills.
  timeoutMS: 180_000,
  dryRunTimeoutMinutes: 15,
  thresholds: { high: 95, low: 93, break: 90 },
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { logTests: false, reportTests: false },
  htmlReporter: { fileName: 'out/mutation/report.html' },
  jsonReporter: { fileName: 'out/mutation/report.json' },
  // For `npm run mutation -- --incremental`, while one writes tests. The score is that of a run without: what no test
  // reached before, and what the files beside the mutated one say, is not looked at again.
  incrementalFile: 'out/mutation/incremental.json',
  tempDirName: 'out/mutation/sandbox',
  cleanTempDir: 'always',
  // What the copy with the mutants in it can do without.
  ignorePatterns: ['/out', '/docs'],
  // Stryker rewrites tsconfig.json by TypeScript's JavaScript API, which version 7 no longer has. Nobody reads it here:
  // types are stripped, so a mutant that wouldn't compile is run all the same, and a test has to notice it.
  tsconfigFile: 'none.json',
  disableTypeChecks: false,
};
