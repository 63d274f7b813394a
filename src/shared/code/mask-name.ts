/**
 * A name as the code carries it: `김*수`, `남**린`, `김*`. First and last letter stay, so that a person can compare it
 * with the paper; a stranger who photographs the code does not learn it.
 */
export const maskName = (name: string): string => {
  const letters = [...name.trim()];
  if (letters.length <= 1) return '*'.repeat(letters.length);
  const last = letters.length === 2 ? '*' : letters.at(-1);
  const hidden = letters.slice(1, -1).map((letter) => (/\s/.test(letter) ? letter : '*'));
  return [letters[0], ...hidden, last].join('');
};
