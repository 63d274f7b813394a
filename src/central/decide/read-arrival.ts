import type { EntryBody, EntryKind } from '../../shared/contract/entry.ts';
import type { Filing } from '../../shared/rules/filing.ts';
import { type Arrival, arrivalToFiling } from '../store/filings.ts';

/** The kinds of papers' entries that something follows from. */
export type PaperKind = 'serialsRequested' | 'certificateReserved' | 'certificateStepped' | 'certificateOvertaken';

export type PaperAct = { [K in PaperKind]: { readonly kind: K; readonly body: EntryBody<K> } }[PaperKind];

/** An arrival as the decider found it: a filing, an act about papers, or the reason why it is neither. */
export type ReadArrival =
  | { readonly type: 'filing'; readonly arrival: Arrival; readonly filing: Filing }
  | { readonly type: 'paper'; readonly arrival: Arrival; readonly act: PaperAct }
  | { readonly type: 'unusable'; readonly arrival: Arrival; readonly reason: string };

const isPaperKind: Readonly<Record<EntryKind, boolean>> = {
  moveInReported: false,
  residentViewed: false,
  paperPreviewed: false,
  ledgerExported: false,
  serialsRequested: true,
  certificateReserved: true,
  certificateStepped: true,
  certificateOvertaken: true,
  printersSet: false,
  sheetsSpent: false,
  daySigned: false,
};

/** With a reason in `refuse` the arrival is not looked at. */
export const readArrival = (arrival: Arrival, refuse: string | null): ReadArrival => {
  const reason = arrival.quarantined ?? refuse;
  if (reason !== null) return { type: 'unusable', arrival, reason };
  try {
    if (arrival.kind === null || !isPaperKind[arrival.kind])
      return { type: 'filing', arrival, filing: arrivalToFiling(arrival) };
    // What stands under our own seal was parsed before it was sealed, and is not parsed a second time.
    const act = { kind: arrival.kind, body: JSON.parse(arrival.body()) } as PaperAct;
    return { type: 'paper', arrival, act };
  } catch {
    return { type: 'unusable', arrival, reason: 'the stored body can not be opened' };
  }
};
