import { romanize } from 'es-hangul';
import type { Address } from '../../src/shared/registry/address.ts';
import type { Household, Resident } from '../../src/shared/registry/resident.ts';
import { createRandom } from './random.ts';
import {
  aHousehold,
  anAddress,
  anAddressRow,
  aResident,
  day,
  eungaram,
  householdId,
  inventedNumber,
} from './registry.ts';
import { aTownship, type Township } from './township.ts';

const unusual: readonly (Partial<Resident> & { readonly name: string })[] = [
  { name: '이서린', hanja: '李瑞隣' },
  { name: '리서린', hanja: '李瑞隣' },
  { name: '림나윤', hanja: '林娜潤' },
  { name: '임라윤', hanja: '林娜潤' },
  { name: '류련희', hanja: '柳連姬' },
  { name: '유연희', hanja: '柳連姫' },
  { name: '배진호', hanja: '裵鎭浩' },
  { name: '배진호', hanja: '裴鎮浩' },
  { name: '김과건', hanja: '金果健' },
  { name: '한하나', hanja: '' },
  { name: '닭가람', hanja: '' },
  { name: '응우옌 티 란', hanja: '', nameRoman: 'NGUYEN THI LAN' },
  { name: '스미스존', hanja: '', nameRoman: 'Smith, John-Paul' },
  { name: 'Müller Änne', hanja: '', nameRoman: 'Müller Änne' },
  { name: '남궁원', hanja: '南宮源', nameRoman: 'NamGung Won' },
  { name: '황보라', hanja: '黃보라' },
];

/** An office's people with names in Latin letters, former numbers, rooms, and names that are hard to find. */
export const aSearchedTownship = (seed: number, residents: number): Township => {
  const random = createRandom(seed);
  const township = aTownship({ seed, residents });
  const roman = (name: string): string => {
    const given = [...name].slice(1).map((letter) => romanize(letter));
    const surname = romanize(name.charAt(0));
    const words = random.pick([
      `${surname} ${given.join('-')}`,
      `${surname.toUpperCase()} ${given.join(' ')}`,
      `${surname} ${given.join('')}`,
    ]);
    return words;
  };
  const households: Household[] = township.households.map((household, index) =>
    index % 40 === 0 ? { ...household, address: { ...household.address, room: `별채 ${index % 7}` } } : household,
  );
  const common = township.residents.map((resident, index): Resident => {
    const formerNumber = inventedNumber(resident.birthDate, resident.sex, 900_000 + index);
    return {
      ...resident,
      nameRoman: random.chance(0.3) ? roman(resident.name) : '',
      ...(index % 50 === 0
        ? {
            personalChanges: [
              {
                on: day('2026-01-05'),
                what: 'number',
                from: formerNumber,
                to: resident.number,
                reason: '정정',
                isAdoption: false,
              },
            ],
          }
        : {}),
    };
  });
  const special = unusual.map((overrides, index) => {
    const address: Address = anAddress({
      office: eungaram,
      city: '새론시',
      township: '',
      road: '가온누리로',
      building: `${index + 1}-3`,
      remark: '은가람동, e-편한솔숲',
    });
    const nth = 1_000 + index;
    const row = anAddressRow({ address, household: householdId(nth), householderName: overrides.name });
    const resident = aResident({
      nth,
      birthDate: day('1977-03-0' + String((index % 9) + 1)),
      addresses: [row],
      ...overrides,
    });
    return { resident, household: aHousehold({ members: [resident], address }) };
  });
  return {
    ...township,
    households: [...households, ...special.map(({ household }) => household)],
    residents: [...common, ...special.map(({ resident }) => resident)],
  };
};
