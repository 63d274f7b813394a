import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../../src/shared/contract/commands.ts';
import { Request } from '../../src/shared/contract/envelope.ts';
import { queries } from '../../src/shared/contract/queries.ts';
import { fitsProfile, type ResidentNumber } from '../../src/shared/registry/resident-number.ts';

test('the lines by which docs/architecture.md drives an office are requests that the contract takes', () => {
  const text = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line.startsWith('{"id":'));
  expect(lines.length).toBe(8);
  for (const line of lines) {
    const { type, name, input } = Request.parse(JSON.parse(line));
    const table: Readonly<Record<string, { readonly input: { readonly safeParse: (value: unknown) => unknown } }>> =
      type === 'command' ? commands : queries;
    expect(table[name]?.input.safeParse(input), name).toMatchObject({ success: true });
    for (const number of line.match(/\d{6}-\d{7}/g) ?? [])
      expect(fitsProfile(number as ResidentNumber, 'training'), number).toBe(true);
  }
});
