import { type ReactNode, useId } from 'react';
import { FieldError } from './field-frame.tsx';

/** Yes or no. */
export const CheckBox = ({
  label,
  isSelected,
  onChange,
  hint,
  error,
  id,
  isDisabled = false,
}: {
  readonly label: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
  readonly id?: string | undefined;
  readonly isDisabled?: boolean | undefined;
}): ReactNode => {
  const ownId = useId();
  const base = id ?? ownId;
  const isWrong = error !== undefined && error !== null && error !== '';
  const describedBy = [hint !== undefined && `${base}-hint`, isWrong && `${base}-error`].filter(Boolean).join(' ');
  return (
    <div className="check" data-invalid={isWrong || undefined}>
      <label className="check-label" data-selected={isSelected || undefined}>
        <input
          type="checkbox"
          id={base}
          checked={isSelected}
          disabled={isDisabled}
          aria-invalid={isWrong || undefined}
          aria-describedby={describedBy === '' ? undefined : describedBy}
          onChange={({ target }) => onChange(target.checked)}
        />
        <span>{label}</span>
      </label>
      {hint !== undefined && (
        <p className="field-hint check-hint" id={`${base}-hint`}>
          {hint}
        </p>
      )}
      {isWrong && <FieldError id={`${base}-error`}>{error}</FieldError>}
    </div>
  );
};
