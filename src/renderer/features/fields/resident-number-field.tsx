import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../../state/use-text.ts';
import { FieldFrame, type FieldProps } from '../../ui/field-frame.tsx';
import { texts } from './texts.ts';
import { caretAfter, maskTyped, oddInTyped, toTypedNumber } from './typed-number.ts';

const refuse = (event: { readonly preventDefault: () => void }): void => event.preventDefault();

/**
 * A resident number: digits, with the hyphen set by itself. Once the field is left its tail is hidden, and nothing of it
 * can be copied or dragged away. `onChange` hears `902101-1000001`, or as much of it as is there.
 */
export const ResidentNumberField = ({
  value,
  onChange,
  hint,
  autoFocus = false,
  width = 'short',
  ...frame
}: FieldProps & {
  readonly value: string;
  readonly onChange: (typed: string) => void;
  readonly autoFocus?: boolean | undefined;
}): ReactNode => {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  const isComposed = useRef(false);
  const [isFocused, setIsFocused] = useState(false);
  /** What an input method has put in, as it is, until it is done; a number never holds any of it. */
  const [composed, setComposed] = useState<string | null>(null);
  const odd = isFocused ? null : oddInTyped(value);

  useLayoutEffect(() => {
    if (caret.current === null) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const take = (element: HTMLInputElement): void => {
    const typed = toTypedNumber(element.value);
    caret.current = caretAfter(element.value, element.selectionStart ?? element.value.length, typed);
    setComposed(null);
    onChange(typed);
  };

  return (
    <div className="number-field">
      <FieldFrame {...frame} width={width} hint={hint ?? t(texts.numberHint)}>
        {(control) => (
          <input
            {...control}
            ref={input}
            className="input number"
            type="text"
            inputMode="numeric"
            autoFocus={autoFocus}
            autoComplete="off"
            spellCheck={false}
            value={composed ?? (isFocused ? value : maskTyped(value))}
            onFocus={() => setIsFocused(true)}
            onBlur={() => setIsFocused(false)}
            onCompositionStart={() => {
              isComposed.current = true;
            }}
            onCompositionEnd={({ currentTarget }) => {
              isComposed.current = false;
              take(currentTarget);
            }}
            onChange={({ currentTarget }) => {
              if (isComposed.current) setComposed(currentTarget.value);
              else take(currentTarget);
            }}
            onCopy={refuse}
            onCut={refuse}
            onDragStart={refuse}
          />
        )}
      </FieldFrame>
      <p className="field-warning" role="status">
        {odd === 'check-digit' && t(texts.checkDigit)}
        {odd === 'no-such-day' && t(texts.noSuchDay)}
      </p>
    </div>
  );
};
