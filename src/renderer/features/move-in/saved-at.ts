import type { Language } from '../../../shared/text/language.ts';

/** A time of the office, in Korea. */
export const savedAtToText = (at: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
    timeZone: 'Asia/Seoul',
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(at));
