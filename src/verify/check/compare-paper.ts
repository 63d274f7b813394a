import { readDocumentNumber } from '../../shared/code/document-number.ts';
import type { Verdict, Warning } from '../../shared/code/verdict.ts';

/**
 * Does the code belong to the paper that it stands on? Compared are the numbers in the paper's text, and how many pages
 * there are. The rest of the text is not: it is not in the code, and a person compares what is. A text can also be
 * other than what the page shows, so this finds a code that was pasted carelessly, not every forgery.
 */
export const comparePaper = (verdict: Verdict, pageTexts: readonly string[] | null): Verdict => {
  if (!('facts' in verdict)) return verdict;
  const { facts, warnings } = verdict;
  const pages = (pageTexts ?? []).map(numbersIn);
  const isOther = pages.some(
    ({ documentNumbers, serials }) =>
      documentNumbers.some((number) => number !== facts.documentNumber) ||
      (facts.serial !== null && serials.length > 0 && !serials.includes(facts.serial)),
  );
  if (isOther) return { type: 'altered', why: 'other-paper' };
  const isOnEveryPage = pages.length > 0 && pages.every(({ documentNumbers }) => documentNumbers.length > 0);
  const more: readonly Warning[] = [
    ...(isOnEveryPage ? [] : ['paper-not-compared' as const]),
    ...(pageTexts && facts.pages !== null && pages.length !== facts.pages ? ['pages-differ' as const] : []),
  ];
  return { ...verdict, warnings: [...warnings, ...more] };
};

/** A text of its own in front and behind, so that no part of a longer number is taken for one. */
const documentNumberPattern = /(?<![\d-])\d{4}([- ]?)\d{4}\1\d{4}\1\d{4}(?![\d-])/g;
const serialPattern = /(?<![\d-])(?:T-)?\d{10}-\d{1,4}-\d{7}(?![\d-])/g;

const numbersIn = (
  text: string,
): { readonly documentNumbers: readonly string[]; readonly serials: readonly string[] } => ({
  documentNumbers: [...text.matchAll(documentNumberPattern)].flatMap(([match]) => readDocumentNumber(match) ?? []),
  serials: [...text.matchAll(serialPattern)].map(([match]) => match),
});
