import type { Address } from '../../registry/address.ts';
import { type BuildingNumber, buildingNumberToText } from '../../registry/building-number.ts';
import type { OfficeId } from '../../registry/ids.ts';

/** What is known of a building, from code files and address files. */
export interface BuildingPlace {
  readonly office: OfficeId;
  readonly province: string;
  /** With the district of a city: `한들시 동구`. Empty where a province has no cities. */
  readonly city: string;
  /** The legal eup, myeon or dong. */
  readonly legalTownship: string;
  readonly road: string;
  readonly building: BuildingNumber;
  /** The name of the apartment house in the building register, or null where it is none or has no name. */
  readonly apartment: string | null;
}

/** Eup and myeon stand in the address itself; a dong's name is never more than a remark. */
const isEupOrMyeon = (township: string): boolean => /[읍면]$/.test(township);

/**
 * The bracketed remark [도로명주소법 시행령 6①7]: in a dong the legal dong, with the apartment house after a comma; in
 * an eup or myeon the apartment house alone.
 */
export const remarkOf = ({ legalTownship, apartment }: Pick<BuildingPlace, 'legalTownship' | 'apartment'>): string =>
  [isEupOrMyeon(legalTownship) ? '' : legalTownship, apartment ?? ''].filter((part) => part !== '').join(', ');

/** The address in the parts that the law orders [도로명주소법 시행령 6①]; unit and room are the citizen's to say. */
export const composeAddress = (place: BuildingPlace): Address => ({
  office: place.office,
  province: place.province,
  city: place.city,
  township: isEupOrMyeon(place.legalTownship) ? place.legalTownship : '',
  road: place.road,
  building: buildingNumberToText(place.building),
  unit: '',
  remark: remarkOf(place),
});
