import { z } from 'zod';
import { OfficeId } from './ids.ts';

/**
 * A road-name address (도로명주소) in the order in which the law prints it
 * (도로명주소법 시행령 6): province, city or county, road and building, unit, and the bracketed remark.
 */
export const Address = z.object({
  /** The eup, myeon or dong in whose area the building stands; its office keeps the register. */
  office: OfficeId,
  province: z.string().min(1).max(40),
  city: z.string().min(1).max(40),
  /** Eup or myeon, or empty in a dong, where the name stands in the remark. */
  township: z.string().max(40),
  road: z.string().min(1).max(80),
  /** Building number, `12` or `12-3`, `지하 7` underground. */
  building: z.string().min(1).max(20),
  /** Unit: `101동 1203호`, `2층`, or empty. Part of the address, so it always prints. */
  unit: z.string().max(60),
  /** Room in a house of several families or a 준주택: kept so that people are found, and never printed [D 9⑤–⑦]. */
  room: z.string().max(40).optional(),
  /** Legal dong and the name of the apartment house, or empty. */
  remark: z.string().max(80),
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

export const isSameAddress = (a: Address, b: Address): boolean => addressToText(a) === addressToText(b);
