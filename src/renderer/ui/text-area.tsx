import type { ReactNode } from 'react';
import { FieldFrame, type FieldProps } from './field-frame.tsx';
import { useComposedText } from './use-composed-text.ts';

/** Several lines of text. */
export const TextArea = ({
  value,
  onChange,
  rows = 3,
  isReadOnly = false,
  autoFocus = false,
  onBlur,
  ...frame
}: FieldProps & {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly rows?: number | undefined;
  readonly isReadOnly?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly onBlur?: (() => void) | undefined;
}): ReactNode => {
  const text = useComposedText(value, onChange);
  return (
    <FieldFrame {...frame}>
      {(control) => (
        <textarea
          {...control}
          {...text}
          className="input text-area"
          rows={rows}
          readOnly={isReadOnly}
          autoFocus={autoFocus}
          onBlur={onBlur}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </FieldFrame>
  );
};
