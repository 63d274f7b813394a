import type { ReactNode } from 'react';
import { useText } from '../../state/use-text.ts';
import { TextField } from '../../ui/text-field.tsx';
import { ResidentNumberField } from './resident-number-field.tsx';
import { texts } from './texts.ts';

export interface TypedPerson {
  readonly name: string;
  readonly number: string;
}

/** Name and resident number of one person, side by side. */
export const PersonFields = ({
  person,
  onChange,
  nameLabel,
  numberLabel,
  nameError,
  numberError,
  nameId,
  numberId,
  autoFocus,
}: {
  readonly person: TypedPerson;
  readonly onChange: (person: TypedPerson) => void;
  readonly nameLabel?: string | undefined;
  readonly numberLabel?: string | undefined;
  readonly nameError?: string | null | undefined;
  readonly numberError?: string | null | undefined;
  readonly nameId?: string | undefined;
  readonly numberId?: string | undefined;
  readonly autoFocus?: boolean | undefined;
}): ReactNode => {
  const t = useText();
  return (
    <div className="two">
      <TextField
        label={nameLabel ?? t(texts.name)}
        value={person.name}
        onChange={(name) => onChange({ ...person, name })}
        error={nameError}
        id={nameId}
        autoFocus={autoFocus}
      />
      <ResidentNumberField
        label={numberLabel ?? t(texts.number)}
        value={person.number}
        onChange={(number) => onChange({ ...person, number })}
        error={numberError}
        id={numberId}
      />
    </div>
  );
};
