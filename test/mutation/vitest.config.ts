import { defineConfig } from 'vitest/config';
import { SmallestFirst } from './smallest-first.ts';

/** The tests that mutants of `src/shared/rules` have to get past: fast, without servers and other processes. */
export default defineConfig({
  test: {
    include: ['test/unit/rules-*.test.ts'],
    // It is about the people of the training township, who change; the rules have examples of their own.
    exclude: ['test/unit/rules-paper-township.test.ts'],
    environment: 'node',
    setupFiles: ['test/mutation/fixed-seed.ts'],
    sequence: { sequencer: SmallestFirst },
    // Every mutant runs the properties again, so they try fewer cases here than in `npm test`, always the same ones.
    env: { RRS_SEED: '20261122', RRS_CROWDS: '150' },
    testTimeout: 60_000,
    reporters: [],
  },
});
