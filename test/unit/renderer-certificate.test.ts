import { describe, expect, test } from 'vitest';
import {
  exemptionsFor,
  groundsFor,
  identitiesFor,
  kinshipsFor,
  offlineDefectsOf,
} from '../../src/renderer/features/certificate/choices.ts';
import { fieldOfDefect } from '../../src/renderer/features/certificate/defects.ts';
import type { IssueField } from '../../src/renderer/features/certificate/fields.ts';
import {
  emptyForm,
  type GroundForm,
  type GroundType,
  type IssueForm,
  nextPaper,
  type PaperKind,
  paperKinds,
} from '../../src/renderer/features/certificate/form.ts';
import { feeSoFar, readForm, toNumber } from '../../src/renderer/features/certificate/to-ask.ts';
import { CertificateAsk } from '../../src/shared/contract/commands.ts';
import { IssueDefect } from '../../src/shared/registry/certificate.ts';
import { groundDefects } from '../../src/shared/rules/paper/grounds.ts';
import { judgeAsk } from '../../src/shared/rules/paper/judge.ts';
import type { PaperSources, Situation } from '../../src/shared/rules/paper/sources.ts';
import { addressAt, familyAt } from '../builders/central-setup.ts';
import { day, inventedNumber, solnae } from '../builders/registry.ts';

/** The form of the window: what is filled in becomes a request that the contract takes and the rules allow. */

const family = familyAt(solnae, 10, 3);
const [head] = family.residents;
if (!head) throw new Error('a family has a householder');
const subject = { resident: head.id, household: family.household.id };
const stranger = { name: '남민우', number: inventedNumber('1979-03-03', 'M', 77) };
const online = { isOnline: true };

/** Everything that a careful official fills in, for any ground. */
const everything: Omit<GroundForm, 'type'> = {
  principalName: head.name,
  principalNumber: head.number,
  delegationShown: true,
  principalCardShown: true,
  kinOf: 'householder',
  kinship: 'descendant',
  familyRecordShown: true,
  isOfDivorced: false,
  agency: '늘해군청',
  letter: '복지과-12',
  evidence: '임대차계약서',
  law: '민사집행법',
  isInheritance: false,
  interest: 'owner',
};

const filled = (kind: PaperKind, type: GroundType): IssueForm => ({
  ...emptyForm,
  kind,
  applicant: {
    ...(type === 'self' || type === 'household' ? { name: head.name, number: head.number } : stranger),
    identity: 'resident-card',
  },
  ground: { ...everything, type },
  house: { address: addressAt(solnae, 10), unit: '', leaveOutDeleted: false },
  english: {
    address: '1, Solnaedongchon-gil, Neulhae-gun',
    pastAddresses: '',
    names: Object.fromEntries(family.residents.map(({ id }, nth) => [id, `KIM MEMBER ${String(nth)}`])),
  },
  purpose: '관공서 제출',
});

const sources = (kind: PaperKind): PaperSources => ({
  household: family.household,
  members: family.residents,
  subject: kind === 'abstract' ? head : null,
  homes: kind === 'moved-in-households' ? [{ household: family.household, members: family.residents }] : [],
  isFilingWaiting: false,
  filing: null,
  applicant: head,
  principal: head,
});
const situation: Situation = {
  today: day('2026-11-22'),
  channel: 'desk',
  isOnline: true,
  policy: null,
  registerAgeHours: 0,
  role: 'clerk',
};

const cases = paperKinds.flatMap((kind) => groundsFor(kind).map((ground) => ({ kind, ground })));
const fieldsOf = (form: IssueForm, someone: typeof subject | null = subject): readonly (IssueField | null)[] => {
  const read = readForm(form, someone, online);
  return read.ok ? [] : read.errors.map(({ field }) => field);
};

