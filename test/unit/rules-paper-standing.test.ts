import { describe, expect, test } from 'vitest';
import type { Applicant, Ground, IssueDefect } from '../../src/shared/registry/certificate.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { judgeAsk } from '../../src/shared/rules/paper/judge.ts';
import type { PaperAsk, PaperSources, Situation } from '../../src/shared/rules/paper/sources.ts';
import { holderOf, subjectsOf } from '../../src/shared/rules/paper/subjects.ts';
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
  aStranger,
  filingSource,
  grounds,
  paperDay,
  paperSources,
  sourcesOf,
} from '../builders/paper.ts';
import { aMoveInReport, day, inventedNumber, moversOf } from '../builders/registry.ts';

const family = aFamilyWith(3, [{ nameRoman: 'KIM HANA' }, { nameRoman: 'PARK DURI' }, { nameRoman: 'KIM SECHAN' }]);
const [head, spouse, child] = family.residents as readonly [Resident, Resident, Resident];

const defectsOf = (
  overrides: Partial<PaperAsk> & Pick<PaperAsk, 'request'>,
  sources: PaperSources,
  situation: Partial<Situation> = {},
): readonly IssueDefect[] =>
  judgeAsk({
    ask: anAsk({ applicant: applicantOf(head), ...overrides }),
    sources,
    situation: aSituation(situation),
  }).defects;

describe('an applicant with the card of an agency', () => {
  const withCard = (ground: Ground, number: Applicant['number'] = head.number): readonly IssueDefect[] =>
    defectsOf(
      { request: anAbstractRequest(child), applicant: { name: head.name, number, identity: 'agency-card' }, ground },
      sourcesOf(family, { subject: child, applicant: head }),
    );

  test('[CE-1] is not identified by it for themselves, their household, who sent them or their kin', () => {
    for (const ground of [grounds.household, grounds.delegate, grounds.kin])
      expect(withCard(ground), ground.type).toEqual(['identity-not-checked']);
    expect(withCard(grounds.self)).toEqual(['identity-not-checked', 'not-the-person']);
    for (const ground of [grounds.state, grounds.creditor, grounds.litigation, grounds.statute])
      expect(withCard(ground), ground.type).toEqual([]);
  });

  test('[CE-1] needs a number of their own for the same', () => {
    for (const ground of [grounds.household, grounds.delegate, grounds.kin])
      expect(withCard(ground, null), ground.type).toEqual(['identity-not-checked', 'applicant-number-missing']);
    for (const ground of [grounds.state, grounds.creditor, grounds.litigation, grounds.statute])
      expect(withCard(ground, null), ground.type).toEqual([]);
  });
});

describe('where the register has nothing', () => {
  const copy = aCopyRequest(family.household);

  test('[CE-13] nothing is said of who asks, because there is nothing to compare them with', () => {
    for (const ground of [grounds.self, grounds.household, grounds.delegate])
      for (const request of [copy, anAbstractRequest(child)])
        expect(defectsOf({ request, ground }, paperSources()), ground.type).toEqual(['nobody-registered-there']);
  });

  test('[CE-2, CE-19] a person without a household has an abstract, and nobody shares it', () => {
    const sources = paperSources({ subject: child, applicant: child });
    const own = { request: anAbstractRequest(child), applicant: applicantOf(child) };
    expect(defectsOf(own, sources)).toEqual([]);
    expect(defectsOf({ ...own, ground: grounds.state }, sources)).toEqual([]);
    expect(defectsOf({ ...own, ground: grounds.household }, sources)).toEqual(['not-of-household']);
  });

  test('[CE-27] a paper is about nobody', () => {
    const asks = [copy, anEnglishCopyRequest(family.household), anAbstractRequest(child), aReceiptRequest()].map(
      (request) => anAsk({ request, applicant: applicantOf(head) }),
    );
    for (const ask of asks) {
      expect(subjectsOf({ ask, sources: paperSources(), today: paperDay }), ask.request.kind).toEqual([]);
      expect(holderOf({ ask, sources: paperSources(), maskName: (name) => name }), ask.request.kind).toBeNull();
    }
    const [ask] = asks;
    if (!ask) throw new Error('four asks');
    const headless = sourcesOf({ ...family, household: { ...family.household, householder: null } });
    expect(subjectsOf({ ask, sources: headless, today: paperDay })).toEqual([]);
    // Members alone make no household record.
    const strays = paperSources({ members: family.residents });
    expect(holderOf({ ask, sources: strays, maskName: (name) => name })).toBeNull();
    expect(defectsOf({ request: copy, ground: grounds.state }, strays)).toEqual(['nobody-registered-there']);
    expect(defectsOf({ request: copy, ground: grounds.state }, headless)).toEqual(['not-live']);
  });

  test('[CE-27] a paper about one person of no household is about nobody else', () => {
    const ask = anAsk({ request: anAbstractRequest(child), applicant: applicantOf(child) });
    const sources = paperSources({ subject: child, members: family.residents });
    expect(subjectsOf({ ask, sources, today: paperDay })).toEqual([child.id]);
    const receipt = anAsk({ request: aReceiptRequest(), applicant: applicantOf(head) });
    expect(subjectsOf({ ask: receipt, sources, today: paperDay })).toEqual([]);
  });

  test('[CE-27] a house whose household has no householder still has its cohabitants', () => {
    const lodger = { ...child, relation: '동거인' as const };
    const homes = [{ household: { ...family.household, householder: null }, members: [spouse, lodger] }];
    const ask = anAsk({ request: aMovedInRequest(), applicant: applicantOf(aStranger), ground: grounds.house });
    expect(subjectsOf({ ask, sources: paperSources({ homes }), today: paperDay })).toEqual([lodger.id]);
  });
});

