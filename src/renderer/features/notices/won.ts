import type { Language } from '../../../shared/text/language.ts';

/** An amount as the receipt writes it. */
export const wonToText = (won: number, language: Language): string =>
  language === 'ko' ? `${won.toLocaleString('ko-KR')}원` : `${won.toLocaleString('en-US')} won`;
