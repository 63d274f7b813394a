import { useEffect } from 'react';
import { usePreferences } from '../state/preferences.ts';

/** Puts what somebody prefers to see on the page itself, where every style reads it. */
export const useDisplay = (): void => {
  const { language, contrast, zoom } = usePreferences();
  useEffect(() => {
    const page = document.documentElement;
    page.lang = language;
    page.dataset['contrast'] = contrast;
    page.dataset['zoom'] = String(zoom);
    page.style.setProperty('--zoom', String(zoom));
  }, [language, contrast, zoom]);
};
