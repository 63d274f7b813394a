import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlainDate } from '../../src/shared/registry/plain-date.ts';
import {
  birthDateIn,
  fitsProfile,
  hasCheckDigit,
  isForeignNumber,
  maskResidentNumber,
  numberWarnings,
  ResidentNumber,
  sexIn,
} from '../../src/shared/registry/resident-number.ts';
import { hideTail, hideTailOfAny, hideTailsIn } from '../../src/shared/rules/paper/numbers.ts';
import { day } from '../builders/registry.ts';

const seed = Number(process.env['RRS_SEED'] ?? 20_261_122);
const runs = { seed, numRuns: 2_000 };

const two = (value: number): string => String(value).padStart(2, '0');

/** Birth month and tail are given; the month has twenty too many, so that nobody can have the number. */
const numberOf = (year: number, month: number, date: number, tail: string): ResidentNumber => {
  if (month < 1 || month > 12) throw new Error('a month is between 1 and 12');
  return ResidentNumber.parse(`${two(year % 100)}${two(month + 20)}${two(date)}-${tail}`);
};

/** The last digit of the old system, as the law's own table has it: weights 2 to 9, then 2 to 5. */
const checkDigitOf = (digits: string): number => {
  let sum = 0;
  for (let index = 0; index < 12; index += 1) sum += Number(digits[index]) * ((index % 8) + 2);
  return (11 - (sum % 11)) % 10;
};

/** With the check digit of the old system. */
const legacy = (year: number, month: number, date: number, six: string): ResidentNumber => {
  const head = `${two(year % 100)}${two(month + 20)}${two(date)}${six}`;
  return ResidentNumber.parse(`${head.slice(0, 6)}-${six}${String(checkDigitOf(head))}`);
};

const anyNumber = fc
  .record({
    year: fc.nat({ max: 99 }),
    month: fc.integer({ min: 1, max: 12 }),
    date: fc.integer({ min: 1, max: 28 }),
    seventh: fc.nat({ max: 9 }),
    rest: fc.nat({ max: 999_999 }),
  })
  .map(({ year, month, date, seventh, rest }) => ({
    year,
    month,
    date,
    seventh,
    number: numberOf(year, month, date, `${String(seventh)}${String(rest).padStart(6, '0')}`),
  }));

describe('both systems', () => {
  test('[RN-1] whatever the last six digits are, the number is taken', () => {
    for (const tail of ['1000000', '3999999', '4123456', '0000000', '9999999'])
      expect(ResidentNumber.safeParse(`852412-${tail}`).success).toBe(true);
    fc.assert(
      fc.property(anyNumber, ({ number }) => ResidentNumber.safeParse(number).success),
      runs,
    );
  });

  test('[RN-1] nothing but the shape is required, and all of it', () => {
    const wrong = [
      '',
      '852412',
      '8524121000001',
      '852412-100000',
      '852412-10000011',
      '85241-21000001',
      '852412_1000001',
      '852412-1000001 ',
      ' 852412-1000001',
      '852412-1000001\n',
      '852412-100000a',
      '８５２４１２-1000001',
      '852412–1000001',
    ];
    for (const text of wrong) expect(ResidentNumber.safeParse(text).success, JSON.stringify(text)).toBe(false);
    for (const value of [null, undefined, 8_524_121_000_001, {}, []])
      expect(ResidentNumber.safeParse(value).success).toBe(false);
  });

  test('[RN-1, RN-5] the check digit of the old system is told from any other', () => {
    fc.assert(
      fc.property(anyNumber, ({ number }) => {
        const digits = number.replace('-', '');
        const right = checkDigitOf(digits);
        for (let last = 0; last <= 9; last += 1)
          expect(hasCheckDigit(ResidentNumber.parse(`${number.slice(0, 13)}${String(last)}`))).toBe(last === right);
      }),
      { ...runs, numRuns: 300 },
    );
  });

  test('[RN-5] worked out by hand', () => {
    for (const [number, sum] of [
      // 8·2 + 5·3 + 2·4 + 4·5 + 1·6 + 2·7 + 1·8, which leaves 10.
      ['852412-1000001', 87],
      ['852412-1000017', 87 + 5],
      ['852412-1100003', 87 + 9],
      ['852412-1010000', 87 + 2],
      ['852412-1001009', 87 + 3],
      ['852412-1000108', 87 + 4],
      // 11 divides it.
      ['852412-1000301', 87 + 3 * 4],
      // One is left.
      ['852412-1000210', 87 + 2 * 4 + 5],
    ] as const) {
      expect((11 - (sum % 11)) % 10, number).toBe(Number(number.at(-1)));
      expect(hasCheckDigit(ResidentNumber.parse(number)), number).toBe(true);
    }
  });

  test('[RN-5] one wrong digit is noticed, but where the remainders 0 and 10 both end in 1', () => {
    let missed = 0;
    for (let nth = 0; nth < 200; nth += 1) {
      const number = legacy(
        1900 + (nth % 100),
        (nth % 12) + 1,
        (nth % 28) + 1,
        `1${String(nth * 479).padStart(5, '0')}`,
      );
      for (let at = 7; at < 13; at += 1)
        for (let digit = 0; digit <= 9; digit += 1) {
          if (String(digit) === number[at]) continue;
          const other = `${number.slice(0, at)}${String(digit)}${number.slice(at + 1)}`;
          if (hasCheckDigit(ResidentNumber.parse(other))) {
            missed += 1;
            expect(number.endsWith('1')).toBe(true);
          }
        }
    }
    expect(missed).toBeGreaterThan(0);
  });
});

