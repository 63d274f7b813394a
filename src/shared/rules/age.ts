import type { PlainDate } from '../registry/plain-date.ts';

/** Full years at a day; whoever was born on 29 February is a year older on 1 March of other years [민법 158]. */
const ageOn = (birthDate: PlainDate, day: PlainDate): number =>
  Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);

/** Below nineteen [민법 4]. */
export const isMinorOn = (birthDate: PlainDate, day: PlainDate): boolean => ageOn(birthDate, day) < 19;
