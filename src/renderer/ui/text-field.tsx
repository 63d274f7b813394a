import type { KeyboardEvent, ReactNode } from 'react';
import { FieldFrame, type FieldProps } from './field-frame.tsx';
import { unlessComposing, useComposedText } from './use-composed-text.ts';

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly isReadOnly?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly onKeyDown?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined;
  readonly inputMode?: 'text' | 'numeric' | 'search' | 'none' | undefined;
  readonly type?: 'text' | 'password' | undefined;
}

/** One line of text. Nothing of it is changed while it is typed. */
export const TextField = ({
  value,
  onChange,
  isReadOnly = false,
  autoFocus = false,
  onBlur,
  onKeyDown,
  inputMode,
  type = 'text',
  ...frame
}: TextFieldProps): ReactNode => {
  const text = useComposedText(value, onChange);
  return (
    <FieldFrame {...frame}>
      {(control) => (
        <input
          {...control}
          {...text}
          className="input"
          type={type}
          readOnly={isReadOnly}
          autoFocus={autoFocus}
          inputMode={inputMode}
          onBlur={onBlur}
          onKeyDown={onKeyDown && unlessComposing(onKeyDown)}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
        />
      )}
    </FieldFrame>
  );
};
