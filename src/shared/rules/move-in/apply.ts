import { type Address, isSameAddress } from '../../registry/address.ts';
import { type Answer, type Missing, type MoverAnswer, moverKey, type Notice } from '../../registry/answer.ts';
import type { MoveInReport } from '../../registry/move-in.ts';
import type { Resident } from '../../registry/resident.ts';
import type { CurrentFiling } from '../filing.ts';
import type { RegisterDraft } from '../register.ts';
import { carryOut } from './carry-out.ts';
import { moverAnswer } from './mover-answer.ts';
import { type NamedMover, type RegisteredMover, residentOfMover } from './movers.ts';
import { isListedWhole, type Places, placesOf } from './places.ts';
import { reportDefects } from './report-defects.ts';

/**
 * MI: decides a move-in and, for the movers it registers, carries it out in `draft`. Filings must come in the order of
 * `compareFilings`. The rules are numbered in `docs/spec.md`.
 *
 * @param to the new address as it is called on that day
 * @param excluded movers whom an official refused
 */
export const applyMoveIn = (
  draft: RegisterDraft,
  filing: CurrentFiling,
  report: MoveInReport,
  to: Address,
  excluded: ReadonlyMap<string, Answer>,
): MoverAnswer[] => {
  const people = report.movers.map((mover): NamedMover => ({ mover, resident: residentOfMover(draft, mover) }));
  const places = placesOf(draft, report, people, to);
  const forAll = [
    ...reportDefects(filing, report, to),
    ...places.missing,
    ...wholeHouseholdDefects(draft, report, people, places),
  ];
  const answers = people.map(
    (person): AnsweredMover => ({
      ...person,
      answer:
        excluded.get(moverKey(person.mover)) ??
        moverAnswer(report, person, placesOfMover(draft, report, person, places), forAll),
    }),
  );

  const settled = withoutTheirHouseholder(report, answers);
  const movers = registeredOf(settled);
  const notices = movers.length === 0 ? [] : carryOut(draft, filing, report, places, movers);
  return settled.map(({ mover, answer }) => ({ mover: moverKey(mover), answer: withNotices(answer, notices) }));
};

interface AnsweredMover extends NamedMover {
  readonly answer: Answer;
}

/** MI-16: into a dormitory everybody comes from a household of their own, whoever else is on the list. */
const placesOfMover = (draft: RegisterDraft, report: MoveInReport, { resident }: NamedMover, places: Places): Places =>
  report.into?.type === 'dormitory'
    ? { ...places, old: (resident && draft.households.get(resident.household)) ?? null }
    : places;

/** MI-6: a whole household is every member whom this form can move. */
const wholeHouseholdDefects = (
  draft: RegisterDraft,
  report: MoveInReport,
  people: readonly NamedMover[],
  { old, newHouseholder, to }: Places,
): Missing[] => {
  if (report.form !== 'whole-household') return [];
  if (!old || (!newHouseholder && report.into?.type !== 'dormitory')) return ['householder-unresolved'];
  // Nobody moves: that is a change of householder, which is a report of its own [A 22].
  const isInPlace = (report.into?.type ?? 'own-household') === 'own-household' && isSameAddress(old.address, to);
  if (isInPlace && old.householder !== newHouseholder?.id) return ['householder-report-needed'];
  return isListedWhole(draft, old, people) ? [] : ['members-not-listed'];
};

/**
 * MI-7: a household waits for a householder whose own registration has to be completed first. One whose householder is
 * held, because another filing stands in the way, doesn't: a dispute about one delays no other (CF-4).
 */
const withoutTheirHouseholder = (report: MoveInReport, answers: readonly AnsweredMover[]): readonly AnsweredMover[] => {
  if (report.into && report.into.type !== 'own-household') return answers;
  const householder = answers.find(({ mover }) => mover.relation === '본인');
  if (householder?.answer.type !== 'supplement') return answers;
  const waits: Answer = { type: 'supplement', missing: ['householder-unresolved'] };
  return answers.map((each) => (each.answer.type === 'registered' ? { ...each, answer: waits } : each));
};

/** Everybody once: a form may name one person by two numbers, or a child with and without its own. */
const registeredOf = (answers: readonly AnsweredMover[]): RegisteredMover[] => {
  const found = new Map<Resident['id'], RegisteredMover>();
  for (const each of answers) {
    if (!isRegistered(each)) continue;
    if (!found.has(each.resident.id) || each.mover.relation === '본인') found.set(each.resident.id, each);
  }
  return [...found.values()];
};

const isRegistered = (each: AnsweredMover): each is AnsweredMover & RegisteredMover =>
  each.answer.type === 'registered' && each.resident !== undefined;

const withNotices = (answer: Answer, notices: readonly Notice[]): Answer =>
  answer.type === 'registered' && notices.length > 0 ? { ...answer, notices: [...notices] } : answer;
