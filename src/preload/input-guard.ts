import type { WindowMode } from '../shared/contract/window.ts';

/** With Ctrl these edit a text; everything else that Ctrl brings about is the browser's. */
const editing = new Set(['a', 'c', 'v', 'x', 'y', 'z', 'arrowleft', 'arrowright', 'arrowup', 'arrowdown']);
const editingUnshifted = new Set(['home', 'end', 'backspace', 'delete', 'insert']);
/** Held for what comes next, or for the input method: taking these would stop the key that turns on Hangul. */
const modifiers = new Set(['Alt', 'AltGraph', 'Control', 'Meta', 'Shift', 'HangulMode', 'HanjaMode', 'Process']);

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'getModifierState'>;

/** With Hangul on, a letter key may say ㅁ: which key it is, its place then tells. */
const nameOf = ({ key, code }: Key): string =>
  (/^[\x20-\x7e]$|^[A-Z]/.test(key) ? key : code.replace(/^Key|^Digit/, '')).toLowerCase();

/**
 * Whether the browser would do something of its own on this key: open a window, print, save, reload, go back, zoom, show
 * its task manager.
 */
const isBrowserKey = (event: Key): boolean => {
  if (modifiers.has(event.key)) return false;
  if (/^(F\d+|Browser\w+|Launch\w+|Print|Find|Help|Open|Save|New|Close)$/.test(event.key)) return true;
  if (event.metaKey) return true;
  // Ctrl and Alt together write a letter on some keyboards.
  if (event.getModifierState('AltGraph')) return false;
  if (event.altKey) return true;
  if (event.shiftKey && event.key === 'Escape') return true;
  if (!event.ctrlKey) return false;
  const name = nameOf(event);
  if (event.shiftKey) return !(name === 'z' || name.startsWith('arrow'));
  return !editing.has(name) && !editingUnshifted.has(name);
};

/** The same key for the page, without what it means to the browser: made by a script, it brings about nothing itself. */
const copyOf = (event: KeyboardEvent): KeyboardEvent =>
  new KeyboardEvent(event.type, {
    key: event.key,
    code: event.code,
    location: event.location,
    ctrlKey: event.ctrlKey,
    shiftKey: event.shiftKey,
    altKey: event.altKey,
    metaKey: event.metaKey,
    repeat: event.repeat,
    isComposing: event.isComposing,
    bubbles: event.bubbles,
    cancelable: event.cancelable,
    composed: event.composed,
    view: event.view,
  });

const stop = (event: Event): void => {
  event.preventDefault();
  event.stopImmediatePropagation();
};

const onBrowserKey: Readonly<Record<WindowMode, (event: KeyboardEvent) => void>> = {
  // The page gets a copy, because F2 or Ctrl+K means something there. Only preventing the key itself would not do: the
  // page takes a key that somebody has prevented for one that was dealt with.
  desk: (event) => {
    stop(event);
    event.target?.dispatchEvent(copyOf(event));
  },
  kiosk: stop,
};

/**
 * Takes from keys, wheel, menu and dragging what they mean to the browser. At a desk the page still hears of the keys; on
 * a kiosk nobody does.
 *
 * Has to run before any script of the page, in every document that a person can reach.
 */
export const guardInput = (target: Window, mode: WindowMode): void => {
  const first = { capture: true, passive: false };
  target.addEventListener(
    'keydown',
    (event) => event.isTrusted && isBrowserKey(event) && onBrowserKey[mode](event),
    first,
  );
  for (const type of ['contextmenu', 'dragstart', 'dragover', 'drop']) target.addEventListener(type, stop, first);
  target.addEventListener('wheel', (event) => event.ctrlKey && stop(event), first);
  // The middle button opens a link in a window of its own, and the side buttons go back and forth.
  for (const type of ['mousedown', 'mouseup', 'auxclick'] as const)
    target.addEventListener(type, (event) => event.button !== 0 && event.button !== 2 && stop(event), first);
};
