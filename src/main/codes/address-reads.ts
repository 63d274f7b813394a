import type { Database } from 'better-sqlite3';
import type { Address } from '../../shared/registry/address.ts';
import { type Area, AreaCode } from '../../shared/registry/area.ts';
import { buildingLevels, rangesOfPrefix } from '../../shared/registry/building-number.ts';
import { OfficeId } from '../../shared/registry/ids.ts';
import { type LotNumber, lotNumberToText } from '../../shared/registry/lot-number.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';
import { composeAddress } from '../../shared/rules/address/compose.ts';
import type { AddressQuery } from '../../shared/rules/address/query.ts';
import { searchKey } from '../../shared/rules/address/search-key.ts';
import type { AreaReads } from './area-reads.ts';
import type { createSuccession } from './succession.ts';

export interface AddressHit {
  /** With the first of the offices. Unit and room are empty: files don't have them. */
  readonly address: Address;
  /** More than one where the files don't tell which of them serves the building: a person has to. */
  readonly offices: readonly OfficeId[];
  /** The old address: legal dong or ri and lot, empty where the land has no number. */
  readonly lot: string;
  readonly postcode: string;
  /** 도로명주소관리번호, 26 digits, or the 25 of a building. */
  readonly number: string;
}

export interface AddressHits {
  readonly hits: readonly AddressHit[];
  /** Whether there may be more than are listed. */
  readonly isMore: boolean;
}

const maxHits = 50;
/** Rows that one question may look at: a road's name alone stands for thousands of buildings all over the country. */
const maxRows = 20_000;

interface AddressRow {
  readonly number: string;
  readonly road: string;
  readonly level: number;
  readonly main: number;
  readonly sub: number;
  readonly legal: string;
  readonly administrative: string;
  readonly is_mountain: number;
  readonly lot_main: number;
  readonly lot_sub: number;
  readonly register_name: string;
  readonly local_name: string;
  readonly is_apartment: number;
  readonly postcode: string;
  readonly province: string;
  readonly city: string;
  readonly township: string;
  readonly ri: string;
}

const columns = `address.number, street.name AS road, address.level, address.main, address.sub, address.legal,
  address.administrative, address.is_mountain, address.lot_main, address.lot_sub, address.register_name,
  address.local_name, address.is_apartment, address.postcode, place.province, place.city, place.township, place.ri`;
const alive = `(address.from_day IS NULL OR address.from_day <= @on)
  AND (street.from_day IS NULL OR street.from_day <= @on) AND (street.to_day IS NULL OR street.to_day > @on)`;
const joins = 'JOIN street ON street.code = address.road JOIN place ON place.legal = address.legal';
const order = 'ORDER BY street.name, address.road, address.level, address.main, address.sub';

/** The order of the indexes, so that the first rows come without looking at all of a long road. */
const inRoad = 'ORDER BY street.code, address.level, address.main, address.sub';

const ofRoad = `SELECT ${columns} FROM street JOIN address ON address.road = street.code
  JOIN place ON place.legal = address.legal
  WHERE street.key = @key AND (@level IS NULL OR address.level = @level) AND ${alive}`;
const ofName = `SELECT ${columns} FROM address ${joins}
  WHERE address.id IN (SELECT address FROM building_name WHERE key >= @key AND key < @end LIMIT ${String(maxRows)}) AND ${alive} ${order}`;
const ofLot = `SELECT ${columns} FROM address ${joins} WHERE address.id IN (
    SELECT id FROM address WHERE legal IN (SELECT legal FROM place WHERE ri = @dong OR (township = @dong AND ri = ''))
      AND is_mountain = @mountain AND lot_main = @main AND lot_sub = @sub
    UNION SELECT address FROM lot WHERE legal IN (SELECT legal FROM place WHERE ri = @dong OR (township = @dong AND ri = ''))
      AND is_mountain = @mountain AND main = @main AND sub = @sub
  ) AND ${alive} ${order}`;

