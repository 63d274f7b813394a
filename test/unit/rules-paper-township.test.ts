import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Household, Resident } from '../../src/shared/registry/resident.ts';
import { SheetContent } from '../../src/shared/registry/sheet.ts';
import { judgeAsk } from '../../src/shared/rules/paper/judge.ts';
import {
  abstractOf,
  aCopyRequest,
  allOnCopy,
  anAbstractRequest,
  anAsk,
  applicantOf,
  aSituation,
  contentOf,
  copyOf,
  grounds,
  sourcesOf,
} from '../builders/paper.ts';

const file = new URL('../../resources/training/township.json', import.meta.url);
const township = z
  .object({ households: z.array(Household), residents: z.array(Resident) })
  .parse(JSON.parse(readFileSync(file, 'utf8')));
const residentById = new Map(township.residents.map((resident) => [resident.id, resident]));

const homes = township.households.map((household) => ({
  household,
  residents: household.members.flatMap((id) => residentById.get(id) ?? []),
}));
/** A household has no copy while nobody is its householder. */
const homesWithCopy = homes.filter(({ household }) => household.householder !== null);
const homeOf = (name: string): (typeof homes)[number] => {
  const home = homes.find(({ residents }) => residents.some((resident) => resident.name === name));
  if (!home) throw new Error(`nobody is called ${name}`);
  return home;
};
const personOf = (name: string): Resident => {
  const person = homeOf(name).residents.find((resident) => resident.name === name);
  if (!person) throw new Error(`nobody is called ${name}`);
  return person;
};

describe('the training township', () => {
  test('has a paper of everybody and of every household', () => {
    for (const home of homesWithCopy) SheetContent.parse(copyOf(home));
    for (const resident of township.residents) SheetContent.parse(abstractOf(resident));
    expect(homesWithCopy.length).toBeGreaterThan(100);
  });

  test('[CE-15] has one household without a householder, which has no copy', () => {
    const left = homes.filter((home) => !homesWithCopy.includes(home));
    expect(left.length).toBe(1);
    for (const home of left) {
      const [applicant] = home.residents;
      if (!applicant) throw new Error('somebody stayed');
      const ask = anAsk({
        request: aCopyRequest(home.household),
        applicant: applicantOf(applicant),
        ground: grounds.household,
      });
      const { defects } = judgeAsk({ ask, sources: sourcesOf(home, { applicant }), situation: aSituation() });
      expect(defects).toEqual(['not-live']);
    }
  });

  test('says of each household when and why it was formed', () => {
    for (const { household, residents } of homesWithCopy) {
      expect(copyOf({ household, residents }).formation, household.id).toEqual({
        reason: expect.stringMatching(/^[가-힣]{2,}$/),
        on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      });
      const born = residents.find((resident) => resident.id === household.householder)?.birthDate;
      expect((household.formedOn ?? '') >= (born ?? ''), household.id).toBe(true);
    }
  });

  test('has someone for each part of an abstract', () => {
    const changes = (name: string): readonly (string | undefined)[] =>
      (abstractOf(personOf(name)).personalChanges ?? []).map((change) => `${change.what} ${change.reason}`);
    expect(changes('서지아')).toEqual(['성명 개명']);
    expect(changes('남창일')).toEqual(['주민등록번호 주민등록번호 변경']);
    expect(personOf('정윤서').personalChanges?.map((change) => change.isAdoption)).toEqual([true]);
    expect(changes('정윤서')).toEqual([]);
    expect(abstractOf(personOf('한도윤')).military?.map((line) => line.label)).toContain('전역일자');
    expect(abstractOf(personOf('정도민')).military?.map((line) => line.label)).not.toContain('전역일자');
    expect(abstractOf(personOf('왕밍하이')).foreignNumber).toMatch(/^692404-/);
  });

  test('has a foreign spouse, cohabitants, rooms that don’t print and a long Roman name', () => {
    expect(copyOf(homeOf('박수영')).foreignFamily?.[0]).toMatchObject({ nameRoman: 'BROWN OLIVER JAMES' });
    expect(copyOf(homeOf('박명분')).cohabitants?.length).toBe(2);
    const houses = ['구봉례', '마정호'].map(homeOf);
    expect(houses.map(({ household }) => household.address.room)).toEqual(['101호', '201호']);
    for (const home of houses) expect(JSON.stringify(copyOf(home))).not.toMatch(/[12]01호/);
    expect(Math.max(...township.residents.map((resident) => resident.nameRoman.length))).toBeGreaterThanOrEqual(60);
    expect(Math.max(...homesWithCopy.map((home) => copyOf(home).members.length))).toBe(12);
  });

  test('[CE-14] has a person from whom the papers of a mother and her child are withheld', () => {
    const restricted = personOf('이태현');
    for (const subject of homeOf('남유아').residents) {
      const judge = (applicant: Resident): readonly string[] =>
        judgeAsk({
          ask: anAsk({ request: anAbstractRequest(subject), applicant: applicantOf(applicant), ground: grounds.kin }),
          sources: sourcesOf(homeOf('남유아'), { subject }),
          situation: aSituation(),
        }).defects;
      expect(judge(restricted)).toEqual(['withheld']);
      expect(judge(personOf('한도윤'))).toEqual([]);
    }
  });

  test('[CE-25] has a family with names in Roman letters', () => {
    const home = homeOf('한도윤');
    const request = {
      kind: 'copy-english',
      household: home.household.id,
      address: '27 Solnaemyeonjungang-ro, Solnae-myeon, Neulhae-gun, Daon-do',
      pastAddresses: ['Unit 503, Ga-dong, 61 Yunseulmulmok-ro, Yunseul-eup, Neulhae-gun, Daon-do'],
      names: {},
      options: allOnCopy,
    } as const;
    const ask = anAsk({
      request: { ...request, pastAddresses: [...request.pastAddresses] },
      applicant: applicantOf(personOf('한도윤')),
    });
    const sources = sourcesOf(home, { applicant: personOf('한도윤') });
    expect(judgeAsk({ ask, sources, situation: aSituation() }).defects).toEqual([]);
    expect(JSON.stringify(contentOf('copy', ask, sources))).not.toMatch(/[가-힣]/);
  });
});
