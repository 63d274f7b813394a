import type { PlainDate } from '../../registry/plain-date.ts';
import type { Resident } from '../../registry/resident.ts';
import { birthDateIn } from '../../registry/resident-number.ts';
import { type Asker, applicantOf, askerOf } from './asker.ts';
import type { PaperAsk, PaperSources } from './sources.ts';
import { peopleOf } from './subjects.ts';

/**
 * CE-14: papers of a victim of domestic violence, and of those who live with them, are withheld from the person named
 * [A 29⑥–⑧], whatever the ground, and from whoever comes for that person. The person is known by name and birth date,
 * because the register of the victim's office need not hold them. An order counts as soon as the register has it: a clock
 * that was set back lifts none.
 */
export const isWithheld = (ask: PaperAsk, sources: PaperSources, today: PlainDate): boolean => {
  // A receipt tells its reporter nothing but what they wrote themselves.
  if (ask.request.kind === 'move-in-receipt') return false;
  const people = peopleOf(ask, sources, today);
  return [applicantOf(ask, sources), askerOf(ask, sources)].some((asker) => isWithheldFrom(asker, people));
};

const isWithheldFrom = (asker: Asker, people: readonly Resident[]): boolean => {
  const birthDate = birthDateOfAsker(asker);
  return people.some(
    (person) =>
      person.number !== asker.number &&
      (person.withheldFrom ?? []).some((from) => isSameName(from.name, asker.name) && from.birthDate === birthDate),
  );
};

/** Spaces and capitals differ between a card and a register, most of all in Roman letters. */
const isSameName = (a: string, b: string): boolean => bareName(a) === bareName(b);

const bareName = (name: string): string => name.normalize('NFC').replaceAll(/\s/g, '').toUpperCase();

const birthDateOfAsker = ({ number, resident }: Asker): PlainDate | null => {
  if (number === null) return null;
  return resident?.birthDate ?? birthDateIn(number);
};
