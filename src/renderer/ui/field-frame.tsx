import { type ReactNode, useId } from 'react';

/** What every field has around its control. */
export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
  readonly isRequired?: boolean | undefined;
  readonly width?: 'full' | 'half' | 'short' | undefined;
  /** Of the control, so that an error summary can lead there. */
  readonly id?: string | undefined;
}

/** What ties the control to its label, hint and error. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

/**
 * Label, error and hint around one control, tied to it for screen readers. They stand below the control, so that controls
 * side by side stay on one line.
 */
export const FieldFrame = ({
  label,
  hint,
  error,
  isRequired = false,
  width = 'full',
  id,
  children,
}: FieldProps & { readonly children: (control: ControlProps) => ReactNode }): ReactNode => {
  const ownId = useId();
  const controlId = id ?? ownId;
  const hintId = `${controlId}-hint`;
  const errorId = `${controlId}-error`;
  const isWrong = error !== undefined && error !== null && error !== '';
  const describedBy = [isWrong && errorId, hint !== undefined && hint !== '' && hintId].filter(
    (part) => part !== false,
  );
  return (
    <div className={`field field-${width}`} data-invalid={isWrong || undefined}>
      <label className="field-label" htmlFor={controlId}>
        {label}
      </label>
      {children({
        id: controlId,
        'aria-describedby': describedBy.length === 0 ? undefined : describedBy.join(' '),
        'aria-invalid': isWrong || undefined,
        'aria-required': isRequired || undefined,
      })}
      {isWrong && <FieldError id={errorId}>{error}</FieldError>}
      {hint !== undefined && hint !== '' && (
        <p className="field-hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
};

/** An error under its field; a sign beside the colour. */
export const FieldError = ({ id, children }: { readonly id: string; readonly children: ReactNode }): ReactNode => (
  <p className="field-error" id={id}>
    {children}
  </p>
);
