/** What both the DOM's and React's keyboard events have. */
interface KeyboardLike {
  readonly isComposing?: boolean;
  readonly keyCode?: number;
  readonly nativeEvent?: { readonly isComposing?: boolean; readonly keyCode?: number };
}

/**
 * Whether a key belongs to the input method. While a syllable is being composed, Enter, Esc, arrows and function keys
 * are its own, and some input methods say so only by the key code 229.
 */
export const isComposing = (event: KeyboardLike): boolean => {
  const { isComposing: composing, keyCode } = event.nativeEvent ?? event;
  return composing === true || keyCode === 229;
};
