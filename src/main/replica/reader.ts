import type { Database } from 'better-sqlite3';
import { type DeadlinePolicy, defaultDeadlinePolicy } from '../../shared/registry/deadline-policy.ts';
import type { Arrival, Departure } from '../../shared/registry/departure.ts';
import type { Office } from '../../shared/registry/office.ts';
import { type AddressSearch, createAddressSearch } from './address-search.ts';
import { createFilingLines, type FilingLines } from './filing-lines.ts';
import { type HeadlessHousehold, readHeadlessHouseholds } from './headless-households.ts';
import { createLedgerLines, type LedgerLines } from './ledger-lines.ts';
import { createSearch } from './search.ts';
import { readArrivals, readDepartures } from './views/departures.ts';
import { createMeta } from './views/meta.ts';

/** Everything that is read of a replica by those who never write to it. */
export interface Reader {
  readonly search: ReturnType<typeof createSearch>;
  readonly searchAddresses: AddressSearch;
  readonly filings: FilingLines;
  readonly departures: () => Departure[];
  readonly arrivals: () => Arrival[];
  readonly headlessHouseholds: () => HeadlessHousehold[];
  readonly ledger: LedgerLines;
  readonly deadlines: () => DeadlinePolicy;
  readonly office: () => Office | null;
  readonly close: () => void;
}

export const createReader = (db: Database): Reader => {
  const meta = createMeta(db);
  return {
    search: createSearch(db),
    searchAddresses: createAddressSearch(db, () => JSON.stringify(meta.get('position'))),
    filings: createFilingLines(db),
    departures: () => readDepartures(db),
    arrivals: () => readArrivals(db),
    headlessHouseholds: () => readHeadlessHouseholds(db),
    ledger: createLedgerLines(db),
    deadlines: () => meta.get('deadlines') ?? defaultDeadlinePolicy,
    office: () => meta.get('office'),
    close: () => db.close(),
  };
};