describe('what the digits tell', () => {
  const centuries = { 9: 18, 0: 18, 1: 19, 2: 19, 3: 20, 4: 20, 5: 19, 6: 19, 7: 20, 8: 20 } as const;

  test('[RN-2] the century, by the seventh digit and never by the year', () => {
    for (const [digit, century] of Object.entries(centuries))
      for (const year of [0, 19, 26, 27, 50, 85, 99])
        expect(birthDateIn(numberOf(year, 4, 12, `${digit}000000`)), `${digit} ${String(year)}`).toBe(
          `${String(century)}${two(year)}-04-12`,
        );
  });

  test('[RN-2] of invented people with twenty months less; a day that is none tells nothing', () => {
    expect(birthDateIn(numberOf(2004, 2, 29, '3000000'))).toBe('2004-02-29');
    expect(birthDateIn(numberOf(2003, 2, 29, '3000000'))).toBeNull();
    expect(birthDateIn(numberOf(2000, 2, 29, '3000000'))).toBe('2000-02-29');
    expect(birthDateIn(numberOf(1900, 2, 29, '1000000'))).toBeNull();
    expect(birthDateIn(numberOf(1985, 1, 31, '1000000'))).toBe('1985-01-31');
    expect(birthDateIn(numberOf(1985, 12, 31, '1000000'))).toBe('1985-12-31');
    for (const month of ['00', '13', '20', '33', '40', '99'])
      expect(birthDateIn(ResidentNumber.parse(`85${month}12-1000001`)), month).toBeNull();
  });

  test('[RN-2] the day of birth, of whatever number', () => {
    fc.assert(
      fc.property(anyNumber, ({ number, year, month, date, seventh }) => {
        const century = centuries[seventh as keyof typeof centuries];
        expect(birthDateIn(number)).toBe(`${String(century)}${two(year)}-${two(month)}-${two(date)}`);
      }),
      runs,
    );
  });

  test('[RN-2] the sex: odd digits are men’s, even ones and 0 are women’s', () => {
    for (const digit of '13579') expect(sexIn(numberOf(1985, 4, 12, `${digit}000001`))).toBe('M');
    for (const digit of '02468') expect(sexIn(numberOf(1985, 4, 12, `${digit}000001`))).toBe('F');
  });

  test('[RN-3] 5 to 8 are foreigners’', () => {
    for (const digit of '5678') expect(isForeignNumber(numberOf(1985, 4, 12, `${digit}000001`))).toBe(true);
    for (const digit of '012349') expect(isForeignNumber(numberOf(1985, 4, 12, `${digit}000001`))).toBe(false);
  });
});

