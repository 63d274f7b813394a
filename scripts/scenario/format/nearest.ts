/** The word that was probably meant; null where none is near. */
export const nearest = (word: string, words: readonly string[]): string | null => {
  const plain = plainOf(word);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const each of words) {
    const far = distance(plain, plainOf(each));
    if (far < least) {
      least = far;
      best = each;
    }
  }
  return best;
};

/** ` (did you mean “moved-on”?)`, or nothing. */
export const didYouMean = (word: string, words: readonly string[]): string => {
  const meant = nearest(word, words);
  return meant === null ? '' : ` (did you mean ${meant}?)`;
};

/** As `reportedOn`, `reported_on` and `Reported-On` are all one. */
export const plainOf = (word: string): string =>
  word
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[-_\s]/g, '');

/** Letters to add, drop or exchange (Levenshtein). */
const distance = (a: string, b: string): number => {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const now = [row + 1];
    for (const [column, other] of [...b].entries())
      now.push(
        Math.min(
          (before[column + 1] ?? 0) + 1,
          (now[column] ?? 0) + 1,
          (before[column] ?? 0) + (letter === other ? 0 : 1),
        ),
      );
    before = now;
  }
  return before.at(-1) ?? 0;
};
