import { type ReactNode, useEffect, useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { KeyHint } from './key-hint.tsx';
import { keysToAria } from './keys.ts';

export interface ButtonProps {
  readonly kind?: 'primary' | 'plain' | 'danger' | 'quiet' | undefined;
  readonly size?: 'normal' | 'small' | undefined;
  /** Shown beside the label; `useShortcut` makes it work. */
  readonly shortcut?: string | undefined;
  /** It was pressed and is at work: it can't be pressed again, and keeps the focus. */
  readonly isPending?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly onPress?: (() => void) | undefined;
  readonly type?: 'button' | 'submit' | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly children: ReactNode;
}

export const Button = ({
  kind = 'plain',
  size = 'normal',
  shortcut,
  isPending = false,
  isDisabled = false,
  onPress,
  type = 'button',
  autoFocus = false,
  children,
}: ButtonProps): ReactNode => {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (shortcut === undefined) ref.current?.removeAttribute('aria-keyshortcuts');
    else ref.current?.setAttribute('aria-keyshortcuts', keysToAria(shortcut));
  }, [shortcut]);
  // React Aria's own pending state is announced by pointing at the button, which has often gone by then.
  useEffect(() => {
    ref.current?.toggleAttribute('data-pending', isPending);
    if (isPending) ref.current?.setAttribute('aria-disabled', 'true');
    else ref.current?.removeAttribute('aria-disabled');
  }, [isPending]);
  return (
    <AriaButton
      ref={ref}
      className={`button button-${kind} button-${size}`}
      isDisabled={isDisabled}
      // Enter in a field presses the form's submit button.
      type={isPending ? 'button' : type}
      autoFocus={autoFocus}
      onPress={() => {
        if (!isPending) onPress?.();
      }}
    >
      {isPending && <span className="spinner" aria-hidden="true" />}
      <span className="button-label">{children}</span>
      {shortcut !== undefined && <KeyHint keys={shortcut} />}
    </AriaButton>
  );
};