describe('a form that is filled in', () => {
  test.each(cases)(
    '$kind on the ground $ground is taken by the contract and allowed by the rules',
    ({ kind, ground }) => {
      const read = readForm(filled(kind, ground), subject, online);
      if (!read.ok) throw new Error(JSON.stringify(read.errors));
      expect(CertificateAsk.parse(read.ask)).toEqual(read.ask);
      expect(read.ask.request.kind).toBe(kind);
      expect(read.ask.ground.type).toBe(ground);
      const judged = judgeAsk({ ask: read.ask, sources: sources(kind), situation });
      expect(judged.defects).toEqual([]);
      expect(judged.fee).toEqual(read.fee);
      expect(feeSoFar(filled(kind, ground))).toEqual(read.fee);
    },
  );

  test('every ground is offered for some paper, and for each only those that the rules take', () => {
    expect(new Set(cases.map(({ ground }) => ground)).size).toBe(9);
    expect(groundsFor('copy')).not.toContain('creditor');
    expect(groundsFor('abstract')).toContain('creditor');
    expect(groundsFor('moved-in-households').toSorted()).toEqual(['house', 'litigation', 'state']);
  });

  test('what belongs to another ground than the chosen one stays on the screen and is not sent', () => {
    const read = readForm(filled('copy', 'self'), subject, online);
    expect(read).toMatchObject({ ok: true, ask: { ground: { type: 'self' } } });
    expect(JSON.stringify(read)).not.toContain('임대차');
  });

  test('spaces around what was typed are not printed', () => {
    const form = filled('copy', 'self');
    const typed = { ...form, purpose: ' 학교 제출 ', applicant: { ...form.applicant, name: ` ${head.name} ` } };
    expect(readForm(typed, subject, online)).toMatchObject({
      ok: true,
      ask: { purpose: '학교 제출', applicant: { name: head.name } },
    });
  });

  test('numbers are read however they were typed', () => {
    expect(toNumber(' 902101 1000001')).toBe('902101-1000001');
    expect(toNumber('9021011000001')).toBe('902101-1000001');
    expect(toNumber('')).toBeNull();
    expect(toNumber('9021')).toBe('9021');
  });

  test('past addresses are read with their years, and left out where they do not print', () => {
    const past = (type: 'none' | 'all' | 'recent', years: string) =>
      readForm({ ...filled('copy', 'self'), past: { type, years } }, subject, online);
    expect(past('recent', '3')).toMatchObject({
      ok: true,
      ask: { request: { options: { pastAddresses: { type: 'recent', years: 3 } } } },
    });
    expect(past('none', 'x')).toMatchObject({
      ok: true,
      ask: { request: { options: { pastAddresses: { type: 'none' } } } },
    });
    expect(fieldsOf({ ...filled('copy', 'self'), past: { type: 'recent', years: 'x' } })).toEqual(['years']);
    expect(fieldsOf({ ...filled('copy', 'self'), past: { type: 'recent', years: '' } })).toEqual(['years']);
    expect(fieldsOf({ ...filled('copy', 'self'), past: { type: 'recent', years: '101' } })).toEqual(['years']);
  });

  test('a unit is part of the address of a house', () => {
    const form = filled('moved-in-households', 'house');
    const read = readForm({ ...form, house: { ...form.house, unit: ' 101동 1203호 ' } }, null, online);
    expect(read).toMatchObject({ ok: true, ask: { request: { address: { unit: '101동 1203호' } } } });
  });
});

