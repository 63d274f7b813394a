import { type Area, type AreaCode, type AreaSystem, levelOf } from '../../shared/registry/area.ts';
import { addDays, type PlainDate } from '../../shared/registry/plain-date.ts';
import type { AreaReads } from './area-reads.ts';

/** The files name no successor, so each comes with what speaks for it. */
export type SuccessionReason =
  /** It began on that day under the same name. */
  | 'same-name'
  /** It serves, or is served by, what the old one was. */
  | 'same-area'
  /** Successors of what lay in it lie in it. */
  | 'contains-successors';

export interface Successor {
  readonly area: Area;
  readonly reasons: readonly SuccessionReason[];
}

/** A code cannot have been replaced more often than this without a loop in the data. */
const maxSteps = 20;

/** Which codes took the place of an abolished one: one after a merger or a change of codes, several after a split. */
export const createSuccession = (reads: AreaReads) => {
  /** Areas of the same name that began, or ended, on a day: of the same city, or else of whatever city. */
  const namesakesOn = (old: Area, day: PlainDate, edge: 'from' | 'to' = 'from'): readonly Area[] => {
    const level = levelOf(old.system, old.code);
    const onDay = (areas: readonly Area[]): readonly Area[] =>
      areas.filter((area) => area[edge] === day && area.code !== old.code && levelOf(area.system, area.code) === level);
    const named = onDay(reads.named(old.system, old.township, old.ri));
    const closest = [
      named.filter(({ province, city }) => province === old.province && city === old.city),
      named.filter(({ city }) => city === old.city),
      named.filter(({ code }) => code.slice(0, 2) === old.code.slice(0, 2)),
      named,
    ].find((areas) => areas.length > 0);
    // A ri that went over to the neighbouring eup or myeon keeps its name.
    return closest ?? (level === 'ri' ? onDay(reads.riNamed(old.code.slice(0, 5), old.ri)) : []);
  };

  /** The legal areas that took a legal area's place on a day, itself if nothing happened to it. */
  const legalOn = (legal: Area, day: PlainDate): readonly Area[] => {
    const same = reads.codeOn('legal', legal.code, day);
    return same ? [same] : namesakesOn(legal, day);
  };

  /** Offices that serve on `day` what an office served the day before; those whose duty changed that day, if any did. */
  const heirsOf = (office: Area, day: PlainDate): readonly Area[] => {
    const lands = reads.legalAreasOn(office.code, addDays(day, -1)).flatMap((legal) => legalOn(legal, day));
    const byCode = new Map<AreaCode, { readonly area: Area; readonly isChanged: boolean }>();
    for (const legal of lands) {
      const changed = reads.officesThatChanged(legal.code, day);
      for (const area of reads.officesOn(legal.code, day)) {
        const isChanged = area.from === day || changed.has(area.code) || byCode.get(area.code)?.isChanged === true;
        if (area.code !== office.code) byCode.set(area.code, { area, isChanged });
      }
    }
    const all = [...byCode.values()];
    const some = all.filter(({ isChanged }) => isChanged);
    return (some.length > 0 ? some : all).map(({ area }) => area);
  };

  /** Legal areas that began on a day in the care of the offices that had an old one. */
  const neighboursOf = (legal: Area, day: PlainDate): readonly Area[] => {
    const before = reads.officesOn(legal.code, addDays(day, -1));
    const now = before.flatMap((office) => {
      const same = reads.codeOn('administrative', office.code, day);
      return same ? [same] : [...namesakesOn(office, day), ...heirsOf(office, day)];
    });
    return now
      .flatMap((office) => reads.legalAreasOn(office.code, day))
      .filter(({ system, code, from }) => from === day && levelOf(system, code) === levelOf(legal.system, legal.code));
  };

  /** Cities and provinces: what the successors of the areas inside lie in. */
  const containersOf = (old: Area, day: PlainDate): readonly Area[] => {
    const level = levelOf(old.system, old.code);
    const eve = addDays(day, -1);
    const inside = (area: Area): readonly Area[] =>
      reads.childrenOn(old.system, area.code, eve).flatMap((child) => {
        const isTownship = levelOf(child.system, child.code) === 'township';
        return isTownship ? [child] : inside(child);
      });
    return (
      inside(old)
        .flatMap((area) => {
          const named = namesakesOn(area, day);
          return named.length > 0 ? named : successorsOn(area, day).map((successor) => successor.area);
        })
        .flatMap((area) => reads.pathOn(area.system, area.code, day))
        .filter((area) => levelOf(area.system, area.code) === level && area.code !== old.code)
        // A district's city is no successor of a district.
        .filter((area) => area.city.includes(' ') === old.city.includes(' '))
    );
  };

  const successorsOn = (old: Area, day: PlainDate): readonly Successor[] => {
    const isHigh = ['province', 'city'].includes(levelOf(old.system, old.code));
    const found: readonly (readonly [SuccessionReason, readonly Area[]])[] = isHigh
      ? [['contains-successors', containersOf(old, day)]]
      : old.system === 'administrative'
        ? [
            ['same-name', namesakesOn(old, day)],
            ['same-area', heirsOf(old, day)],
          ]
        : [['same-name', namesakesOn(old, day)]];
    const successors = merge(found);
    const isLastResort = old.system === 'legal' && !isHigh && successors.length === 0;
    return isLastResort ? merge([['same-area', neighboursOf(old, day)]]) : successors;
  };

  /** What stood, the day before, where an area that began on `day` stands. */
  const predecessorsOn = (area: Area, day: PlainDate): readonly Area[] => {
    const eve = addDays(day, -1);
    const named = namesakesOn(area, day, 'to');
    if (area.system === 'legal') return named;
    const lands = reads.legalAreasOn(area.code, day).flatMap((legal) => {
      const same = reads.codeOn('legal', legal.code, eve);
      return same ? [same] : namesakesOn(legal, day, 'to');
    });
    return [...named, ...lands.flatMap((legal) => reads.officesOn(legal.code, eve))];
  };

  return {
    /** The areas in force on `on` that stood where a code stands that began later; nothing for one that is older. */
    predecessorsOf: (system: AreaSystem, code: AreaCode, on: PlainDate): readonly Area[] => {
      let current = reads.livesOf(system, code).slice(0, 1);
      for (let step = 0; step < maxSteps && current.some(({ from }) => from > on); step += 1)
        current = unique(current.flatMap((area) => (area.from > on ? predecessorsOn(area, area.from) : [area])));
      return current.filter(({ from }) => from <= on);
    },
    /**
     * The areas in force on `on` that stand where the code's last life before it stood. A code in force on that day is
     * its own successor. Empty where the files don't tell.
     */
    successorsOf: (system: AreaSystem, code: AreaCode, on: PlainDate): readonly Successor[] => {
      let current = reads
        .livesOf(system, code)
        .filter(({ from }) => from <= on)
        .slice(-1)
        .map((area): Successor => ({ area, reasons: [] }));
      for (let step = 0; step < maxSteps; step += 1) {
        const ended = current.filter(({ area }) => area.to !== null && area.to <= on);
        if (ended.length === 0) break;
        const next = ended.flatMap(({ area }) => (area.to === null ? [] : successorsOn(area, area.to)));
        current = merge(
          [...current.filter((each) => !ended.includes(each)), ...next].flatMap(({ area, reasons }) =>
            reasons.length === 0 ? [] : reasons.map((reason) => [reason, [area]] as const),
          ),
        );
      }
      return current;
    },
  };
};

const unique = (areas: readonly Area[]): Area[] => [
  ...new Map(areas.map((area) => [`${area.code} ${area.from}`, area])).values(),
];

const merge = (found: readonly (readonly [SuccessionReason, readonly Area[]])[]): Successor[] => {
  const byCode = new Map<AreaCode, Successor>();
  for (const [reason, areas] of found)
    for (const area of areas) {
      const reasons = new Set([...(byCode.get(area.code)?.reasons ?? []), reason]);
      byCode.set(area.code, { area, reasons: [...reasons] });
    }
  return [...byCode.values()].toSorted((a, b) => (a.area.code < b.area.code ? -1 : 1));
};
