import { type ReactNode, useDeferredValue, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import type { ResidentId } from '../../../shared/registry/ids.ts';
import type { Text } from '../../../shared/text/language.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useText } from '../../state/use-text.ts';
import { isComposing } from '../../ui/composition.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
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

/** So many residents are shown; who isn't among them is looked for on the search's own page. */
const mostResidents = 6;

/** Everything that can be done, by name, and residents beside it. */
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
  const [text, setText] = useState('');
  const deferredText = useDeferredValue(text.trim());
  const { value: found } = useQuery(
    'searchResidents',
    deferredText === '' ? null : { text: deferredText.slice(0, 100), after: null },
    [],
  );
  const residents = (found?.rows ?? []).slice(0, mostResidents);
  const meant = commands.filter(({ label, keys }) => isMeant([label.ko, label.en, keys ?? ''], text));
  const groups = (['screens', 'actions'] as const).map((group) => ({
    group,
    items: meant.filter((command) => command.group === group),
  }));

  const choose = (key: string): void => {
    onClose();
    const command = commands.find(({ id }) => id === key);
    const resident = residents.find(({ id }) => id === key);
    // After the dialog has given the focus back, so that the screen that opens can take it.
    requestAnimationFrame(() => {
      if (command) command.run();
      else if (resident) onResident(resident.id);
    });
  };

  return (
    <ModalOverlay
      className="dialog-backdrop palette-backdrop"
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className="palette">
        <Dialog className="palette-dialog" aria-label={t(texts.title)} aria-modal="true">
          {/* Some input methods tell their keys by the code 229 alone, which the list would take for its own. */}
          {/* It only keeps keys from the field in it. */}
          <div
            className="palette-keys"
            onKeyDownCapture={(event) => {
              if (isComposing(event)) event.stopPropagation();
            }}
          >
            <Autocomplete inputValue={text} onInputChange={setText}>
              <SearchField className="palette-field" type="text" aria-label={t(texts.field)} autoFocus>
                <Input
                  className="palette-input"
                  placeholder={t(texts.placeholder)}
                  autoComplete="off"
                  spellCheck="false"
                />
              </SearchField>
              {/* Where it scrolls, the keyboard must reach it. */}
              <div className="palette-list" role="region" aria-label={t(texts.title)} tabIndex={0}>
                <Menu
                  className="palette-menu"
                  aria-label={t(texts.title)}
                  onAction={(key) => choose(String(key))}
                  renderEmptyState={() => <p className="palette-nothing">{t(texts.nothing)}</p>}
                >
                  {groups
                    .filter(({ items }) => items.length > 0)
                    .map(({ group, items }) => (
                      <MenuSection key={group} id={group} className="palette-group">
                        <Header className="palette-head">{t(texts[group])}</Header>
                        {items.map(({ id, label, keys }) => (
                          <MenuItem key={id} id={id} className="palette-item" textValue={t(label)}>
                            <span>{t(label)}</span>
                            {keys !== undefined && <KeyHint keys={keys} />}
                          </MenuItem>
                        ))}
                      </MenuSection>
                    ))}
                  {residents.length > 0 && (
                    <MenuSection id="residents" className="palette-group">
                      <Header className="palette-head">{t(texts.residents)}</Header>
                      {residents.map(({ id, name, birthDate, address }) => (
                        <MenuItem key={id} id={id} className="palette-item" textValue={name}>
                          <span>
                            <strong>{name}</strong> <span className="palette-facts">{birthDate}</span>
                          </span>
                          <span className="palette-facts palette-address">{address}</span>
                        </MenuItem>
                      ))}
                    </MenuSection>
                  )}
                </Menu>
              </div>
            </Autocomplete>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};
