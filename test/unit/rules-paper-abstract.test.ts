import { describe, expect, test } from 'vitest';
import type { Ground } from '../../src/shared/registry/certificate.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { allowedOptions } from '../../src/shared/rules/paper/abstract.ts';
import { composeContent } from '../../src/shared/rules/paper/compose.ts';
import type { PaperSources } from '../../src/shared/rules/paper/sources.ts';
import {
  abstractOf,
  aFamilyWith,
  anAbstractRequest,
  anAsk,
  applicantOf,
  aStranger,
  contentOf,
  delegationBy,
  grounds,
  nothingOnAbstract,
  paperDay,
  paperSources,
} from '../builders/paper.ts';
import { anAddress, anAddressRow, aResident, day, inventedNumber } from '../builders/registry.ts';

const stranger = aStranger;

describe('an abstract', () => {
  const row = (registeredOn: string, overrides = {}): Resident['addresses'][number] =>
    anAddressRow({ registeredOn: day(registeredOn), movedOn: day(registeredOn), ...overrides });
  const subject = aResident({
    name: '남궁하나',
    hanja: '南宮하나',
    addresses: [
      row('1985-04-20', { householderName: '남궁부친', relation: '자녀', address: anAddress({ road: '부모님길' }) }),
      row('2020-03-02', { householderName: '남궁하나', reason: '전입' }),
    ],
    personalChanges: [
      { on: day('2009-05-11'), what: 'name', from: '남궁말자', to: '남궁하나', reason: '개명', isAdoption: false },
      {
        on: day('2012-05-11'),
        what: 'number',
        from: inventedNumber('1985-04-12', 'F', 999_111),
        to: inventedNumber('1985-04-12', 'F', 1),
        reason: '주민등록번호 변경',
        isAdoption: false,
      },
      { on: day('1990-01-02'), what: 'name', from: '오하나', to: '남궁하나', reason: '친양자 입양', isAdoption: true },
    ],
    military: {
      category: '예비역',
      branch: '육군',
      rank: '병장',
      serviceNumber: '교육-05-00417',
      enlistedOn: day('2005-03-08'),
      dischargedOn: null,
      dischargeReason: '',
    },
    foreignNumber: '852404-6000077',
  });

  test('[CE-16] shows nothing that was not asked for', () => {
    expect(abstractOf(subject, nothingOnAbstract)).toEqual({
      kind: 'abstract',
      person: { name: '남궁하나', hanja: '南宮하나', number: '852412-*******' },
      householder: null,
      personalChanges: null,
      addresses: [
        {
          no: 1,
          address: '다온도 늘해군 솔내면 솔내동촌길 1',
          dates: null,
          reason: null,
          householder: null,
          status: '거주자',
        },
      ],
      military: null,
      foreignNumber: null,
    });
  });

  test('[CE-16] shows everything that was asked for', () => {
    const all = abstractOf(subject);
    expect(all.person.number).toBe(subject.number);
    expect(all.householder).toEqual({ name: '남궁하나', relation: '본인' });
    expect(all.addresses.map((line) => [line.no, line.householder, line.reason, line.dates?.registeredOn])).toEqual([
      [1, { name: '남궁부친', relation: '자녀' }, '신규등록', '1985-04-20'],
      [2, { name: '남궁하나', relation: '본인' }, '전입', '2020-03-02'],
    ]);
    const plain = abstractOf(subject, { relations: 'plain' });
    expect(plain.addresses.map((line) => line.householder?.relation)).toEqual(['세대원', '본인']);
    expect(all.foreignNumber).toBe('852404-6000077');
    expect(abstractOf(aResident()).foreignNumber).toBeNull();
  });

  test('[CE-16] shows military service as far as asked, and says when there was none', () => {
    expect(abstractOf(subject, { military: 'all' }).military).toEqual([
      { label: '역종', value: '예비역' },
      { label: '군별', value: '육군' },
      { label: '계급', value: '병장' },
      { label: '군번', value: '교육-05-00417' },
      { label: '입영일자', value: '2005. 3. 8.' },
    ]);
    expect(abstractOf(subject, { military: 'basic' }).military).toEqual([{ label: '입영일자', value: '2005. 3. 8.' }]);
    const discharged = { dischargedOn: day('2006-12-25'), dischargeReason: '만기전역' };
    const served = { ...subject, ...(subject.military ? { military: { ...subject.military, ...discharged } } : {}) };
    expect(abstractOf(served, { military: 'all' }).military?.slice(4)).toEqual([
      { label: '입영일자', value: '2005. 3. 8.' },
      { label: '전역일자', value: '2006. 12. 25.' },
      { label: '전역사유', value: '만기전역' },
    ]);
    expect(abstractOf(served, { military: 'basic' }).military?.map(({ label }) => label)).toEqual([
      '입영일자',
      '전역일자',
    ]);
    expect(abstractOf(aResident(), { military: 'all' }).military).toEqual([]);
    expect(abstractOf(subject, { military: 'none' }).military).toBeNull();
  });

  test('[CE-19] is there of everyone, with their status on the present line', () => {
    const statuses = ['resident', 'unknown-domicile', 'national-abroad', 'staying-abroad', 'deleted'] as const;
    const printed = statuses.map((status) => abstractOf({ ...subject, status }).addresses.map((line) => line.status));
    expect(printed).toEqual([
      ['거주자', '거주자'],
      ['거주자', '거주불명자'],
      ['거주자', '재외국민'],
      ['거주자', '해외체류자'],
      ['거주자', '말소'],
    ]);
    const ask = anAsk({ request: anAbstractRequest(subject), applicant: applicantOf(subject) });
    expect(composeContent({ ask, sources: paperSources(), today: paperDay, language: 'ko' })).toBeNull();
  });

  describe('past householders', () => {
    const minor = aResident({ ...subject, nth: 7, birthDate: day('2010-06-15'), relation: '자녀' });
    const parent = aResident({ nth: 8, name: '남궁모친' });
    const shows = (person: Resident, ground: Ground, sources: Partial<PaperSources> = {}): boolean =>
      abstractOf(person, {}, ground, sources).addresses[0]?.householder !== null;
    const kin = grounds.kin;

    test('[CE-21] are for the adult person, their delegate and the state', () => {
      expect(shows(subject, grounds.self)).toBe(true);
      expect(shows(subject, delegationBy(subject), { principal: subject })).toBe(true);
      const members = [subject, parent];
      expect(shows(subject, delegationBy(parent), { principal: parent, members })).toBe(false);
      expect(shows(subject, delegationBy(parent), { principal: parent, members, applicant: subject })).toBe(false);
      expect(shows(subject, grounds.state)).toBe(true);
      for (const ground of [grounds.household, kin, grounds.litigation, grounds.statute, grounds.creditor])
        expect(shows(subject, ground), ground.type).toBe(false);
      expect(shows(subject, { ...kin, kinship: 'ascendant', of: 'member' })).toBe(false);
    });

    test('[CE-21] are for a minor’s householder and lineal ascendant', () => {
      const household = aFamilyWith(1, [], { householder: parent.id }).household;
      const byHouseholder = { household, applicant: parent, members: [parent, minor] };
      expect(shows(minor, grounds.household, byHouseholder)).toBe(true);
      expect(shows(minor, grounds.household, { ...byHouseholder, applicant: stranger })).toBe(false);
      expect(shows(minor, grounds.self, { household })).toBe(false);
      expect(shows(minor, delegationBy(minor), { household, principal: minor })).toBe(false);
      expect(shows(minor, { ...kin, kinship: 'ascendant', of: 'member' })).toBe(true);
      expect(shows(minor, { ...kin, kinship: 'ascendant', of: 'householder' }, { household })).toBe(false);
      expect(shows(minor, { ...kin, kinship: 'spouse', of: 'member' })).toBe(false);
      expect(shows(minor, grounds.state)).toBe(true);
    });

    test('[CE-21] are for a minor who is a householder, and for the ascendant of that householder', () => {
      const household = aFamilyWith(1, [], { householder: minor.id }).household;
      const own = { household, applicant: minor, members: [minor] };
      expect(shows(minor, grounds.self, own)).toBe(true);
      expect(shows(minor, { ...kin, kinship: 'ascendant', of: 'householder' }, own)).toBe(true);
      expect(shows(minor, { ...kin, kinship: 'descendant', of: 'householder' }, own)).toBe(false);
    });

    test('[CE-21] are of nobody where nobody is read', () => {
      const request = anAbstractRequest(subject);
      for (const ground of [grounds.self, grounds.state]) {
        const ask = anAsk({ request, applicant: applicantOf(subject), ground });
        expect(allowedOptions(request, ask, paperSources(), paperDay).pastHouseholders, ground.type).toBe(false);
      }
    });

    test('[CE-21] change hands on the nineteenth birthday', () => {
      const shownOn = (today: string): boolean => {
        const ask = anAsk({ request: anAbstractRequest(minor), applicant: applicantOf(minor) });
        const sources = paperSources({ subject: minor, applicant: minor });
        return contentOf('abstract', ask, sources, { today: day(today) }).addresses[0]?.householder !== null;
      };
      expect(shownOn('2029-06-14')).toBe(false);
      expect(shownOn('2029-06-15')).toBe(true);
    });
  });

  test('[CE-22] tells a creditor where the person is, and little more', () => {
    const told = abstractOf(subject, {}, grounds.creditor);
    expect(told).toMatchObject({ householder: null, military: null, foreignNumber: null });
    expect(told.person.number).toBe('852412-*******');
    expect(told.addresses.map((line) => line.address)).toEqual(['다온도 늘해군 솔내면 솔내동촌길 1']);
    expect(told.addresses[0]?.householder).toBeNull();
    for (const hidden of ['부모님길', '남궁부친', '육군', '6000077', subject.number.slice(7), '999111'])
      expect(JSON.stringify(told)).not.toContain(hidden);
    const heir = abstractOf(subject, {}, { ...grounds.creditor, isInheritance: true });
    expect(heir.addresses.map((line) => line.dates?.registeredOn)).toEqual(['1985-04-20', '2020-03-02']);
    expect(heir.addresses.every((line) => line.householder === null)).toBe(true);
    expect(heir).toMatchObject({ householder: null, military: null });
    expect(abstractOf(subject, {}, grounds.litigation).person.number).toBe(subject.number);
  });

  test('[CE-23] leaves adoptions out, and hides numbers in changes as elsewhere', () => {
    const shown = abstractOf(subject);
    expect(shown.personalChanges?.map((change) => [change.no, change.what, change.from])).toEqual([
      [1, '성명', '남궁말자'],
      [2, '주민등록번호', '852412-2999111'],
    ]);
    expect(JSON.stringify(shown)).not.toMatch(/입양|오하나/);
    const hidden = abstractOf(subject, { numberTail: false });
    expect(hidden.personalChanges?.[1]).toMatchObject({ from: '852412-*******', to: '852412-*******' });
    expect(abstractOf(aResident()).personalChanges).toEqual([]);
  });

  test('[CE-18] counts years to the same day, also from 29 February', () => {
    const rows = ['2019-02-28', '2020-01-01'].map((registeredOn) => anAddressRow({ registeredOn: day(registeredOn) }));
    const subject = aResident({ addresses: rows });
    const printed = (today: string): number => {
      const options = { pastAddresses: { type: 'recent', years: 5 } } as const;
      const ask = anAsk({ request: anAbstractRequest(subject, options), applicant: applicantOf(subject) });
      return contentOf('abstract', ask, paperSources({ subject, applicant: subject }), { today: day(today) }).addresses
        .length;
    };
    expect(printed('2024-02-28')).toBe(2);
    expect(printed('2024-02-29')).toBe(2);
    expect(printed('2024-03-01')).toBe(1);
  });
});
