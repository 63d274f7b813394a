import { noteBundleChange } from '../store/bundle.ts';
import {
  insertFlags,
  insertReservations,
  type NewReservation,
  type PaperFlag,
  setMarks,
} from '../store/certificates.ts';
import type { Statement } from '../store/database.ts';
import { closeOrders, type PolicyOrder, setDeadlines, setPolicies } from '../store/policies.ts';
import type { Vault } from '../store/seal.ts';
import { insertBlocks, setTerminals, setUsed } from '../store/serials.ts';
import { changedIn, type Papers } from './papers.ts';

export interface WrittenPapers {
  readonly papers: Papers;
  readonly reservations: readonly NewReservation[];
  readonly flags: readonly PaperFlag[];
  readonly orders: readonly PolicyOrder[];
  readonly at: string;
}

/** Each paper once, as it stands after the last act of the batch; nothing where there were none. */
export function* paperStatements(vault: Vault, batch: WrittenPapers): Generator<Statement> {
  const { papers, reservations, flags, orders, at } = batch;
  for (const some of inParts(reservations, 128)) yield insertReservations(vault, some);

  const marked = changedIn(papers.certificates).filter(
    ({ stored, now }) => stored?.marks !== now.marks && !(stored === null && now.reservation && isUnmarked(now.marks)),
  );
  for (const some of inParts(marked, 256)) yield setMarks(some.map(({ now }) => now));

  const blocks = changedIn(papers.blocks);
  const granted = blocks.filter(({ stored }) => stored === null).map(({ now }) => now);
  if (granted.length > 0) yield insertBlocks(granted, at);
  const used = blocks.filter(({ stored }) => stored !== null).map(({ now }) => now);
  if (used.length > 0) yield setUsed(used);
  const devices = changedIn(papers.devices).map(({ now }) => now);
  if (devices.length > 0) yield setTerminals(devices);

  const policies = [...papers.policies].filter(([, { stored, now }]) => stored !== now);
  if (policies.length > 0) yield setPolicies(new Map(policies.map(([office, { now }]) => [office, now])));
  const deadlines = [...papers.deadlines].filter(([, { stored, now }]) => stored !== now);
  if (deadlines.length > 0) yield setDeadlines(new Map(deadlines.map(([office, { now }]) => [office, now])));
  if (orders.length > 0) yield closeOrders(orders);
  if (flags.length > 0) yield insertFlags(flags, at);
  if (marked.some(({ now: { marks } }) => marks.void ?? marks.replaced ?? marks.overtaken)) yield noteBundleChange(at);
}

const isUnmarked = (marks: object): boolean => Object.values(marks).every((value) => value === null);

function* inParts<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}
