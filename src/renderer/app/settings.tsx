import type { ReactNode } from 'react';
import type { Official } from '../../shared/registry/office.ts';
import { AddColleague } from '../features/sign-in/add-colleague.tsx';
import { texts as signInTexts } from '../features/sign-in/texts.ts';
import { usePreferences, type Zoom, zoomSteps } from '../state/preferences.ts';
import { useText } from '../state/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Section } from '../ui/page.tsx';
import { RadioChoice } from '../ui/radio-choice.tsx';
import { texts } from './texts.ts';

/** How the window looks, and for a supervisor who may use this computer. What is chosen counts at once. */
export const Settings = ({ official, onClose }: { official: Official | null; onClose: () => void }): ReactNode => {
  const t = useText();
  const { language, contrast, zoom, set } = usePreferences();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(texts.settings)}
      size="wide"
      actions={
        <Button kind="primary" onPress={onClose}>
          {t(texts.close)}
        </Button>
      }
    >
      <RadioChoice
        label={t(texts.zoom)}
        value={String(zoom)}
        onChange={(next) => set({ zoom: Number(next) as Zoom })}
        options={zoomSteps.map((step) => ({ value: String(step), label: `${String(Math.round(step * 100))}%` }))}
        isRow
      />
      <div className="two">
        <RadioChoice
          label={t(texts.contrast)}
          value={contrast}
          onChange={(next) => set({ contrast: next })}
          options={[
            { value: 'light', label: t(texts.contrastLight) },
            { value: 'high', label: t(texts.contrastHigh) },
          ]}
          isRow
        />
        <RadioChoice
          label={t(texts.language)}
          value={language}
          onChange={(next) => set({ language: next })}
          options={[
            { value: 'ko', label: '한국어' },
            { value: 'en', label: 'English' },
          ]}
          isRow
        />
      </div>
      <p className="muted">{t(texts.settingsHint)}</p>
      {official?.role === 'supervisor' && (
        <Section title={t(signInTexts.colleagueTitle)}>
          <AddColleague />
        </Section>
      )}
    </Dialog>
  );
};
