import { type ReactNode, useEffect, useRef } from 'react';
import type { Text } from '../../shared/text/language.ts';
import type { Screen } from '../state/navigation.ts';
import { useText } from '../state/use-text.ts';
import { KeyHint } from '../ui/key-hint.tsx';
import { keysToAria } from '../ui/keys.ts';
import { areas } from './areas.ts';
import { texts } from './texts.ts';

const countTexts: Partial<Record<Screen, Text>> = {
  'move-in': { ko: '작성 중', en: 'drafts' },
  ledger: { ko: '확인할 증명', en: 'papers to see to' },
  outbox: { ko: '보낼 것', en: 'to send' },
  tray: { ko: '기다리는 일', en: 'waiting' },
  printer: { ko: '확인할 프린터', en: 'printers to see to' },
};

/** The areas of work, each with its key and with what waits in it. */
export const Nav = ({
  screen,
  counts,
  isOpen,
  onGo,
  onClose,
}: {
  screen: Screen;
  counts: Partial<Record<Screen, number>>;
  /** Where there is no room for it, it is a menu that was opened. */
  isOpen: boolean;
  onGo: (screen: Screen) => void;
  onClose: () => void;
}): ReactNode => {
  const t = useText();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isOpen) nav.current?.querySelector<HTMLElement>('[aria-current="page"]')?.focus();
  }, [isOpen]);
  return (
    // Escape closes the menu from wherever in it.
    <nav
      className="nav"
      aria-label={t(texts.areas)}
      ref={nav}
      data-open={isOpen || undefined}
      onKeyDown={({ key }) => {
        if (isOpen && key === 'Escape') onClose();
      }}
    >
      {areas.map((area) => {
        const count = counts[area.screen] ?? 0;
        const what = countTexts[area.screen];
        return (
          <button
            key={area.screen}
            type="button"
            className="nav-item"
            aria-current={area.screen === screen ? 'page' : undefined}
            aria-keyshortcuts={keysToAria(area.keys)}
            onClick={() => onGo(area.screen)}
          >
            <span className="nav-label">{t(area.label)}</span>
            {count > 0 && (
              <span className="nav-count" data-urgent={area.screen === 'printer' || undefined}>
                {area.screen === 'printer' ? '!' : count > 99 ? '99+' : count}
                {what && <span className="visually-hidden"> {t(what)}</span>}
              </span>
            )}
            <KeyHint keys={area.keys} />
          </button>
        );
      })}
    </nav>
  );
};
