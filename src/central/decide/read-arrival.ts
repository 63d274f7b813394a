import type { EntryBody, EntryKind } from '../../shared/contract/entry.ts';
import type { FilingId } from '../../shared/registry/ids.ts';
import type { FiledAmendment, Filing } from '../../shared/rules/filing.ts';
import { arrivalToAmendment } from '../store/amendments.ts';
import type { Arrival } from '../store/arrivals.ts';
import { arrivalToFiling } from '../store/filings.ts';

/** The kinds of papers' entries that something follows from. */
export type PaperKind = 'serialsRequested' | 'certificateReserved' | 'certificateStepped' | 'certificateOvertaken';

export type PaperAct = { [K in PaperKind]: { readonly kind: K; readonly body: EntryBody<K> } }[PaperKind];

/** An arrival as the decider found it: what it is about, or the reason why it can't be used. */
export type ReadArrival =
  | { readonly type: 'filing'; readonly arrival: Arrival; readonly filing: Filing }
  | {
      readonly type: 'amendment';
      readonly arrival: Arrival;
      readonly filing: FilingId;
      readonly amendment: FiledAmendment;
    }
  | { readonly type: 'paper'; readonly arrival: Arrival; readonly act: PaperAct }
  | { readonly type: 'unusable'; readonly arrival: Arrival; readonly reason: string };

const about = {
  moveInReported: 'filing',
  registerReported: 'filing',
  filingAmended: 'amendment',
  residentViewed: null,
  numberRevealed: null,
  passwordSlotAdded: null,
  backupFolderSet: null,
  fileRekeyed: null,
  paperPreviewed: null,
  ledgerExported: null,
  serialsRequested: 'paper',
  certificateReserved: 'paper',
  certificateStepped: 'paper',
  certificateOvertaken: 'paper',
  printersSet: null,
  sheetsSpent: null,
  daySigned: null,
} as const satisfies Readonly<Record<EntryKind, 'filing' | 'amendment' | 'paper' | null>>;

/** With a reason in `refuse` the arrival is not looked at. */
export const readArrival = (arrival: Arrival, refuse: string | null): ReadArrival => {
  const reason = arrival.quarantined ?? refuse;
  if (reason !== null) return { type: 'unusable', arrival, reason };
  try {
    switch (arrival.kind === null ? null : about[arrival.kind]) {
      case 'filing':
        return { type: 'filing', arrival, filing: arrivalToFiling(arrival) };
      case 'amendment':
        return { type: 'amendment', arrival, ...arrivalToAmendment(arrival) };
      case 'paper': {
        // What stands under our own seal was parsed before it was sealed, and is not parsed a second time.
        const act = { kind: arrival.kind, body: JSON.parse(arrival.body()) } as PaperAct;
        return { type: 'paper', arrival, act };
      }
      default:
        return { type: 'unusable', arrival, reason: 'nothing follows from an entry of this kind' };
    }
  } catch {
    return { type: 'unusable', arrival, reason: 'the stored body can not be opened' };
  }
};
