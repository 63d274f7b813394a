import type { ReactNode } from 'react';

const shown: Readonly<Record<string, string>> = { Enter: '↵', Left: '←', Right: '→', Up: '↑', Down: '↓' };

/** The keys that do the same: `F3`, `Ctrl+K`. Screen readers hear them from the control itself. */
export const KeyHint = ({ keys }: { readonly keys: string }): ReactNode => (
  <kbd className="key-hint" aria-hidden="true">
    {keys.length === 1
      ? keys
      : keys
          .split('+')
          .map((part) => shown[part] ?? part)
          .join(' ')}
  </kbd>
);
