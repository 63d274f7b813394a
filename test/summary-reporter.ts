import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Ends a run with one line that people and machines can read: `N passed, N failed`, with `, N skipped` if there are
 * any, and before it the reason of each skipped test that gives one (`context.skip('why')`).
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    // A test that never came to a result is no success: its process died, or the run was interrupted.
    const failed = tests.length - passed - skipped.length;
    // So are a file that doesn't load, a hook that throws and an error that nobody caught.
    const around = modules.flatMap((module) => [
      ...module.errors(),
      ...[...module.children.allSuites()].flatMap((suite) => suite.errors()),
    ]);

    for (const test of skipped) {
      const result = test.result();
      if (result.state !== 'skipped' || result.note === undefined) continue;
      console.log(`skipped: ${test.module.relativeModuleId} > ${test.fullName}: ${result.note}`);
    }
    if (passed + failed + around.length + unhandledErrors.length === 0) {
      console.log('No test ran, which proves nothing, so this counts as a failure.');
      process.exitCode = 1;
    }
    const counts = [`${passed} passed`, `${failed + around.length + unhandledErrors.length} failed`];
    if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
    console.log(counts.join(', '));
  }
}
