import { type BuildingNumber, buildingLevels } from './building-number.ts';

/**
 * 도로명주소관리번호, 26 digits that name one road-name address: city 5, legal eup, myeon or dong 3, road 7, level 1,
 * building number 5 and 5. City and road together are the road code (도로명코드).
 */
export interface RoadAddressNumber {
  /** First five digits of the area code. */
  readonly city: string;
  readonly township: string;
  /** Twelve digits: city, then road. */
  readonly roadCode: string;
  readonly building: BuildingNumber;
}

export const textToRoadAddressNumber = (text: string): RoadAddressNumber | null => {
  const match = /^(\d{5})(\d{3})(\d{7})([0-3])(\d{5})(\d{5})$/.exec(text);
  if (!match) return null;
  const [, city = '', township = '', road = '', level = '0', main = '', sub = ''] = match;
  if (Number(main) === 0) return null;
  return {
    city,
    township,
    roadCode: city + road,
    building: { level: buildingLevels[Number(level)] ?? 'ground', main: Number(main), sub: Number(sub) },
  };
};

export const roadAddressNumberToText = ({ city, township, roadCode, building }: RoadAddressNumber): string =>
  [
    city,
    township,
    roadCode.slice(5),
    String(buildingLevels.indexOf(building.level)),
    String(building.main).padStart(5, '0'),
    String(building.sub).padStart(5, '0'),
  ].join('');
