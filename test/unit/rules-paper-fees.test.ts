import { describe, expect, test } from 'vitest';
import type { Ground, HouseInterest, IssueDefect } from '../../src/shared/registry/certificate.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { judgeAsk } from '../../src/shared/rules/paper/judge.ts';
import type { PaperAsk, PaperSources, Situation } from '../../src/shared/rules/paper/sources.ts';
import {
  aCopyRequest,
  aFamilyWith,
  aMovedInRequest,
  anAbstractRequest,
  anAsk,
  anEnglishCopyRequest,
  applicantOf,
  aReceiptRequest,
  aSituation,
  grounds,
  sourcesOf,
} from '../builders/paper.ts';
import { day, inventedNumber } from '../builders/registry.ts';

const family = aFamilyWith(3);
const [head, , child] = family.residents as readonly [Resident, Resident, Resident];

const defectsOf = (ask: PaperAsk, sources: PaperSources, situation: Partial<Situation> = {}): readonly IssueDefect[] =>
  judgeAsk({ ask, sources, situation: aSituation(situation) }).defects;

describe('English copies', () => {
  const judge = (request: PaperAsk['request'], people: typeof family): readonly IssueDefect[] => {
    const [first] = people.residents;
    if (!first) throw new Error('a family has people');
    const ask = anAsk({ request, applicant: applicantOf(first) });
    return defectsOf(ask, sourcesOf(people, { applicant: first }));
  };

  test('[CE-25] need a Roman name of everyone who prints, from the register or the applicant', () => {
    const mixed = aFamilyWith(3, [{ nameRoman: 'KIM HANA' }, {}, { relation: '동거인' }]);
    const [, second, third] = mixed.residents;
    const names = { [second?.id ?? '']: 'PARK DUL' };
    expect(judge(anEnglishCopyRequest(mixed.household), mixed)).toEqual(['roman-name-missing']);
    expect(judge(anEnglishCopyRequest(mixed.household, { names }), mixed)).toEqual(['roman-name-missing']);
    const alone = anEnglishCopyRequest(mixed.household, { names, options: { cohabitants: false } });
    expect(judge(alone, mixed)).toEqual([]);
    const all = anEnglishCopyRequest(mixed.household, { names: { ...names, [third?.id ?? '']: 'LEE SET' } });
    expect(judge(all, mixed)).toEqual([]);
    const blank = anEnglishCopyRequest(mixed.household, { names: { ...names, [third?.id ?? '']: ' ' } });
    expect(judge(blank, mixed)).toEqual(['roman-name-missing']);
  });

  test('[CE-25] need one of foreign family too, named by its place on the paper', () => {
    const number = inventedNumber('1988-08-07', 'F', 17);
    const foreign = {
      relation: '배우자',
      name: '쩐 티 호아',
      nameRoman: '',
      number,
      since: day('2023-09-11'),
    } as const;
    const mixed = aFamilyWith(1, [{ nameRoman: 'KIM HANA' }], { foreignFamily: [foreign] });
    const request = anEnglishCopyRequest(mixed.household);
    expect(judge(request, mixed)).toEqual(['roman-name-missing']);
    expect(judge({ ...request, names: { 'foreign-1': 'TRAN THI HOA' } }, mixed)).toEqual([]);
    const without = anEnglishCopyRequest(mixed.household, { options: { foreignFamily: false } });
    expect(judge(without, mixed)).toEqual([]);
  });

  test('[CE-25] need one address for each past line that prints', () => {
    const single = aFamilyWith(1, [{ nameRoman: 'KIM HANA' }]);
    const [present] = single.residents[0]?.addresses ?? [];
    if (!present) throw new Error('no address');
    const rows = [day('1999-01-02'), day('2012-05-06')].map((registeredOn) => ({ ...present, registeredOn }));
    const moved = aFamilyWith(1, [{ nameRoman: 'KIM HANA', addresses: [...rows, present] }]);
    const withPast = (count: number, options = {}): readonly IssueDefect[] =>
      judge(anEnglishCopyRequest(moved.household, { pastAddresses: Array(count).fill('1 Some-gil'), options }), moved);
    expect(withPast(2)).toEqual([]);
    for (const count of [0, 1, 3]) expect(withPast(count)).toEqual(['past-addresses-in-english-missing']);
    expect(withPast(0, { pastAddresses: { type: 'none' } })).toEqual([]);
    expect(withPast(1, { pastAddresses: { type: 'recent', years: 20 } })).toEqual([]);
  });
});

