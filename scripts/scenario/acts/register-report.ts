import type { PlainDate } from '../../../src/shared/registry/plain-date.ts';
import { RegisterReport } from '../../../src/shared/registry/register-report.ts';
import { basisDefects } from '../../../src/shared/rules/reports/basis.ts';
import type { ReportInputs } from '../format/reports.ts';
import { isYes } from '../format/steps.ts';
import { relationWords, sexWords } from '../format/words.ts';
import { readAddress } from '../world/addresses.ts';
import { toForeignMember } from '../world/households.ts';
import { isInvented } from '../world/people.ts';
import { basisOf, type UsualBasis } from './basis.ts';
import { buildBirth } from './birth.ts';
import { type ActContext, type PersonInput, peopleOf, personOf, type StoryFiling, toNamed } from './context.ts';
import { namedRelations } from './move-in.ts';

export type ReportVerb = keyof ReportInputs;

type Builders = {
  readonly [V in ReportVerb]: (
    context: ActContext,
    input: ReportInputs[V],
    reportDate: PlainDate,
    filings: ReadonlyMap<string, StoryFiling>,
  ) => unknown;
};

const byOffice: UsualBasis = { type: 'ex-officio', reporter: null, evidence: '사실조사 결과보고서', by: '' };
const byReport = (context: ActContext, person: PersonInput, evidence: string, field: string): UsualBasis => ({
  type: 'report',
  reporter: personOf(context, person, [field]),
  evidence,
  by: '가족관계등록관서',
});

const builders: Builders = {
  'householder-change': (context, input, reportDate) => {
    const person = personOf(context, input.to, ['to']);
    const basis = basisOf(context, input.basis, reportDate, byReport(context, input.to, '가족관계증명서', 'to'));
    const relations = namedRelations(context, input.relations ?? {}, ['relations']);
    return person && basis && { newHouseholder: toNamed(person), relations, basis };
  },
  correction: (context, input, reportDate) => {
    const { problems, path, world, office } = context;
    const person = personOf(context, input.person, ['person']);
    const basis = basisOf(
      context,
      input.basis,
      reportDate,
      byReport(context, input.person, '가족관계증명서', 'person'),
    );
    const to = input.address && readAddress(input.address, world, office, problems, [...path, 'address']);
    if (input.number !== undefined) isInvented(input.number, problems, [...path, 'number']);
    const changes = [
      ...(input.name === undefined ? [] : [{ what: 'name', to: String(input.name) }]),
      ...(input.hanja === undefined ? [] : [{ what: 'hanja', to: input.hanja }]),
      ...(input.born === undefined ? [] : [{ what: 'birth-date', to: input.born }]),
      ...(input.sex === undefined ? [] : [{ what: 'sex', to: sexWords.toWord(input.sex) }]),
      ...(input.number === undefined ? [] : [{ what: 'number', to: input.number }]),
      ...(input.relation === undefined ? [] : [{ what: 'relation', to: relationWords.toWord(input.relation) }]),
      ...(to ? [{ what: 'address', to }] : []),
    ];
    if (changes.length === 0)
      problems.add(path, 'say what it should read: name, hanja, born, sex, number, relation or address', 'key');
    const isAdoption = isYes(input.adoption ?? false);
    return (
      person && basis && { person: toNamed(person), changes, isAdoption, reason: String(input.reason ?? '정정'), basis }
    );
  },
  'unknown-domicile': (context, input, reportDate) => {
    const basis = basisOf(context, input.basis, reportDate, byOffice);
    return basis && { people: peopleOf(context, input.people, ['people']).map(toNamed), basis };
  },
  deletion: (context, input, reportDate) => {
    const basis = basisOf(context, input.basis, reportDate, byOffice);
    return (
      basis && { people: peopleOf(context, input.people, ['people']).map(toNamed), why: input.why ?? 'other', basis }
    );
  },
  'stay-abroad': (context, input, reportDate) => {
    const people = peopleOf(context, input.people, ['people']);
    const usual: UsualBasis = {
      type: 'report',
      reporter: people[0] ?? null,
      evidence: '출입국사실증명',
      by: '출입국관리사무소',
    };
    const basis = basisOf(context, input.basis, reportDate, usual);
    return basis && { people: people.map(toNamed), step: input.step, basis };
  },
  birth: buildBirth,
  death: (context, input, reportDate) => {
    const person = personOf(context, input.person, ['person']);
    const kin =
      person && [...(context.told.homeOf(person.key)?.members.keys() ?? [])].find((key) => key !== person.key);
    const reporter = (kin !== undefined && kin !== null && context.world.people.byKey.get(kin)) || null;
    const usual: UsualBasis = {
      type: reporter ? 'report' : 'notified',
      reporter,
      evidence: '사망진단서',
      by: '가족관계등록관서',
    };
    const basis = basisOf(context, input.basis, reportDate, usual);
    return person && basis && { person: toNamed(person), diedOn: input['died-on'] ?? reportDate, basis };
  },
  'foreign-family': (context, input, reportDate) => {
    const householder = personOf(context, input.householder, ['householder']);
    const usual = byReport(context, input.householder, '외국인등록 사실증명', 'householder');
    const basis = basisOf(context, input.basis, reportDate, usual);
    const member = toForeignMember(input.member, reportDate, 0);
    return householder && basis && { householder: toNamed(householder), step: input.step ?? 'noted', member, basis };
  },
  objection: (context, input, reportDate, filings) => {
    const person = personOf(context, input.person, ['person']);
    const measure = filings.get(String(input.measure));
    if (!measure)
      context.problems.add([...context.path, 'measure'], `there is no filing ${input.measure} before this step`);
    return (
      person &&
      measure && {
        person: toNamed(person),
        measure: measure.id,
        decidedOn: input['decided-on'] ?? reportDate,
        isUpheld: isYes(input.upheld),
        reason: String(input.reason ?? '이의신청에 대한 결정'),
        remedies: String(input.remedies ?? '결정을 통지받은 날부터 90일 안에 행정심판을 청구할 수 있습니다.'),
      }
    );
  },
};

