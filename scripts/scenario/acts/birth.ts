import type { PlainDate } from '../../../src/shared/registry/plain-date.ts';
import type { ReportInputs } from '../format/reports.ts';
import { relationWords, sexWords } from '../format/words.ts';
import { isInvented, type StoryPerson } from '../world/people.ts';
import { basisOf } from './basis.ts';
import { type ActContext, type PersonInput, personOf, toNamed } from './context.ts';

/** A birth; from then on later steps can name the child. */
export const buildBirth = (context: ActContext, input: ReportInputs['birth'], reportDate: PlainDate): unknown => {
  const { problems, path, told, world } = context;
  const parentOf = (field: 'mother' | 'father'): StoryPerson | null => {
    const said: PersonInput | undefined = input[field];
    return said === undefined || said === 'none' ? null : personOf(context, said, [field]);
  };
  const mother = parentOf('mother');
  const father = parentOf('father');
  const withParent = input.with ?? (mother ? 'mother' : 'father');
  const parent = withParent === 'mother' ? mother : father;
  if (!parent) {
    problems.add(path, `say who the ${withParent} is: ${withParent}: 이영희`, 'key');
    return null;
  }
  const { child } = input;
  const key = String(child.as ?? child.name);
  const birthDate = (child.born ?? reportDate) as PlainDate;
  const sex = sexWords.toWord(child.sex ?? 'F');
  if (child.number !== undefined && !isInvented(child.number, problems, [...path, 'child', 'number'])) return null;
  const known = world.people.byKey.get(key);
  if (known && (known.birthDate !== birthDate || known.id !== null)) {
    problems.add(
      [...path, 'child'],
      `somebody is called ${key} already: give the child a short name of its own with as`,
    );
    return null;
  }
  const number = child.number ?? known?.number ?? world.people.newNumber(birthDate, sex);
  const person = { key, name: String(child.name), number, birthDate, sex, id: null };
  const usual = { type: 'report', reporter: parent, evidence: '출생증명서', by: '가족관계등록관서' } as const;
  const basis = basisOf(context, input.basis, reportDate, usual);
  if (!basis) return null;
  world.people.add(person);
  told.setStatus(key, 'resident');
  const home = told.homeOf(parent.key);
  const relation = relationWords.toWord(input.relation ?? '자녀');
  if (home && !told.homeOf(key)) told.change(home, { members: new Map([...home.members, [key, relation]]) });
  return {
    child: { name: person.name, hanja: child.hanja ?? '', sex, birthDate, number },
    mother: mother && toNamed(mother),
    father: father && toNamed(father),
    withParent,
    relation,
    basis,
  };
};
