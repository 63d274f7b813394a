import type { JsonSchema, Shapes } from './json-schema.ts';
import { plainOf } from './nearest.ts';
import type { Path } from './read-yaml.ts';

/** Gives fields the spelling of the format, where it is clear which one is meant. Keys that are names stay. */
export const respell = (
  value: unknown,
  shapes: Shapes,
  here: readonly JsonSchema[],
  path: Path,
  renamed: Map<string, string>,
): unknown => {
  if (Array.isArray(value))
    return value.map((each, index) => respell(each, shapes, shapes.inner(here, index), [...path, index], renamed));
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value.normalize('NFC') : value;
  const fields = shapes.fields(here);
  const entries: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const meant = fields.includes(key)
      ? key
      : (fields.find((field) => plainOf(field) === plainOf(key)) ?? synonymOf(key, fields));
    const isTaken = meant !== undefined && meant !== key && Object.hasOwn(value, meant);
    const name = isTaken ? key : (meant ?? key.normalize('NFC'));
    const next = [...path, name];
    if (name !== key) renamed.set(JSON.stringify(next.map(String)), key);
    entries.push([name, respell(inner, shapes, shapes.inner(here, name), next, renamed)]);
  }
  return Object.fromEntries(entries);
};

/** What people write who have not read the names of the fields. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  reportdate: ['reported-on'],
  reportedat: ['reported-on'],
  movedate: ['moved-on'],
  moveddate: ['moved-on'],
  date: ['on'],
  day: ['on'],
  office: ['at'],
  who: ['movers', 'people', 'person'],
  people: ['movers'],
  persons: ['people', 'movers'],
  address: ['to', 'at'],
  newaddress: ['to'],
  previousaddress: ['from'],
  birthdate: ['born'],
  birthday: ['born'],
  gender: ['sex'],
  title: ['scenario'],
  description: ['story'],
  today: ['starts'],
  startson: ['starts'],
  registeredon: ['since'],
  by: ['desk'],
  sync: ['order'],
  reports: ['reporter'],
};

const synonymOf = (key: string, fields: readonly string[]): string | undefined =>
  synonyms[plainOf(key)]?.find((each) => fields.includes(each));
