import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    // A suite may open native databases and start servers: its own process keeps one crash from taking the others.
    pool: 'forks',
    // Two cores are what the slowest machine in use has; more forks would only make timings worse.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './test/summary-reporter.ts'],
  },
});
