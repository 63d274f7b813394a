import type { Text } from '../../shared/text/language.ts';
import { texts as searchTexts } from '../features/search/texts.ts';
import { texts as statusTexts } from '../features/status/texts.ts';
import { areas } from './areas.ts';
import { texts } from './texts.ts';

/** What the first screen after the sign-in says, in both languages. */
export const deskWords = (): string => {
  const all: readonly Readonly<Record<string, Text>>[] = [texts, statusTexts, searchTexts];
  const words = [...areas.map(({ label }) => label), ...all.flatMap((some) => Object.values(some))];
  return words.flatMap(({ ko, en }) => [ko, en]).join('');
};
