import { type ReactNode, useRef } from 'react';
import type { FieldProps } from './field-frame.tsx';
import { FieldFrame } from './field-frame.tsx';
import { readDate } from './read-date.ts';
import { useComposedText } from './use-composed-text.ts';

/** A day, typed in any usual form. On leaving, what can be read is written as `2026-11-22`; the rest stays as typed. */
export const DateField = ({
  value,
  onChange,
  autoFocus = false,
  width = 'short',
  ...frame
}: FieldProps & {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly autoFocus?: boolean | undefined;
}): ReactNode => {
  const composing = useRef(false);
  const text = useComposedText(value, onChange);
  return (
    <FieldFrame {...frame} width={width}>
      {(control) => (
        <input
          {...control}
          {...text}
          onCompositionStart={() => {
            composing.current = true;
            text.onCompositionStart();
          }}
          onCompositionEnd={(event) => {
            composing.current = false;
            text.onCompositionEnd(event);
          }}
          onBlur={({ currentTarget }) => {
            const date = composing.current ? null : readDate(currentTarget.value);
            if (date !== null && date !== currentTarget.value) onChange(date);
          }}
          className="input number"
          type="text"
          inputMode="numeric"
          autoFocus={autoFocus}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </FieldFrame>
  );
};
