import type { Language } from '../../../shared/text/language.ts';

const partsIn = (iso: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Seoul',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(new Date(iso))
      .map(({ type, value }) => [type, value]),
  );

/** `11. 2. 10:12`, by Korea's clock: an outage may have begun on another day. */
export const timeToText = (iso: string, language: Language): string => {
  const { month = '', day = '', hour = '', minute = '' } = partsIn(iso);
  return language === 'ko'
    ? `${String(Number(month))}. ${String(Number(day))}. ${hour}:${minute}`
    : `${month}/${day} ${hour}:${minute}`;
};

/** `10:24:07`, for what has just happened. */
export const clockToText = (iso: string): string => {
  const { hour = '', minute = '', second = '' } = partsIn(iso);
  return `${hour}:${minute}:${second}`;
};
