import { describe, expect, test } from 'vitest';
import {
  type Applicant,
  CertificateKind,
  type Ground,
  type IssueDefect,
} from '../../src/shared/registry/certificate.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { birthDateIn, ResidentNumber } from '../../src/shared/registry/resident-number.ts';
import { SheetContent } from '../../src/shared/registry/sheet.ts';
import { judgeAsk } from '../../src/shared/rules/paper/judge.ts';
import { composeNotice } from '../../src/shared/rules/paper/notice.ts';
import type { PaperAsk, PaperSources, Situation } from '../../src/shared/rules/paper/sources.ts';
import { certificateKindToText } from '../../src/shared/text/papers.ts';
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
  delegationBy,
  grounds,
  sourcesOf,
} from '../builders/paper.ts';
import { anAddress, aResident, day, inventedNumber } from '../builders/registry.ts';

const family = aFamilyWith(3);
const [head, spouse, child] = family.residents as readonly [Resident, Resident, Resident];

const defectsOf = (ask: PaperAsk, sources: PaperSources, situation: Partial<Situation> = {}): readonly IssueDefect[] =>
  judgeAsk({ ask, sources, situation: aSituation(situation) }).defects;

describe('papers that are withheld', () => {
  const banned = aResident({ nth: 91, name: '조현수', sex: 'M', birthDate: day('1980-03-09') });
  const victim: Resident = {
    ...spouse,
    withheldFrom: [{ name: banned.name, birthDate: banned.birthDate, since: day('2026-02-01') }],
  };
  const members = [head, victim, child];
  const judge = (
    applicant: Applicant,
    request: PaperAsk['request'],
    ground: Ground,
    sources: Partial<PaperSources> = {},
    situation: Partial<Situation> = {},
  ): readonly IssueDefect[] =>
    defectsOf(anAsk({ request, applicant, ground }), sourcesOf(family, { members, ...sources }), situation);

  test('[CE-14] stay so on every ground, whether the person is in this register or not', () => {
    const people = [
      grounds.kin,
      grounds.delegate,
      grounds.creditor,
      grounds.litigation,
      grounds.statute,
      grounds.state,
    ];
    for (const ground of people) {
      const subject = { subject: victim };
      expect(judge(applicantOf(banned), anAbstractRequest(victim), ground, subject), ground.type).toEqual(['withheld']);
      const known = { ...subject, applicant: banned };
      expect(judge(applicantOf(banned), anAbstractRequest(victim), ground, known), ground.type).toEqual(['withheld']);
    }
    expect(judge(applicantOf(banned), aCopyRequest(family.household), grounds.kin)).toEqual(['withheld']);
    const homes = [{ household: { ...family.household, householder: victim.id }, members }];
    expect(judge(applicantOf(banned), aMovedInRequest(), grounds.house, { homes })).toEqual(['withheld']);
  });

  test('[CE-14] whatever day the clock shows, and by name and birth date together', () => {
    const request = anAbstractRequest(victim);
    const at = (applicant: Applicant, today = day('2026-11-22')): readonly IssueDefect[] =>
      judge(applicant, request, grounds.kin, { subject: victim }, { today });
    for (const today of ['1970-01-01', '2026-01-31', '2026-02-01', '2099-12-31'])
      expect(at(applicantOf(banned), day(today)), today).toEqual(['withheld']);
    expect(at(applicantOf({ ...banned, name: '조 현수' }))).toEqual(['withheld']);
    expect(at(applicantOf({ ...banned, name: '조현우' }))).toEqual([]);
    // As a passport writes it.
    const roman = { ...victim, withheldFrom: [{ ...banned, name: 'Weiß Jürg', since: day('2026-02-01') }] };
    const asMachineReadable = applicantOf({ ...banned, name: 'WEISS  JU\u0308RG' });
    expect(judge(asMachineReadable, request, grounds.kin, { subject: roman })).toEqual(['withheld']);
    expect(at(applicantOf({ ...banned, number: inventedNumber('1980-03-10', 'M', 5) }))).toEqual([]);
  });

  test('[CE-14] from whoever comes for the person', () => {
    const request = anAbstractRequest(victim);
    const friend = applicantOf(aStranger);
    const housemate = { ...banned, addresses: head.addresses, household: head.household };
    const sources = { subject: victim, members: [...members, housemate], principal: housemate };
    expect(judge(friend, request, delegationBy(banned), sources)).toEqual(['withheld']);
    expect(judge(friend, request, delegationBy({ ...banned, name: '조 현수' }), sources)).toContain('withheld');
    const elsewhere = { subject: victim, principal: null };
    expect(judge(friend, request, delegationBy(banned), elsewhere)).toEqual(['not-the-person', 'withheld']);
    expect(judge(friend, request, delegationBy(head), { subject: victim })).toEqual([]);
    const byVictim = { subject: victim, principal: victim };
    expect(judge(applicantOf(banned), request, delegationBy(victim), byVictim)).toEqual(['withheld']);
    expect(judge(friend, request, delegationBy(victim), byVictim)).toEqual([]);
  });

  test('[CE-14] only where the data of a protected person print', () => {
    const subject = { subject: child };
    expect(judge(applicantOf(banned), anAbstractRequest(child), grounds.kin, subject)).toEqual([]);
    const headed = { subject: child, household: { ...family.household, householder: victim.id } };
    const showsHead = anAbstractRequest(child, { householder: true });
    expect(judge(applicantOf(banned), showsHead, grounds.kin, headed)).toEqual(['withheld']);
    const hidesHead = anAbstractRequest(child, { householder: false });
    expect(judge(applicantOf(banned), hidesHead, grounds.kin, headed)).toEqual([]);
  });

  test('[CE-14] but never from the person themself, and never from a namesake', () => {
    const odd = { ...victim, withheldFrom: [{ ...victim, since: day('2026-02-01') }] };
    const own = anAsk({ request: anAbstractRequest(odd), applicant: applicantOf(odd) });
    expect(defectsOf(own, sourcesOf(family, { members: [head, odd, child], subject: odd, applicant: odd }))).toEqual(
      [],
    );
    const namesake = aResident({ nth: 92, name: '조현수', sex: 'M', birthDate: day('1981-03-09') });
    expect(judge(applicantOf(namesake), anAbstractRequest(victim), grounds.kin, { subject: victim })).toEqual([]);
  });

  test('[CE-14] a number tells the birth date by its century digit, with the month of invented people taken back', () => {
    const dates = ['1899-12-31', '1931-01-09', '1985-04-12', '1999-12-31', '2000-01-01', '2024-02-29'] as const;
    for (const birthDate of dates.slice(1))
      for (const sex of ['M', 'F'] as const) expect(birthDateIn(inventedNumber(birthDate, sex, 7))).toBe(birthDate);
    const withDigit = (digit: string): string | null => birthDateIn(ResidentNumber.parse(`852412-${digit}000007`));
    const expected = ['18', '18', '19', '19', '19', '19', '20', '20', '20', '20'];
    expect(['9', '0', '1', '2', '5', '6', '3', '4', '7', '8'].map((digit) => withDigit(digit)?.slice(0, 2))).toEqual(
      expected,
    );
    expect(birthDateIn(ResidentNumber.parse('853331-1000007'))).toBeNull();
    expect(birthDateIn(ResidentNumber.parse('852230-1000007'))).toBeNull();
  });
});

