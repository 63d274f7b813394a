import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Address } from '../../src/shared/registry/address.ts';
import { AreaCode, areaSystems } from '../../src/shared/registry/area.ts';
import { buildingNumberToText, textToBuildingNumber } from '../../src/shared/registry/building-number.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { importErrorToText, importReportToLines } from '../../src/shared/text/code-import.ts';
import { createRandom, type Random } from '../builders/random.ts';
import { sampleFiles } from './samples.ts';
import { fileOf, importInto, makeFolder, openBook, sampleAddresses, sampleCodes } from './setup.ts';

/** RRS_SEEDS sets how many files are spoilt, RRS_FIRST_SEED the seed of the first, so that one can be repeated. */
const seeds = Number(process.env['RRS_SEEDS'] ?? 100);
const firstSeed = Number(process.env['RRS_FIRST_SEED'] ?? Math.floor(performance.now() * 1_000) % 1_000_000);
const samples = sampleFiles();
const on = PlainDate.parse('2026-07-01');

/** Bytes that mean something somewhere: ends of lines, separators, halves of letters, marks. */
const telling = [0x00, 0x0a, 0x0d, 0x1a, 0x20, 0x30, 0x39, 0x7c, 0x80, 0x81, 0xb0, 0xc9, 0xef, 0xfe, 0xff];

const spoilt = (random: Random, bytes: Buffer): Buffer => {
  let result = Buffer.from(bytes);
  for (let count = random.between(1, 5); count > 0; count -= 1) {
    const at = random.between(0, result.length);
    const length = random.between(1, 40);
    const piece = Buffer.from(
      Array.from({ length }, () => (random.chance(0.5) ? random.pick(telling) : random.between(0, 255))),
    );
    const [head, tail] = [result.subarray(0, at), result.subarray(at)];
    result = random.pick([
      () => Buffer.concat([head, piece, tail]),
      () => Buffer.concat([head, piece, tail.subarray(length)]),
      () => Buffer.concat([head, tail.subarray(length)]),
      () => Buffer.concat([head, head.subarray(-200), tail]),
      () => Buffer.concat([tail, head]),
      () => (random.chance(0.1) ? head : result),
    ])();
  }
  return result;
};

const noise = (random: Random): Buffer =>
  Buffer.from(Array.from({ length: random.between(0, 5_000) }, () => random.between(0, 255)));

/** Whatever was taken is what it says it is. */
const checkBook = (into: string): void => {
  const book = openBook(into);
  for (const system of areaSystems)
    for (const area of book.childrenOn(system, null, on).flatMap(({ code }) => book.childrenOn(system, code, on))) {
      expect(AreaCode.safeParse(area.code).success).toBe(true);
      expect(area.to === null || area.to > on).toBe(true);
      book.successorsOf(system, area.code, on);
    }
  for (const road of ['가온로', '물빛길', '은가람대로'])
    for (const { address, offices } of book.findAddresses({ by: 'road', road, number: null, within: [] }, on).hits) {
      // 세종 has no city, which the register's address doesn't know yet.
      expect(Address.safeParse({ ...address, city: address.city || '없음' }).success, JSON.stringify(address)).toBe(
        true,
      );
      expect(offices).toContain(address.office);
      const number = textToBuildingNumber(address.building);
      expect(number && buildingNumberToText(number)).toBe(address.building);
    }
};

describe(`files that are spoilt (RRS_FIRST_SEED=${String(firstSeed)})`, () => {
  test('[AD-11, AD-14] are imported with a report or refused with a reason; nothing breaks', async () => {
    let [taken, refused] = [0, 0];
    for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
      const random = createRandom(seed);
      const fileFor = (path: string): string => {
        const bytes = samples[path.split('/').at(-1) ?? ''];
        return bytes && random.chance(0.25) ? fileOf(random.chance(0.1) ? noise(random) : spoilt(random, bytes)) : path;
      };
      const set = random.pick([
        sampleAddresses,
        {
          roads: ['roads_17.txt'],
          buildings: ['addresses_daon.txt', 'address_lots_daon.txt', 'address_details_daon.txt'],
        },
        { roads: ['road_code_total.txt'], buildings: ['build_daon.txt', 'jibun_daon.txt'] },
      ]);
      const whole = (name: string): string => (name.includes('/') ? name : join(import.meta.dirname, 'samples', name));
      const input = {
        codes: { h: fileFor(sampleCodes.h), b: fileFor(sampleCodes.b), mix: fileFor(sampleCodes.mix) },
        addresses: {
          roads: set.roads.map((name) => fileFor(whole(name))),
          buildings: set.buildings.map((name) => fileFor(whole(name))),
        },
        encoding: random.chance(0.05) ? ('utf-8' as const) : random.pick([null, null, 'cp949' as const]),
      };
      const into = join(makeFolder(), 'codes.sqlite');
      try {
        const result = await importInto(into, input);
        if (result.ok) {
          taken += 1;
          expect(importReportToLines(result.value, 'ko').length).toBeGreaterThan(3);
          for (const { lines, kept, bad } of result.value.files) expect(kept + bad).toBeLessThanOrEqual(lines);
          checkBook(into);
        } else {
          refused += 1;
          expect(importErrorToText(result.error, 'ko').length).toBeGreaterThan(10);
        }
      } catch (error) {
        throw new Error(`seed ${String(seed)}`, { cause: error });
      }
    }
    // A fuzz whose files are all alike would show nothing.
    expect(taken).toBeGreaterThan(seeds / 10);
    expect(refused).toBeGreaterThan(seeds / 10);
  }, 600_000);
});
