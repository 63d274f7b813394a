import type { Language } from '../../shared/text/language.ts';
import { usePreferences, type Zoom, zoomSteps } from '../state/preferences.ts';

/**
 * What the address asks for: `gallery.html?state=buttons&lang=en&contrast=high&zoom=2`. What stands behind a `#` comes
 * first, and can be changed while the page stays as it is; another state begins anew.
 */
export interface View {
  readonly state: string | null;
  readonly language: Language;
  readonly contrast: 'light' | 'high';
  readonly zoom: Zoom;
}

export const readView = ({ search, hash }: { readonly search: string; readonly hash: string }): View => {
  const asked = new URLSearchParams(`${hash.slice(1)}&${search.slice(1)}`);
  return {
    state: asked.get('state'),
    language: asked.get('lang') === 'en' ? 'en' : 'ko',
    contrast: asked.get('contrast') === 'high' ? 'high' : 'light',
    zoom: zoomSteps.find((step) => String(step) === asked.get('zoom')) ?? 1,
  };
};

/** As the desk does with what somebody has chosen. */
export const showView = ({ language, contrast, zoom }: View): void => {
  usePreferences.setState({ language, contrast, zoom });
  const { documentElement: page } = document;
  page.lang = language;
  page.dataset['contrast'] = contrast;
  page.style.setProperty('--zoom', String(zoom));
};
