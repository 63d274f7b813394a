import type { ReactNode } from 'react';
import { useText } from '../../state/use-text.ts';
import { TextField } from '../../ui/text-field.tsx';
import { ResidentNumberField } from '../fields/resident-number-field.tsx';
import type { PersonDraft } from './model/draft.ts';
import type { FieldId } from './model/fields.ts';
import { useTask } from './task-context.tsx';
import { peopleTexts } from './texts-people.ts';
import { useCardSlot } from './use-card-reader.ts';

/** Name and number of one person, as a form names them. A card that is read fills the number, and never the name. */
export const PersonInputs = ({
  person,
  onChange,
  ids: [nameId, numberId],
  nameLabel,
  numberLabel,
}: {
  readonly person: PersonDraft;
  readonly onChange: (change: Partial<PersonDraft>) => void;
  readonly ids: readonly [FieldId, FieldId];
  readonly nameLabel?: string | undefined;
  readonly numberLabel?: string | undefined;
}): ReactNode => {
  const t = useText();
  const { errorOf } = useTask();
  const nameError = errorOf(nameId);
  const numberError = errorOf(numberId);
  useCardSlot({
    fields: [nameId, numberId],
    isEmpty: person.number.trim() === '',
    fill: (number) => onChange({ number }),
  });
  return (
    <div className="person-inputs">
      <TextField
        id={nameId}
        label={nameLabel ?? t(peopleTexts.name)}
        value={person.name}
        onChange={(name) => onChange({ name })}
        error={nameError && t(nameError)}
      />
      <ResidentNumberField
        id={numberId}
        label={numberLabel ?? t(peopleTexts.number)}
        hint=""
        value={person.number}
        onChange={(number) => onChange({ number })}
        error={numberError && t(numberError)}
      />
    </div>
  );
};
