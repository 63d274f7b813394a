import type { BuildingNumber } from '../../shared/registry/building-number.ts';
import type { LotNumber } from '../../shared/registry/lot-number.ts';
import { maxTownship, type Parsed, parsed } from './code-lines.ts';
import { buildingNumberIn, createFields, type Fields, lotNumberIn } from './fields.ts';
import { columnNames } from './layouts.ts';

/** Where a building or a lot lies, in the names that the file gives. */
export interface PlaceLine {
  readonly legal: string;
  readonly province: string;
  readonly city: string;
  readonly township: string;
  readonly ri: string;
}

export interface RoadLine {
  readonly code: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  /** A road that is no longer used may have no day on which it ended. */
  readonly isUsed: boolean;
}

export interface AddressLine {
  /** 26 digits, or 25 of a building. */
  readonly number: string;
  readonly roadCode: string;
  readonly building: BuildingNumber;
  readonly postcode: string;
  readonly from: string | null;
}

/** What a file says of the house that stands there; the 주소DB says it in a file of its own. */
export interface HouseLine {
  /** The office of the file's day, or empty. */
  readonly administrative: string;
  readonly registerName: string;
  readonly localName: string;
  readonly isApartment: boolean;
}

export interface WholeAddressLine extends AddressLine, HouseLine {
  readonly roadName: string;
  readonly place: PlaceLine;
  readonly lot: LotNumber;
}

/** A further lot, of an address named by its number or by road and building. */
export interface LotLine {
  readonly number: string | null;
  readonly roadCode: string | null;
  readonly building: BuildingNumber | null;
  readonly place: PlaceLine;
  readonly lot: LotNumber;
  readonly isMain: boolean;
}

const maxPlace = 40;
const maxRoad = 80;
/** With a legal dong before it, this still fits the remark of an address. */
const maxName = 55;

const placeIn = (fields: Fields): PlaceLine => ({
  legal: fields.digits('법정동코드', 10),
  province: fields.text('시도명', maxPlace),
  city: fields.optionalText('시군구명', maxPlace),
  township: fields.text('법정읍면동명', maxTownship),
  ri: fields.optionalText('법정리명', maxTownship),
});

/** Change files list what is no more with 63 or 64; a full file has no such line. */
const refuseCancelled = (fields: Fields, name: string): void => {
  const reason = fields.optionalText(name, 2);
  if (reason === '63' || reason === '64') fields.fail(name, 'cancelled-entry', reason);
};

export const parseRoad = (kind: 'roads-17' | 'roads-20', values: readonly string[]): Parsed<RoadLine> => {
  const fields = createFields(columnNames(kind), values);
  const code =
    kind === 'roads-17'
      ? fields.digits('도로명코드', 12)
      : fields.digits('시군구코드', 5) + fields.digits('도로명번호', 7);
  const from = fields.date('고시일자');
  const to = fields.date('말소일자');
  const isUsed = fields.choice('사용여부', '01') === '0';
  if (from !== null && to !== null && to < from) fields.fail('말소일자', 'ends-before-it-begins', `${from} – ${to}`);
  return parsed(fields, { code, name: fields.text('도로명', maxRoad), from, to, isUsed });
};

export const parseWholeAddress = (
  kind: 'road-addresses' | 'buildings',
  values: readonly string[],
): Parsed<WholeAddressLine> => {
  const fields = createFields(columnNames(kind), values);
  const isBuilding = kind === 'buildings';
  refuseCancelled(fields, '이동사유코드');
  return parsed(fields, {
    number: isBuilding ? fields.digits('건물관리번호', [25, 26]) : fields.digits('도로명주소관리번호', [25, 26]),
    place: placeIn(fields),
    lot: lotNumberIn(fields),
    roadCode: fields.digits('도로명코드', 12),
    roadName: fields.text('도로명', maxRoad),
    building: buildingNumberIn(fields),
    administrative: fields.optionalDigits('행정동코드', 10),
    postcode: fields.optionalDigits('기초구역번호', 5),
    // The date of the 건물DB's buildings is that of the notice, of the last change: not the day from which they stand.
    from: isBuilding ? null : fields.date('효력발생일'),
    registerName: fields.optionalText('건축물대장건물명', maxName),
    localName: fields.optionalText('시군구용건물명', maxName),
    isApartment: fields.choice(isBuilding ? '공동주택여부' : '공동주택구분', '012') !== '0',
  });
};

export const parseAddress = (values: readonly string[]): Parsed<AddressLine> => {
  const fields = createFields(columnNames('addresses'), values);
  refuseCancelled(fields, '변경사유코드');
  return parsed(fields, {
    number: fields.digits('관리번호', [25, 26]),
    roadCode: fields.digits('도로명코드', 12),
    building: buildingNumberIn(fields),
    postcode: fields.optionalDigits('기초구역번호', 5),
    from: null,
  });
};

export const parseDetails = (values: readonly string[]): Parsed<HouseLine & { readonly number: string }> => {
  const fields = createFields(columnNames('address-details'), values);
  return parsed(fields, {
    number: fields.digits('관리번호', [25, 26]),
    administrative: fields.optionalDigits('행정동코드', 10),
    registerName: fields.optionalText('건축물대장건물명', maxName),
    localName: fields.optionalText('시군구건물명', maxName),
    isApartment: fields.choice('공동주택여부', '012') !== '0',
  });
};

export const parseLot = (
  kind: 'road-address-lots' | 'building-lots' | 'address-lots',
  values: readonly string[],
): Parsed<LotLine> => {
  const fields = createFields(columnNames(kind), values);
  const ofAddress = kind === 'address-lots';
  refuseCancelled(fields, ofAddress ? '변경사유코드' : '이동사유코드');
  return parsed(fields, {
    number: kind === 'building-lots' ? null : fields.digits(ofAddress ? '관리번호' : '도로명주소관리번호', [25, 26]),
    roadCode: ofAddress ? null : fields.digits('도로명코드', 12),
    building: ofAddress ? null : buildingNumberIn(fields),
    place: placeIn(fields),
    lot: lotNumberIn(fields),
    isMain: ofAddress && fields.choice('대표여부', '01') === '1',
  });
};
