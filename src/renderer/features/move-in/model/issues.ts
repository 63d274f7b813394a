import type { Text } from '../../../../shared/text/language.ts';
import type { MoveInDraft } from './draft.ts';
import { type FieldId, moverField, stayerField } from './fields.ts';

/** Why a report can't be made of the draft yet. */
export interface FieldIssue {
  readonly field: FieldId;
  /** `missing`: nothing was entered, which is no mistake before the topic is left as finished. */
  readonly kind: 'missing' | 'wrong';
  readonly message: Text;
}

/**
 * The field of the task that a place of the report comes from: the paths of the schema, and those that an office names
 * in an `InvalidInput`, without `report` before them.
 *
 * @param message what the schema says, where one place has several rules
 */
export const fieldOfPath = (draft: MoveInDraft, path: readonly PropertyKey[], message = ''): FieldId => {
  const [first = '', second = '', third = '', fourth = ''] = path.map(String);
  switch (first) {
    case 'form':
    case 'reason':
      return first;
    case 'reportDate':
      return 'report-date';
    case 'movedOn':
      return 'moved-on';
    case 'previousAddress':
      return 'previous-address';
    case 'to':
      return draft.place.typed === null && ['road', 'building', 'remark'].includes(second)
        ? 'to'
        : (placeFields.find((field) => field === second) ?? 'to');
    case 'reporter':
      return (reporterFields.find((field) => field === second) && `reporter-${second}`) ?? 'reporter-capacity';
    case 'into':
      return intoField(second, third);
    case 'previousHouseholder':
      // One of the movers, whose own fields these are.
      if (draft.before.who === 'mover')
        return moverField(draft.before.mover ?? '', second === 'name' ? 'name' : 'number');
      return second === 'name' || second === 'number' ? `before-${second}` : 'before';
    case 'remaining': {
      if (second !== 'relations') return 'remaining-number';
      const stayer = draft.remaining.relations[Number(third)];
      return stayer ? stayerField(stayer.key, fourth === 'number' ? 'number' : 'relation') : 'remaining';
    }
    case 'backdating':
      return second === 'scan' ? 'scan' : 'supervisor';
    case 'movers':
      return moverFieldOf(draft, [second, third, fourth, String(path[4] ?? '')], message);
    default:
      return first;
  }
};

const placeFields = ['road', 'building', 'remark', 'unit', 'room'] as const;
const reporterFields = ['name', 'number', 'capacity', 'kinship'] as const;

const intoField = (second: string, third: string): FieldId => {
  if (second === 'type') return 'destination';
  if (second === 'name') return 'dormitory-name';
  const own = third === 'name' ? 'name' : 'number';
  return second === 'manager' ? `manager-${own}` : `joined-${own}`;
};

/** Who leads whom: a choice of its own, or the relation that nobody can have who joins a household. */
const headField = (draft: MoveInDraft): FieldId => {
  const head = draft.movers.find(({ relation }) => relation === '본인');
  return draft.destination === 'household-of' && head ? moverField(head.key, 'relation') : 'head';
};

const moverFieldOf = (
  draft: MoveInDraft,
  [nth, field, part, rest]: readonly [string, string, string, string],
  message: string,
): FieldId => {
  const mover = draft.movers[Number(nth)];
  // The list as a whole: who leads it, or somebody who stands on it twice.
  if (nth === '' || !mover) return message.includes('본인') ? headField(draft) : 'movers';
  switch (field) {
    case 'name':
    case 'number':
    case 'relation':
      return moverField(mover.key, field);
    case 'newborn':
      return moverField(mover.key, part === 'mother' ? 'mother' : 'birth-date');
    case 'consent':
      if (part === 'guardian') return moverField(mover.key, rest === 'name' ? 'guardian-name' : 'guardian-number');
      if (part === 'on') return moverField(mover.key, 'found-on');
      return moverField(mover.key, part === 'official' ? 'found-by' : 'consent');
    default:
      return moverField(mover.key, 'number');
  }
};
