import { describe, expect, test } from 'vitest';
import { moverKey } from '../../src/shared/registry/answer.ts';
import { type Applicant, type Ground, IssueDefect } from '../../src/shared/registry/certificate.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { judgeAsk } from '../../src/shared/rules/paper/judge.ts';
import type { PaperAsk, PaperSources, Situation } from '../../src/shared/rules/paper/sources.ts';
import {
  aCopyRequest,
  aFamilyWith,
  aMovedInRequest,
  anAbstractRequest,
  anAsk,
  applicantOf,
  aReceiptRequest,
  aSituation,
  delegationBy,
  filingSource,
  grounds,
  paperSources,
  sourcesOf,
} from '../builders/paper.ts';
import { aMoveInReport, aResident, day, inventedNumber, moversOf } from '../builders/registry.ts';

const family = aFamilyWith(3);
const [head, spouse, child] = family.residents as readonly [Resident, Resident, Resident];
const stranger = aResident({ nth: 90, name: '강바다' });

const defectsOf = (ask: PaperAsk, sources: PaperSources, situation: Partial<Situation> = {}): readonly IssueDefect[] =>
  judgeAsk({ ask, sources, situation: aSituation(situation) }).defects;

/** A copy of the family, asked for by somebody on a ground. */
const copyFor = (
  person: Resident,
  ground: Ground,
  situation: Partial<Situation> = {},
  sources: Partial<PaperSources> = {},
): readonly IssueDefect[] =>
  defectsOf(
    anAsk({ request: aCopyRequest(family.household), applicant: applicantOf(person), ground }),
    sourcesOf(family, { applicant: person, ...sources }),
    situation,
  );

/** An abstract of the child, likewise. */
const abstractFor = (
  person: Resident,
  ground: Ground,
  situation: Partial<Situation> = {},
  subject: Resident = child,
): readonly IssueDefect[] =>
  defectsOf(
    anAsk({ request: anAbstractRequest(subject), applicant: applicantOf(person), ground }),
    sourcesOf(family, { applicant: person, subject }),
    situation,
  );

