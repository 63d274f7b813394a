/** On paper all seven digits of the tail are hidden: `902101-*******`. */
export const hideTail = (number: string): string => `${number.slice(0, 6)}-*******`;

/** Alien registration numbers are kept as they were told, with or without a hyphen. */
export const hideTailOfAny = (number: string): string => {
  const head = number.replace(/-.*/s, '').slice(0, 6);
  return `${head}-*******`;
};

/** Takes the tail out of every number that stands in a text, such as in a change of the resident number. */
export const hideTailsIn = (text: string): string =>
  text.replaceAll(/(?<!\d)(\d{6})[\s-]?\d{7}(?!\d)/g, (_, head: string) => `${head}-*******`);
