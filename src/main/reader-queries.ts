import type { AppError } from '../shared/contract/errors.ts';
import type { Result } from '../shared/contract/result.ts';
import type { Reader } from './replica/reader.ts';
import type { System } from './system.ts';
import { getCertificate } from './usecases/get-certificate.ts';
import { getDay } from './usecases/get-day.ts';
import { getFiling } from './usecases/get-filing.ts';
import { listArrivals } from './usecases/list-arrivals.ts';
import { listCertificates } from './usecases/list-certificates.ts';
import { listDepartures } from './usecases/list-departures.ts';
import { listFilings } from './usecases/list-filings.ts';
import { listTray } from './usecases/list-tray.ts';
import { type AddressBook, searchAddresses } from './usecases/search-addresses.ts';
import { searchResidents } from './usecases/search-residents.ts';

/** The queries that are answered from the file alone: what the reader's thread runs, and tests without it. */
export const readerQueries = (
  reads: () => Result<Reader, AppError>,
  deps: { readonly system: Pick<System, 'now'>; readonly addressBook: () => AddressBook | null },
) => ({
  searchAddresses: searchAddresses({ reads, ...deps }),
  searchResidents: searchResidents({ reads }),
  listFilings: listFilings({ reads }),
  getFiling: getFiling({ reads }),
  listTray: listTray({ reads }),
  listDepartures: listDepartures({ reads }),
  listArrivals: listArrivals({ reads }),
  listCertificates: listCertificates({ reads }),
  getCertificate: getCertificate({ reads }),
  getDay: getDay({ reads }),
});
