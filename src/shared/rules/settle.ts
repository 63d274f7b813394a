import type { Address } from '../registry/address.ts';
import { isSameAddress } from '../registry/address.ts';
import { type Answer, type Missing, type MoverAnswer, moverKey } from '../registry/answer.ts';
import type { FilingId } from '../registry/ids.ts';
import type { AreaChange } from '../registry/register-report.ts';
import { effectiveDate, isMoveIn, subjectsOf } from '../registry/report.ts';
import type { Household, Resident } from '../registry/resident.ts';
import { addressOn, applyAreaChange } from './area.ts';
import { type CurrentFiling, compareFilings, type Filing, toCurrent } from './filing.ts';
import { applyMoveIn } from './move-in/apply.ts';
import { residentOfMover } from './move-in/movers.ts';
import { draftOf, type Register, type RegisterDraft } from './register.ts';
import { applyReport } from './reports/apply.ts';

/** The register after the filings, and exactly one current answer for each mover of each. */
export interface Settlement {
  readonly residents: ReadonlyMap<Resident['id'], Resident>;
  readonly households: ReadonlyMap<Household['id'], Household>;
  readonly answers: ReadonlyMap<FilingId, readonly MoverAnswer[]>;
}

/**
 * MI-2: the register is the fold of its filings in order of report date, never of arrival. So a late filing is
 * inserted where it belongs simply by settling all of them again from `origin`, the register before any of them.
 * The same code answers on a device (for its own residents) and at central (for everyone).
 *
 * @param areas changes of areas, each effective at the beginning of its day
 */
export const settle = (origin: Register, filings: Iterable<Filing>, areas: readonly AreaChange[] = []): Settlement => {
  const draft = draftOf(origin);
  const answers = new Map<FilingId, readonly MoverAnswer[]>();
  const once = new Map<FilingId, CurrentFiling>();
  for (const filing of filings) once.set(filing.id, toCurrent(filing));
  const waiting = [...areas].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const changed: AreaChange[] = [];
  const changeAreasUntil = (day: string): void => {
    for (let next = waiting[0]; next && next.on <= day; next = waiting[0]) {
      applyAreaChange(draft, next);
      changed.push(next);
      waiting.shift();
    }
  };

  for (const [day, filingsOfDay] of byDay([...once.values()].toSorted(compareFilings))) {
    changeAreasUntil(day);
    settleDay(draft, filingsOfDay, changed, answers);
  }
  changeAreasUntil('9999-12-31');
  for (const filing of once.values()) answerForNewborns(draft, filing, answers, changed);
  return { residents: draft.residents, households: draft.households, answers };
};

function* byDay(sorted: readonly CurrentFiling[]): Generator<readonly [day: string, readonly CurrentFiling[]]> {
  for (let from = 0; from < sorted.length; ) {
    const first = sorted[from];
    if (!first) return;
    const day = effectiveDate(first.report);
    let to = from + 1;
    for (let next = sorted[to]; next && effectiveDate(next.report) === day; next = sorted[to]) to += 1;
    yield [day, sorted.slice(from, to)];
    from = to;
  }
}

/** What another filing of the same day may bring about: a household to join, a person, a status. */
const mayComeToday: readonly Missing[] = [
  'name-differs',
  'destination-unknown',
  'destination-elsewhere',
  'members-not-listed',
  'householder-unresolved',
  'mover-unknown',
  'birth-not-registered',
  'person-unknown',
  'parent-unknown',
  'not-a-member',
  'other-office',
  'other-form-needed',
  'status-does-not-fit',
  'measure-unknown',
  'foreign-member-unknown',
];

/**
 * CF-5: the filings of one day in their order; one that lacks only what another of that day may bring is looked at again
 * after the others, until nothing more comes of it.
 */
