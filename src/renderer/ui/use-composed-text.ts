import { type ChangeEvent, type CompositionEvent, type KeyboardEvent, useRef, useState } from 'react';
import { isComposing } from './composition.ts';

/** What an input or a text area takes so that no syllable is lost or doubled. */
export interface ComposedText {
  readonly value: string;
  readonly onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  readonly onCompositionStart: () => void;
  readonly onCompositionEnd: (event: CompositionEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
}

/**
 * Text of a controlled field. While a syllable is composed the field shows exactly what the input method has put there,
 * whatever its owner makes of it; the owner hears every step, and the end in NFC.
 */
export const useComposedText = (value: string, onChange: (text: string) => void): ComposedText => {
  const composing = useRef(false);
  const [shown, setShown] = useState<string | null>(null);
  return {
    value: shown ?? value,
    onCompositionStart: () => {
      composing.current = true;
    },
    onChange: ({ target: { value: text } }) => {
      if (composing.current) {
        setShown(text);
        onChange(text);
      } else onChange(text.normalize('NFC'));
    },
    onCompositionEnd: ({ currentTarget: { value: text } }) => {
      composing.current = false;
      setShown(null);
      onChange(text.normalize('NFC'));
    },
  };
};

/** A field's own key handler, which the input method comes before. */
export const unlessComposing =
  <E extends KeyboardEvent>(act: (event: E) => void) =>
  (event: E): void => {
    if (!isComposing(event)) act(event);
  };
