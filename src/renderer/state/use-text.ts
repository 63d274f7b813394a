import { useCallback } from 'react';
import type { Language, Text } from '../../shared/text/language.ts';
import { usePreferences } from './preferences.ts';

export const useLanguage = (): Language => usePreferences(({ language }) => language);

/** Picks a sentence in the language that was chosen: `const t = useText(); t(texts.title)`. */
export const useText = (): ((text: Text) => string) => {
  const language = useLanguage();
  return useCallback((text: Text) => text[language], [language]);
};
