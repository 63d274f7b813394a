import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Address, addressToText } from '../../src/shared/registry/address.ts';
import { AreaCode, areaName, areaToText, isInForce, levelOf } from '../../src/shared/registry/area.ts';
import {
  type BuildingNumber,
  buildingLevels,
  buildingNumberToText,
  maxBuildingPart,
  rangesOfPrefix,
  textToBuildingNumber,
  textToBuildingPrefix,
} from '../../src/shared/registry/building-number.ts';
import { lotNumberToText, textToLotNumber } from '../../src/shared/registry/lot-number.ts';
import { roadAddressNumberToText, textToRoadAddressNumber } from '../../src/shared/registry/road-address-number.ts';
import { composeAddress, remarkOf } from '../../src/shared/rules/address/compose.ts';
import { textToAddressQueries } from '../../src/shared/rules/address/query.ts';
import { searchKey } from '../../src/shared/rules/address/search-key.ts';
import { day, eungaram } from '../builders/registry.ts';

const code = (text: string): AreaCode => AreaCode.parse(text);
const onGround = (main: number, sub = 0): BuildingNumber => ({ level: 'ground', main, sub });

const aBuildingNumber = fc.record({
  level: fc.constantFrom(...buildingLevels),
  main: fc.integer({ min: 1, max: maxBuildingPart }),
  sub: fc.integer({ min: 0, max: maxBuildingPart }),
});