describe('what it costs', () => {
  const feeOf = (
    request: PaperAsk['request'],
    ground: Ground,
    overrides: Partial<PaperAsk> = {},
    situation: Partial<Situation> = {},
  ): ReturnType<typeof judgeAsk> =>
    judgeAsk({
      ask: anAsk({ request, applicant: applicantOf(head), ground, ...overrides }),
      sources: sourcesOf(family, { subject: child, applicant: head }),
      situation: aSituation(situation),
    });
  const copy = aCopyRequest(family.household);
  const abstract = anAbstractRequest(child);

  test('[FE-1] 400 won, half of it at a kiosk, nothing for a receipt', () => {
    for (const request of [copy, abstract, anEnglishCopyRequest(family.household)])
      expect(feeOf(request, grounds.household).fee).toEqual({ won: 400, exemption: null });
    expect(feeOf(copy, grounds.household, {}, { channel: 'kiosk' }).fee.won).toBe(200);
    expect(feeOf(aReceiptRequest(), grounds.self).fee).toEqual({ won: 0, exemption: null });
    for (const ground of [grounds.delegate, grounds.kin, grounds.statute])
      expect(feeOf(copy, ground).fee.won).toBe(400);
  });

  test('[FE-2] 500 won for somebody else’s paper, and for who asks about a house as a third party', () => {
    for (const request of [copy, abstract]) expect(feeOf(request, grounds.litigation).fee.won).toBe(500);
    expect(feeOf(abstract, grounds.creditor).fee.won).toBe(500);
    const movedIn = (interest: HouseInterest): number =>
      feeOf(aMovedInRequest(), { ...grounds.house, interest }).fee.won;
    for (const interest of ['owner', 'tenant', 'sale-party', 'lease-party'] as const)
      expect(movedIn(interest)).toBe(400);
    for (const interest of ['auction-bidder', 'credit-bureau', 'appraiser', 'lender', 'bailiff'] as const)
      expect(movedIn(interest), interest).toBe(500);
    expect(feeOf(aMovedInRequest(), grounds.litigation).fee.won).toBe(500);
  });

  test('[FE-3] an exemption counts with its proof, in the case it is for', () => {
    const exemption = { group: 'basic-livelihood', proof: '수급자 증명서 확인' } as const;
    expect(feeOf(copy, grounds.household, { exemption })).toEqual({ defects: [], fee: { won: 0, exemption } });
    const unproven = { ...exemption, proof: '  ' };
    expect(feeOf(copy, grounds.household, { exemption: unproven })).toEqual({
      defects: ['exemption-proof-missing'],
      fee: { won: 400, exemption: null },
    });
    const newborn = { group: 'newborn-first-abstract', proof: '출생신고 접수' } as const;
    expect(feeOf(abstract, grounds.household, { exemption: newborn }).fee.won).toBe(0);
    expect(feeOf(copy, grounds.household, { exemption: newborn }).fee.won).toBe(400);
    const office = { group: 'public-office', proof: '공문' } as const;
    expect(feeOf(copy, grounds.household, { exemption: office }).defects).toEqual(['exemption-proof-missing']);
    expect(feeOf(copy, grounds.state, { exemption: office })).toEqual({
      defects: [],
      fee: { won: 0, exemption: office },
    });
    // What costs nothing is exempt from nothing.
    expect(feeOf(aReceiptRequest(), grounds.self, { exemption }).fee).toEqual({ won: 0, exemption: null });
  });

  test('[FE-4] the state pays nothing, and the ledger says for what', () => {
    const { fee } = feeOf(copy, grounds.state);
    expect(fee).toEqual({ won: 0, exemption: { group: 'public-office', proof: '늘해군청 총무과-417' } });
    const proofOf = (agency: string, letter: string): string | undefined =>
      feeOf(copy, { ...grounds.state, agency, letter }).fee.exemption?.proof;
    expect(proofOf('늘해군청', '')).toBe('늘해군청');
    // As long as each may be, both are longer than a proof.
    expect(proofOf('가'.repeat(60), '나'.repeat(60))).toBe(`${'가'.repeat(60)} ${'나'.repeat(59)}`);
  });

  test('[FE-5] nobody can claim that a paper replaces a spoiled one', () => {
    const exemption = { group: 'replaces-spoiled', proof: 'T-9971031000-1-0000417' } as const;
    const claims: readonly (readonly [PaperAsk['request'], Ground, number])[] = [
      [copy, grounds.household, 400],
      [abstract, grounds.creditor, 500],
      [aMovedInRequest(), grounds.house, 400],
    ];
    for (const [request, ground, won] of claims)
      expect(feeOf(request, ground, { exemption })).toEqual({
        defects: ['exemption-proof-missing'],
        fee: { won, exemption: null },
      });
  });
});
