import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { FieldFrame, type FieldProps } from './field-frame.tsx';
import { useActiveOption } from './use-active-option.ts';
import { unlessComposing, useComposedText } from './use-composed-text.ts';

export interface ComboBoxItem<T> {
  readonly id: string;
  readonly text: string;
  readonly hint?: string | undefined;
  readonly value: T;
}

export interface ComboBoxProps<T> extends FieldProps {
  readonly text: string;
  readonly onTextChange: (text: string) => void;
  readonly items: readonly ComboBoxItem<T>[];
  /** What was chosen; its text was given to `onTextChange` before. */
  readonly onSelect: (value: T) => void;
  /** Stands in the list when nothing fits what was typed. */
  readonly emptyText?: string | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly onBlur?: (() => void) | undefined;
}

/** A field that offers what fits its text. The focus stays in the field, and so does the composition. */
export const ComboBox = <T,>({
  text,
  onTextChange,
  items,
  onSelect,
  emptyText,
  autoFocus = false,
  onBlur,
  ...frame
}: ComboBoxProps<T>): ReactNode => {
  const listId = useId();
  const { list, active, setActive, move } = useActiveOption<HTMLUListElement>(items.length);
  const [isOpen, setIsOpen] = useState(false);
  const composed = useComposedText(text, (typed) => {
    onTextChange(typed);
    setIsOpen(typed !== '');
    setActive(-1);
  });
  const isEmpty = items.length === 0;
  const isShown = isOpen && (!isEmpty || emptyText !== undefined);
  const current = isShown ? items[active] : undefined;

  useEffect(() => {
    // The top layer: no dialog or scrolling pane cuts the list off.
    if (isShown) list.current?.showPopover();
  }, [isShown, list]);

  const choose = (item: ComboBoxItem<T>): void => {
    onTextChange(item.text);
    onSelect(item.value);
    setIsOpen(false);
    setActive(-1);
  };
  const onKeyDown = unlessComposing((event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!isEmpty) setIsOpen(true);
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && current) choose(current);
    else if (event.key === 'Escape' && isShown) setIsOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return (
    <FieldFrame {...frame}>
      {(control) => (
        <div className="combo">
          <input
            {...control}
            {...composed}
            className="input"
            type="text"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={isShown}
            aria-controls={isShown ? listId : undefined}
            aria-activedescendant={current ? `${listId}-${String(active)}` : undefined}
            autoFocus={autoFocus}
            autoComplete="off"
            spellCheck={false}
            onKeyDown={onKeyDown}
            onBlur={() => {
              setIsOpen(false);
              onBlur?.();
            }}
          />
          {isShown && (
            <ul className="combo-list" role="listbox" id={listId} ref={list} popover="manual" aria-label={frame.label}>
              {items.map((item, index) => (
                <li
                  key={item.id}
                  id={`${listId}-${String(index)}`}
                  role="option"
                  aria-selected={index === active}
                  className="combo-option"
                  // Before the field loses the focus, which would close the list.
                  onPointerDown={(event) => {
                    event.preventDefault();
                    choose(item);
                  }}
                >
                  <span>{item.text}</span>
                  {item.hint !== undefined && <span className="combo-hint">{item.hint}</span>}
                </li>
              ))}
              {isEmpty && (
                <li className="combo-empty" role="option" aria-selected={false} aria-disabled="true">
                  {emptyText}
                </li>
              )}
            </ul>
          )}
        </div>
      )}
    </FieldFrame>
  );
};
