import { emptyHead, type Head } from '../../../shared/contract/chain.ts';
import { entryKey, type Found, type FoundEntry, type ListedEntry } from './collect.ts';

/** An entry that is known to have been there and can't be read. */
export interface LostEntry {
  readonly seq: number;
  /** Null where not even the list of entries can be read at that place. */
  readonly id: string | null;
  readonly kind: string | null;
  /** Whether central gave a receipt for it. Null: nobody knows. */
  readonly isAtCentral: boolean | null;
}

/** One incarnation's journal, as far as it could be read. */
export interface JournalState {
  readonly incarnation: number;
  /** The last entry that is known to have been there. */
  readonly lastSeq: number;
  /** From the first on, each the next of the one before it. */
  readonly chain: readonly FoundEntry[];
  /** Behind the first gap. Each is what its own hashes say; the chain doesn't reach it. */
  readonly behind: readonly FoundEntry[];
  readonly lost: readonly LostEntry[];
  readonly receiptOf: (entry: FoundEntry) => ListedEntry['receipt'];
}

/** @param known an entry that is known from elsewhere to have been acknowledged */
export const journalStates = (
  found: Found,
  device: string,
  known: { readonly incarnation: number; readonly seq: number } | null,
): JournalState[] => {
  const entries = [...found.entries.values()].filter(({ header }) => header.device === device);
  const listed = [...found.listed.values()].filter((each) => each.device === device);
  const incarnations = new Set([
    ...entries.map(({ header }) => header.incarnation),
    ...listed.map(({ incarnation }) => incarnation),
    ...(known && known.seq > 0 ? [known.incarnation] : []),
  ]);
  return [...incarnations]
    .toSorted((a, b) => a - b)
    .map((incarnation) => {
      const own = entries
        .filter(({ header }) => header.incarnation === incarnation)
        .toSorted((a, b) => a.header.seq - b.header.seq);
      const list = listed.filter((each) => each.incarnation === incarnation);
      const lastSeq = Math.max(
        own.at(-1)?.header.seq ?? 0,
        ...list.map(({ seq }) => seq),
        known?.incarnation === incarnation ? known.seq : 0,
      );
      return stateOf(found, incarnation, lastSeq, own);
    });
};

const stateOf = (found: Found, incarnation: number, lastSeq: number, own: readonly FoundEntry[]): JournalState => {
  const chain: FoundEntry[] = [];
  let head: Head = emptyHead;
  for (const entry of own) {
    if (entry.header.seq !== head.seq + 1 || entry.header.prev !== head.hash) break;
    chain.push(entry);
    head = { seq: entry.header.seq, hash: entry.hash };
  }
  const there = new Set(own.map(({ header }) => header.seq));
  const lost: LostEntry[] = [];
  // Central has all up to the last that it gave a receipt for.
  let received = 0;
  for (let seq = 1; seq <= lastSeq; seq += 1)
    if (found.listed.get(entryKey({ incarnation, seq }))?.receipt) received = seq;
  for (let seq = 1; seq <= lastSeq; seq += 1) {
    if (there.has(seq)) continue;
    const line = found.listed.get(entryKey({ incarnation, seq }));
    lost.push({
      seq,
      id: line?.id ?? null,
      kind: line?.kind ?? null,
      isAtCentral: seq <= received ? true : line ? false : null,
    });
  }
  return {
    incarnation,
    lastSeq,
    chain,
    behind: own.slice(chain.length),
    lost,
    receiptOf: ({ header }) =>
      found.listed.get(entryKey(header))?.receipt ?? (header.seq <= received ? 'accepted' : null),
  };
};
