import { addressToText } from '../registry/address.ts';
import type { Answer, Missing, MoverAnswer, OtherFiling } from '../registry/answer.ts';
import { HouseholdId } from '../registry/ids.ts';
import { householderOf, type Mover } from '../registry/move-in.ts';
import type { AddressRow, Household, Resident } from '../registry/resident.ts';
import type { Filing } from './filing.ts';
import type { RegisterDraft } from './register.ts';

/**
 * MI: decides a whole-household move-in and, for the movers it registers, carries it out in `draft`.
 * Filings must come in the order of `compareFilings`. The rules are numbered in `docs/spec.md`.
 */
export const applyMoveIn = (draft: RegisterDraft, filing: Filing): MoverAnswer[] => {
  const { report } = filing;
  const householder = householderOf(report);
  const head = residentOf(draft, householder);
  const household = head && draft.households.get(head.household);

  const forAll = [...reportDefects(filing), ...householdDefects(draft, filing, head, household)];
  const answers = report.movers.map((mover): MoverAnswer => {
    const answer = moverAnswer(draft, filing, mover, head, forAll);
    return { mover: mover.number, answer };
  });

  // MI-7: the household goes where its householder goes, so without them nobody is registered.
  const headAnswer = answers.find((each) => each.mover === householder.number)?.answer;
  if (headAnswer?.type !== 'registered' || !head || !household)
    return answers.map((each) => (each.answer.type === 'registered' ? { ...each, answer: withoutHead } : each));

  const registered = new Set(
    answers.filter((each) => each.answer.type === 'registered').map((each) => draft.idByNumber.get(each.mover)),
  );
  const movers = report.movers.filter((mover) => registered.has(draft.idByNumber.get(mover.number)));
  register(draft, filing, head, household, movers);
  return answers;
};

const residentOf = (draft: RegisterDraft, mover: Mover): Resident | undefined => {
  const id = draft.idByNumber.get(mover.number);
  return id === undefined ? undefined : draft.residents.get(id);
};

const lastRow = (resident: Resident): AddressRow => {
  const row = resident.addresses.at(-1);
  if (!row) throw new Error(`resident ${resident.id} has no address`);
  return row;
};

/** What is wrong with the report as such, whoever the movers are. */
const reportDefects = ({ office, report, notBefore, notAfter }: Filing): Missing[] => {
  const missing: Missing[] = [];
  if (office !== report.to.office) missing.push('other-office'); // MI-10
  if (notAfter !== null && report.reportDate > notAfter) missing.push('report-date-after-arrival'); // MI-3
  if (notBefore !== null && report.reportDate < notBefore) missing.push('report-date-too-early'); // MI-3
  if (report.movedOn > report.reportDate) missing.push('moved-after-report'); // MI-4
  if (!report.reporter.identityChecked) missing.push('identity-not-checked'); // MI-5
  if (report.reporter.capacity === 'delegate' && !report.reporter.delegationShown) missing.push('delegation-missing'); // MI-5
  return missing;
};

/** MI-6: a whole household is its householder with every member whom this form can move. */
const householdDefects = (
  draft: RegisterDraft,
  { report }: Filing,
  head: Resident | undefined,
  household: Household | undefined,
): Missing[] => {
  if (!head || !household) return ['householder-unresolved'];
  const missing: Missing[] = [];
  if (household.householder !== head.id) missing.push('householder-differs');
  const listed = new Set(report.movers.map((mover) => draft.idByNumber.get(mover.number)));
  const isMissing = household.members.some((id) => !listed.has(id) && draft.residents.get(id)?.status === 'resident');
  if (isMissing) missing.push('members-not-listed');
  return missing;
};

const moverAnswer = (
  draft: RegisterDraft,
  filing: Filing,
  mover: Mover,
  head: Resident | undefined,
  forAll: readonly Missing[],
): Answer => {
  const resident = residentOf(draft, mover);
  const own = resident ? moverDefects(filing, mover, resident) : (['mover-unknown'] satisfies Missing[]);
  // A filing with a defect doesn't compete with another one: it is completed first.
  const missing = [...new Set([...own, ...forAll])];
  if (missing.length > 0 || !resident) return { type: 'supplement', missing };

  const row = lastRow(resident);
  const other = otherFiling(row);
  if (other && row.registeredOn === filing.report.reportDate) return { type: 'held', why: 'same-day-filing', other }; // CF-1
  // CF-2: either they left the household or, staying behind, the household left them: whichever filing did it is named.
  if (resident.household !== head?.household)
    return { type: 'held', why: 'not-of-this-household', other: other ?? (head ? otherFiling(lastRow(head)) : null) };
  return { type: 'registered', on: filing.report.reportDate }; // MI-1
};

const moverDefects = ({ report }: Filing, mover: Mover, resident: Resident): Missing[] => {
  const missing: Missing[] = [];
  if (resident.name !== mover.name) missing.push('name-differs'); // MI-8
  if (resident.status !== 'resident') missing.push('other-form-needed'); // MI-8
  const row = lastRow(resident);
  // MI-9: what stood when the register was taken over can't be re-ordered, because its own filings are not here.
  if (row.filing === null && report.reportDate <= row.registeredOn)
    missing.push('report-date-before-current-registration');
  return missing;
};

/** What a fit mover gets when their householder is not registered by this filing. */
const withoutHead: Answer = { type: 'supplement', missing: ['householder-unresolved'] };

const otherFiling = (row: AddressRow): OtherFiling | null =>
  row.filing === null
    ? null
    : {
        filing: row.filing,
        office: row.address.office,
        reportDate: row.registeredOn,
        address: addressToText(row.address),
        householderName: row.householderName,
      };

/** HH-1, HH-2: the record goes with the householder; those not registered stay behind in a record of their own. */
const register = (
  draft: RegisterDraft,
  { id, report }: Filing,
  head: Resident,
  household: Household,
  movers: readonly Mover[],
): void => {
  const moved: Resident[] = [];
  for (const mover of movers) {
    const resident = residentOf(draft, mover);
    if (!resident) throw new Error('a registered mover is in the register');
    moved.push({
      ...resident,
      office: report.to.office,
      relation: mover.relation,
      addresses: [
        ...resident.addresses,
        {
          registeredOn: report.reportDate,
          movedOn: report.movedOn,
          reason: '전입',
          address: report.to,
          household: household.id,
          householderName: head.name,
          relation: mover.relation,
          filing: id,
        },
      ],
    });
  }
  const movedIds = new Set(moved.map((resident) => resident.id));
  const stayed = household.members.filter((member) => !movedIds.has(member));

  for (const resident of moved) draft.residents.set(resident.id, resident);
  draft.households.set(household.id, {
    ...household,
    office: report.to.office,
    address: report.to,
    members: household.members.filter((member) => movedIds.has(member)),
  });
  if (stayed.length === 0) return;
  // The new record takes the filing's id: unique, and the same on every device and at central.
  const remainder = HouseholdId.parse(id);
  if (draft.households.has(remainder)) throw new Error(`household ${remainder} exists already`);
  draft.households.set(remainder, { ...household, id: remainder, householder: null, members: stayed });
  for (const member of stayed) {
    const resident = draft.residents.get(member);
    if (resident) draft.residents.set(member, { ...resident, household: remainder });
  }
};
