import type { Language } from '../../../shared/text/language.ts';
import { ledgerWhyToText } from '../../../shared/text/ledger.ts';

/** Of a step's record, which is for support, what an official can use: why, which printer, how many sheets, the note. */
export const stepDetail = (record: string, language: Language): string => {
  const parts = partsOf(record);
  const text = (key: string): string | null => {
    const value = parts[key];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const why = text('why');
  const count = parts['impressions'] ?? parts['sheets'];
  return [
    why === null ? null : ledgerWhyToText(why, language),
    text('printer'),
    typeof count === 'number' ? `${String(count)}${language === 'ko' ? '장' : ' sheets'}` : null,
    text('note'),
  ]
    .filter((part) => part !== null)
    .join(' · ');
};

const partsOf = (record: string): Readonly<Record<string, unknown>> => {
  try {
    const parsed: unknown = JSON.parse(record);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    // An older record may be a word of its own.
    return { note: record };
  }
};
