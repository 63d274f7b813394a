import type { Database } from 'better-sqlite3';
import { Arrival, Departure } from '../../../shared/registry/departure.ts';
import type { ResidentId } from '../../../shared/registry/ids.ts';

/** Writes to the move-out and the move-in list. Runs inside a transaction of the caller's. */
export interface DeparturesFold {
  /** The lines given are all there are of this resident. */
  readonly putDepartures: (resident: ResidentId, lines: readonly Departure[]) => void;
  readonly putArrivals: (resident: ResidentId, lines: readonly Arrival[]) => void;
  /** A line beside those that are there. */
  readonly addDeparture: (line: Departure) => void;
  readonly addArrival: (line: Arrival) => void;
}

export const createDeparturesFold = (db: Database): DeparturesFold => {
  const listIn = (table: 'departure' | 'arrival') => {
    const clear = db.prepare(`DELETE FROM ${table} WHERE resident = ?`);
    const put = db.prepare(`INSERT INTO ${table}(resident, registered_on, document) VALUES (?, ?, ?)`);
    const add = (line: Departure | Arrival): void => {
      put.run(line.resident, line.registeredOn, JSON.stringify(line));
    };
    const replace = (resident: ResidentId, lines: readonly (Departure | Arrival)[]): void => {
      clear.run(resident);
      for (const line of lines) add(line);
    };
    return { add, replace };
  };
  const departures = listIn('departure');
  const arrivals = listIn('arrival');
  return {
    putDepartures: departures.replace,
    putArrivals: arrivals.replace,
    addDeparture: departures.add,
    addArrival: arrivals.add,
  };
};

const documentsOf = (db: Database, table: 'departure' | 'arrival'): unknown[] =>
  db
    .prepare<[], string>(`SELECT document FROM ${table} ORDER BY registered_on DESC, resident, row`)
    .pluck()
    .all()
    .map((document): unknown => JSON.parse(document));

/** The newest first. */
export const readDepartures = (db: Database): Departure[] =>
  documentsOf(db, 'departure').map((document) => Departure.parse(document));

/** The newest first. */
export const readArrivals = (db: Database): Arrival[] =>
  documentsOf(db, 'arrival').map((document) => Arrival.parse(document));
