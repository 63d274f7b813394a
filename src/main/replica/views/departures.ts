import type { Database } from 'better-sqlite3';
import { Departure } from '../../../shared/registry/departure.ts';
import type { ResidentId } from '../../../shared/registry/ids.ts';

/** Writes to the move-out list. Runs inside a transaction of the caller's. */
export interface DeparturesFold {
  /** The lines given are all there are of this resident. */
  readonly putDepartures: (resident: ResidentId, lines: readonly Departure[]) => void;
}

export const createDeparturesFold = (db: Database): DeparturesFold => {
  const clear = db.prepare('DELETE FROM departure WHERE resident = ?');
  const put = db.prepare('INSERT INTO departure VALUES (?, ?, ?)');
  return {
    putDepartures: (resident, lines) => {
      clear.run(resident);
      for (const line of lines) put.run(resident, line.registeredOn, JSON.stringify(line));
    },
  };
};

/** The newest first. */
export const readDepartures = (db: Database): Departure[] =>
  db
    .prepare<[], string>('SELECT document FROM departure ORDER BY registered_on DESC, resident')
    .pluck()
    .all()
    .map((document) => Departure.parse(JSON.parse(document)));