const settleDay = (
  draft: RegisterDraft,
  filings: readonly CurrentFiling[],
  areas: readonly AreaChange[],
  answers: Map<FilingId, readonly MoverAnswer[]>,
): void => {
  let open = filings;
  while (open.length > 0) {
    const again: CurrentFiling[] = [];
    for (const filing of open) {
      const found = applyFiling(draft, filing, areas);
      answers.set(filing.id, found);
      if (found.every(({ answer }) => mayChangeToday(answer))) again.push(filing);
    }
    if (again.length === open.length || again.length === 0) return;
    open = again;
  }
};

const mayChangeToday = (answer: Answer): boolean =>
  answer.type === 'supplement' && answer.missing.some((each) => mayComeToday.includes(each));

const applyFiling = (draft: RegisterDraft, filing: CurrentFiling, areas: readonly AreaChange[]): MoverAnswer[] => {
  const { report } = filing;
  const excluded = decidedByPeople(filing);
  if (!isMoveIn(report)) return applyReport(draft, filing, report, excluded);
  const to: Address = addressOn(report.to, report.reportDate, areas);
  const found = applyMoveIn(draft, filing, report, to, excluded);
  return to.office === report.to.office
    ? found
    : found.map(({ mover, answer }) =>
        answer.type === 'registered'
          ? { mover, answer: { ...answer, notices: [...(answer.notices ?? []), 'area-changed'] } }
          : { mover, answer },
      );
};

const nobody: ReadonlyMap<string, Answer> = new Map();

/** MI-15: what was withdrawn, or refused by an official, is not decided by a rule. */
const decidedByPeople = ({ report, amendments }: CurrentFiling): ReadonlyMap<string, Answer> => {
  if (amendments.length === 0) return nobody;
  const decided = new Map<string, Answer>();
  const keys = subjectsOf(report).map(moverKey);
  for (const { amendment } of inOrderOfContent(amendments)) {
    if (amendment.type === 'refused') {
      const { on, reasons, remedies } = amendment;
      for (const key of amendment.people ?? keys) decided.set(key, { type: 'refused', on, reasons, remedies });
    }
    if (amendment.type === 'withdrawn')
      for (const key of keys) decided.set(key, { type: 'withdrawn', on: amendment.on });
  }
  return decided;
};

/** Whatever arrived first: a withdrawal comes after a refusal, the earlier day before the later. */
const inOrderOfContent = (amendments: CurrentFiling['amendments']): CurrentFiling['amendments'] =>
  amendments.length < 2
    ? amendments
    : amendments.toSorted((a, b) => {
        const [one, other] = [keyOf(a), keyOf(b)];
        return one < other ? 1 : one > other ? -1 : 0;
      });

const keyOf = ({ amendment, contentHash }: CurrentFiling['amendments'][number]): string =>
  `${amendment.type === 'withdrawn' ? 0 : 1} ${amendment.on} ${contentHash}`;

/** MI-18: a child that was named before its birth was registered has come by the birth to where the others moved. */
const answerForNewborns = (
  draft: RegisterDraft,
  { id, report }: CurrentFiling,
  answers: Map<FilingId, readonly MoverAnswer[]>,
  areas: readonly AreaChange[],
): void => {
  const found = answers.get(id);
  if (!found || !isMoveIn(report) || !report.movers.some(({ newborn }) => newborn)) return;
  answers.set(
    id,
    found.map(({ mover, answer }): MoverAnswer => {
      const child = report.movers.find((each) => moverKey(each) === mover);
      if (answer.type !== 'supplement' || !child?.newborn) return { mover, answer };
      if (!answer.missing.every((each) => each === 'birth-not-registered')) return { mover, answer };
      const first = residentOfMover(draft, child)?.addresses[0];
      const isThere =
        first?.reason === '출생등록' && isSameAddress(first.address, addressOn(report.to, first.registeredOn, areas));
      return isThere ? { mover, answer: { type: 'registered', on: first.registeredOn } } : { mover, answer };
    }),
  );
};
