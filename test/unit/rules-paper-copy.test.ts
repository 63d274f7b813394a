import { describe, expect, test } from 'vitest';
import { addressToText } from '../../src/shared/registry/address.ts';
import type { CopyOptions } from '../../src/shared/registry/certificate.ts';
import { Relation, type Resident } from '../../src/shared/registry/resident.ts';
import type { CopyContent } from '../../src/shared/registry/sheet.ts';
import { composeContent } from '../../src/shared/rules/paper/compose.ts';
import { romanNameOf } from '../../src/shared/rules/paper/copy.ts';
import { holderOf } from '../../src/shared/rules/paper/subjects.ts';
import {
  aCopyRequest,
  aFamilyWith,
  anAsk,
  anEnglishCopyRequest,
  applicantOf,
  aStranger,
  contentOf,
  copyOf,
  delegationBy,
  headOf,
  nothingOnCopy,
  paperDay,
  paperSources,
  sourcesOf,
} from '../builders/paper.ts';
import { anAddress, anAddressRow, day, householdId, inventedNumber } from '../builders/registry.ts';

const stranger = aStranger;

describe('a copy', () => {
  const family = aFamilyWith(6, [
    { name: '김하나', hanja: '金하나' },
    { name: '박두리', hanja: '朴두리' },
    { name: '김세찬' },
    { name: '김네온', status: 'deleted' },
    { name: '염다솔', relation: '조카' },
    { name: '류여진', relation: '동거인', status: 'unknown-domicile' },
  ]);

  test('[CE-15] shows the household in its order, cohabitants apart, and nobody who was struck off', () => {
    const copy = copyOf(family);
    expect(copy.members.map((row) => [row.no, row.name, row.status])).toEqual([
      [1, '김하나', null],
      [2, '박두리', null],
      [3, '김세찬', null],
    ]);
    expect(copy.cohabitants?.map((row) => [row.no, row.name, row.status])).toEqual([
      [1, '염다솔', null],
      [2, '류여진', '거주불명자'],
    ]);
    expect(copy.householder).toEqual({ name: '김하나', hanja: '金하나' });
    expect(copy.address).toBe(addressToText(family.household.address));
    const without = copyOf(family, { cohabitants: false });
    expect(without.cohabitants).toBeNull();
    expect(JSON.stringify(without)).not.toMatch(/염다솔|류여진|김네온/);
  });

  test('[CE-15] does not exist of a household without a registered householder', () => {
    const ask = anAsk({ request: aCopyRequest(family.household), applicant: applicantOf(stranger) });
    const headless = { ...family, household: { ...family.household, householder: null } };
    for (const sources of [sourcesOf(headless), paperSources()])
      expect(composeContent({ ask, sources, today: paperDay, language: 'ko' })).toBeNull();
  });

  test('[CE-16] shows nothing that was not asked for', () => {
    const bare = copyOf(family, nothingOnCopy);
    expect(bare).toEqual({
      kind: 'copy',
      language: 'ko',
      householder: { name: '김하나', hanja: '金하나' },
      formation: null,
      address: addressToText(family.household.address),
      members: family.residents.slice(0, 3).map((member, index) => ({
        no: index + 1,
        relation: null,
        name: index === 0 ? '김하나' : null,
        hanja: index === 0 ? '金하나' : '',
        number: `${member.number.slice(0, 6)}-*******`,
        dates: null,
        reason: null,
        status: null,
      })),
      cohabitants: null,
      foreignFamily: null,
      pastAddresses: null,
    });
  });

  test('[CE-16] shows names and tails of the applicant, of all or of nobody', () => {
    const child = family.residents[2];
    if (!child) throw new Error('no child');
    const own = copyOf(family, { ...nothingOnCopy, numberTails: 'applicant' }, child);
    expect(own.members.map((row) => row.name)).toEqual(['김하나', null, '김세찬']);
    expect(own.members.map((row) => row.number.includes('*'))).toEqual([true, true, false]);
    expect(own.members[2]?.number).toBe(child.number);
    const all = copyOf(family, { numberTails: 'all' });
    expect([...all.members, ...(all.cohabitants ?? [])].every((row) => !row.number.includes('*'))).toBe(true);
    const none = copyOf(family, { numberTails: 'none' });
    expect(none.members.every((row) => row.number.endsWith('-*******'))).toBe(true);
  });

  test('[CE-16] shows a delegate the name and tail of the one who delegated, not their own', () => {
    const foreign = {
      relation: '배우자',
      name: '쩐 티 호아',
      nameRoman: '',
      number: inventedNumber('1988-08-07', 'F', 17),
      since: day('2023-09-11'),
    } as const;
    const home = aFamilyWith(3, [{ name: '김하나' }, { name: '박두리' }, { name: '김세찬' }], {
      foreignFamily: [foreign],
    });
    const [first, second, third] = home.residents;
    if (!first || !second || !third) throw new Error('three people');
    const options = { ...nothingOnCopy, numberTails: 'applicant', foreignFamily: true } as const;
    const request = aCopyRequest(home.household, options);
    const shownTo = (applicant: Resident, principal: Pick<Resident, 'name' | 'number'>): CopyContent =>
      contentOf(
        'copy',
        anAsk({ request, applicant: applicantOf(applicant), ground: delegationBy(principal) }),
        sourcesOf(home, {
          applicant,
          principal: home.residents.find(({ number }) => number === principal.number) ?? null,
        }),
      );
    for (const applicant of [stranger, third]) {
      const copy = shownTo(applicant, second);
      expect(copy.members.map((row) => row.name)).toEqual(['김하나', '박두리', null]);
      expect(copy.members.map((row) => row.number.includes('*'))).toEqual([true, false, true]);
      expect(copy.foreignFamily?.[0]).toMatchObject({ name: '', number: '882807-*******' });
    }
    expect(shownTo(third, foreign).members.every((row) => row.number.includes('*'))).toBe(true);
    expect(shownTo(third, foreign).foreignFamily?.[0]).toMatchObject({ name: foreign.name, number: foreign.number });
  });

  test('[CE-16] shows formation, dates and reasons as far as they were asked for', () => {
    const only = (options: Partial<CopyOptions>): CopyContent => copyOf(family, { ...nothingOnCopy, ...options });
    expect(only({ formationReason: true }).formation).toEqual({ reason: '전입세대구성', on: null });
    expect(only({ formationDate: true }).formation).toEqual({ reason: null, on: '2020-03-02' });
    const { household, residents } = aFamilyWith(1);
    const { formedOn: _on, formedReason: _why, ...silent } = household;
    expect(copyOf({ household: silent, residents }).formation).toEqual({ reason: null, on: null });
    const dates = { movedOn: '2020-03-02', registeredOn: '2020-03-02' };
    const past = { pastAddresses: { type: 'all' } } as const;
    const dated = only({ dates: true, ...past });
    expect(dated.members[0]).toMatchObject({ dates, reason: null });
    expect(dated.pastAddresses?.[0]).toMatchObject({ dates, reason: null });
    const reasonsOf = (changeReasons: CopyOptions['changeReasons']): readonly unknown[] => {
      const copy = only({ changeReasons, ...past });
      return [copy.members[0]?.reason, copy.pastAddresses?.[0]?.reason];
    };
    expect(reasonsOf('household')).toEqual([null, '신규등록']);
    expect(reasonsOf('members')).toEqual(['신규등록', null]);
    expect(reasonsOf('all')).toEqual(['신규등록', '신규등록']);
  });

  test('[CE-16] lists foreign family apart, its numbers hidden as all others', () => {
    const number = inventedNumber('1988-08-07', 'F', 17);
    const foreign = { relation: '배우자', name: '쩐 티 호아', nameRoman: 'TRAN THI HOA', number } as const;
    const since = day('2023-09-11');
    const mixed = aFamilyWith(2, [], { foreignFamily: [{ ...foreign, since }] });
    expect(copyOf(mixed).foreignFamily).toEqual([{ no: 1, ...foreign, since }]);
    const hidden = copyOf(mixed, { numberTails: 'none', dates: false, relations: 'none' });
    expect(hidden.foreignFamily?.[0]).toMatchObject({ number: '882807-*******', since: null, relation: null });
    expect(copyOf(mixed, { otherNames: false }).foreignFamily?.[0]).toMatchObject({ name: '', nameRoman: '' });
    expect(copyOf(mixed, { foreignFamily: false }).foreignFamily).toBeNull();
    expect(copyOf(family).foreignFamily).toEqual([]);
  });

  test('[CE-17] says 세대원 for everyone but householder and spouse, unless details were asked for', () => {
    const relations = Relation.options;
    const kin = aFamilyWith(
      relations.length,
      relations.map((relation) => ({ relation })),
    );
    const printed = (detail: CopyOptions['relations']): readonly (readonly (string | null)[])[] => {
      const copy = copyOf(kin, { relations: detail });
      return [copy.members.map((row) => row.relation), (copy.cohabitants ?? []).map((row) => row.relation)];
    };
    const [members, cohabitants] = printed('plain');
    expect(members?.slice(0, 2)).toEqual(['본인', '배우자']);
    expect(new Set(members?.slice(2))).toEqual(new Set(['세대원']));
    expect(cohabitants).toEqual(['동거인', '동거인', '동거인']);
    const outside: readonly Relation[] = ['조카', '그 밖의 친족', '동거인'];
    expect(printed('detailed')[0]).toEqual(relations.filter((relation) => !outside.includes(relation)));
    expect(printed('detailed')[1]).toEqual(['동거인', '동거인', '동거인']);
    expect(new Set(printed('none').flat())).toEqual(new Set([null]));
  });

  test('[CE-18] has the household’s own past addresses, oldest first', () => {
    const at = (registeredOn: string, road: string, household = householdId(1)): Resident['addresses'][number] =>
      anAddressRow({ registeredOn: day(registeredOn), address: anAddress({ road }), household });
    const rows = [
      at('1985-04-20', '부모님길', householdId(77)),
      at('2001-05-06', '첫길'),
      at('2016-11-22', '둘째길'),
      at('2021-11-23', '셋째길'),
    ];
    const moved = aFamilyWith(2, [{ addresses: rows }, {}]);
    const roads = (pastAddresses: CopyOptions['pastAddresses']): readonly string[] | undefined =>
      copyOf(moved, { pastAddresses }).pastAddresses?.map((line) => line.address.split(' ')[3] ?? '');
    expect(roads({ type: 'all' })).toEqual(['첫길', '둘째길', '셋째길']);
    expect(roads({ type: 'recent', years: 5 })).toEqual(['셋째길']);
    expect(roads({ type: 'recent', years: 10 })).toEqual(['둘째길', '셋째길']);
    expect(roads({ type: 'recent', years: 1 })).toEqual(['셋째길']);
    expect(roads({ type: 'none' })).toBeUndefined();
    expect(copyOf(moved).pastAddresses?.map((line) => line.no)).toEqual([1, 2, 3]);
    // A householder whose lines are all of other households: where they are now is where it is.
    const joined = aFamilyWith(1, [{ addresses: rows.map((row) => ({ ...row, household: householdId(78) })) }]);
    expect(copyOf(joined).pastAddresses?.map((line) => line.address)).toEqual([expect.stringContaining('셋째길')]);
  });
});

