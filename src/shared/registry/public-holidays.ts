import { HolidayTable } from './holiday-table.ts';

/**
 * The public holidays of 2018 to 2040, as the law stood in November 2026.
 *
 * Sources: 관공서의 공휴일에 관한 규정 as amended by decrees 24828 (2013-11-05), 31930 (2021-08-04) and 36290 (2026-04-30), read in
 * mirrors of the law; of decree 33448 (2023-05-04) the effect only, from the press of that day and from what 36290
 * amends. Labour Day (노동절, 1 May) is a holiday of public offices since 2026-05-01, Constitution Day (제헌절, 17 July) again
 * since 2026-05-11 [부칙 of 36290; 공휴일에 관한 법률, Acts 21338 and 21543]; both get substitutes.
 *
 * Lunar days: as published by the Korea Astronomy and Space Science Institute; a test compares them with the calendar of
 * ICU, which computes them from the sky.
 *
 * Elections after 2026: worked out by 공직선거법 34 from the end of the present terms, which a test repeats. What the
 * government decrees later has to come with central's policy.
 */

const always = { since: null, until: null } as const;
const nationalDays = ['3ㆍ1절', '광복절', '개천절', '한글날'];
const threeDays = ['설날', '추석'];
const since2021 = [...nationalDays, '어린이날'];
const since2023 = [...since2021, '부처님 오신 날', '기독탄신일'];
const since2026 = [...since2023, '노동절', '제헌절'];

const lunar = [
  '2018-02-16 2018-05-22 2018-09-24',
  '2019-02-05 2019-05-12 2019-09-13',
  '2020-01-25 2020-04-30 2020-10-01',
  '2021-02-12 2021-05-19 2021-09-21',
  '2022-02-01 2022-05-08 2022-09-10',
  '2023-01-22 2023-05-27 2023-09-29',
  '2024-02-10 2024-05-15 2024-09-17',
  '2025-01-29 2025-05-05 2025-10-06',
  '2026-02-17 2026-05-24 2026-09-25',
  '2027-02-07 2027-05-13 2027-09-15',
  '2028-01-27 2028-05-02 2028-10-03',
  '2029-02-13 2029-05-20 2029-09-22',
  '2030-02-03 2030-05-09 2030-09-12',
  '2031-01-23 2031-05-28 2031-10-01',
  '2032-02-11 2032-05-16 2032-09-19',
  '2033-01-31 2033-05-06 2033-09-08',
  '2034-02-19 2034-05-25 2034-09-27',
  '2035-02-08 2035-05-15 2035-09-16',
  '2036-01-28 2036-05-03 2036-10-04',
  '2037-02-15 2037-05-22 2037-09-24',
  '2038-02-04 2038-05-11 2038-09-13',
  '2039-01-24 2039-04-30 2039-10-02',
  '2040-02-12 2040-05-18 2040-09-21',
].map((row) => {
  const [seollal, buddha, chuseok] = row.split(' ');
  return { year: Number(row.slice(0, 4)), seollal, buddha, chuseok };
});

const elections = [
  ['2018-06-13', '전국동시지방선거'],
  ['2020-04-15', '국회의원선거'],
  ['2022-03-09', '대통령선거'],
  ['2022-06-01', '전국동시지방선거'],
  ['2024-04-10', '국회의원선거'],
  ['2026-06-03', '전국동시지방선거'],
  ['2028-04-12', '국회의원선거'],
  ['2030-03-27', '대통령선거'],
  ['2030-06-12', '전국동시지방선거'],
  ['2032-04-14', '국회의원선거'],
  ['2034-05-31', '전국동시지방선거'],
  ['2035-03-28', '대통령선거'],
  ['2036-04-09', '국회의원선거'],
  ['2038-06-02', '전국동시지방선거'],
  ['2040-03-28', '대통령선거'],
  ['2040-04-11', '국회의원선거'],
].map(([on, name]) => ({ on, name, why: 'election' }));

const decreed = [
  ['2020-08-17', '임시공휴일'],
  ['2023-10-02', '임시공휴일'],
  ['2024-10-01', '임시공휴일(국군의 날)'],
  ['2025-01-27', '임시공휴일'],
  // An election after the office fell vacant is no holiday by itself [2 no. 10-2]; this one was decreed.
  ['2025-06-03', '임시공휴일(대통령선거)'],
].map(([on, name]) => ({ on, name, why: 'decreed' }));

export const publicHolidays: HolidayTable = HolidayTable.parse({
  solar: [
    { name: '1월 1일', month: 1, day: 1, ...always },
    { name: '3ㆍ1절', month: 3, day: 1, ...always },
    { name: '노동절', month: 5, day: 1, since: '2026-05-01', until: null },
    { name: '어린이날', month: 5, day: 5, ...always },
    { name: '현충일', month: 6, day: 6, ...always },
    { name: '제헌절', month: 7, day: 17, since: '2026-05-11', until: null },
    { name: '광복절', month: 8, day: 15, ...always },
    { name: '개천절', month: 10, day: 3, ...always },
    { name: '한글날', month: 10, day: 9, ...always },
    { name: '기독탄신일', month: 12, day: 25, ...always },
  ],
  lunar,
  substitutes: [
    {
      since: '2013-11-05',
      saturday: ['어린이날'],
      sunday: [...threeDays, '어린이날'],
      together: [...threeDays, '어린이날'],
    },
    {
      since: '2021-08-04',
      saturday: since2021,
      sunday: [...since2021, ...threeDays],
      together: [...since2021, ...threeDays],
    },
    {
      since: '2023-05-04',
      saturday: since2023,
      sunday: [...since2023, ...threeDays],
      together: [...since2023, ...threeDays],
    },
    {
      since: '2026-05-01',
      saturday: since2026,
      sunday: [...since2026, ...threeDays],
      together: [...since2026, ...threeDays],
    },
  ],
  single: [...elections, ...decreed],
});
