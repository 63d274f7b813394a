import { z } from 'zod';
import { PlainDate } from './plain-date.ts';

/**
 * Ten digits: province 2, city, county or district 3, eup, myeon or dong 3, ri 2. The same ten digits may stand for a
 * legal and for an administrative area: two systems, two meanings.
 */
export const AreaCode = z
  .string()
  .regex(/^\d{10}$/)
  .brand<'AreaCode'>();
export type AreaCode = z.infer<typeof AreaCode>;

/** Administrative areas (행정동) have offices and keep the register; legal areas (법정동) stand in addresses and land. */
export const areaSystems = ['administrative', 'legal'] as const;
export type AreaSystem = (typeof areaSystems)[number];

/** A district inside a city (일반구) has a code of the same level as its city: its name tells them apart. */
export type AreaLevel = 'province' | 'city' | 'township' | 'ri';

/** An area as it was from one day until another. A code that got another name has several. */
export const Area = z.object({
  system: z.enum(areaSystems),
  code: AreaCode,
  province: z.string().min(1),
  /** `늘해군`, in a district of a city `한들시 동구`, empty in a province and in 세종, which has none. */
  city: z.string(),
  /** Eup, myeon, dong or a branch office of one; empty above. */
  township: z.string(),
  /** Only legal areas have them. */
  ri: z.string(),
  from: PlainDate,
  /** The first day on which it was no more; null while it is. */
  to: PlainDate.nullable(),
});
export type Area = z.infer<typeof Area>;

/** What is true from a day on, and no longer on the day `to`. */
export interface Life {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

export const isInForce = ({ from, to }: Life, on: PlainDate): boolean => from <= on && (to === null || on < to);

/** Administrative codes use their last two digits for offices, so only legal ones have ri. */
export const levelOf = (system: AreaSystem, code: AreaCode): AreaLevel => {
  if (code.endsWith('00000000')) return 'province';
  if (code.endsWith('00000')) return 'city';
  return system === 'administrative' || code.endsWith('00') ? 'township' : 'ri';
};

/** The area's own name, without those above it: `동구`, `솔내면`, `물빛리`. */
export const areaName = (area: Pick<Area, 'province' | 'city' | 'township' | 'ri'>): string => {
  if (area.ri !== '') return area.ri;
  if (area.township !== '') return area.township;
  return area.city === '' ? area.province : (area.city.split(' ').at(-1) ?? area.city);
};

/** The whole name, from the province down. */
export const areaToText = (area: Pick<Area, 'province' | 'city' | 'township' | 'ri'>): string =>
  [area.province, area.city, area.township, area.ri].filter((part) => part !== '').join(' ');
