import type { z } from 'zod';
import type { Address } from '../../../src/shared/registry/address.ts';
import type { address as addressInput } from '../format/parts.ts';
import type { Problems } from '../format/read-scenario.ts';
import type { Path } from '../format/read-yaml.ts';
import { findOffice, type StoryOffice } from './offices.ts';

export type AddressInput = z.infer<typeof addressInput>;

/** Where addresses are: the offices in whose areas they lie, and those that the scenario gave a name. */
export interface Places {
  readonly offices: readonly StoryOffice[];
  readonly addresses: ReadonlyMap<string, Address>;
}

/** Reads an address, or finds it by its name. Of an office that it doesn't name, it lies in the area of `fallback`. Null after saying what is wrong. */
export const readAddress = (
  input: AddressInput,
  { offices, addresses }: Places,
  fallback: StoryOffice | null,
  problems: Problems,
  path: Path,
): Address | null => {
  if (typeof input !== 'string') {
    const home =
      input.office === undefined ? fallback : findOffice(offices, input.office, problems, [...path, 'office']);
    return home && addressOf(home, { ...input, unit: input.unit ?? '', remark: input.remark ?? '' });
  }
  const named = addresses.get(input.trim());
  if (named) return named;
  const remark = /\(([^()]*)\)\s*$/.exec(input);
  const rest = remark ? input.slice(0, remark.index) : input;
  const [main = '', ...units] = rest.split(',');
  const words = main
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  let home = fallback;
  while (words.length > 2) {
    const [word = ''] = words;
    const owner = offices.find(({ key, office }) => key === word || office.nameKo === word);
    const isAbove = offices.some(({ office }) => office.province === word || office.city.split(' ').includes(word));
    if (!owner && !isAbove) break;
    home = owner ?? home;
    words.shift();
  }
  const number = words.pop() ?? '';
  const isUnderground = words.at(-1) === '지하';
  if (isUnderground) words.pop();
  if (!/^\d+(?:-\d+)?$/.test(number) || words.length === 0) {
    problems.add(path, `“${input}” is no road and building number, such as 은가람대로 45 or 솔내동촌길 12-3, 2층`);
    return null;
  }
  if (!home) {
    problems.add(path, `in whose area does “${input}” lie? Write the office before it: 은가람동 ${input}`);
    return null;
  }
  const parts = {
    road: words.join(' '),
    building: isUnderground ? `지하 ${number}` : number,
    unit: units.join(',').trim(),
    remark: remark?.[1]?.trim() ?? '',
  };
  return addressOf(home, parts);
};

/** Not checked: what a form holds the office checks, and what the register begins with is checked as a whole. */
const addressOf = (
  { office }: StoryOffice,
  parts: Readonly<Record<'road' | 'building' | 'unit' | 'remark', string | number>> & {
    readonly room?: string | number | undefined;
  },
): Address => ({
  office: office.id,
  province: office.province,
  city: office.city,
  township: office.kind === 'dong' ? '' : office.nameKo,
  road: String(parts.road),
  building: String(parts.building),
  unit: String(parts.unit),
  ...(parts.room === undefined ? {} : { room: String(parts.room) }),
  remark: String(parts.remark),
});
