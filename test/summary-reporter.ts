import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';

/**
 * Ends a run with one line that people and machines can read: `N passed, N failed`, with `, N skipped` if there are
 * any, and before it why: the reason that a skipped test gives (`context.skip('why')`), or the name of its suite, in whose
 * place the reason stands.
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

    for (const line of new Set(skipped.map(whySkipped))) console.log(`skipped: ${line}`);
    if (passed + failed + around.length + unhandledErrors.length === 0) {
      console.log('No test ran, which proves nothing, so this counts as a failure.');
      process.exitCode = 1;
    }
    const counts = [`${passed} passed`, `${failed + around.length + unhandledErrors.length} failed`];
    if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
    console.log(counts.join(', '));
  }
}

const whySkipped = (test: TestCase): string => {
  const result = test.result();
  const where = test.module.relativeModuleId;
  if (result.state === 'skipped' && result.note !== undefined) return `${where} > ${test.fullName}: ${result.note}`;
  return `${where} > ${test.parent.type === 'suite' ? test.parent.fullName : test.fullName}`;
};