describe('masks', () => {
  test('[RN-4] a screen shows the seventh digit and hides the rest', () => {
    expect(maskResidentNumber(numberOf(1985, 4, 12, '2345678'))).toBe('852412-2******');
    expect(maskResidentNumber(numberOf(2005, 12, 1, '4000000'))).toBe('053201-4******');
  });

  test('[RN-4] paper hides all seven', () => {
    expect(hideTail(numberOf(1985, 4, 12, '2345678'))).toBe('852412-*******');
    for (const number of ['852412-2345678', '8524122345678', '852412', '852412-'])
      expect(hideTailOfAny(number)).toBe('852412-*******');
    expect(hideTailsIn('852412-2345678에서 852412 2345679, 8524122345670으로')).toBe(
      '852412-*******에서 852412-*******, 852412-*******으로',
    );
    for (const text of ['', '12345-2345678', '852412-234567', '18524122345678', '85241223456781', '2026-08-03'])
      expect(hideTailsIn(text)).toBe(text);
  });

  test('[RN-4] none of the last six digits is ever shown, on paper none of the last seven', () => {
    fc.assert(
      fc.property(anyNumber, ({ number }) => {
        expect(maskResidentNumber(number)).toMatch(/^\d{6}-\d\*{6}$/);
        expect(maskResidentNumber(number).slice(0, 8)).toBe(number.slice(0, 8));
        expect(hideTail(number)).toBe(`${number.slice(0, 6)}-*******`);
        expect(hideTailsIn(`번호 ${number}.`)).toBe(`번호 ${hideTail(number)}.`);
        expect(hideTailOfAny(number.replace('-', ''))).toBe(hideTail(number));
      }),
      runs,
    );
  });
});

describe('what is odd about a number', () => {
  const born = day('1985-04-12');
  const good = legacy(1985, 4, 12, '200000');
  const random = (right: ResidentNumber): ResidentNumber =>
    ResidentNumber.parse(`${right.slice(0, 13)}${String((Number(right.slice(13)) + 1) % 10)}`);

  test('[RN-5] nothing, of one that fits', () => {
    expect(numberWarnings(good, { birthDate: born, sex: 'F' })).toEqual([]);
  });

  test('[RN-5] a check digit that fails, of whoever was born before 5 October 2020', () => {
    expect(numberWarnings(random(good), { birthDate: born, sex: 'F' })).toEqual(['check-digit']);
    for (const [date, warnings] of [
      [4, ['check-digit']],
      [5, []],
      [6, []],
    ] as const) {
      const number = random(legacy(2020, 10, date, '400000'));
      expect(numberWarnings(number, { birthDate: day(`2020-10-${two(date)}`), sex: 'F' })).toEqual(warnings);
      expect(hasCheckDigit(number)).toBe(false);
    }
  });

  test('[RN-3, RN-5] none is expected of a foreigner’s', () => {
    const foreign = random(legacy(1985, 4, 12, '600000'));
    expect(numberWarnings(foreign, { birthDate: born, sex: 'F' })).toEqual([]);
  });

  test('[RN-5] another birth date or another sex', () => {
    const off = { birthDate: day('1985-04-13'), sex: 'M' } as const;
    expect(numberWarnings(good, { ...off, sex: 'F' })).toEqual(['birth-date-differs']);
    expect(numberWarnings(good, { ...off, birthDate: born })).toEqual(['sex-differs']);
    expect(numberWarnings(random(good), off)).toEqual(['check-digit', 'birth-date-differs', 'sex-differs']);
    const none = legacy(1985, 2, 30, '200000');
    expect(numberWarnings(none, { birthDate: '1985-02-28' as PlainDate, sex: 'F' })).toEqual(['birth-date-differs']);
  });

  test('[RN-5] it never throws, whatever stands beside it', () => {
    fc.assert(
      fc.property(
        anyNumber,
        fc.constantFrom('M' as const, 'F' as const),
        fc.integer({ min: 1, max: 28 }),
        (one, sex, date) => {
          const birthDate = day(`1990-01-${two(date)}`);
          for (const warning of numberWarnings(one.number, { birthDate, sex }))
            expect(['check-digit', 'birth-date-differs', 'sex-differs']).toContain(warning);
        },
      ),
      runs,
    );
  });
});

describe('two worlds', () => {
  test('[RN-6] training takes birth months 21 to 32 and nothing else, production everything but them', () => {
    for (let month = 0; month <= 99; month += 1) {
      const number = ResidentNumber.parse(`85${two(month)}00-0000000`);
      const isInvented = month >= 21 && month <= 32;
      expect(fitsProfile(number, 'training'), String(month)).toBe(isInvented);
      expect(fitsProfile(number, 'production'), String(month)).toBe(!isInvented);
    }
  });

  test('[RN-6] what tests make is invented', () => {
    fc.assert(
      fc.property(anyNumber, ({ number }) => fitsProfile(number, 'training') && !fitsProfile(number, 'production')),
      runs,
    );
  });
});
