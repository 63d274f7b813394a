import { expect, test } from 'vitest';
import { createFeedWriter } from '../../src/central/decide/feed-writer.ts';
import { genesis } from '../../src/shared/contract/chain.ts';
import { checkFeedItem, type DecisionBody } from '../../src/shared/contract/feed-item.ts';
import { newFilingId, sha256 } from '../builders/central-device.ts';
import { familyAt } from '../builders/central-setup.ts';
import { officeState } from '../builders/central-state.ts';
import { eungaram, solnae, yunseul } from '../builders/registry.ts';

const start = { epoch: 1, seq: 0, hash: genesis };
const at = '2026-08-03T03:00:00.000Z';
const families = Array.from({ length: 300 }, (_, nth) => familyAt(solnae, 1 + nth * 4, 1 + (nth % 4)));
const body = {
  filings: [],
  answers: [],
  residents: families.flatMap(({ residents }) => residents),
  households: families.map(({ household }) => household),
  gone: { residents: families.map(({ residents }) => residents[0]?.id as never), households: [] },
  departures: [],
  arrivals: families.map(({ residents }) => ({ resident: residents[0]?.id as never, lines: [] })),
} satisfies DecisionBody;

test('[SY-12] what no item can hold is told in several that follow each other, and families stay together', () => {
  const feed = createFeedWriter(
    new Map([
      [solnae, start],
      [eungaram, start],
    ]),
    at,
  );
  feed.write(new Map([[solnae, { kind: 'decision', body }]]), newFilingId());
  expect(feed.items.length).toBeGreaterThan(2);
  let position = start;
  const contents = feed.items.map((item) => {
    expect(item.body.length).toBeLessThanOrEqual(262_144);
    const checked = checkFeedItem(item, solnae, position, sha256);
    if (!checked.ok) throw new Error(checked.fault);
    position = checked.position;
    return checked.content;
  });
  expect(feed.moved.get(solnae)).toEqual(position);
  for (const content of contents) {
    if (content.kind !== 'decision') throw new Error('only decisions');
    const { households, residents } = content.body;
    expect(residents.map(({ id }) => id).toSorted()).toEqual(households.flatMap(({ members }) => members).toSorted());
  }
  const whole = [{ kind: 'decision' as const, body }];
  expect(officeState([], contents)).toEqual(officeState([], whole));
});

test('nothing is written if an office is not on the list, or a document alone is too large', () => {
  const feed = createFeedWriter(new Map([[solnae, start]]), at);
  const small = { ...body, residents: [], households: [], arrivals: [] };
  const contents = new Map([solnae, yunseul].map((office) => [office, { kind: 'decision' as const, body: small }]));
  expect(() => feed.write(contents, newFilingId())).toThrow(yunseul);
  const [household] = body.households;
  if (!household) throw new Error('a household');
  const huge = { ...small, households: [{ ...household, dormitory: 'ㄱ'.repeat(300_000) }] };
  expect(() => feed.write(new Map([[solnae, { kind: 'decision', body: huge }]]), newFilingId())).toThrow('too large');
  expect(feed.items).toEqual([]);
});
