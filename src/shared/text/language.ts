import type { PlainDate } from '../registry/plain-date.ts';

export type Language = 'ko' | 'en';

/** A sentence in every language that the office speaks. */
export interface Text {
  readonly ko: string;
  readonly en: string;
}

/** Dates as official documents write them (행정업무규정 시행령 7): `2026. 8. 3.`. */
export const dateToText = (date: PlainDate, language: Language): string => {
  if (language === 'en') return date;
  const [year = '', month = '', day = ''] = date.split('-');
  return `${year}. ${String(Number(month))}. ${String(Number(day))}.`;
};

/** Texts are shown, read out and photographed, so whatever looks like a resident number never gets into one. */
export const withoutNumbers = (text: string): string =>
  text.replaceAll(/(?<!\d)\d{6}[\s-]?\d{7}(?!\d)/g, '******-*******');
