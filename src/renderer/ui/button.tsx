import type { ReactNode } from 'react';
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
  /** The form that it submits where it stands outside of it. */
  readonly form?: string | undefined;
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
  form,
  autoFocus = false,
  children,
}: ButtonProps): ReactNode => (
  <button
    className={`button button-${kind} button-${size}`}
    disabled={isDisabled}
    aria-disabled={isPending || undefined}
    data-pending={isPending || undefined}
    aria-keyshortcuts={shortcut === undefined ? undefined : keysToAria(shortcut)}
    // Enter in a field presses the form's submit button.
    type={isPending ? 'button' : type}
    form={form}
    autoFocus={autoFocus}
    onClick={() => {
      if (!isPending) onPress?.();
    }}
  >
    {isPending && <span className="spinner" aria-hidden="true" />}
    <span className="button-label">{children}</span>
    {shortcut !== undefined && <KeyHint keys={shortcut} />}
  </button>
);
