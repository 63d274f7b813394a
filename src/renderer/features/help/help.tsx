import type { ReactNode } from 'react';
import type { Text } from '../../../shared/text/language.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import './help.css';
import { keyGroups, texts } from './texts.ts';

/** All keys on one page. */
export const Help = ({
  screens,
  screensTitle,
  onClose,
}: {
  /** The screens with their keys, as the navigation has them. */
  screens: readonly { readonly keys: string; readonly what: Text }[];
  screensTitle: Text;
  onClose: () => void;
}): ReactNode => {
  const t = useText();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(texts.title)}
      size="wide"
      actions={
        <Button kind="primary" onPress={onClose} autoFocus>
          {t(texts.close)}
        </Button>
      }
    >
      {/* Where it scrolls, the keyboard must reach it. */}
      <div className="help" role="region" aria-label={t(texts.title)} tabIndex={0}>
        {[{ title: screensTitle, keys: screens }, ...keyGroups].map((group) => (
          <section key={group.title.ko}>
            <h3 className="help-title">{t(group.title)}</h3>
            <dl className="help-keys">
              {group.keys.map(({ keys, what }) => (
                <div key={keys}>
                  <dt>
                    <KeyHint keys={keys} />
                    <span className="visually-hidden">{keys}</span>
                  </dt>
                  <dd>{t(what)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="help-note">{t(texts.note)}</p>
    </Dialog>
  );
};
