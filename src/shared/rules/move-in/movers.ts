import type { Mover } from '../../registry/move-in.ts';
import type { PlainDate } from '../../registry/plain-date.ts';
import type { AddressRow, Resident } from '../../registry/resident.ts';
import { newbornKey, type RegisterDraft, residentOf } from '../register.ts';

/** Who in the register the form names. A child without a number is found through its mother. */
export const residentOfMover = (draft: RegisterDraft, mover: Mover): Resident | undefined => {
  if (mover.number !== null || !mover.newborn) return residentOf(draft, mover.number);
  const { birthDate, mother } = mover.newborn;
  const born = draft.births.get(newbornKey(draft, mother, birthDate, mover.name));
  if (born) return draft.residents.get(born);
  const parent = residentOf(draft, mother);
  if (!parent) return undefined;
  // Entered before this register was taken over: the child is in its mother's household.
  return draft.households
    .get(parent.household)
    ?.members.flatMap((id) => draft.residents.get(id) ?? [])
    .find((member) => member.name === mover.name && member.birthDate === birthDate);
};

const moves: readonly AddressRow['reason'][] = ['전입', '신규등록', '전입세대구성', '세대합가', '세대분리', '재등록'];

/** The line of the last move of their own. Other lines tell what others did, or what a place or a person is called. */
export const lastMove = (resident: Resident): AddressRow | undefined => resident.addresses.findLast(isMove);

export const isMove = ({ reason }: Pick<AddressRow, 'reason'>): boolean => moves.includes(reason);

/** Whether another filing has moved them on that day. */
export const movedOn = (resident: Resident, day: PlainDate): boolean => {
  const row = lastMove(resident);
  return row !== undefined && row.filing !== null && row.registeredOn === day;
};

/** A mover as the form names them, and who in the register that is. */
export interface NamedMover {
  readonly mover: Mover;
  readonly resident: Resident | undefined;
}

/** A mover whom the report registers, as the register has them. */
export interface RegisteredMover extends NamedMover {
  readonly resident: Resident;
}
