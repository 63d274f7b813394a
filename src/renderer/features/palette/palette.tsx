import { type KeyboardEvent, type ReactNode, useDeferredValue, useId, useState } from 'react';
import type { ResidentId } from '../../../shared/registry/ids.ts';
import type { Text } from '../../../shared/text/language.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useText } from '../../state/use-text.ts';
import { isComposing } from '../../ui/composition.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { DialogBox, Modal } from '../../ui/modal.tsx';
import { useActiveOption } from '../../ui/use-active-option.ts';
import { useComposedText } from '../../ui/use-composed-text.ts';
import { isMeant } from './matching.ts';
import './palette.css';
import { texts } from './texts.ts';

/** Something that can be done from anywhere. */
export interface PaletteCommand {
  readonly id: string;
  readonly group: 'screens' | 'actions';
  readonly label: Text;
  readonly keys?: string;
  readonly run: () => void;
}

/** One line of the palette. */
interface Item {
  readonly id: string;
  readonly group: PaletteCommand['group'] | 'residents';
  readonly content: ReactNode;
  readonly run: () => void;
}

/** So many residents are shown; who isn't among them is looked for on the search's own page. */
const mostResidents = 6;

/** Everything that can be done, by name, and residents beside it. The focus stays in the field. */
export const Palette = ({
  commands,
  onClose,
  onResident,
}: {
  commands: readonly PaletteCommand[];
  onClose: () => void;
  onResident: (resident: ResidentId) => void;
}): ReactNode => {
  const t = useText();
  const base = useId();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const { value: found } = useQuery(
    'searchResidents',
    wanted === '' ? null : { text: wanted.slice(0, 100), after: null },
    [],
  );
  const items: readonly Item[] = [
    ...(['screens', 'actions'] as const).flatMap((group) =>
      commands
        .filter((command) => command.group === group)
        .filter(({ label, keys }) => isMeant([label.ko, label.en, keys ?? ''], text))
        .map(({ id, label, keys, run }) => ({
          id,
          group,
          run,
          content: (
            <>
              <span>{t(label)}</span>
              {keys !== undefined && <KeyHint keys={keys} />}
            </>
          ),
        })),
    ),
    ...(found?.rows ?? []).slice(0, mostResidents).map(({ id, name, birthDate, address }) => ({
      id,
      group: 'residents' as const,
      run: () => onResident(id),
      content: (
        <>
          <span>
            <strong>{name}</strong> <span className="palette-facts">{birthDate}</span>
          </span>
          <span className="palette-facts palette-address">{address}</span>
        </>
      ),
    })),
  ];
  const { list, active, setActive, move } = useActiveOption<HTMLDivElement>(items.length);
  const composed = useComposedText(text, (typed) => {
    setText(typed);
    // Who types means what fits best; who only looks chooses by the arrows.
    setActive(typed === '' ? -1 : 0);
  });
  const current = items[active];
  const listId = `${base}-list`;

  const choose = (item: Item): void => {
    onClose();
    // After the dialog has given the focus back, so that the screen that opens can take it.
    requestAnimationFrame(item.run);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Some input methods tell their keys by the code 229 alone, and the dialog would close at their Esc.
    if (isComposing(event)) return event.stopPropagation();
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && current) choose(current);
    else if (event.key === 'Escape' && text !== '') {
      setText('');
      setActive(-1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Modal backdrop="dialog-backdrop palette-backdrop" className="palette" isDismissable onClose={onClose}>
      <DialogBox className="palette-dialog" label={t(texts.title)}>
        {() => (
          <>
            <div className="palette-field">
              <input
                {...composed}
                className="palette-input"
                type="text"
                role="combobox"
                aria-label={t(texts.field)}
                aria-autocomplete="list"
                aria-expanded={items.length > 0}
                aria-controls={items.length > 0 ? listId : undefined}
                aria-activedescendant={current && `${base}-${current.id}`}
                placeholder={t(texts.placeholder)}
                autoFocus
                autoComplete="off"
                spellCheck={false}
                onKeyDown={onKeyDown}
              />
            </div>
            {items.length === 0 ? (
              <p className="palette-nothing" role="status">
                {t(texts.nothing)}
              </p>
            ) : (
              <div className="palette-list" role="listbox" id={listId} ref={list} aria-label={t(texts.title)}>
                {(['screens', 'actions', 'residents'] as const)
                  .filter((group) => items.some((item) => item.group === group))
                  .map((group) => (
                    <div key={group} className="palette-group" role="group" aria-labelledby={`${base}-${group}-head`}>
                      <p className="palette-head" id={`${base}-${group}-head`} role="presentation">
                        {t(texts[group])}
                      </p>
                      {items
                        .filter((item) => item.group === group)
                        .map((item) => (
                          <div
                            key={item.id}
                            id={`${base}-${item.id}`}
                            role="option"
                            aria-selected={item === current}
                            className="palette-item"
                            // The focus stays in the field.
                            onPointerDown={(event) => event.preventDefault()}
                            onClick={() => choose(item)}
                          >
                            {item.content}
                          </div>
                        ))}
                    </div>
                  ))}
              </div>
            )}
          </>
        )}
      </DialogBox>
    </Modal>
  );
};
