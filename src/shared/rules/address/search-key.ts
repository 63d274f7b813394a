/** Blanks, brackets, dashes and the many middle dots; NFKC turns one of those into a vowel of old Korean (U+119E). */
const ignored = /[\s.,()'\u2010-\u2015\u00b7\u119e\u2022\u2027\u2219\u22c5\u30fb\u318d-]/g;

/** A name as it is compared: without what people leave out or put elsewhere, in small letters. */
export const searchKey = (name: string): string => name.normalize('NFKC').replaceAll(ignored, '').toLowerCase();
