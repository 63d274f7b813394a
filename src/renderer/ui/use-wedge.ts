import { useEffect, useRef } from 'react';
import { isComposing } from './composition.ts';
import { createWedge, longestGap } from './wedge.ts';

type Scan = (text: string) => void;
type TextControl = HTMLInputElement | HTMLTextAreaElement;

/** Latest last: a dialog over a screen hears the scan. */
const scans: Scan[] = [];

const textControl = (target: EventTarget | null): TextControl | null =>
  (target instanceof HTMLInputElement && target.selectionStart !== null) || target instanceof HTMLTextAreaElement
    ? target
    : null;

/** Sets a field of React's as if somebody had typed it. */
const writeInto = (control: TextControl, value: string): void => {
  const prototype = control instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(control, value);
  control.dispatchEvent(new Event('input', { bubbles: true }));
};

const createListener = (): { readonly listen: () => void; readonly stop: () => void } => {
  const wedge = createWedge();
  /** The field as it was before the burst, which puts characters, or jamo, into it before it is known for one. */
  let before: { readonly control: TextControl; readonly value: string; readonly at: number } | null = null;
  /** Kept from the field; given back when it was a person after all. */
  let held = '';
  let heldFrom: TextControl | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const giveBack = (): void => {
    clearTimeout(timer);
    if (held === '') return;
    const text = held;
    held = '';
    const control = heldFrom;
    if (!control?.isConnected || control.readOnly) return;
    const { selectionStart, selectionEnd, value } = control;
    const start = selectionStart ?? value.length;
    writeInto(control, value.slice(0, start) + text + value.slice(selectionEnd ?? start));
    control.setSelectionRange(start + text.length, start + text.length);
  };
  const restore = (): void => {
    if (!before) return;
    const { control, value, at } = before;
    before = null;
    if (!control.isConnected || control.readOnly) return;
    // An open composition ends with the focus; only then the text is ours to set.
    const hadFocus = document.activeElement === control;
    control.blur();
    writeInto(control, value);
    if (hadFocus) {
      control.focus();
      control.setSelectionRange(at, at);
    }
  };
  const swallow = (event: KeyboardEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // A shortcut, as it is or as the shell repeats it, is no part of a scan, and finds in the field what was typed before.
    if (event.ctrlKey || event.altKey || event.metaKey || !event.isTrusted) {
      giveBack();
      return;
    }
    // A password is no card, however fast; the screen that hears cards may lie under the lock screen.
    if (event.target instanceof HTMLInputElement && event.target.type === 'password') return;
    const pressed = wedge.press({ code: event.code, shift: event.shiftKey, at: event.timeStamp });
    if (pressed.type === 'burst') {
      // The input method has taken such a key already; what it made of it is undone at the end.
      if (held === '') heldFrom = textControl(event.target);
      if (!isComposing(event)) held += pressed.character;
      swallow(event);
      clearTimeout(timer);
      timer = setTimeout(giveBack, longestGap * 2);
      return;
    }
    if (pressed.type === 'scanned') {
      clearTimeout(timer);
      held = '';
      swallow(event);
      restore();
      scans.at(-1)?.(pressed.text);
      return;
    }
    giveBack();
    if (pressed.type === 'started') {
      const control = textControl(event.target);
      before = control && { control, value: control.value, at: control.selectionStart ?? control.value.length };
    }
  };
  return {
    // The window's capture phase comes before every field and every shortcut.
    listen: () => window.addEventListener('keydown', onKeyDown, true),
    stop: () => {
      giveBack();
      window.removeEventListener('keydown', onKeyDown, true);
    },
  };
};

let listener: ReturnType<typeof createListener> | null = null;

/**
 * Calls back with what a card reader or scanner that poses as a keyboard has read. Nothing of it stays in the field that
 * has the focus, whatever language the keyboard is set to.
 */
export const useWedge = (onScan: Scan): void => {
  const latest = useRef(onScan);
  useEffect(() => {
    latest.current = onScan;
  });
  useEffect(() => {
    const scan: Scan = (text) => latest.current(text);
    if (scans.length === 0) {
      listener = createListener();
      listener.listen();
    }
    scans.push(scan);
    return () => {
      scans.splice(scans.indexOf(scan), 1);
      if (scans.length > 0) return;
      listener?.stop();
      listener = null;
    };
  }, []);
};
