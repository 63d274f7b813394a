import type { ReactNode } from 'react';
import { FieldFrame, type FieldProps } from './field-frame.tsx';

/** One of many, from a list that opens. */
export const Select = <T extends string>({
  value,
  onChange,
  options,
  placeholder = '',
  ...frame
}: FieldProps & {
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  /** Shown until something is chosen. */
  readonly placeholder?: string | undefined;
}): ReactNode => (
  <FieldFrame {...frame}>
    {(control) => (
      <span className="select-box">
        <select
          {...control}
          className="input select"
          value={value ?? ''}
          onChange={({ target }) => {
            const chosen = options.find((option) => option.value === target.value);
            if (chosen) onChange(chosen.value);
          }}
        >
          {value === null && (
            <option value="" hidden>
              {placeholder}
            </option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </span>
    )}
  </FieldFrame>
);