describe('who may have which paper', () => {
  test('[CE-1] an applicant at the desk is identified by a card or, while central answers, by a fingerprint', () => {
    const withIdentity = (
      identity: Applicant['identity'],
      situation: Partial<Situation> = {},
    ): readonly IssueDefect[] =>
      defectsOf(
        anAsk({ request: aCopyRequest(family.household), applicant: { ...applicantOf(head), identity } }),
        sourcesOf(family, { applicant: head }),
        situation,
      );
    for (const identity of ['resident-card', 'passport', 'licence', 'mobile-id', 'fingerprint'] as const)
      expect(withIdentity(identity), identity).toEqual([]);
    expect(withIdentity(null)).toEqual(['identity-not-checked']);
    expect(withIdentity('agency-card')).toEqual(['identity-not-checked']);
    const offline = { isOnline: false, policy: { mayIssueOffline: true, supervisorAfterHours: 24 } };
    expect(withIdentity('resident-card', offline)).toEqual([]);
    expect(withIdentity('mobile-id', offline)).toEqual(['identity-not-checked']);
    expect(withIdentity('fingerprint', offline)).toEqual(['identity-not-checked']);
    expect(withIdentity('fingerprint', { channel: 'kiosk' })).toEqual([]);
    expect(withIdentity('resident-card', { channel: 'kiosk' })).toEqual(['identity-not-checked']);
  });

  test('[CE-1] only who comes for an agency or a firm may lack a number', () => {
    const without = (ground: Ground, identity: Applicant['identity']): readonly IssueDefect[] =>
      defectsOf(
        anAsk({
          request: anAbstractRequest(child),
          applicant: { name: '늘해캐피탈', number: null, identity },
          ground,
        }),
        sourcesOf(family, { subject: child }),
      );
    expect(without(grounds.state, 'agency-card')).toEqual([]);
    expect(without(grounds.creditor, 'agency-card')).toEqual([]);
    expect(without(grounds.creditor, 'resident-card')).toEqual(['applicant-number-missing']);
    expect(without(grounds.self, 'agency-card')).toEqual(['identity-not-checked', 'applicant-number-missing']);
  });

  test('[CE-2] the household gets its copy and the abstracts of its members, nobody else on that ground', () => {
    for (const member of family.residents) {
      expect(copyFor(member, grounds.household)).toEqual([]);
      expect(copyFor(member, grounds.self)).toEqual([]);
      expect(abstractFor(member, grounds.household)).toEqual([]);
    }
    expect(abstractFor(child, grounds.self)).toEqual([]);
    expect(abstractFor(spouse, grounds.self)).toEqual(['not-the-person']);
    expect(copyFor(stranger, grounds.self)).toEqual(['not-of-household']);
    expect(abstractFor(stranger, grounds.household)).toEqual(['not-of-household']);
  });

  test('[CE-2] the applicant is known by number and name', () => {
    expect(copyFor(head, grounds.self, {}, { applicant: null })).toEqual(['applicant-unknown']);
    expect(copyFor({ ...head, name: '김다른' }, grounds.self, {}, { applicant: head })).toEqual(['applicant-unknown']);
  });

  test('[CE-2] someone struck off belongs to no household any more, but keeps their own abstract', () => {
    const gone = { ...spouse, status: 'deleted' as const };
    const sources = { members: [head, gone, child] };
    expect(copyFor(gone, grounds.household, {}, sources)).toEqual(['not-of-household']);
    const own = anAsk({ request: anAbstractRequest(gone), applicant: applicantOf(gone) });
    expect(defectsOf(own, sourcesOf(family, { ...sources, subject: gone, applicant: gone }))).toEqual([]);
    const asMember = { ...own, ground: grounds.household };
    expect(defectsOf(asMember, sourcesOf(family, { ...sources, subject: gone, applicant: gone }))).toEqual([]);
    const ofChild = { ...own, request: anAbstractRequest(child), ground: grounds.household };
    expect(defectsOf(ofChild, sourcesOf(family, { ...sources, subject: child, applicant: gone }))).toEqual([
      'not-of-household',
    ]);
  });

  test('[CE-3] a foreigner of the household gets its copy, and members’ abstracts only as a spouse', () => {
    const number = inventedNumber('1988-08-07', 'F', 17);
    const foreigner = { name: '쩐 티 호아', nameRoman: 'TRAN THI HOA', number, since: day('2023-09-11') };
    const judge = (
      relation: '배우자' | '자녀',
      name: string,
      request: PaperAsk['request'],
      ground: Ground = grounds.household,
    ): readonly IssueDefect[] => {
      const household = { ...family.household, foreignFamily: [{ ...foreigner, relation }] };
      const applicant = { name, number, identity: 'passport' as const };
      const ask = anAsk({ request, applicant, ground });
      return defectsOf(ask, sourcesOf({ ...family, household }, { subject: child }));
    };
    const copy = aCopyRequest(family.household);
    expect(judge('배우자', 'TRAN THI HOA', copy)).toEqual([]);
    expect(judge('자녀', '쩐 티 호아', copy)).toEqual([]);
    expect(judge('배우자', '쩐 티 호아', anAbstractRequest(child))).toEqual([]);
    expect(judge('자녀', '쩐 티 호아', anAbstractRequest(child))).toEqual(['applicant-unknown']);
    expect(judge('배우자', '다른 사람', copy)).toEqual(['applicant-unknown']);
    for (const relation of ['배우자', '자녀'] as const)
      expect(judge(relation, '쩐 티 호아', anAbstractRequest(child), grounds.self)).toEqual(['applicant-unknown']);
  });

  test('[CE-3, CE-4] and may delegate as much', () => {
    const number = inventedNumber('1988-08-07', 'F', 17);
    const name = '쩐 티 호아';
    const judge = (relation: '배우자' | '자녀', request: PaperAsk['request']): readonly IssueDefect[] => {
      const foreignFamily = [{ relation, name, nameRoman: '', number, since: day('2023-09-11') }];
      const ask = anAsk({ request, applicant: applicantOf(stranger), ground: delegationBy({ name, number }) });
      const home = { ...family, household: { ...family.household, foreignFamily } };
      return defectsOf(ask, sourcesOf(home, { subject: child, principal: null }));
    };
    expect(judge('자녀', aCopyRequest(family.household))).toEqual([]);
    expect(judge('배우자', anAbstractRequest(child))).toEqual([]);
    expect(judge('자녀', anAbstractRequest(child))).toEqual(['not-the-person']);
  });

  test('[CE-4] a delegate shows the delegation and the card of who gave it', () => {
    expect(copyFor(stranger, grounds.delegate)).toEqual([]);
    expect(abstractFor(stranger, grounds.delegate)).toEqual([]);
    for (const missing of ['delegationShown', 'principalCardShown'] as const)
      expect(copyFor(stranger, { ...grounds.delegate, [missing]: false })).toEqual(['delegation-missing']);
  });

  test('[CE-4] who delegated is the person on the paper, or belongs to the household', () => {
    const byThem = (
      principal: Resident,
      request: PaperAsk['request'],
      sources: Partial<PaperSources> = {},
    ): readonly IssueDefect[] =>
      defectsOf(
        anAsk({ request, applicant: applicantOf(stranger), ground: delegationBy(principal) }),
        sourcesOf(family, { subject: child, principal, ...sources }),
      );
    const other = aResident({ nth: 93, name: '남모를' });
    for (const request of [aCopyRequest(family.household), anAbstractRequest(child)]) {
      for (const member of family.residents) expect(byThem(member, request)).toEqual([]);
      expect(byThem(other, request)).toEqual(['not-the-person']);
      expect(byThem(head, request, { principal: null })).toEqual(['not-the-person']);
      expect(byThem({ ...head, name: '김다른' }, request, { principal: head })).toEqual(['not-the-person']);
      // A namesake's number on the card: whoever was read in their place opens nothing.
      expect(byThem({ ...other, name: head.name }, request, { principal: head })).toEqual(['not-the-person']);
      // That the delegate is of the household makes up for nothing.
      const byMember = anAsk({ request, applicant: applicantOf(spouse), ground: delegationBy(other) });
      const sources = sourcesOf(family, { subject: child, applicant: spouse, principal: other });
      expect(defectsOf(byMember, sources)).toEqual(['not-the-person']);
    }
    const gone = { ...spouse, status: 'deleted' as const };
    const members = [head, gone, child];
    expect(byThem(gone, aCopyRequest(family.household), { members })).toEqual(['not-the-person']);
    expect(byThem(gone, anAbstractRequest(child), { members })).toEqual(['not-the-person']);
    expect(byThem(gone, anAbstractRequest(gone), { members, subject: gone })).toEqual([]);
  });

  test('[CE-5] kin of the householder get both, kin of a member the abstract, by a family record', () => {
    const ofMember = { ...grounds.kin, of: 'member' as const };
    for (const kinship of [
      'spouse',
      'ascendant',
      'descendant',
      'spouse-of-descendant',
      'ascendant-of-spouse',
    ] as const) {
      expect(copyFor(stranger, { ...grounds.kin, kinship }), kinship).toEqual([]);
      expect(abstractFor(stranger, { ...grounds.kin, kinship }), kinship).toEqual([]);
      const isInLaw = kinship === 'spouse-of-descendant' || kinship === 'ascendant-of-spouse';
      expect(abstractFor(stranger, { ...ofMember, kinship })).toEqual(isInLaw ? ['ground-not-for-this-paper'] : []);
      expect(copyFor(stranger, { ...ofMember, kinship })).toEqual(['abstract-only']);
    }
    expect(copyFor(stranger, { ...grounds.kin, familyRecordShown: false })).toEqual(['family-record-missing']);
  });

  test('[CE-6] the child of a divorced person gets the abstract only', () => {
    const ground = { ...grounds.kin, isOfDivorced: true };
    expect(copyFor(stranger, ground)).toEqual(['abstract-only']);
    expect(abstractFor(stranger, ground)).toEqual([]);
  });

  test('[CE-7] state, litigation and statute get both, with what they rest on noted', () => {
    for (const ground of [grounds.state, grounds.litigation, grounds.statute]) {
      expect(copyFor(stranger, ground), ground.type).toEqual([]);
      expect(abstractFor(stranger, ground), ground.type).toEqual([]);
    }
    const blank: readonly Ground[] = [
      { ...grounds.state, agency: ' ' },
      { ...grounds.state, letter: '' },
      { ...grounds.litigation, evidence: ' ' },
      { ...grounds.statute, law: '' },
    ];
    for (const ground of blank) expect(copyFor(stranger, ground), ground.type).toEqual(['evidence-missing']);
  });

  test('[CE-8] a creditor gets the abstract only', () => {
    expect(abstractFor(stranger, grounds.creditor)).toEqual([]);
    expect(copyFor(stranger, grounds.creditor)).toEqual(['abstract-only']);
    expect(abstractFor(stranger, { ...grounds.creditor, evidence: '' })).toEqual(['evidence-missing']);
  });

  test('[CE-9] the moved-in certificate needs an interest in the house, a lawsuit or the state', () => {
    const movedInFor = (ground: Ground): readonly IssueDefect[] =>
      defectsOf(
        anAsk({ request: aMovedInRequest(), applicant: applicantOf(stranger), ground }),
        paperSources({ homes: [{ household: family.household, members: family.residents }] }),
      );
    for (const ground of Object.values(grounds)) {
      const isAllowed = ground.type === 'house' || ground.type === 'state' || ground.type === 'litigation';
      expect(movedInFor(ground), ground.type).toEqual(isAllowed ? [] : ['ground-not-for-this-paper']);
    }
    expect(movedInFor({ ...grounds.house, evidence: ' ' })).toEqual(['evidence-missing']);
    expect(copyFor(stranger, grounds.house)).toEqual(['ground-not-for-this-paper']);
    expect(abstractFor(stranger, grounds.house)).toEqual(['ground-not-for-this-paper']);
  });

  test('[CE-10] a receipt goes to the one who filed, and says accepted only when everyone is registered', () => {
    const report = aMoveInReport({ movers: moversOf(family.residents) });
    const receiptFor = (
      person: Resident,
      stage: 'intake' | 'accepted',
      sources: PaperSources,
    ): readonly IssueDefect[] =>
      defectsOf(anAsk({ request: aReceiptRequest(stage), applicant: applicantOf(person) }), sources);
    expect(receiptFor(head, 'accepted', filingSource(report))).toEqual([]);
    expect(receiptFor(spouse, 'intake', filingSource(report))).toEqual(['not-the-person']);
    expect(receiptFor(head, 'intake', filingSource(report, []))).toEqual([]);
    expect(receiptFor(head, 'accepted', filingSource(report, []))).toEqual(['filing-not-accepted']);
    const [first, ...others] = report.movers.map((mover) => ({
      mover: moverKey(mover),
      answer: { type: 'registered' as const, on: report.reportDate },
    }));
    expect(receiptFor(head, 'accepted', filingSource(report, others))).toEqual(['filing-not-accepted']);
    const held = {
      mover: head.number,
      answer: { type: 'held' as const, why: 'same-day-filing' as const, other: null },
    };
    expect(receiptFor(head, 'accepted', filingSource(report, [held, ...others]))).toEqual(['filing-not-accepted']);
    expect(receiptFor(head, 'accepted', filingSource(report, first ? [first, ...others] : []))).toEqual([]);
    expect(receiptFor(head, 'intake', paperSources())).toEqual(['nobody-registered-there']);
    const byDelegate = anAsk({
      request: aReceiptRequest('intake'),
      applicant: applicantOf(head),
      ground: grounds.delegate,
    });
    expect(defectsOf(byDelegate, filingSource(report))).toEqual(['ground-not-for-this-paper']);
  });

  test('[CE-11] a kiosk issues own copies and abstracts only', () => {
    const kiosk = { channel: 'kiosk' as const };
    const fingerprint = { ...applicantOf(head), identity: 'fingerprint' as const };
    const atKiosk = (request: PaperAsk['request'], ground: Ground, sources: PaperSources): readonly IssueDefect[] =>
      defectsOf(anAsk({ request, applicant: fingerprint, ground }), sources, kiosk);
    const sources = sourcesOf(family, { subject: child, applicant: head });
    expect(atKiosk(aCopyRequest(family.household), grounds.self, sources)).toEqual([]);
    expect(atKiosk(anAbstractRequest(child), grounds.household, sources)).toEqual([]);
    for (const ground of [grounds.delegate, grounds.kin, grounds.state, grounds.litigation, grounds.statute])
      expect(atKiosk(aCopyRequest(family.household), ground, sources), ground.type).toEqual(['kiosk-only-own']);
    expect(atKiosk(aMovedInRequest(), grounds.house, paperSources())).toEqual(['kiosk-only-own']);
    const filing = filingSource(aMoveInReport({ movers: moversOf(family.residents) }));
    expect(atKiosk(aReceiptRequest(), grounds.self, filing)).toEqual(['kiosk-only-own']);
  });

  describe('while central can’t be reached', () => {
    const policy = { mayIssueOffline: true, supervisorAfterHours: 24 };
    const offline = { isOnline: false, policy };

    test('[CE-12] it must have allowed it', () => {
      expect(copyFor(head, grounds.self, { isOnline: false })).toEqual(['offline-not-authorised']);
      const forbidden = { isOnline: false, policy: { ...policy, mayIssueOffline: false } };
      expect(copyFor(head, grounds.self, forbidden)).toEqual(['offline-not-authorised']);
      expect(copyFor(head, grounds.self, offline)).toEqual([]);
      expect(abstractFor(head, grounds.household, offline)).toEqual([]);
      expect(copyFor(head, grounds.self, { isOnline: true })).toEqual([]);
    });

    test('[CE-12] only own people, about themselves, with no filing waiting', () => {
      for (const ground of [grounds.delegate, grounds.kin, grounds.state, grounds.litigation, grounds.statute])
        expect(copyFor(stranger, ground, offline), ground.type).toEqual(['offline-only-own']);
      expect(copyFor(head, grounds.self, offline, { isFilingWaiting: true })).toEqual(['offline-only-own']);
      expect(copyFor(head, grounds.self, {}, { isFilingWaiting: true })).toEqual([]);
      const movedIn = anAsk({ request: aMovedInRequest(), applicant: applicantOf(head), ground: grounds.house });
      expect(defectsOf(movedIn, paperSources(), offline)).toEqual(['offline-only-own']);
    });

    test('[CE-12] a register older than allowed needs a supervisor, and a kiosk stops', () => {
      const at = (registerAgeHours: number | null, role: Situation['role'] = 'clerk'): readonly IssueDefect[] =>
        copyFor(head, grounds.self, { ...offline, registerAgeHours, role });
      expect(at(24)).toEqual([]);
      expect(at(24.1)).toEqual(['supervisor-needed']);
      expect(at(null)).toEqual(['supervisor-needed']);
      expect(at(24.1, 'supervisor')).toEqual([]);
      expect(copyFor(head, grounds.self, { registerAgeHours: 1_000 })).toEqual([]);
      const kiosk = copyFor(head, grounds.self, { ...offline, channel: 'kiosk' });
      expect(kiosk).toContain('offline-not-authorised');
    });

    test('[CE-12] receipts are handed out all the same', () => {
      const filing = filingSource(aMoveInReport({ movers: moversOf(family.residents) }), []);
      const ask = anAsk({ request: aReceiptRequest('intake'), applicant: applicantOf(head) });
      expect(defectsOf(ask, filing, { isOnline: false, registerAgeHours: null })).toEqual([]);
    });
  });

  test('[CE-13] everything that stands in the way is named at once, in the order of the registry', () => {
    const ask = anAsk({
      request: aCopyRequest(family.household),
      applicant: { ...applicantOf(stranger), identity: null },
      ground: { ...grounds.creditor, evidence: '' },
      exemption: { group: 'veteran', proof: '' },
    });
    const found = defectsOf(ask, paperSources(), { isOnline: false, channel: 'kiosk' });
    expect(found).toEqual([
      'identity-not-checked',
      'evidence-missing',
      'abstract-only',
      'exemption-proof-missing',
      'nobody-registered-there',
      'offline-not-authorised',
      'kiosk-only-own',
    ]);
    const places = found.map((defect) => IssueDefect.options.indexOf(defect));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('what the register lacks is a defect, not an empty paper', () => {
    const copy = anAsk({
      request: aCopyRequest(family.household),
      applicant: applicantOf(head),
      ground: grounds.state,
    });
    expect(defectsOf(copy, paperSources())).toEqual(['nobody-registered-there']);
    const abstract = { ...copy, request: anAbstractRequest(child) };
    expect(defectsOf(abstract, paperSources())).toEqual(['nobody-registered-there']);
    const withoutHead = sourcesOf({ ...family, household: { ...family.household, householder: null } });
    expect(defectsOf(copy, withoutHead)).toEqual(['not-live']);
    const dead = sourcesOf(family, { members: [{ ...head, status: 'deleted' }, spouse, child] });
    expect(defectsOf(copy, dead)).toEqual(['not-live']);
  });
});
