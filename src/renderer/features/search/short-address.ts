import type { Office } from '../../../shared/registry/office.ts';

/** An address as a list of one office shows it: without the places that all of its addresses are in. */
export const shortAddress = (address: string, office: Pick<Office, 'province' | 'city' | 'nameKo'> | null): string => {
  if (!office) return address;
  const above = [office.province, office.city].filter((part) => part !== '').join(' ');
  const shared = [`${above} ${office.nameKo} `, `${above} `].find((place) => address.startsWith(place));
  return shared === undefined ? address : address.slice(shared.length);
};
