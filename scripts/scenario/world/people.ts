import type { z } from 'zod';
import type { ResidentId } from '../../../src/shared/registry/ids.ts';
import type { PlainDate } from '../../../src/shared/registry/plain-date.ts';
import { birthDateIn, fitsProfile, type ResidentNumber, sexIn } from '../../../src/shared/registry/resident-number.ts';
import { didYouMean } from '../format/nearest.ts';
import type { person as personInput } from '../format/parts.ts';
import type { Problems } from '../format/read-scenario.ts';
import type { Path } from '../format/read-yaml.ts';
import { sexWords } from '../format/words.ts';
import { inventedNumber } from './numbers.ts';

/** Somebody in the story, by the short name that the scenario gives them. */
export interface StoryPerson {
  readonly key: string;
  readonly name: string;
  readonly number: ResidentNumber;
  readonly birthDate: PlainDate;
  readonly sex: 'M' | 'F';
  /** Null for who is in no register when the story begins. */
  readonly id: ResidentId | null;
}

export interface People {
  readonly byKey: ReadonlyMap<string, StoryPerson>;
  /** Short names by every number that somebody has or had. */
  readonly keyByNumber: ReadonlyMap<string, string>;
  readonly add: (person: StoryPerson) => void;
  /** A number that is nobody's stands on a form in place of this person's. */
  readonly noteWritten: (number: string, key: string) => void;
  /** Children on forms whose birth is not registered, by name. */
  readonly newborns: Set<string>;
  /** A number that nobody has yet. */
  readonly newNumber: (birthDate: PlainDate, sex: 'M' | 'F', isForeigner?: boolean) => ResidentNumber;
  /** Notes a number that was written down; false if it may not be used, after saying why. */
  readonly claimNumber: (number: string, problems: Problems, path: Path) => number is ResidentNumber;
}

export const createPeople = (): People => {
  const byKey = new Map<string, StoryPerson>();
  const keyByNumber = new Map<string, string>();
  const taken = new Set<string>();
  let serial = 0;
  return {
    byKey,
    keyByNumber,
    add: (person) => {
      byKey.set(person.key, person);
      keyByNumber.set(person.number, person.key);
      taken.add(person.number);
    },
    noteWritten: (number, key) => {
      if (!keyByNumber.has(number)) keyByNumber.set(number, key);
    },
    newborns: new Set(),
    newNumber: (birthDate, sex, isForeigner) => {
      for (;;) {
        serial += 1;
        const number = inventedNumber(birthDate, sex, serial, isForeigner);
        if (!taken.has(number)) return number;
      }
    },
    claimNumber: (number, problems, path): number is ResidentNumber => {
      if (!isInvented(number, problems, path)) return false;
      if (taken.has(number)) problems.add(path, `somebody else has the number ${number}`);
      taken.add(number);
      return true;
    },
  };
};

/** Refuses whatever could be somebody's number. */
export const isInvented = (number: string, problems: Problems, path: Path): number is ResidentNumber => {
  if (/^\d{6}-\d{7}$/.test(number) && fitsProfile(number as ResidentNumber, 'training')) return true;
  problems.add(path, 'the number could be somebody’s: the month of an invented one is 21 to 32, as in 852412-1000001');
  return false;
};

type PersonInput = z.infer<typeof personInput>;

/** Somebody by short name, or who is in no register and is named here; null after saying what is wrong. */
export const findPerson = (people: People, input: PersonInput, problems: Problems, path: Path): StoryPerson | null => {
  if (typeof input === 'string') {
    const found = people.byKey.get(input);
    if (found) return found;
    const keys = [...people.byKey.keys()];
    const hint =
      didYouMean(input, keys) || (keys.length > 0 && keys.length <= 12 ? `; there are ${keys.join(', ')}` : '');
    problems.add(path, `nobody is called ${input}${hint}. Who is in no register stands under world.others`);
    return null;
  }
  if (input.number !== undefined && !isInvented(input.number, problems, [...path, 'number'])) return null;
  const known =
    input.number === undefined ? undefined : [...people.byKey.values()].find(({ number }) => number === input.number);
  if (known) return { ...known, name: input.name };
  const sex = sexWords.toWord(input.sex ?? (input.number === undefined ? 'M' : sexIn(input.number)));
  const birthDate = bornOf(input, '1975-07-07');
  const number = input.number ?? people.newNumber(birthDate, sex);
  const person: StoryPerson = { key: input.name, name: input.name, number, birthDate, sex, id: null };
  if (!people.byKey.has(input.name)) people.add(person);
  return person;
};

/** As it is said, else as the number tells, else as usual. */
export const bornOf = (
  { born, number }: { readonly born?: string | undefined; readonly number?: string | undefined },
  usual: string,
): PlainDate =>
  ((born as PlainDate | undefined) ??
    (number === undefined ? null : birthDateIn(number as ResidentNumber)) ??
    usual) as PlainDate;
