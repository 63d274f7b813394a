import type { ReactNode } from 'react';
import type { OfficeStatus } from '../../shared/contract/queries.ts';
import { roleTexts } from '../features/sign-in/texts.ts';
import { usePreferences } from '../state/preferences.ts';
import { useText } from '../state/use-text.ts';
import { Button } from '../ui/button.tsx';
import { texts } from './texts.ts';

/** Above everything: where one is, who one is, and what reaches everything else. */
export const Header = ({
  status,
  onMenu,
  onPalette,
  onSettings,
  onLock,
}: {
  status: OfficeStatus | null;
  onMenu: () => void;
  onPalette: () => void;
  onSettings: () => void;
  onLock: () => void;
}): ReactNode => {
  const t = useText();
  const { language, set } = usePreferences();
  const office = status?.office ?? null;
  const official = status?.official ?? null;
  return (
    <header className="desk-header">
      <div className="desk-menu">
        <Button size="small" onPress={onMenu}>
          ☰ {t(texts.menu)}
        </Button>
      </div>
      <p className="desk-product">
        <strong>{t(texts.product)}</strong>
        {office && <span className="desk-office">{language === 'ko' ? office.nameKo : office.nameEn}</span>}
      </p>
      <div className="desk-tools">
        <Button size="small" shortcut="Ctrl+K" onPress={onPalette}>
          {t(texts.commands)}
        </Button>
        <Button size="small" onPress={onSettings}>
          {t(texts.settings)}
        </Button>
        <span className="desk-language">
          <Button size="small" kind="quiet" onPress={() => set({ language: language === 'ko' ? 'en' : 'ko' })}>
            <span lang={language === 'ko' ? 'en' : 'ko'}>{language === 'ko' ? 'English' : '한국어'}</span>
          </Button>
        </span>
        {official && (
          <span className="desk-official">
            <strong>{official.name}</strong> <span>{t(roleTexts[official.role])}</span>
          </span>
        )}
        <Button size="small" shortcut="Ctrl+L" onPress={onLock}>
          {t(texts.lock)}
        </Button>
      </div>
    </header>
  );
};
