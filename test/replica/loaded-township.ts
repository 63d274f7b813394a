/** Who lives at the office that is worked on until it dies. */
export const loadedTownship = { seed: 41, residents: 40 } as const;
