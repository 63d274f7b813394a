import { useEffect, useRef } from 'react';
import { isComposing } from './composition.ts';
import { hearsKeys, useDialogScope } from './dialog-scope.ts';
import { fitsKeys, readKeys } from './keys.ts';

interface Shortcut {
  readonly keys: string;
  readonly scope: string | null;
  readonly isEverywhere: boolean;
  readonly press: () => void;
}

/** Latest last: a dialog that opens over a screen takes the keys that both know. */
const shortcuts: Shortcut[] = [];

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type));

const onKeyDown = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || isComposing(event)) return;
  const shortcut = shortcuts.findLast(
    (each) => (each.isEverywhere || hearsKeys(each.scope)) && fitsKeys(readKeys(each.keys), event),
  );
  if (!shortcut) return;
  // What a person types into a field is text first.
  if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && isTextField(event.target)) return;
  event.preventDefault();
  if (!event.repeat) shortcut.press();
};

/**
 * Keys with Ctrl or Alt are heard before whatever has the focus: a button would take Ctrl+Enter for its own Enter, press
 * itself, and let nobody else hear of it.
 */
const onKeyDownFirst = (event: KeyboardEvent): void => {
  if (!event.ctrlKey && !event.altKey && !event.metaKey) return;
  onKeyDown(event);
  if (event.defaultPrevented) event.stopPropagation();
};

/**
 * Calls back when these keys are pressed anywhere in the window: `F3`, `Ctrl+K`, `Alt+Left`, `/`. Never while a
 * syllable is composed. Of several that wait for the same keys, the one that came last hears them. While a dialog is
 * open, only what stands in its content does, and what works everywhere, such as locking the screen.
 */
export const useShortcut = (
  keys: string,
  onPress: () => void,
  {
    isEnabled = true,
    isEverywhere = false,
  }: { readonly isEnabled?: boolean | undefined; readonly isEverywhere?: boolean | undefined } = {},
): void => {
  const scope = useDialogScope();
  const latest = useRef(onPress);
  useEffect(() => {
    latest.current = onPress;
  });
  useEffect(() => {
    if (!isEnabled) return;
    const shortcut: Shortcut = { keys, scope, isEverywhere, press: () => latest.current() };
    if (shortcuts.length === 0) {
      document.addEventListener('keydown', onKeyDownFirst, { capture: true });
      document.addEventListener('keydown', onKeyDown);
    }
    shortcuts.push(shortcut);
    return () => {
      shortcuts.splice(shortcuts.indexOf(shortcut), 1);
      if (shortcuts.length > 0) return;
      document.removeEventListener('keydown', onKeyDownFirst, { capture: true });
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [keys, isEnabled, isEverywhere, scope]);
};
