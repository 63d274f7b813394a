import { z } from 'zod';
import { OfficeId } from './ids.ts';
import { optionalText, plainText } from './plain-text.ts';

/**
 * A road-name address (도로명주소) in the order in which the law prints it
 * (도로명주소법 시행령 6): province, city or county, road and building, unit, and the bracketed remark.
 */
export const Address = z.object({
  /** The eup, myeon or dong in whose area the building stands; its office keeps the register. */
  office: OfficeId,
  province: plainText(40),
  /** City, county or district. Empty in Sejong, which has none. */
  city: optionalText(40),
  /** Eup or myeon, or empty in a dong, where the name stands in the remark. */
  township: optionalText(40),
  road: plainText(80),
  /** Building number, `12` or `12-3`, `지하 7` underground. */
  building: plainText(20),
  /** Unit: `101동 1203호`, `2층`, or empty. Part of the address, so it always prints. */
  unit: optionalText(60),
  /** Room in a house of several families or a 준주택: kept so that people are found, and never printed [D 9⑤–⑦]. */
  room: optionalText(40).optional(),
  /** Legal dong and the name of the apartment house, or empty. */
  remark: optionalText(80),
});
export type Address = z.infer<typeof Address>;

export const addressToText = (address: Address): string => {
  const place = [address.province, address.city, address.township, address.road, address.building]
    .filter((part) => part !== '')
    .join(' ');
  const unit = address.unit === '' ? '' : `, ${address.unit}`;
  const remark = address.remark === '' ? '' : ` (${address.remark})`;
  return `${place}${unit}${remark}`;
};

/**
 * Whether both name one place. The remark in brackets only explains the road name, and nobody writes units with the same
 * spaces.
 */
export const isSameAddress = (a: Address, b: Address): boolean =>
  a === b ||
  (a.building === b.building &&
    a.road === b.road &&
    a.township === b.township &&
    a.city === b.city &&
    a.province === b.province &&
    withoutSpaces(a.unit) === withoutSpaces(b.unit));

const withoutSpaces = (text: string): string => (text.includes(' ') ? text.replaceAll(' ', '') : text);
