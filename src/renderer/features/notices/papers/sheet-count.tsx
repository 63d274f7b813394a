import type { ReactNode } from 'react';
import { TextField } from '../../../ui/text-field.tsx';

export interface SheetNote {
  readonly sheets: string;
  readonly note: string;
}

/** How many sheets somebody counted, with a word about it. */
export const SheetCount = ({
  value,
  onChange,
  sheetsLabel,
  sheetsHint,
  sheetsError,
  noteLabel,
  noteError = null,
  autoFocus,
}: {
  readonly value: SheetNote;
  readonly onChange: (value: SheetNote) => void;
  readonly sheetsLabel: string;
  readonly sheetsHint?: string;
  readonly sheetsError: string | null;
  readonly noteLabel: string;
  readonly noteError?: string | null;
  readonly autoFocus?: boolean;
}): ReactNode => (
  <div className="field-row">
    <TextField
      label={sheetsLabel}
      hint={sheetsHint}
      value={value.sheets}
      onChange={(sheets) => onChange({ ...value, sheets })}
      inputMode="numeric"
      width="short"
      error={sheetsError}
      autoFocus={autoFocus}
    />
    <TextField
      label={noteLabel}
      value={value.note}
      onChange={(note) => onChange({ ...value, note })}
      error={noteError}
    />
  </div>
);