describe('building numbers', () => {
  test.each([
    ['12', onGround(12), '12'],
    ['12-3', onGround(12, 3), '12-3'],
    [' 12 - 3 ', onGround(12, 3), '12-3'],
    ['012-03', onGround(12, 3), '12-3'],
    ['12-0', onGround(12), '12'],
    ['12번', onGround(12), '12'],
    ['１２－３', onGround(12, 3), '12-3'],
    ['지하 7', { level: 'underground', main: 7, sub: 0 }, '지하 7'],
    ['지하7-1', { level: 'underground', main: 7, sub: 1 }, '지하 7-1'],
    ['공중 7', { level: 'elevated', main: 7, sub: 0 }, '공중 7'],
    ['수상 7', { level: 'afloat', main: 7, sub: 0 }, '수상 7'],
  ] as const)('[AD-9] %s is read and written as the law writes it', (typed, number, written) => {
    expect(textToBuildingNumber(typed)).toEqual(number);
    expect(buildingNumberToText(number)).toBe(written);
  });

  test.each(['', '0', '12-', '12-3-4', '-3', '123456', '12a', '지하', '지상 7', '열둘', '12 3'])(
    '[AD-9] %j is none',
    (typed) => {
      expect(textToBuildingNumber(typed)).toBeNull();
    },
  );

  test('[AD-9] what is written is read again as the same number', () => {
    fc.assert(
      fc.property(aBuildingNumber, (number) => {
        expect(textToBuildingNumber(buildingNumberToText(number))).toEqual(number);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[AD-18] the ranges of a beginning hold exactly the numbers that begin so', () => {
    expect(rangesOfPrefix('12')).toEqual([
      [12, 12],
      [120, 129],
      [1_200, 1_299],
      [12_000, 12_999],
    ]);
    expect(rangesOfPrefix('')).toEqual([[1, maxBuildingPart]]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: maxBuildingPart }),
        fc.integer({ min: 1, max: maxBuildingPart }),
        (prefix, number) => {
          const isInside = rangesOfPrefix(String(prefix)).some(([from, to]) => number >= from && number <= to);
          expect(isInside).toBe(String(number).startsWith(String(prefix)));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test('[AD-18] a beginning of a number tells an open end from a whole number before a dash', () => {
    expect(textToBuildingPrefix('12')).toEqual({ level: 'ground', main: '12', sub: null });
    expect(textToBuildingPrefix('12-')).toEqual({ level: 'ground', main: '12', sub: '' });
    expect(textToBuildingPrefix('지하 12-3')).toEqual({ level: 'underground', main: '12', sub: '3' });
    for (const none of ['', '0', '01', '12-0', 'x']) expect(textToBuildingPrefix(none), none).toBeNull();
  });
});

describe('lot numbers', () => {
  test.each([
    ['12', false, 12, 0, '12'],
    ['12-3', false, 12, 3, '12-3'],
    ['12-3번지', false, 12, 3, '12-3'],
    ['12번지', false, 12, 0, '12'],
    ['12번지 3호', false, 12, 3, '12-3'],
    ['산 12-3', true, 12, 3, '산 12-3'],
    ['산12', true, 12, 0, '산 12'],
    [' 산 12번지3 ', true, 12, 3, '산 12-3'],
    ['1234 - 5678 번지', false, 1_234, 5_678, '1234-5678'],
    ['1234번지 5678호', false, 1_234, 5_678, '1234-5678'],
  ])('[AD-18] %s is read', (typed, isMountain, main, sub, written) => {
    expect(textToLotNumber(typed)).toEqual({ isMountain, main, sub });
    expect(lotNumberToText({ isMountain, main, sub })).toBe(written);
  });

  test.each(['', '0', '산', '12 3', '12345', '12-3-4', '12-', '들 12', '12호', '12-34567', '12번지 34567호'])(
    '[AD-18] %j is none',
    (typed) => {
      expect(textToLotNumber(typed)).toBeNull();
    },
  );
});

describe('the number of a road-name address', () => {
  test('[AD-10] its 26 digits are city, dong, road, level and building', () => {
    expect(textToRoadAddressNumber('99110102300000210000700012')).toEqual({
      city: '99110',
      township: '102',
      roadCode: '991103000002',
      building: { level: 'underground', main: 7, sub: 12 },
    });
  });

  test('[AD-10] anything else is none', () => {
    for (const none of ['', '9911010230000021000070001', '991101023000002100007000123', '9911010230000029000070001x'])
      expect(textToRoadAddressNumber(none), none).toBeNull();
    expect(textToRoadAddressNumber('99110102300000240000700012'), 'a level that is none').toBeNull();
    expect(textToRoadAddressNumber('99110102300000210000000012'), 'no building').toBeNull();
  });

  test('[AD-10] it is put together again from its parts', () => {
    fc.assert(
      fc.property(
        aBuildingNumber,
        fc.stringMatching(/^\d{12}$/),
        fc.stringMatching(/^\d{3}$/),
        (building, road, dong) => {
          const number = { city: road.slice(0, 5), township: dong, roadCode: road, building };
          const text = roadAddressNumberToText(number);
          expect(text).toMatch(/^\d{26}$/);
          expect(textToRoadAddressNumber(text)).toEqual(number);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('areas', () => {
  test.each([
    ['administrative', '9900000000', 'province'],
    ['administrative', '9911000000', 'city'],
    ['administrative', '9911051000', 'township'],
    ['administrative', '9911051001', 'township'],
    ['legal', '9911010100', 'township'],
    ['legal', '9971031022', 'ri'],
  ] as const)('[AD-6] %s %s is a %s', (system, text, level) => {
    expect(levelOf(system, code(text))).toBe(level);
  });

  test('[AD-1] a life begins with its first day and ends before its last', () => {
    const life = { from: day('2010-01-01'), to: day('2026-07-01') };
    expect(['2009-12-31', '2010-01-01', '2026-06-30', '2026-07-01'].map((on) => isInForce(life, day(on)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isInForce({ ...life, to: null }, day('2999-01-01'))).toBe(true);
  });

  test('[AD-6] an area is named by its own name, and by all above it', () => {
    const area = { province: '다온도', city: '한들시 동구', township: '', ri: '' };
    expect(areaName(area)).toBe('동구');
    expect(areaName({ ...area, township: '햇살동' })).toBe('햇살동');
    expect(areaName({ ...area, township: '솔내면', ri: '물빛리' })).toBe('물빛리');
    expect(areaName({ ...area, city: '' })).toBe('다온도');
    expect(areaToText({ ...area, township: '햇살동' })).toBe('다온도 한들시 동구 햇살동');
  });
});

describe('an address in the order of the law', () => {
  const place = {
    office: eungaram,
    province: '다온도',
    city: '한들시 동구',
    legalTownship: '햇살동',
    road: '햇살로12번길',
    building: onGround(12, 3),
    apartment: null,
  };

  test('[AD-7] province, city and district, road and number, then the remark', () => {
    expect(addressToText(composeAddress(place))).toBe('다온도 한들시 동구 햇살로12번길 12-3 (햇살동)');
  });

  test('[AD-7] an eup or myeon stands between city and road, a unit between number and remark', () => {
    const rural = { ...place, city: '늘해군', legalTownship: '솔내면', apartment: '솔내맨션' };
    const address = { ...composeAddress(rural), unit: '101동 1203호' };
    expect(addressToText(address)).toBe('다온도 늘해군 솔내면 햇살로12번길 12-3, 101동 1203호 (솔내맨션)');
    expect(addressToText(composeAddress({ ...rural, legalTownship: '윤슬읍' }))).toContain('늘해군 윤슬읍 햇살로');
  });

  test('[AD-7] what comes out is an address of the register', () => {
    expect(Address.safeParse(composeAddress(place)).success).toBe(true);
  });

  test.each([
    ['햇살동', null, '햇살동'],
    ['햇살동', '한빛아파트', '햇살동, 한빛아파트'],
    ['별빛로1가', null, '별빛로1가'],
    ['솔내면', null, ''],
    ['솔내면', '솔내맨션', '솔내맨션'],
    ['윤슬읍', '', ''],
    ['읍내동', null, '읍내동'],
    ['면목동', '면목빌라', '면목동, 면목빌라'],
  ])('[AD-8] in %s, of the house %s, the remark is %j', (legalTownship, apartment, remark) => {
    expect(remarkOf({ legalTownship, apartment })).toBe(remark);
  });
});

describe('what somebody types', () => {
  const ground = (main: string, sub: string | null = null) => ({ level: 'ground' as const, main, sub });
  const lot = (main: number, sub = 0, isMountain = false) => ({ isMountain, main, sub });

  const road = (name: string, number: ReturnType<typeof ground> | null, ...within: string[]) => ({
    by: 'road' as const,
    road: name,
    number,
    within,
  });
  const land = (dong: string, number: ReturnType<typeof lot>, ...within: string[]) => ({
    by: 'lot' as const,
    dong,
    lot: number,
    within,
  });

  test.each([
    ['솔내로 12', road('솔내로', ground('12'))],
    ['솔내로12-', road('솔내로', ground('12', ''))],
    ['솔내로12번길 3', road('솔내로12번길', ground('3'))],
    ['솔내로12번길', road('솔내로12번길', null)],
    ['다온도 늘해군 솔내면 물빛길 12-3 (물빛리)', road('물빛길', ground('12', '3'), '다온도', '늘해군', '솔내면')],
    ['새론시 가온로 12, 101동 1203호 (가온동, 한빛아파트)', road('가온로', ground('12'), '새론시')],
    ['새론시 가온로 12, 지층', road('가온로', ground('12'), '새론시')],
    ['가온로 지하 7', { ...road('가온로', null), number: { level: 'underground', main: '7', sub: null } }],
    ['새론시 가온로', road('가온로', null, '새론시')],
    ['물빛리 산 12-3', land('물빛리', lot(12, 3, true))],
    ['늘해군 물빛리 12번지 3호', land('물빛리', lot(12, 3), '늘해군')],
    ['별빛로1가 15', land('별빛로1가', lot(15))],
    ['가온동 12', land('가온동', lot(12))],
    ['가온동12-3번지', land('가온동', lot(12, 3))],
    ['물빛리산12', land('물빛리', lot(12, 0, true))],
    ['물빛리 산12번지3호', land('물빛리', lot(12, 3, true))],
    ['물빛리 1234 - 5678', land('물빛리', lot(1_234, 5_678))],
    ['가온로 12 - 3', road('가온로', ground('12', '3'))],
    ['가온로 12 -3', road('가온로', ground('12', '3'))],
    ['가온로 12- 3', road('가온로', ground('12', '3'))],
    ['물빛리 12번지 34호', land('물빛리', lot(12, 34))],
    ['가온로12번', road('가온로', ground('12'))],
    ['가온로지하7', { ...road('가온로', null), number: { level: 'underground', main: '7', sub: null } }],
    ['가온로 12 (가온동', road('가온로', ground('12'))],
    ['가온로 12,101동', road('가온로', ground('12'))],
    ['가온로 12 지하층', road('가온로', ground('12'))],
    ['가온로 12 3층 301호', road('가온로', ground('12'))],
  ] as const)('[AD-18] %s', (typed, meaning) => {
    expect(textToAddressQueries(typed)[0]).toEqual(meaning);
  });

  test('[AD-18] a legal dong may be called like a road', () => {
    expect(textToAddressQueries('별빛로 1-91').slice(0, 2)).toEqual([
      road('별빛로', ground('1', '91')),
      land('별빛로', lot(1, 91)),
    ]);
  });

  test.each([
    ['한빛아파트', '한빛아파트', []],
    ['새론시 한빛 아파트', '한빛 아파트', ['새론시']],
    ['새론시 한빛아파트 101동 1203호', '한빛아파트', ['새론시']],
    ['다온도', '다온도', []],
    ['다온도 새론시', '새론시', ['다온도']],
    ['도시빌라 한빛', '도시빌라 한빛', []],
    ['한빛 3동 상가', '한빛 3동 상가', []],
    ['한빛아파트 101동', '한빛아파트', []],
  ])('[AD-18] %s may also be a building', (typed, name, within) => {
    expect(textToAddressQueries(typed).at(-1)).toEqual({ by: 'building', name, within });
  });

  test('[AD-18] nothing is found in an empty line', () => {
    for (const empty of ['', '  ', '(가온동)', ', ,']) expect(textToAddressQueries(empty), empty).toEqual([]);
  });

  test('[AD-18] a name is neither a road nor a lot', () => {
    for (const name of [
      '한빛아파트',
      '길동무빌라',
      '12',
      '가온동',
      '가온로 0',
      '가온동 0',
      '가온동 12345',
      '로얄빌라 12',
    ])
      expect(textToAddressQueries(name), name).toHaveLength(1);
  });

  test('[AD-18] any text is taken for something, and none breaks it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (typed) => {
        for (const query of textToAddressQueries(typed)) {
          expect(query.within.every((word) => word !== '')).toBe(true);
          if (query.by === 'building') expect(query.name).not.toBe('');
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('[AD-18] names are compared without spaces, dots, dashes and capitals', () => {
    expect(searchKey('한빛 A·B-타운(1차)')).toBe('한빛ab타운1차');
    for (const dot of ['.', '·', 'ㆍ', '・', '•', '‧', '∙', '-', ' '])
      expect(searchKey(`３${dot}１５대로`), dot).toBe('315대로');
    expect(searchKey('힐스테이트')).toBe('힐스테이트');
  });
});
