const format = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Seoul',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** A moment as the office's clock on the wall shows it: `2026-11-22 14:05`. */
export const timeOf = (instant: string): string => format.format(new Date(instant));
