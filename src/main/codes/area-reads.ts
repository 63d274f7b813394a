import type { Database } from 'better-sqlite3';
import { type Area, type AreaCode, type AreaSystem, levelOf } from '../../shared/registry/area.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';

interface AreaRow {
  readonly system: AreaSystem;
  readonly code: string;
  readonly province: string;
  readonly city: string;
  readonly township: string;
  readonly ri: string;
  readonly from_day: string;
  readonly to_day: string | null;
}

const rowToArea = ({ from_day, to_day, code, ...names }: AreaRow): Area => ({
  ...names,
  code: code as AreaCode,
  from: from_day as PlainDate,
  to: to_day as PlainDate | null,
});

const columns = 'area.system, area.code, area.province, area.city, area.township, area.ri, area.from_day, area.to_day';
const inForce = (row: string): string => `${row}.from_day <= @on AND (${row}.to_day IS NULL OR ${row}.to_day > @on)`;

/** What holds of areas on a day. */
export const createAreaReads = (db: Database) => {
  const many = (sql: string) => {
    const statement = db.prepare(sql);
    return (values: Readonly<Record<string, string>>): Area[] => (statement.all(values) as AreaRow[]).map(rowToArea);
  };
  const lives = many(`SELECT ${columns} FROM area WHERE system = @system AND code = @code ORDER BY from_day`);
  const one = many(`SELECT ${columns} FROM area WHERE system = @system AND code = @code AND ${inForce('area')}`);
  const provinces = many(
    `SELECT ${columns} FROM area WHERE system = @system AND code LIKE '__00000000' AND ${inForce('area')} ORDER BY code`,
  );
  const cities = many(
    `SELECT ${columns} FROM area WHERE system = @system AND code BETWEEN @from AND @to AND code LIKE '__%00000'
     AND substr(code, 3) <> '00000000' AND ${inForce('area')} ORDER BY code`,
  );
  /** Townships of a range of codes, legal ri too; `@digits` is where the code of what lies above them ends. */
  const lowest = (isRi: string) =>
    many(
      `SELECT ${columns} FROM area WHERE system = @system AND code BETWEEN @from AND @to AND code NOT LIKE '%00000'
       AND (system = 'legal' AND code NOT LIKE '%00') = ${isRi} AND ${inForce('area')} ORDER BY code`,
    );
  const townships = lowest('0');
  const ris = lowest('1');
  const isThere = (above: string): string =>
    `EXISTS (SELECT 1 FROM area AS above WHERE above.system = area.system AND above.code = ${above} AND ${inForce('above')})`;
  /** What has nothing of the level above it on the day: it lies directly in the next one. */
  const orphans = many(
    `SELECT ${columns} FROM area WHERE system = @system AND code BETWEEN @from AND @to AND code NOT LIKE '%00000'
     AND ${inForce('area')} AND NOT ${isThere("substr(area.code, 1, 5) || '00000'")}`,
  );
  const orphanRis = many(
    `SELECT ${columns} FROM area WHERE system = 'legal' AND code BETWEEN @from AND @to AND code NOT LIKE '%00'
     AND ${inForce('area')} AND NOT ${isThere("substr(area.code, 1, 8) || '00'")}`,
  );
  const named = many(
    `SELECT ${columns} FROM area WHERE system = @system AND township = @township AND ri = @ri ORDER BY code, from_day`,
  );
  const namedRi = many(
    `SELECT ${columns} FROM area WHERE system = 'legal' AND ri = @ri AND substr(code, 1, 5) = @city ORDER BY code, from_day`,
  );
  const offices = many(
    `SELECT DISTINCT ${columns} FROM jurisdiction JOIN area ON area.system = 'administrative' AND area.code = jurisdiction.administrative
     WHERE jurisdiction.legal = @legal AND ${inForce('jurisdiction')} AND ${inForce('area')} ORDER BY area.code`,
  );
  const served = many(
    `SELECT DISTINCT ${columns} FROM jurisdiction JOIN area ON area.system = 'legal' AND area.code = jurisdiction.legal
     WHERE jurisdiction.administrative = @office AND ${inForce('jurisdiction')} AND ${inForce('area')} ORDER BY area.code`,
  );
  const changed = db
    .prepare(
      `SELECT DISTINCT administrative FROM jurisdiction
       WHERE legal = @legal AND (from_day = @on OR to_day = @on)`,
    )
    .pluck();

  const codeOn = (system: AreaSystem, code: AreaCode, on: PlainDate): Area | null =>
    one({ system, code, on })[0] ?? null;

  /** The area above: by the code's digits, except that a district lies in the city whose name begins its own. */
  const parentOn = (area: Area, on: PlainDate): Area | null => {
    const { system, code } = area;
    const ancestor = (digits: number): Area | null =>
      codeOn(system, code.slice(0, digits).padEnd(10, '0') as AreaCode, on);
    switch (levelOf(system, code)) {
      case 'ri':
        return ancestor(8) ?? ancestor(5);
      case 'township':
        return townshipOfBranch(area, on) ?? ancestor(5) ?? ancestor(2);
      case 'city': {
        const [cityName = ''] = area.city.split(' ');
        const city = area.city.includes(' ')
          ? cities({ system, ...within(code, 2), on }).find((each) => each.city === cityName)
          : null;
        return city ?? ancestor(2);
      }
      case 'province':
        return null;
    }
  };
  /** A branch office (출장소) shares seven digits with its eup or myeon, and begins with its name. */
  const townshipOfBranch = ({ system, code, township }: Area, on: PlainDate): Area | null => {
    if (system === 'legal' || !township.endsWith('출장소')) return null;
    const above = codeOn(system, code.slice(0, 7).padEnd(10, '0') as AreaCode, on);
    return above && above.code !== code && township.startsWith(above.township) ? above : null;
  };

  return {
    /** Null on a day on which there is no such code. */
    codeOn,
    /** All that a code has been, the oldest first. */
    livesOf: (system: AreaSystem, code: AreaCode): readonly Area[] => lives({ system, code }),
    parentOn,
    /** From the province down to the area itself: province, city, district if any, eup, myeon or dong, ri. */
    pathOn: (system: AreaSystem, code: AreaCode, on: PlainDate): readonly Area[] => {
      const path: Area[] = [];
      for (let area = codeOn(system, code, on); area; area = parentOn(area, on)) path.unshift(area);
      return path;
    },
    /** What lies directly below; below null, the provinces. */
    childrenOn: (system: AreaSystem, code: AreaCode | null, on: PlainDate): readonly Area[] => {
      if (code === null) return provinces({ system, on });
      const of = (digits: number) => ({ system, ...within(code, digits), on });
      const candidates = {
        province: () => [...cities(of(2)), ...orphans(of(2))],
        // A district of a city may have any number of its province.
        city: () => [...cities(of(2)), ...townships(of(5)), ...(system === 'legal' ? orphanRis(of(5)) : [])],
        township: () => (system === 'legal' ? ris(of(8)) : townships(of(7))),
        ri: () => [],
      }[levelOf(system, code)]();
      return candidates.filter((area) => parentOn(area, on)?.code === code);
    },
    /** The offices that serve a legal dong or ri on a day; for a ri that isn't listed, those of its eup or myeon. */
    officesOn: (legal: AreaCode, on: PlainDate): readonly Area[] => {
      for (const digits of [10, 8, 5]) {
        const found = offices({ legal: legal.slice(0, digits).padEnd(10, '0'), on });
        if (found.length > 0) return found;
      }
      return [];
    },
    legalAreasOn: (office: AreaCode, on: PlainDate): readonly Area[] => served({ office, on }),
    /** Every life of areas with this lowest name. */
    named: (system: AreaSystem, township: string, ri: string): readonly Area[] => named({ system, township, ri }),
    /** Every life of the ri of this name in a city or county: its first five digits. */
    riNamed: (city: string, ri: string): readonly Area[] => namedRi({ city, ri }),
    /** Offices whose duty for a legal area begins or ends on a day. */
    officesThatChanged: (legal: AreaCode, on: PlainDate): ReadonlySet<string> =>
      new Set(changed.all({ legal, on }) as string[]),
  };
};
export type AreaReads = ReturnType<typeof createAreaReads>;

/** The codes that share the first digits of one. */
const within = (code: AreaCode, digits: number): { readonly from: string; readonly to: string } => ({
  from: code.slice(0, digits).padEnd(10, '0'),
  to: code.slice(0, digits).padEnd(10, '9'),
});
