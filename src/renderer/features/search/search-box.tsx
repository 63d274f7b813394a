import type { KeyboardEvent, ReactNode } from 'react';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import { useText } from '../../state/use-text.ts';
import { isComposing } from '../../ui/composition.ts';
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
  return (
    // Some input methods tell their keys by the code 229 alone, which the field itself takes for its own Esc or Enter.
    // It only keeps keys from the field in it.
    <div
      onKeyDownCapture={(event) => {
        if (isComposing(event)) event.stopPropagation();
      }}
    >
      <SearchField className="search-box" type="text" value={text} onChange={onChange} autoFocus>
        <Label className="visually-hidden">{t(texts.field)}</Label>
        <svg className="search-glass" viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="10.5" cy="10.5" r="6.5" />
          <path d="m15.5 15.5 5 5" />
        </svg>
        <Input
          className="search-input"
          placeholder={t(texts.placeholder)}
          autoComplete="off"
          spellCheck="false"
          enterKeyHint="search"
          onKeyDown={onKeyDown}
        />
        <Button className="search-clear" aria-label={t(texts.clear)}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="m6 6 12 12M18 6 6 18" />
          </svg>
        </Button>
        <kbd className="search-key" aria-hidden="true">
          /
        </kbd>
      </SearchField>
    </div>
  );
};
