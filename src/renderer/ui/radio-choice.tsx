import { type ReactNode, useId } from 'react';
import { FieldError } from './field-frame.tsx';

export interface RadioOption<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** One of a few. The `id` is the first choice's, where an error summary leads. */
export const RadioChoice = <T extends string>({
  label,
  value,
  onChange,
  options,
  hint,
  error,
  id,
  isRow = false,
  autoFocus = false,
}: {
  readonly label: string;
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly options: readonly RadioOption<T>[];
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
  readonly id?: string | undefined;
  readonly isRow?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
}): ReactNode => {
  const ownId = useId();
  const base = id ?? ownId;
  /** Where Tab would stop. */
  const entry = Math.max(
    0,
    options.findIndex((option) => option.value === value),
  );
  const isWrong = error !== undefined && error !== null && error !== '';
  const describedBy = [hint !== undefined && `${base}-hint`, isWrong && `${base}-error`].filter(Boolean).join(' ');
  return (
    <fieldset
      className="choice"
      data-row={isRow || undefined}
      data-invalid={isWrong || undefined}
      aria-describedby={describedBy === '' ? undefined : describedBy}
    >
      <legend className="field-label">{label}</legend>
      {hint !== undefined && (
        <p className="field-hint" id={`${base}-hint`}>
          {hint}
        </p>
      )}
      <div className="choice-options">
        {options.map((option, index) => {
          const optionId = index === 0 ? base : `${base}-${option.value}`;
          return (
            <label className="choice-option" key={option.value} data-selected={option.value === value || undefined}>
              <input
                type="radio"
                id={optionId}
                name={base}
                value={option.value}
                checked={option.value === value}
                autoFocus={autoFocus && index === entry}
                aria-describedby={option.hint === undefined ? undefined : `${optionId}-hint`}
                onChange={() => onChange(option.value)}
              />
              <span>{option.label}</span>
              {option.hint !== undefined && (
                <span className="choice-hint" id={`${optionId}-hint`} aria-hidden="true">
                  {option.hint}
                </span>
              )}
            </label>
          );
        })}
      </div>
      {isWrong && <FieldError id={`${base}-error`}>{error}</FieldError>}
    </fieldset>
  );
};
