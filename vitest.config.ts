import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    // Offices and centrals that tests start as processes read our TypeScript anew each time; a third of their time is that.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('out/compile-cache', import.meta.url)) },
    // A suite may open native databases and start servers: its own process keeps one crash from taking the others.
    pool: 'forks',
    // Two cores are what the slowest machine in use has; more forks would only make timings worse.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './test/summary-reporter.ts'],
  },
});
