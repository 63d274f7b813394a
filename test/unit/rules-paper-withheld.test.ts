import { describe, expect, test } from 'vitest';
import type { Applicant, Ground, IssueDefect } from '../../src/shared/registry/certificate.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { ResidentNumber } from '../../src/shared/registry/resident-number.ts';
import { judgeAsk } from '../../src/shared/rules/paper/judge.ts';
import type { PaperAsk, PaperSources, Situation } from '../../src/shared/rules/paper/sources.ts';
import { birthDateOf } from '../../src/shared/rules/paper/withheld.ts';
import {
  aCopyRequest,
  aFamilyWith,
  aMovedInRequest,
  anAbstractRequest,
  anAsk,
  applicantOf,
  aSituation,
  grounds,
  sourcesOf,
} from '../builders/paper.ts';
import { aResident, day, inventedNumber } from '../builders/registry.ts';

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

  test('[CE-14] from the day on which it was ordered, and by name and birth date together', () => {
    const request = anAbstractRequest(victim);
    const at = (applicant: Applicant, today = day('2026-11-22')): readonly IssueDefect[] =>
      judge(applicant, request, grounds.kin, { subject: victim }, { today });
    expect(at(applicantOf(banned), day('2026-01-31'))).toEqual([]);
    expect(at(applicantOf(banned), day('2026-02-01'))).toEqual(['withheld']);
    expect(at(applicantOf({ ...banned, name: '조 현수' }))).toEqual(['withheld']);
    expect(at(applicantOf({ ...banned, name: '조현우' }))).toEqual([]);
    expect(at(applicantOf({ ...banned, number: inventedNumber('1980-03-10', 'M', 5) }))).toEqual([]);
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
      for (const sex of ['M', 'F'] as const) expect(birthDateOf(inventedNumber(birthDate, sex, 7))).toBe(birthDate);
    const withDigit = (digit: string): string | null => birthDateOf(ResidentNumber.parse(`852412-${digit}000007`));
    const expected = ['18', '18', '19', '19', '19', '19', '20', '20', '20', '20'];
    expect(['9', '0', '1', '2', '5', '6', '3', '4', '7', '8'].map((digit) => withDigit(digit)?.slice(0, 2))).toEqual(
      expected,
    );
    expect(birthDateOf(ResidentNumber.parse('853331-1000007'))).toBeNull();
    expect(birthDateOf(ResidentNumber.parse('852230-1000007'))).toBeNull();
  });
});
