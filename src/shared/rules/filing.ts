import type { FilingId, OfficeId } from '../registry/ids.ts';
import type { MoveInReport } from '../registry/move-in.ts';
import { compareDates, type PlainDate } from '../registry/plain-date.ts';

/** A report together with what is known about how it came in. */
export interface Filing {
  readonly id: FilingId;
  /** The office that took it. */
  readonly office: OfficeId;
  /** SHA-256 of the entry's body: the last tie-break between two filings of one day. */
  readonly contentHash: string;
  /** Report dates outside of these days need more; null where the device can't know, and central checks. */
  readonly notBefore: PlainDate | null;
  readonly notAfter: PlainDate | null;
  readonly report: MoveInReport;
}

const capacityRank = { householder: 0, mover: 1, 'household-manager': 1, delegate: 2 } as const;

/**
 * The order in which filings take effect: by report date (MI-2), and within one day by CF-1, which uses neither
 * arrival nor any time of day: the later move-in, then the reporter's own standing, then the content's hash.
 */
export const compareFilings = (a: Filing, b: Filing): number =>
  compareDates(a.report.reportDate, b.report.reportDate) ||
  compareDates(b.report.movedOn, a.report.movedOn) ||
  capacityRank[a.report.reporter.capacity] - capacityRank[b.report.reporter.capacity] ||
  (a.contentHash < b.contentHash ? -1 : a.contentHash > b.contentHash ? 1 : 0) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
