import type { Text } from '../../../shared/text/language.ts';

export const texts = {
  retry: { ko: '다시 시도', en: 'Try again' },
} as const satisfies Record<string, Text>;
