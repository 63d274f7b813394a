import { isSameAddress } from '../../registry/address.ts';
import type { Notice } from '../../registry/answer.ts';
import type { HouseholdId, ResidentId } from '../../registry/ids.ts';
import type { MoveInReport } from '../../registry/move-in.ts';
import type { Household, Resident, RowReason } from '../../registry/resident.ts';
import type { CurrentFiling } from '../filing.ts';
import { presentForeignFamily } from '../household/foreign-family.ts';
import { type Cause, closeRecord, formUnder, inOrder, openRecord, statedRelations } from '../records.ts';
import { addRow, canLead, derivedHouseholdId, liveMembers, type RegisterDraft, residentOf } from '../register.ts';
import type { RegisteredMover } from './movers.ts';
import type { Places } from './places.ts';

/** Moves the people, and says what an official should see to afterwards. */
export const carryOut = (
  draft: RegisterDraft,
  filing: CurrentFiling,
  report: MoveInReport,
  places: Places,
  movers: readonly RegisteredMover[],
): Notice[] => {
  const cause: Cause = { filing: filing.id, on: report.reportDate };
  if (report.into?.type === 'dormitory') return carryOutInDormitory(draft, report, places, movers, cause);
  const { old } = places;
  if (!old) throw new Error('registered movers belong to a household');
  const leaving = new Set(movers.map(({ resident }) => resident.id));
  const goesAlong = takesRecordAlong(report, places, leaving);
  // Those who stay first: a record that goes along leaves them without one.
  const notices = leave(draft, report, places, { old, leaving, goesAlong }, cause);
  return [...new Set([...notices, ...settleTogether(draft, report, places, { movers, goesAlong }, cause)])];
};

/** MI-16: the movers may come from as many households as they are; each household is left once. */
const carryOutInDormitory = (
  draft: RegisterDraft,
  report: MoveInReport,
  places: Places,
  movers: readonly RegisteredMover[],
  cause: Cause,
): Notice[] => {
  const notices: Notice[] = [];
  for (const id of new Set(movers.map(({ resident }) => resident.household))) {
    const old = draft.households.get(id);
    if (!old) throw new Error('registered movers belong to a household');
    const leaving = new Set(movers.flatMap(({ resident }) => (resident.household === id ? resident.id : [])));
    notices.push(...leave(draft, report, { ...places, old }, { old, leaving, goesAlong: false }, cause));
  }
  for (const each of movers) {
    const old = draft.households.get(each.resident.household) ?? null;
    settleAlone(draft, report, { ...places, old }, each, cause);
  }
  return [...new Set(notices)];
};

/** HH-1: the record goes with the householder who led it and leads the household at the new address too. */
const takesRecordAlong = (report: MoveInReport, { old, newHouseholder }: Places, leaving: ReadonlySet<ResidentId>) =>
  (report.into?.type ?? 'own-household') === 'own-household' &&
  newHouseholder !== null &&
  leaving.has(newHouseholder.id) &&
  old?.householder === newHouseholder.id &&
  !old.closed;

interface Leaving {
  readonly old: Household;
  readonly leaving: ReadonlySet<ResidentId>;
  readonly goesAlong: boolean;
}

/** HH-2: what becomes of the record that is left, and of those who stay. */
const leave = (
  draft: RegisterDraft,
  report: MoveInReport,
  places: Places,
  { old, leaving, goesAlong }: Leaving,
  cause: Cause,
): Notice[] => {
  if (old.closed) return [];
  const stay = old.members.filter((id) => !leaving.has(id));
  const live = liveMembers(draft, { ...old, members: stay });
  // Foreign family stays, and is noted with those who stay, if anybody does.
  const notices: Notice[] = live.length === 0 && presentForeignFamily(old).length > 0 ? ['foreign-family-stays'] : [];
  if (stay.length === 0) {
    if (!goesAlong)
      closeRecord(draft, old, reasonOf(report, places, false), followedBy(draft, report, places, cause), cause);
    return notices;
  }
  const isLed = old.householder !== null && !leaving.has(old.householder);
  if (isLed || live.length === 0) {
    if (goesAlong) openRecord(draft, cause, { address: old.address, householder: null, members: stay, reason: null });
    else draft.households.set(old.id, { ...old, members: stay, householder: isLed ? old.householder : null });
    return notices;
  }
  const able = live.filter(canLead);
  const named = namedHouseholder(draft, report, able);
  if (named) {
    const left = formUnder(draft, old, stay, named.person, named.stated, cause);
    if (!goesAlong) closeRecord(draft, old, '세대주변경', left.record.id, cause);
    return [...notices, ...left.notices];
  }
  const foreignFamily = presentForeignFamily(old);
  if (goesAlong)
    openRecord(draft, cause, { address: old.address, householder: null, members: stay, reason: null, foreignFamily });
  else draft.households.set(old.id, { ...old, members: stay, householder: null });
  return able.length > 0 ? [...notices, 'left-without-householder'] : notices;
};