describe('what is left out is said at its field', () => {
  const omissions: readonly (readonly [IssueField, PaperKind, GroundType, (form: IssueForm) => IssueForm])[] = [
    ['address', 'moved-in-households', 'house', (form) => ({ ...form, house: { ...form.house, address: null } })],
    ['english-address', 'copy-english', 'self', (form) => ({ ...form, english: { ...form.english, address: ' ' } })],
    ['applicant-name', 'copy', 'self', (form) => ({ ...form, applicant: { ...form.applicant, name: '' } })],
    ['applicant-number', 'copy', 'self', (form) => ({ ...form, applicant: { ...form.applicant, number: '' } })],
    ['applicant-number', 'copy', 'self', (form) => ({ ...form, applicant: { ...form.applicant, number: '12' } })],
    ['identity', 'copy', 'self', (form) => ({ ...form, applicant: { ...form.applicant, identity: null } })],
    ['identity', 'copy', 'self', (form) => ({ ...form, applicant: { ...form.applicant, identity: 'agency-card' } })],
    ['ground', 'copy', 'self', (form) => ({ ...form, ground: { ...form.ground, type: null } })],
    ['ground', 'copy', 'self', (form) => ({ ...form, ground: { ...form.ground, type: 'house' } })],
    ['principal-name', 'copy', 'delegate', (form) => ({ ...form, ground: { ...form.ground, principalName: '' } })],
    ['principal-number', 'copy', 'delegate', (form) => ({ ...form, ground: { ...form.ground, principalNumber: '' } })],
    ['delegation', 'copy', 'delegate', (form) => ({ ...form, ground: { ...form.ground, delegationShown: false } })],
    [
      'principal-card',
      'copy',
      'delegate',
      (form) => ({ ...form, ground: { ...form.ground, principalCardShown: false } }),
    ],
    ['kinship', 'abstract', 'kin', (form) => ({ ...form, ground: { ...form.ground, kinship: null } })],
    ['family-record', 'abstract', 'kin', (form) => ({ ...form, ground: { ...form.ground, familyRecordShown: false } })],
    ['kind', 'copy', 'kin', (form) => ({ ...form, ground: { ...form.ground, kinOf: 'member' } })],
    ['kind', 'copy', 'kin', (form) => ({ ...form, ground: { ...form.ground, isOfDivorced: true } })],
    ['agency', 'copy', 'state', (form) => ({ ...form, ground: { ...form.ground, agency: '' } })],
    ['letter', 'copy', 'state', (form) => ({ ...form, ground: { ...form.ground, letter: '' } })],
    ['law', 'copy', 'statute', (form) => ({ ...form, ground: { ...form.ground, law: '' } })],
    ['evidence', 'copy', 'litigation', (form) => ({ ...form, ground: { ...form.ground, evidence: '' } })],
    ['evidence', 'abstract', 'creditor', (form) => ({ ...form, ground: { ...form.ground, evidence: '' } })],
    ['evidence', 'moved-in-households', 'house', (form) => ({ ...form, ground: { ...form.ground, evidence: ' ' } })],
    ['interest', 'moved-in-households', 'house', (form) => ({ ...form, ground: { ...form.ground, interest: null } })],
    ['letter', 'copy', 'state', (form) => ({ ...form, ground: { ...form.ground, letter: '가'.repeat(61) } })],
    ['agency', 'copy', 'state', (form) => ({ ...form, ground: { ...form.ground, agency: '가'.repeat(61) } })],
    ['law', 'copy', 'statute', (form) => ({ ...form, ground: { ...form.ground, law: '가'.repeat(121) } })],
    ['evidence', 'copy', 'litigation', (form) => ({ ...form, ground: { ...form.ground, evidence: '가'.repeat(121) } })],
    [
      'applicant-name',
      'copy',
      'self',
      (form) => ({ ...form, applicant: { ...form.applicant, name: '가'.repeat(61) } }),
    ],
    ['unit', 'moved-in-households', 'house', (form) => ({ ...form, house: { ...form.house, unit: '가'.repeat(61) } })],
    [
      'english-names',
      'copy-english',
      'self',
      (form) => ({ ...form, english: { ...form.english, names: { [head.id]: 'K'.repeat(81) } } }),
    ],
    [
      'english-past',
      'copy-english',
      'self',
      (form) => ({
        ...form,
        past: { type: 'all', years: '' },
        english: { ...form.english, pastAddresses: `1 Road\n${'K'.repeat(201)}` },
      }),
    ],
    [
      'exemption-proof',
      'copy',
      'self',
      (form) => ({ ...form, exemption: { group: 'veteran', proof: '가'.repeat(121) } }),
    ],
    ['purpose', 'copy', 'self', (form) => ({ ...form, purpose: ' ' })],
    ['purpose', 'copy', 'self', (form) => ({ ...form, purpose: '가'.repeat(61) })],
    ['exemption-proof', 'copy', 'self', (form) => ({ ...form, exemption: { group: 'veteran', proof: '' } })],
  ];

  test.each(omissions)('%s of %s on the ground %s', (field, kind, ground, without) => {
    expect(fieldsOf(without(filled(kind, ground)))).toEqual([field]);
  });

  test('the person whose paper it is', () => {
    expect(fieldsOf(filled('copy', 'self'), null)).toEqual(['subject']);
    expect(fieldsOf(filled('abstract', 'self'), null)).toEqual(['subject']);
    expect(fieldsOf(filled('copy-english', 'self'), null)).toEqual(['subject']);
  });

  test('all at once, each field once', () => {
    const fields = fieldsOf(emptyForm, null);
    expect(fields).toEqual(expect.arrayContaining(['subject', 'ground', 'applicant-name', 'purpose']));
    expect(new Set(fields).size).toBe(fields.length);
  });

  test('an agency may leave its number out, and others may not', () => {
    const agency = filled('copy', 'state');
    const card = { ...agency, applicant: { ...agency.applicant, number: '', identity: 'agency-card' as const } };
    expect(fieldsOf(card)).toEqual([]);
    expect(fieldsOf({ ...card, applicant: { ...card.applicant, identity: 'resident-card' } })).toEqual([
      'applicant-number',
    ]);
  });

  test('fingerprints and mobile cards count while central answers, and not else', () => {
    const form = filled('copy', 'self');
    const finger = { ...form, applicant: { ...form.applicant, identity: 'fingerprint' as const } };
    expect(readForm(finger, subject, { isOnline: true })).toMatchObject({ ok: true });
    expect(readForm(finger, subject, { isOnline: false })).toMatchObject({
      ok: false,
      errors: [{ field: 'identity' }],
    });
  });
});

