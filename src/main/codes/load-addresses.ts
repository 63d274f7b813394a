import type { Database } from 'better-sqlite3';
import { buildingLevels } from '../../shared/registry/building-number.ts';
import type { FileKind } from '../../shared/registry/code-import.ts';
import { searchKey } from '../../shared/rules/address/search-key.ts';
import {
  type AddressLine,
  type HouseLine,
  type PlaceLine,
  parseAddress,
  parseDetails,
  parseLot,
  parseRoad,
  parseWholeAddress,
} from './address-lines.ts';
import type { Parsed } from './code-lines.ts';
import type { Problem } from './split.ts';

type Lot = { readonly isMountain: boolean; readonly main: number; readonly sub: number };
const noLot: Lot = { isMountain: false, main: 0, sub: 0 };
const noHouse: HouseLine = { administrative: '', registerName: '', localName: '', isApartment: false };
const bit = (value: boolean): 0 | 1 => (value ? 1 : 0);

/** Takes the lines of address files into the new file. What stands in several lines of a kind is joined afterwards. */
export const createAddressLoader = (db: Database) => {
  const insertAddress = db.prepare(
    `INSERT INTO address(number, road, level, main, sub, legal, administrative, is_mountain, lot_main, lot_sub,
       register_name, local_name, is_apartment, postcode, from_day, file, line)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertPlace = db.prepare('INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?)');
  const insertStreet = db.prepare('INSERT OR IGNORE INTO street(code, name, key) VALUES (?, ?, ?)');
  // A road has a row for each township that it runs through: it lives from the first of them to the last.
  const upsertStreet = db.prepare(
    `INSERT INTO street(code, name, key, from_day, to_day) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT(code) DO UPDATE SET name = excluded.name, key = excluded.key,
       from_day = min(from_day, excluded.from_day), to_day = max(to_day, excluded.to_day)`,
  );
  const insertLot = db.prepare('INSERT INTO staging.lot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertDetails = db.prepare('INSERT INTO staging.details VALUES (?, ?, ?, ?, ?, ?, ?)');

  // Files are sorted, so the last one seen spares nearly all attempts to insert what is there.
  let lastLegal = '';
  let lastRoad = '';
  const place = ({ legal, province, city, township, ri }: PlaceLine): void => {
    if (legal === lastLegal) return;
    insertPlace.run(legal, province, city, township, ri);
    lastLegal = legal;
  };
  const street = (code: string, name: string): void => {
    if (code === lastRoad) return;
    insertStreet.run(code, name, searchKey(name));
    lastRoad = code;
  };
  const address = (
    { number, roadCode, building, postcode, from }: AddressLine,
    { administrative, registerName, localName, isApartment }: HouseLine,
    legal: string,
    lot: Lot,
    file: number,
    line: number,
  ): void => {
    const level = buildingLevels.indexOf(building.level);
    const land = [bit(lot.isMountain), lot.main, lot.sub] as const;
    const house = [registerName, localName, bit(isApartment), postcode, from] as const;
    const { main, sub } = building;
    insertAddress.run(number, roadCode, level, main, sub, legal, administrative, ...land, ...house, file, line);
  };

  const take = <T>(parsed: Parsed<T>, insert: (line: T) => void): Problem | null => {
    if (!parsed.ok) return parsed.problem;
    insert(parsed.line);
    return null;
  };

  return (kind: FileKind, fields: readonly string[], file: number, number: number): Problem | null => {
    switch (kind) {
      case 'roads-17':
      case 'roads-20':
        return take(parseRoad(kind, fields), ({ code, name, from, to, isUsed }) => {
          if (isUsed || to !== null) upsertStreet.run(code, name, searchKey(name), from ?? '', to ?? forEver);
        });
      case 'road-addresses':
      case 'buildings':
        return take(parseWholeAddress(kind, fields), (line) => {
          place(line.place);
          street(line.roadCode, line.roadName);
          address(line, line, line.place.legal, line.lot, file, number);
        });
      case 'addresses':
        return take(parseAddress(fields), (line) => address(line, noHouse, '', noLot, file, number));
      case 'address-details':
        return take(parseDetails(fields), ({ number: of, administrative, registerName, localName, isApartment }) =>
          insertDetails.run(of, administrative, registerName, localName, bit(isApartment), file, number),
        );
      case 'road-address-lots':
      case 'building-lots':
      case 'address-lots':
        return take(parseLot(kind, fields), ({ number: of, roadCode, building, place: where, lot, isMain }) => {
          place(where);
          const level = building ? buildingLevels.indexOf(building.level) : null;
          const land = [where.legal, bit(lot.isMountain), lot.main, lot.sub, bit(isMain)] as const;
          insertLot.run(of, roadCode, level, building?.main ?? null, building?.sub ?? null, ...land, file, number);
        });
      case 'administrative-codes':
      case 'legal-codes':
      case 'jurisdictions':
        throw new Error(`${kind} are no addresses`);
    }
  };
};

/** Roads without an end have this one while they are put together, so that the largest of several is found. */
const forEver = '9999-12-31';
