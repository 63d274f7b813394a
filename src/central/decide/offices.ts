import type { OfficeId } from '../../shared/registry/ids.ts';
import { isMoveIn, type Report } from '../../shared/registry/report.ts';
import type { Filing } from '../../shared/rules/filing.ts';
import type { StoredAreaChange } from '../store/areas.ts';
import { officesOf } from './decision.ts';
import type { ReadArrival } from './read-arrival.ts';
import type { Slice } from './slice.ts';

/** The offices in whose area a report has somebody live. */
const officesNamed = (report: Report): readonly OfficeId[] => {
  if (isMoveIn(report)) return [report.to.office];
  if (report.kind !== 'correction') return [];
  return report.changes.flatMap((change) => (change.what === 'address' ? change.to.office : []));
};

/** The same for a filing, in whichever version. */
export const officesOfFiling = ({ office, report, amendments = [] }: Filing): readonly OfficeId[] => [
  office,
  ...officesNamed(report),
  ...amendments.flatMap(({ amendment }) => (amendment.type === 'supplemented' ? officesNamed(amendment.report) : [])),
];

/** Every office that could get to know something of a batch, before areas are changed. */
export const officesTouched = (slice: Slice, read: readonly ReadArrival[]): Set<OfficeId> => {
  const offices = new Set(read.map(({ arrival }) => arrival.office));
  const add = (some: readonly OfficeId[]): void => {
    for (const office of some) offices.add(office);
  };
  for (const each of read) {
    if (each.type === 'filing') add(officesOfFiling(each.filing));
    if (each.type === 'amendment' && each.amendment.amendment.type === 'supplemented')
      add(officesNamed(each.amendment.amendment.report));
  }
  for (const { filing } of slice.filings.values()) add(officesOfFiling(filing));
  for (const { now, origin } of slice.residents.values())
    for (const doc of [now?.doc, origin]) if (doc) add([doc.office, ...officesOf(doc)]);
  for (const { now, origin } of slice.households.values())
    for (const doc of [now?.doc, origin]) if (doc) offices.add(doc.office);
  return offices;
};

/** With those that get something of them by changes of areas. */
export const withAreas = (offices: ReadonlySet<OfficeId>, areas: readonly StoredAreaChange[]): OfficeId[] => [
  ...new Set([...offices, ...areas.flatMap(({ change }) => [change.from, change.to])]),
];
