import type { Amendment } from '../registry/amendment.ts';
import type { FilingId, OfficeId } from '../registry/ids.ts';
import { compareDates, type PlainDate } from '../registry/plain-date.ts';
import { effectiveDate, isMoveIn, type Report } from '../registry/report.ts';

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
  /** As it was taken. */
  readonly report: Report;
  /** What was done with it since, in any order. */
  readonly amendments?: readonly FiledAmendment[];
}

export interface FiledAmendment {
  /** SHA-256 of the entry's body. */
  readonly contentHash: string;
  readonly amendment: Amendment;
}

/** The report as it reads now: the supplement of the highest version, whatever arrived last (MI-14). */
export const currentReport = ({ report, amendments = [] }: Pick<Filing, 'report' | 'amendments'>): Report => {
  let version = 0;
  let hash = '';
  let current = report;
  for (const { contentHash, amendment } of amendments) {
    if (amendment.type !== 'supplemented' || kindOf(amendment.report) !== kindOf(report)) continue;
    if (amendment.version < version || (amendment.version === version && contentHash <= hash)) continue;
    version = amendment.version;
    hash = contentHash;
    current = { ...amendment.report, reportDate: report.reportDate };
  }
  return current;
};

/** A supplement completes a report; it makes no other of it. */
const kindOf = (report: Report): string => (isMoveIn(report) ? 'move-in' : report.kind);

const capacityRank = {
  householder: 0,
  mover: 1,
  'household-manager': 1,
  'dormitory-manager': 1,
  delegate: 2,
} as const;

/**
 * Within a day, people and what is known of them come first, then moves, then who leads the households that came of
 * them, and at last who leaves the register.
 */
const phaseOf = (report: Report): number => {
  if (isMoveIn(report)) return 1;
  switch (report.kind) {
    case 'birth':
    case 'correction':
      return 0;
    case 'householder-change':
    case 'foreign-family':
      return 2;
    case 'unknown-domicile':
    case 'deletion':
    case 'stay-abroad':
    case 'objection':
    case 'death':
      return 3;
  }
};

/** A filing with the report as it reads now. */
export interface CurrentFiling extends Omit<Filing, 'amendments'> {
  readonly amendments: readonly FiledAmendment[];
}

export const toCurrent = (filing: Filing): CurrentFiling => ({
  ...filing,
  amendments: filing.amendments ?? [],
  report: currentReport(filing),
});

/**
 * The order in which filings take effect: by the day (MI-2), and within one day by CF-1, which uses neither arrival nor
 * any time of day: the later move-in, then the reporter's own standing, then the content's hash.
 */
export const compareFilings = (a: Filing, b: Filing): number =>
  compareDates(effectiveDate(a.report), effectiveDate(b.report)) ||
  phaseOf(a.report) - phaseOf(b.report) ||
  compareMoves(a.report, b.report) ||
  (a.contentHash < b.contentHash ? -1 : a.contentHash > b.contentHash ? 1 : 0) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const compareMoves = (a: Report, b: Report): number =>
  isMoveIn(a) && isMoveIn(b)
    ? compareDates(b.movedOn, a.movedOn) || capacityRank[a.reporter.capacity] - capacityRank[b.reporter.capacity]
    : 0;