describe('the notice to a restricted person', () => {
  const banned = { name: '조현수', number: inventedNumber('1980-03-09', 'M', 91), identity: 'resident-card' } as const;
  const requests: readonly PaperAsk['request'][] = [
    aCopyRequest(family.household),
    anEnglishCopyRequest(family.household),
    anAbstractRequest(spouse),
    aMovedInRequest(),
    aReceiptRequest(),
  ];

  test('[CE-14] names the applicant, the kind of paper, the law and the remedy', () => {
    for (const request of requests) {
      const notice = composeNotice(anAsk({ request, applicant: banned, ground: grounds.kin }));
      expect(SheetContent.parse(notice)).toEqual(notice);
      expect(notice).toMatchObject({
        kind: 'withheld-notice',
        recipient: '조현수',
        basis: '「주민등록법」 제29조제7항',
      });
      expect(notice.askedFor).toBe(certificateKindToText(request.kind, 'ko'));
      expect(notice.paragraphs[0]).toContain(notice.askedFor);
      expect(notice.remedy).toMatch(/90일.*행정심판.*행정소송/);
    }
    expect(new Set(requests.map(({ kind }) => kind))).toEqual(new Set(CertificateKind.options));
    expect(composeNotice(anAsk({ request: aCopyRequest(family.household), applicant: banned }))).toEqual({
      kind: 'withheld-notice',
      recipient: '조현수',
      askedFor: '주민등록표 등본',
      paragraphs: [
        '신청하신 증명서(주민등록표 등본)는 「주민등록법」에 따라 열람과 교부가 제한되어 내드릴 수 없습니다.',
        '신청인이 같은 법에 따른 제한대상자로 지정되어 있습니다.',
        '이 통지서는 누가 어디에 주민등록을 하고 있는지를 알려 주는 것이 아니며, 그에 관한 문의에는 답해 드릴 수 없습니다.',
      ],
      basis: '「주민등록법」 제29조제7항',
      remedy:
        '이 처분에 이의가 있으면 처분이 있음을 안 날부터 90일 이내에 행정심판을 청구하거나 행정소송을 제기할 수 있습니다.',
    });
    const byCreditor = anAsk({ request: anAbstractRequest(spouse), applicant: banned, ground: grounds.creditor });
    expect(composeNotice(byCreditor).basis).toBe('「주민등록법」 제29조제8항');
    const byDelegate = anAsk({ request: anAbstractRequest(spouse), applicant: banned, ground: delegationBy(head) });
    expect(composeNotice(byDelegate).paragraphs[1]).toMatch(/^신청인이나 위임한 사람이 /);
  });

  test('[CE-14] is the same whosever paper it was, and tells of nobody but the applicant', () => {
    const other = aFamilyWith(2, [], { id: aResident({ nth: 40 }).household });
    const elsewhere = anAddress({ road: '다른길', building: '77' });
    const pairs: readonly (readonly [PaperAsk['request'], PaperAsk['request']])[] = [
      [anAbstractRequest(spouse), anAbstractRequest(aResident({ nth: 41 }))],
      [aCopyRequest(family.household), aCopyRequest(other.household)],
      [aMovedInRequest(), aMovedInRequest({ address: elsewhere })],
    ];
    for (const [one, another] of pairs) {
      expect(one).not.toEqual(another);
      const noticeOf = (request: PaperAsk['request'], ground: Ground) =>
        composeNotice(anAsk({ request, applicant: banned, ground }));
      expect(noticeOf(one, grounds.kin)).toEqual(noticeOf(another, grounds.kin));
      expect(noticeOf(one, delegationBy(spouse))).toEqual(noticeOf(one, delegationBy(head)));
      const text = JSON.stringify(noticeOf(one, delegationBy(spouse)));
      for (const hidden of [spouse.name, spouse.number, '솔내', spouse.id, family.household.id, banned.number])
        expect(text).not.toContain(hidden);
    }
  });

  test('[CE-14] hides a number that was typed as the name', () => {
    const applicant = { ...banned, name: banned.number };
    const notice = composeNotice(anAsk({ request: anAbstractRequest(spouse), applicant, ground: grounds.kin }));
    expect(JSON.stringify(notice)).not.toContain(banned.number.slice(7));
  });
});
