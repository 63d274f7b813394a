/** A key with its modifiers, as a `KeyboardEvent` tells it. */
export interface Keys {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

const names: Readonly<Record<string, string>> = {
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
  Up: 'ArrowUp',
  Down: 'ArrowDown',
  Esc: 'Escape',
  Space: ' ',
};

/** Reads `Ctrl+K`, `Alt+Left`, `F3`, `/`. */
export const readKeys = (text: string): Keys => {
  const parts = text.length === 1 ? [text] : text.split('+').map((part) => part.trim());
  const last = parts.at(-1) ?? '';
  return {
    key: names[last] ?? (last.length === 1 ? last.toLowerCase() : last),
    ctrl: parts.includes('Ctrl'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
  };
};

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The letter on the key cap, so that Ctrl+K works while Hangul is typed. */
const keyOf = ({ key, code, ctrlKey, metaKey, altKey }: Pressed): string => {
  if ((ctrlKey || metaKey || altKey) && /^(?:Key|Digit)/.test(code))
    return code.replace(/^(?:Key|Digit)/, '').toLowerCase();
  if (code === 'Slash' && key.length === 1) return '/';
  return key.length === 1 ? key.toLowerCase() : key;
};

export const fitsKeys = (keys: Keys, event: Pressed): boolean =>
  keyOf(event) === keys.key &&
  keys.ctrl === (event.ctrlKey || event.metaKey) &&
  keys.alt === event.altKey &&
  (keys.shift === event.shiftKey || keys.key === '/');

/** As `aria-keyshortcuts` writes it. */
export const keysToAria = (text: string): string => {
  const { key, ctrl, alt, shift } = readKeys(text);
  return [ctrl && 'Control', alt && 'Alt', shift && 'Shift', key === ' ' ? 'Space' : key]
    .filter((part) => part !== false)
    .join('+');
};
