import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { useText } from '../../state/use-text.ts';
import { unlessComposing, useComposedText } from '../../ui/use-composed-text.ts';
import { texts } from './texts.ts';

/**
 * One field for whatever is known of somebody. What is typed is left as it is, half composed letters too; so it is no
 * `search` input, which the browser empties at each Esc, also at those of the input method.
 */
export const SearchBox = ({
  text,
  onChange,
  onKeyDown,
}: {
  text: string;
  onChange: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}): ReactNode => {
  const t = useText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const composed = useComposedText(text, onChange);
  const onKey = unlessComposing((event: KeyboardEvent<HTMLInputElement>) => {
    // Whoever goes to the search by its key is there already, and means nothing more by it.
    const isWayHere = event.key === '/' && text === '';
    if (!isWayHere && (event.key !== 'Escape' || text === '')) return onKeyDown(event);
    event.preventDefault();
    onChange('');
  });
  return (
    <div className="search-box" data-empty={text === '' || undefined}>
      <label className="visually-hidden" htmlFor={id}>
        {t(texts.field)}
      </label>
      <svg className="search-glass" viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="10.5" cy="10.5" r="6.5" />
        <path d="m15.5 15.5 5 5" />
      </svg>
      <input
        {...composed}
        id={id}
        ref={input}
        className="search-input"
        type="text"
        placeholder={t(texts.placeholder)}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        onKeyDown={onKey}
      />
      <button
        type="button"
        className="search-clear"
        aria-label={t(texts.clear)}
        // Esc does the same.
        tabIndex={-1}
        onClick={() => {
          onChange('');
          input.current?.focus();
        }}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="m6 6 12 12M18 6 6 18" />
        </svg>
      </button>
      <kbd className="search-key" aria-hidden="true">
        /
      </kbd>
    </div>
  );
};