/** Finds addresses as they are on a day: in the areas, and with the offices, of that day. */
export const createAddressReads = (db: Database, areas: AreaReads, succession: ReturnType<typeof createSuccession>) => {
  const byRoad = db.prepare(`${ofRoad} ${inRoad}`);
  const byNumber = db.prepare(
    `${ofRoad} AND address.main BETWEEN @mainFrom AND @mainTo AND address.sub BETWEEN @subFrom AND @subTo ${inRoad}`,
  );
  const byName = db.prepare(ofName);
  const byLot = db.prepare(ofLot);

  const rowsOf = function* (query: AddressQuery, on: PlainDate): Generator<AddressRow> {
    switch (query.by) {
      case 'road': {
        const key = searchKey(query.road);
        if (!query.number) {
          yield* byRoad.iterate({ key, on, level: null }) as Iterable<AddressRow>;
          return;
        }
        const { level, main, sub } = query.number;
        const ofPrefix = { key, on, level: buildingLevels.indexOf(level) };
        // With a dash the number before it is whole.
        const mains = sub === null ? rangesOfPrefix(main) : [[Number(main), Number(main)] as const];
        const subs = sub === null ? [[0, 99_999] as const] : rangesOfPrefix(sub);
        for (const [mainFrom, mainTo] of mains)
          for (const [subFrom, subTo] of subs)
            yield* byNumber.iterate({ ...ofPrefix, mainFrom, mainTo, subFrom, subTo }) as Iterable<AddressRow>;
        return;
      }
      case 'building': {
        const key = searchKey(query.name);
        if (key === '') return;
        yield* byName.iterate({ key, end: `${key}\u{10ffff}`, on }) as Iterable<AddressRow>;
        return;
      }
      case 'lot': {
        const { isMountain, main, sub } = query.lot;
        const lot = { dong: query.dong, mountain: isMountain ? 1 : 0, main, sub, on };
        yield* byLot.iterate(lot) as Iterable<AddressRow>;
      }
    }
  };

  return {
    /** At most fifty, in the order of road and number. */
    findAddresses: (query: AddressQuery, on: PlainDate): AddressHits => {
      const hits: AddressHit[] = [];
      const placeOf = createPlaces(areas, succession, on);
      let rows = 0;
      for (const row of rowsOf(query, on)) {
        rows += 1;
        if (rows > maxRows || hits.length === maxHits) return { hits, isMore: true };
        const place = placeOf(row);
        if (place && query.within.every((word) => place.words.includes(word) || namesIn(row).includes(word)))
          hits.push(rowToHit(row, place));
      }
      return { hits, isMore: false };
    },
  };
};

/** Where an address lies on a day. */
interface Place {
  readonly offices: readonly OfficeId[];
  readonly province: string;
  readonly city: string;
  readonly township: string;
  readonly ri: string;
  /** All of these names, as words. */
  readonly words: readonly string[];
}

const wordsOf = (names: Pick<Area, 'province' | 'city' | 'township' | 'ri'>): string[] =>
  [names.province, ...names.city.split(' '), names.township, names.ri].filter((word) => word !== '');

const namesIn = (row: AddressRow): string[] => wordsOf(row);

/**
 * Offices and names by code: those of the day, where the code files know the file's codes or what they became. Null for
 * a building whose office can't be told at all.
 */
const createPlaces = (areas: AreaReads, succession: ReturnType<typeof createSuccession>, on: PlainDate) => {
  const known = new Map<string, Place | null>();
  const standingIn = (system: Area['system'], text: string): readonly Area[] => {
    const code = AreaCode.safeParse(text);
    if (!code.success) return [];
    const now = succession.successorsOf(system, code.data, on).map(({ area }) => area);
    return now.length > 0 ? now : succession.predecessorsOf(system, code.data, on);
  };

  const find = (row: AddressRow): Place | null => {
    const legals = standingIn('legal', row.legal);
    const stated = standingIn('administrative', row.administrative);
    const serving = uniqueByCode(legals.flatMap((legal) => areas.officesOn(legal.code, on)));
    const both = serving.filter(({ code }) => stated.some((office) => office.code === code));
    const candidates = both.length > 0 ? both : serving.length > 0 ? serving : stated;
    const asInFile = OfficeId.safeParse(row.administrative);
    const offices =
      candidates.length > 0
        ? candidates.map(({ code }) => OfficeId.parse(code))
        : asInFile.success
          ? [asInFile.data]
          : [];
    if (offices.length === 0) return null;
    const above = candidates[0] ?? row;
    const land = legals.length === 1 && legals[0] ? legals[0] : row;
    const names = { province: above.province, city: above.city, township: land.township, ri: land.ri };
    return { offices, ...names, words: [...wordsOf(names), ...candidates.map(({ township }) => township)] };
  };

  return (row: AddressRow): Place | null => {
    const key = `${row.legal} ${row.administrative}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const place = find(row);
    known.set(key, place);
    return place;
  };
};

const uniqueByCode = (areas: readonly Area[]): Area[] => [...new Map(areas.map((area) => [area.code, area])).values()];

const rowToHit = (row: AddressRow, place: Place): AddressHit => {
  const [office] = place.offices;
  if (office === undefined) throw new Error('a place has an office');
  // The law wants the name of the building register; the local one is what people call a house that has none there.
  const name = row.register_name === '' ? row.local_name : row.register_name;
  const lot: LotNumber = { isMountain: row.is_mountain === 1, main: row.lot_main, sub: row.lot_sub };
  return {
    address: composeAddress({
      office,
      province: place.province,
      city: place.city,
      legalTownship: place.township,
      road: row.road,
      building: { level: buildingLevels[row.level] ?? 'ground', main: row.main, sub: row.sub },
      apartment: row.is_apartment === 1 && name !== '' ? name : null,
    }),
    offices: place.offices,
    lot:
      lot.main === 0
        ? ''
        : `${[place.township, place.ri].filter((part) => part !== '').join(' ')} ${lotNumberToText(lot)}`,
    postcode: row.postcode,
    number: row.number,
  };
};
