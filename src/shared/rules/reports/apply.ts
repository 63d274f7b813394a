import type { Answer, MoverAnswer } from '../../registry/answer.ts';
import type { NamedPerson } from '../../registry/move-in.ts';
import type { RegisterReport } from '../../registry/register-report.ts';
import { peopleOf } from '../../registry/report.ts';
import type { CurrentFiling } from '../filing.ts';
import { boundDefects } from '../move-in/report-defects.ts';
import type { RegisterDraft } from '../register.ts';
import { basisDefects } from './basis.ts';
import { enterBirth } from './birth.ts';
import { correct } from './correction.ts';
import { enterDeath } from './death.ts';
import type { Effect } from './effect.ts';
import { noteForeignFamily } from './foreign-family.ts';
import { changeHouseholderOnReport } from './householder-change.ts';
import { decideObjection } from './objection.ts';
import { changeStatus } from './status.ts';

/** Decides any report but a move-in, for each person that it is about, and carries it out in `draft`. */
export const applyReport = (
  draft: RegisterDraft,
  filing: CurrentFiling,
  report: RegisterReport,
  excluded: ReadonlyMap<string, Answer>,
): MoverAnswer[] => {
  const forAll = [...boundDefects(filing, report), ...basisDefects(report)];
  return peopleOf(report).map((person): MoverAnswer => {
    const mover = person.number;
    const refused = excluded.get(mover);
    if (refused) return { mover, answer: refused };
    if (forAll.length > 0) return { mover, answer: { type: 'supplement', missing: forAll } };
    return { mover, answer: toAnswer(report, carryOut(draft, filing, report, person)) };
  });
};

const carryOut = (draft: RegisterDraft, filing: CurrentFiling, report: RegisterReport, person: NamedPerson): Effect => {
  switch (report.kind) {
    case 'householder-change':
      return changeHouseholderOnReport(draft, filing, report);
    case 'correction':
      return correct(draft, filing, report);
    case 'unknown-domicile':
    case 'deletion':
    case 'stay-abroad':
      return changeStatus(draft, filing, report, person);
    case 'birth':
      return enterBirth(draft, filing, report);
    case 'death':
      return enterDeath(draft, filing, report);
    case 'foreign-family':
      return noteForeignFamily(draft, filing, report);
    case 'objection':
      return decideObjection(draft, filing, report);
  }
};

const toAnswer = (report: RegisterReport, effect: Effect): Answer => {
  switch (effect.type) {
    case 'done': {
      const { notices = [] } = effect;
      return { type: 'registered', on: report.reportDate, ...(notices.length > 0 ? { notices: [...notices] } : {}) };
    }
    case 'missing':
      return { type: 'supplement', missing: [...effect.missing] };
    case 'answer':
      return effect.answer;
  }
};