/** Builds the report, and takes note of what it says of people. Null after saying what is wrong. */
export const buildRegisterReport = <V extends ReportVerb>(
  context: ActContext,
  verb: V,
  input: ReportInputs[V],
  filings: ReadonlyMap<string, StoryFiling>,
): RegisterReport | null => {
  const { problems, today } = context;
  const reportDate = (input['reported-on'] ?? today) as PlainDate;
  const before = problems.list().length;
  const fields = builders[verb](context, input, reportDate, filings);
  if (!fields || problems.list().length > before) return null;
  const filled = { kind: verb, reportDate, ...fields };
  // As with a move-in, what the counter says to a form that can't be is part of the story.
  const report = RegisterReport.safeParse(filled).data ?? (filled as unknown as RegisterReport);
  // What lacks a paper is not believed, so nobody goes by it.
  if (basisDefects(report).length === 0) note(context, report);
  return report;
};

/** What people would tell at a counter from then on. */
const note = ({ told, world: { people } }: ActContext, report: RegisterReport): void => {
  const keyOf = (number: string): string =>
    [...people.byKey.values()].find((person) => person.number === number)?.key ?? '';
  switch (report.kind) {
    case 'householder-change': {
      const key = keyOf(report.newHouseholder.number);
      const home = told.homeOf(key);
      if (home)
        told.lead(home, key, new Map(report.relations.map(({ number, relation }) => [keyOf(number), relation])));
      return;
    }
    case 'correction': {
      const person = people.byKey.get(keyOf(report.person.number));
      if (!person) return;
      let after = person;
      for (const change of report.changes) {
        if (change.what === 'name') after = { ...after, name: change.to };
        if (change.what === 'number') after = { ...after, number: change.to };
        if (change.what === 'birth-date') after = { ...after, birthDate: change.to };
      }
      people.add(after);
      return;
    }
    case 'unknown-domicile':
    case 'deletion':
      for (const { number } of report.people)
        told.setStatus(keyOf(number), report.kind === 'deletion' ? 'deleted' : 'unknown-domicile');
      return;
    case 'stay-abroad':
      for (const { number } of report.people)
        told.setStatus(keyOf(number), report.step === 'departure' ? 'staying-abroad' : 'resident');
      return;
    case 'death':
      told.setStatus(keyOf(report.person.number), 'deleted');
      return;
    case 'birth':
    case 'foreign-family':
    case 'objection':
  }
};