describe('what is offered', () => {
  test('identities go with the ground and the link', () => {
    expect(identitiesFor('self', true)).not.toContain('agency-card');
    expect(identitiesFor('state', true)).toContain('agency-card');
    expect(identitiesFor('self', false)).toEqual(['resident-card', 'licence', 'passport']);
  });

  test('kin of a member are fewer, and get no copy', () => {
    expect(kinshipsFor('abstract', 'householder')).toHaveLength(5);
    expect(kinshipsFor('abstract', 'member')).toEqual(['spouse', 'ascendant', 'descendant']);
    expect(kinshipsFor('copy', 'member')).toEqual([]);
  });

  test('exemptions go with the paper, and none can be claimed for a spoiled one', () => {
    expect(exemptionsFor('copy', 'self')).not.toContain('newborn-first-abstract');
    expect(exemptionsFor('abstract', 'self')).toContain('newborn-first-abstract');
    expect(exemptionsFor('copy', 'state')).toContain('public-office');
    expect(exemptionsFor('copy', 'self')).not.toContain('replaces-spoiled');
  });

  test('while central is away: nothing without its leave, else own papers only', () => {
    const may = { mayIssueOffline: true, isFilingWaiting: false };
    expect(offlineDefectsOf('copy', 'self', { ...may, mayIssueOffline: false })).toEqual(['offline-not-authorised']);
    expect(offlineDefectsOf('copy', 'self', may)).toEqual([]);
    expect(offlineDefectsOf('copy', 'delegate', may)).toEqual(['offline-only-own']);
    expect(offlineDefectsOf('moved-in-households', 'house', may)).toEqual(['offline-only-own']);
    expect(offlineDefectsOf('copy', 'self', { ...may, isFilingWaiting: true })).toEqual(['offline-only-own']);
  });

  test('the fee is told before anything is filled in', () => {
    expect(feeSoFar(emptyForm).won).toBe(400);
    expect(feeSoFar(filled('copy', 'state')).won).toBe(0);
    expect(feeSoFar(filled('abstract', 'creditor')).won).toBe(500);
  });
});

describe('what the office refuses', () => {
  test.each(IssueDefect.options)('%s is shown somewhere, whatever the paper', (defect) => {
    for (const { kind, ground } of cases) {
      const read = readForm(filled(kind, ground), subject, online);
      if (!read.ok) throw new Error('it is filled in');
      expect(fieldOfDefect(defect, read.ask).length).toBeGreaterThan(0);
    }
  });

  test('a ground that does not fit leads to the field where it is chosen', () => {
    const read = readForm(filled('abstract', 'creditor'), subject, online);
    if (!read.ok) throw new Error('it is filled in');
    const [defect] = groundDefects({ ...read.ask, request: { ...read.ask.request, kind: 'copy' } as never });
    expect(defect).toBe('abstract-only');
    expect(fieldOfDefect('abstract-only', read.ask)).toEqual(['kind']);
  });
});

test('the next paper keeps the applicant and why they ask, and nothing of the paper before', () => {
  const next = nextPaper({ ...filled('abstract', 'creditor'), copies: 3 });
  expect(next.applicant.name).toBe('남민우');
  expect(next.ground.evidence).toBe('임대차계약서');
  expect(next).toMatchObject({ kind: 'copy', copies: 1, english: { names: {} } });
});
