import type { OfficeId } from '../../../src/shared/registry/ids.ts';
import { Office, Official, type Role } from '../../../src/shared/registry/office.ts';
import { didYouMean } from '../format/nearest.ts';
import type { Problems } from '../format/read-scenario.ts';
import type { Path } from '../format/read-yaml.ts';
import type { World } from '../format/world.ts';

/** An office of the story, by the name that the scenario gives it. */
export interface StoryOffice {
  readonly key: string;
  readonly office: Office;
  readonly isUpAtFirst: boolean;
  /** Milliseconds by which its computers are ahead; negative: behind. */
  readonly clockOffset: number;
}

/** The three of the training township; others get codes of their own. */
const known: Readonly<Record<string, { readonly id: string; readonly english: string }>> = {
  솔내면: { id: '9971031000', english: 'Solnae-myeon' },
  은가람동: { id: '9911051000', english: 'Eungaram-dong' },
  윤슬읍: { id: '9971025000', english: 'Yunseul-eup' },
};

const kindOf = (name: string): Office['kind'] => (name.endsWith('읍') ? 'eup' : name.endsWith('면') ? 'myeon' : 'dong');

/** `+3 days` in milliseconds. */
export const durationMs = (text: string): number => {
  const [, sign = '', count = '0', unit = 'd'] = /^([+-]?)\s*(\d+)\s*(m|h|d|w)/.exec(text) ?? [];
  const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
  return (sign === '-' ? -1 : 1) * Number(count) * (units[unit] ?? 0);
};

export const readOffices = (world: World, problems: Problems): readonly StoryOffice[] => {
  const given = world.offices ?? Object.keys(known);
  const entries: readonly (readonly [string, NonNullable<OfficeInput>])[] = Array.isArray(given)
    ? given.map((key) => [key, {}] as const)
    : Object.entries(given).map(([key, value]) => [key, value ?? {}] as const);
  const taken = new Set<string>();
  return entries.flatMap(([key, input], nth): StoryOffice[] => {
    const path: Path = ['world', 'offices', key];
    const name = String(input.name ?? key);
    const kind = input.kind ?? kindOf(name);
    const id =
      input.id ?? known[name]?.id ?? `99${kind === 'dong' ? '11' : '71'}9${String(nth + 1).padStart(2, '0')}000`;
    if (taken.has(id)) problems.add(path, `another office has the code ${id}`);
    taken.add(id);
    const office = Office.safeParse({
      id,
      nameKo: name,
      nameEn: String(input.english ?? known[name]?.english ?? key),
      kind,
      province: String(input.province ?? '다온도'),
      city: String(input.city ?? (kind === 'dong' ? '새론시' : '늘해군')),
    });
    if (!office.success) {
      problems.add(path, `the office can’t be made: ${office.error.issues[0]?.message ?? ''}`);
      return [];
    }
    const clockOffset = input.clock === undefined ? 0 : durationMs(input.clock);
    return [{ key, office: office.data, isUpAtFirst: input.link !== 'down', clockOffset }];
  });
};
type OfficeInput = Extract<NonNullable<World['offices']>, Record<string, unknown>>[string];

/** By key, by registered name or by code; null after saying so. */
export const findOffice = (
  offices: readonly StoryOffice[],
  name: string | number,
  problems: Problems,
  path: Path,
): StoryOffice | null => {
  const text = String(name);
  const found = offices.find(({ key, office }) => key === text || office.nameKo === text || office.id === text);
  if (found) return found;
  const keys = offices.map(({ key }) => key);
  problems.add(path, `there is no office ${text}${didYouMean(text, keys) || `; there are ${keys.join(', ')}`}`);
  return null;
};

const roles: readonly (readonly [suffix: string, role: Role, name: string])[] = [
  ['clerk', 'clerk', '담당자'],
  ['supervisor', 'supervisor', '책임자'],
  ['kiosk', 'kiosk', '무인발급기'],
];

/** Everybody who may sign in at an office. */
export const officialsOf = ({ office }: StoryOffice): Official[] =>
  roles.map(([suffix, role, name]) =>
    Official.parse({ id: officialId(office.id, suffix), office: office.id, name: `${office.nameKo} ${name}`, role }),
  );

export const officialId = (office: OfficeId, suffix: string): Official['id'] =>
  Official.shape.id.parse(`${office}-${suffix}`);
