import { type BuildingPrefix, textToBuildingPrefix } from '../../registry/building-number.ts';
import { type LotNumber, textToLotNumber } from '../../registry/lot-number.ts';

/** What somebody looks for. `within` are words of the places above: `['늘해군', '솔내면']`. */
export type AddressQuery =
  | {
      readonly by: 'road';
      readonly road: string;
      /** Null finds every building of the road. */
      readonly number: BuildingPrefix | null;
      readonly within: readonly string[];
    }
  | {
      readonly by: 'lot';
      /** Legal dong or ri: `가온동`, `물빛리`. */
      readonly dong: string;
      readonly lot: LotNumber;
      readonly within: readonly string[];
    }
  | { readonly by: 'building'; readonly name: string; readonly within: readonly string[] };

/** A road's name may hold digits (`솔내로12번길`), so the number is what stands after the last word that ends like one. */
const numberOfRoad = /(?<=[로길]) ?(?:(?:지하|공중|수상) ?)?\d+(?:-\d*)?번?$/;
/** Legal dong may end like roads and hold digits: `세종로`, `신문로1가`. */
const lotOfDong = /(?<=[가-힣]\d*[동리가로]) ?(?:산 ?)?\d+(?:-\d+)?(?:번지)?(?: ?\d+호)?$/;
const endsLikeRoad = /[로길]$/;
const endsLikePlace = /[도시군구읍면동리]$/;
/** Units and the bracketed remark are no part of what is found: ` 101동 1203호`, ` (가온동, 한빛아파트)`. */
const remarkOrComma = /\([^)]*\)?|,/g;
const units = /(?: (?:\d+[동호층]|지하?층))+$/;

/**
 * What one line of typing may mean, the likeliest first: `늘해군 물빛길 12-3`, `물빛리 산 12`, `한빛아파트`, also a whole
 * address as it prints. A number after a dong or ri is a lot, after a road a building. Empty for an empty line.
 */
export const textToAddressQueries = (text: string): readonly AddressQuery[] => {
  const spaced = text.normalize('NFKC').replaceAll(remarkOrComma, ' ');
  const typed = spaced
    .replaceAll(/\s*-\s*/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const place = typed.replace(units, '');
  if (place === '') return [];
  return [...roadQueries(place), ...lotQueries(typed), buildingQuery(place)];
};

const roadQueries = (text: string): AddressQuery[] => {
  const at = text.search(numberOfRoad);
  const number = at === -1 ? null : textToBuildingPrefix(text.slice(at));
  const { last, within } = splitLast(number ? text.slice(0, at) : text);
  return endsLikeRoad.test(last) ? [{ by: 'road', road: last, number, within }] : [];
};

const lotQueries = (text: string): AddressQuery[] => {
  const at = text.search(lotOfDong);
  const lot = at === -1 ? null : textToLotNumber(text.slice(at));
  const { last, within } = splitLast(text.slice(0, at));
  return lot ? [{ by: 'lot', dong: last, lot, within }] : [];
};

/** Words at the beginning that end like places narrow the search; where all do, the last is looked for (-1). */
const buildingQuery = (text: string): AddressQuery => {
  const words = text.split(' ');
  const first = words.findIndex((word) => !endsLikePlace.test(word));
  return { by: 'building', name: words.slice(first).join(' '), within: words.slice(0, first) };
};

const splitLast = (text: string): { readonly last: string; readonly within: readonly string[] } => {
  const words = text.split(' ');
  return { last: words.slice(-1).join(), within: words.slice(0, -1) };
};