/** HH-11: the record that follows one that ends: the one that is joined, or the one that is opened next. */
const followedBy = (
  draft: RegisterDraft,
  { into }: MoveInReport,
  { target }: Places,
  { filing }: Cause,
): HouseholdId | null => (into?.type === 'dormitory' ? null : (target?.id ?? derivedHouseholdId(draft, filing)));

/** Whom those who stay named, if it is one of them. */
const namedHouseholder = (draft: RegisterDraft, { remaining }: MoveInReport, able: readonly Resident[]) => {
  const person = remaining && residentOf(draft, remaining.householder);
  if (!person || !able.some(({ id }) => id === person.id)) return null;
  return { person, stated: statedRelations(draft, remaining.relations ?? []) };
};

/** One household for all movers: the record that goes along, the one that is joined, or a new one. */
const settleTogether = (
  draft: RegisterDraft,
  report: MoveInReport,
  places: Places,
  { movers, goesAlong }: { readonly movers: readonly RegisteredMover[]; readonly goesAlong: boolean },
  cause: Cause,
): Notice[] => {
  const { to, old, newHouseholder, target } = places;
  const ids = movers.map(({ resident }) => resident.id);
  const isLed = target !== null || (newHouseholder !== null && ids.includes(newHouseholder.id));
  const reason = reasonOf(report, places, goesAlong);
  const notices: Notice[] = isLed ? [] : ['no-householder-yet'];
  let home: Household;
  if (goesAlong && old) {
    if (presentForeignFamily(old).length > 0) notices.push('foreign-family-stays');
    // Out of a dormitory, if it was in one: into one nobody takes a record along.
    const { dormitory, ...rest } = old;
    home = {
      ...rest,
      office: to.office,
      address: to,
      members: old.members.filter((id) => ids.includes(id)),
      // They are noted again where they have reported their own stay [D 6-2⑤].
      ...(old.foreignFamily ? { foreignFamily: old.foreignFamily.map((each) => ({ until: cause.on, ...each })) } : {}),
    };
  } else if (target) {
    // As it is now: whoever comes back to it has just left it.
    const present = draft.households.get(target.id) ?? target;
    home = { ...present, members: [...present.members, ...ids] };
  } else {
    home = openRecord(draft, cause, {
      address: to,
      householder: isLed && newHouseholder ? newHouseholder.id : null,
      members: ids,
      reason,
    });
  }
  const householderName = newHouseholder?.name ?? '';
  for (const { mover, resident } of movers)
    moveOne(
      draft,
      report,
      resident,
      { household: home.id, address: to, householderName, relation: mover.relation, reason },
      cause,
    );
  draft.households.set(home.id, { ...home, members: inOrder(draft, home.members) });
  return notices;
};

/** MI-16: in a dormitory everyone is a household of their own [A 12]. */
const settleAlone = (
  draft: RegisterDraft,
  report: MoveInReport,
  places: Places,
  { resident }: RegisteredMover,
  cause: Cause,
): void => {
  if (report.into?.type !== 'dormitory') return;
  const reason = reasonOf(report, places, false);
  const home = openRecord(draft, cause, {
    address: places.to,
    householder: resident.id,
    members: [resident.id],
    reason,
    dormitory: report.into.name,
  });
  const line = {
    household: home.id,
    address: places.to,
    householderName: resident.name,
    relation: '본인',
    reason,
  } as const;
  moveOne(draft, report, resident, line, cause);
};

const moveOne = (
  draft: RegisterDraft,
  report: MoveInReport,
  resident: Resident,
  line: Pick<Resident['addresses'][number], 'household' | 'address' | 'householderName' | 'relation' | 'reason'>,
  { filing, on }: Cause,
): void => {
  const present = draft.residents.get(resident.id) ?? resident;
  addRow(draft, present, {
    registeredOn: on,
    movedOn: report.movedOn,
    reason: line.reason,
    address: line.address,
    household: line.household,
    householderName: line.householderName,
    relation: line.relation,
    filing,
    ...(report.form === 're-registration' ? { status: 'resident' as const } : {}),
  });
};

/** The words for it (변동사유). A move to where one lives already forms or merges households, and nobody moves. */
const reasonOf = (report: MoveInReport, { to, old, target }: Places, goesAlong: boolean): RowReason => {
  if (report.form === 're-registration') return '재등록';
  const staysHere = old !== null && isSameAddress(old.address, to);
  if (target) return report.form === 'whole-household' || staysHere ? '세대합가' : '전입';
  if (goesAlong) return '전입';
  return staysHere ? '세대분리' : '전입세대구성';
};