describe('an English copy', () => {
  const rows = [day('2001-05-06'), day('2021-11-23')].map((registeredOn) => anAddressRow({ registeredOn }));
  const family = aFamilyWith(
    3,
    [
      { name: '김하나', hanja: '金하나', nameRoman: 'KIM HANA', addresses: rows },
      { name: '박두리', nameRoman: '' },
      { name: '류여진', relation: '동거인', nameRoman: 'RYU YEOJIN', status: 'staying-abroad' },
    ],
    {
      foreignFamily: [
        {
          relation: '배우자',
          name: '쩐 티 호아',
          nameRoman: 'TRAN THI HOA',
          number: inventedNumber('1988-08-07', 'F', 17),
          since: day('2023-09-11'),
        },
      ],
    },
  );
  const request = anEnglishCopyRequest(family.household, {
    address: '3 Present-gil',
    pastAddresses: ['1 Former-gil'],
    names: { [family.residents[1]?.id ?? '']: 'PARK DURI', [family.residents[0]?.id ?? '']: 'KIM WRONG' },
  });
  const head = headOf(family);
  const ask = anAsk({ request, applicant: applicantOf(head) });
  const copy = contentOf('copy', ask, sourcesOf(family, { applicant: head }));

  test('[CE-25] has names of the register or the applicant, and the addresses as the applicant wrote them', () => {
    expect(copy).toMatchObject({ kind: 'copy', language: 'en', address: '3 Present-gil' });
    expect(copy.householder).toEqual({ name: 'KIM HANA', hanja: '' });
    expect(copy.members.map((row) => row.name)).toEqual(['KIM HANA', 'PARK DURI']);
    expect(copy.pastAddresses?.map((line) => line.address)).toEqual(['1 Former-gil', '3 Present-gil']);
    expect(copy.foreignFamily?.[0]).toMatchObject({ name: '', nameRoman: 'TRAN THI HOA', relation: 'Spouse' });
    expect(copy.members.map((row) => row.relation)).toEqual(['Householder', 'Spouse']);
    expect(copy.cohabitants?.[0]).toMatchObject({ relation: 'Cohabitant', status: 'Staying overseas' });
    expect(copy.formation).toEqual({ reason: 'Household formed on moving in', on: '2020-03-02' });
    expect(JSON.stringify(copy)).not.toMatch(/[가-힣]/);
  });

  test('[CE-25] leaves blank what nobody gave, and never throws', () => {
    const bare = anAsk({ request: anEnglishCopyRequest(family.household), applicant: applicantOf(head) });
    const shown = contentOf('copy', bare, sourcesOf(family, { applicant: head }));
    expect(shown.members[1]?.name).toBe('');
    expect(shown.pastAddresses?.[0]?.address).toBe('');
  });

  test('[CE-25] takes the register’s Roman name before the applicant’s, and blanks for none', () => {
    const [foreigner] = family.household.foreignFamily ?? [];
    if (!foreigner) throw new Error('no foreigner');
    const namesOf = (nameRoman: string, given: Readonly<Record<string, string>>): readonly (string | undefined)[] => {
      const home = aFamilyWith(1, [{ nameRoman }], { foreignFamily: [{ ...foreigner, nameRoman }] });
      const asked = anAsk({
        request: anEnglishCopyRequest(home.household, { names: given }),
        applicant: applicantOf(headOf(home)),
      });
      const shown = contentOf('copy', asked, sourcesOf(home, { applicant: headOf(home) }));
      return [shown.householder.name, shown.foreignFamily?.[0]?.nameRoman];
    };
    const given = { [head.id]: ' KIM H ', 'foreign-1': 'TRAN T' };
    expect(namesOf(' KIM HANA ', given)).toEqual(['KIM HANA', 'KIM HANA']);
    expect(namesOf('  ', given)).toEqual(['KIM H', 'TRAN T']);
    expect(namesOf('', {})).toEqual(['', '']);
    // What every object has by itself is nobody's name.
    expect(romanNameOf({ id: 'constructor', nameRoman: '' }, {})).toBeNull();
  });

  test('[CE-27] gives its holder in the letters that stand on it', () => {
    const holder = holderOf({ ask, sources: sourcesOf(family), maskName: (name) => `<${name}>` });
    expect(holder).toEqual({ masked: '<KIM HANA>', birthYear: 1985 });
  });
});