describe('a foreigner noted with a household', () => {
  test('[CE-3] is known by number and name together', () => {
    const number = inventedNumber('1988-08-07', 'F', 17);
    const foreigner = { relation: '배우자' as const, name: '쩐 티 호아', nameRoman: '', since: day('2023-09-11') };
    const parent = {
      ...foreigner,
      relation: '모' as const,
      name: '쩐 티 란',
      number: inventedNumber('1961-08-07', 'F', 19),
    };
    const foreignFamily = [parent, { ...foreigner, number }];
    const home = { ...family, household: { ...family.household, foreignFamily } };
    const judge = (applicant: Pick<Applicant, 'name' | 'number'>): readonly IssueDefect[] =>
      defectsOf(
        {
          request: aCopyRequest(home.household),
          applicant: { ...applicant, identity: 'passport' },
          ground: grounds.household,
        },
        sourcesOf(home),
      );
    expect(judge({ name: foreigner.name, number })).toEqual([]);
    expect(judge({ name: foreigner.name, number: inventedNumber('1988-08-07', 'F', 18) })).toEqual([
      'applicant-unknown',
    ]);
    expect(judge({ name: parent.name, number })).toEqual(['applicant-unknown']);
  });
});

describe('who asks for a receipt', () => {
  const filing = filingSource(aMoveInReport({ movers: moversOf(family.residents) }));
  const request = aReceiptRequest('intake');

  test('[CE-10] has to be the one who filed, by number', () => {
    const nameless = { name: head.name, number: null, identity: 'resident-card' as const };
    expect(defectsOf({ request, applicant: nameless }, filing)).toEqual(['applicant-number-missing']);
    expect(defectsOf({ request, applicant: applicantOf(spouse) }, filing)).toEqual(['not-the-person']);
    expect(defectsOf({ request }, filing)).toEqual([]);
  });

  test('[CE-10] on another ground hears that there is none, and nothing about the filing', () => {
    for (const applicant of [applicantOf(spouse), { ...applicantOf(head), number: null }])
      for (const ground of [grounds.household, grounds.state])
        expect(defectsOf({ request, applicant, ground }, filing), ground.type).toEqual(['ground-not-for-this-paper']);
  });
});

describe('English copies, like Korean ones', () => {
  const request = anEnglishCopyRequest(family.household);
  const sources = sourcesOf(family, { applicant: head });

  test('[CE-11] come out of a kiosk', () => {
    const applicant = { ...applicantOf(head), identity: 'fingerprint' as const };
    expect(defectsOf({ request, applicant }, sources, { channel: 'kiosk' })).toEqual([]);
  });

  test('[CE-5, CE-6, CE-8] are for no creditor, no kin of a member and no child of a divorced person', () => {
    const ofMember = { ...grounds.kin, of: 'member' as const };
    for (const ground of [grounds.creditor, ofMember, { ...grounds.kin, isOfDivorced: true }])
      expect(defectsOf({ request, ground, applicant: applicantOf(aStranger) }, sources)).toEqual(['abstract-only']);
  });
});
