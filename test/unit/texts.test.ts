import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CentralChecks } from '../../src/shared/contract/commands.ts';
import { AppError } from '../../src/shared/contract/errors.ts';
import { FilingLine, OfficeStatus } from '../../src/shared/contract/queries.ts';
import { Answer, Missing, Notice } from '../../src/shared/registry/answer.ts';
import { CertificateKind, Exemption, Ground, IssueDefect, Overtaken } from '../../src/shared/registry/certificate.ts';
import { LedgerState, LedgerStep } from '../../src/shared/registry/ledger.ts';
import { Role } from '../../src/shared/registry/office.ts';
import { answerToText, missingToText, noticeToText } from '../../src/shared/text/answers.ts';
import { errorToText } from '../../src/shared/text/errors.ts';
import { dateToText, type Language, withoutNumbers } from '../../src/shared/text/language.ts';
import {
  ledgerAdviceToText,
  ledgerStateToText,
  ledgerWhyToText,
  suspectReasonToText,
  voidReasonToText,
} from '../../src/shared/text/ledger.ts';
import {
  certificateKindToText,
  commonPurposes,
  defectToText,
  exemptionToText,
  groundToText,
  overtakenToText,
} from '../../src/shared/text/papers.ts';
import { centralCheckToText, filingStateToText, linkStateToText } from '../../src/shared/text/status.ts';
import { day, eungaram, filingId, inventedNumber } from '../builders/registry.ts';

const number = inventedNumber('1985-04-12', 'F', 123_456);

/** One error of each type, every free text of which is `text`. The contract is the list, so none can be forgotten. */
const errorsWith = (text: string): AppError[] =>
  AppError.options.map((option) => {
    const shape: Readonly<Record<string, unknown>> = option.shape;
    const fields = Object.keys(shape).map((name) => [name, valueOf(name, text, shape[name])] as const);
    return AppError.parse({ ...Object.fromEntries(fields), type: option.shape.type.value });
  });

const valueOf = (field: string, text: string, schema: unknown): unknown => {
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodNumber) return 42;
  if (field === 'needs') return ['supervisor', 'auditor'];
  if (field === 'expected' || field === 'profile') return 'production';
  if (field === 'defects') return ['withheld'];
  if (field === 'state') return 'suspect';
  if (field === 'letters' || field === 'names') return [text];
  if (field === 'issues') return [{ path: text, message: { ko: `${text}을 고쳐야 합니다.`, en: `Correct ${text}.` } }];
  return text;
};

const other = {
  filing: filingId(1),
  office: eungaram,
  reportDate: day('2026-08-03'),
  address: '다온도 새론시 은가람대로 45',
  householderName: '문태오',
};

const heldWhys = Answer.options[2].shape.why.options;

const answers: readonly Answer[] = [
  { type: 'registered', on: day('2026-08-03') },
  ...Missing.options.map((missing) => ({ type: 'supplement' as const, missing: [missing] })),
  { type: 'supplement', missing: [...Missing.options] },
  ...heldWhys.flatMap((why) => [other, null].map((each) => ({ type: 'held' as const, why, other: each }))),
  { type: 'registered', on: day('2026-08-03'), notices: [...Notice.options] },
  { type: 'withdrawn', on: day('2026-08-03') },
  { type: 'refused', on: day('2026-08-03'), reasons: 'R1.', remedies: 'R2.' },
];

const suspectReasons = LedgerStep.options[8].shape.why.options;
const voidReasons = LedgerStep.options[9].shape.why.options;

/** Every text there is, with names and files in Latin letters so that Hangul in the English ones is seen. */
const textsIn = (language: Language): Map<string, string> =>
  new Map([
    ...errorsWith('replica.db').map((error) => [`error ${error.type}`, errorToText(error, language)] as const),
    ...(['training', 'production'] as const).map(
      (profile) =>
        [
          `error NumberOfOtherProfile ${profile}`,
          errorToText({ type: 'NumberOfOtherProfile', profile }, language),
        ] as const,
    ),
    ...Role.options.map(
      (role) => [`error NotAllowed ${role}`, errorToText({ type: 'NotAllowed', needs: [role] }, language)] as const,
    ),
    ...Missing.options.map((missing) => [`missing ${missing}`, missingToText(missing, language)] as const),
    ...Notice.options.map((notice) => [`notice ${notice}`, noticeToText(notice, language)] as const),
    ...answers.map((answer) => {
      const inLatin = answer.type === 'held' && answer.other ? { ...answer, other: { ...other, ...latin } } : answer;
      return [`answer ${JSON.stringify(answer)}`, answerToText(inLatin, language)] as const;
    }),
    ...OfficeStatus.shape.link.shape.state.options.map(
      (state) => [`link ${state}`, linkStateToText(state, language)] as const,
    ),
    ...FilingLine.shape.state.options.map((state) => [`filing ${state}`, filingStateToText(state, language)] as const),
    ...CentralChecks.options.map((check) => [`check ${check}`, centralCheckToText(check, language)] as const),
    ...IssueDefect.options.map((defect) => [`defect ${defect}`, defectToText(defect, language)] as const),
    ...LedgerState.options.map((state) => [`advice ${state}`, ledgerAdviceToText(state, language)] as const),
    ...suspectReasons.map((why) => [`suspect ${why}`, suspectReasonToText(why, language)] as const),
    ...voidReasons.map((why) => [`void ${why}`, voidReasonToText(why, language)] as const),
    ...Overtaken.shape.what.options.map((what) => [`overtaken ${what}`, overtakenToText(what, language)] as const),
    ...Exemption.shape.group.options.map((group) => [`label ${group}`, exemptionToText(group, language)] as const),
    ...CertificateKind.options.map((kind) => [`label ${kind}`, certificateKindToText(kind, language)] as const),
    ...commonPurposes.map((purpose) => [`label ${purpose.en}`, purpose[language]] as const),
  ]);
const latin = { address: 'Eungaram-daero 45', householderName: 'MUN TAEO' };

describe.each(['ko', 'en'] as const)('the texts in %s', (language) => {
  const texts = textsIn(language);

  test('say something, in that language', () => {
    for (const [name, text] of texts) {
      expect(text.trim(), name).toBe(text);
      expect(text.length, name).toBeGreaterThan(3);
      expect(text, name).not.toMatch(/undefined|null|\[object|NaN|\$\{/);
      if (language === 'ko') expect(text, name).toMatch(/[가-힣]/);
      else expect(text, name).not.toMatch(/[ㄱ-ㆎ가-힣]/);
    }
  });

  test('are full sentences that say what to do, where something went wrong', () => {
    for (const [name, text] of texts) {
      if (!/^(error|missing|notice|defect|advice|suspect|void|overtaken) /.test(name)) continue;
      expect(text.length, name).toBeLessThan(220);
      expect(text, name).toMatch(/\.$/);
      if (language === 'ko') expect(text, name).toMatch(/(니다|십시오)[.(]/);
      // One sentence for what happened, one at least for what to do.
      expect(text.match(/[.:](\s|$)/g)?.length, name).toBeGreaterThanOrEqual(2);
    }
  });

  test('differ from each other', () => {
    const sentences = [...texts]
      .filter(([name]) => /^(missing|notice|link|filing|check|defect|advice|suspect|void|overtaken) /.test(name))
      .map(([, text]) => text);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  test('never show a resident number, wherever it got into the error or the answer', () => {
    for (const hidden of [number, number.replace('-', ''), number.replace('-', ' '), `name ${number}.db`]) {
      const tail = number.slice(8);
      for (const error of errorsWith(hidden)) expect(errorToText(error, language), error.type).not.toContain(tail);
      for (const why of heldWhys) {
        const held = { ...other, address: hidden, householderName: hidden };
        expect(answerToText({ type: 'held', why, other: held }, language)).not.toContain(tail);
      }
      const refused = { type: 'refused', on: day('2026-08-03'), reasons: hidden, remedies: hidden } as const;
      expect(answerToText(refused, language)).not.toContain(tail);
    }
  });

  test('carry the facts that the official needs', () => {
    const incident = errorToText({ type: 'Internal', incident: '7F3K' }, language);
    expect(incident).toContain('7F3K');
    const held = answerToText({ type: 'held', why: 'same-day-filing', other }, language);
    for (const fact of [dateToText(other.reportDate, language), other.address, other.householderName])
      expect(held).toContain(fact);
    const all = answerToText({ type: 'supplement', missing: ['name-differs', 'identity-not-checked'] }, language);
    for (const missing of ['name-differs', 'identity-not-checked'] as const)
      expect(all).toContain(missingToText(missing, language));
    const on = day('2026-08-03');
    const noticed = answerToText({ type: 'registered', on, notices: ['relation-assumed'] }, language);
    for (const fact of [dateToText(on, language), noticeToText('relation-assumed', language)])
      expect(noticed).toContain(fact);
    expect(answerToText({ type: 'withdrawn', on }, language)).toContain(dateToText(on, language));
    const turnedDown = answerToText({ type: 'refused', on, reasons: 'R1.', remedies: 'R2.' }, language);
    for (const fact of [dateToText(on, language), 'R1.', 'R2.']) expect(turnedDown).toContain(fact);
    const issues = ['a.name', 'b'].map((path) => ({
      path,
      message: { ko: `${path}는 날짜여야 합니다.`, en: `${path} is a day.` },
    }));
    const invalid = errorToText({ type: 'InvalidInput', issues }, language);
    for (const { path, message } of issues) expect(invalid).toContain(`${path}: ${message[language]}`);
    expect(errorToText({ type: 'FilingAlreadyRegistered', names: ['HONG', 'KIM'] }, language)).toContain('HONG, KIM');
    const defects = ['delegation-missing', 'abstract-only'] as const;
    const refused = errorToText({ type: 'CertificateNotAllowed', defects: [...defects] }, language);
    for (const defect of defects) expect(refused).toContain(defectToText(defect, language));
    const wrong = errorToText({ type: 'WrongLedgerState', state: 'printing' }, language);
    expect(wrong).toContain(ledgerStateToText('printing', language));
  });

  test('name each state of the ledger and each ground in a few words of its own', () => {
    const states = LedgerState.options.map((state) => ledgerStateToText(state, language));
    const grounds = Ground.options.map((ground) => groundToText(ground.shape.type.value, language));
    for (const words of [states, grounds]) expect(new Set(words).size).toBe(words.length);
    for (const word of [...states, ...grounds])
      expect(word).toMatch(language === 'ko' ? /^[가-힣·\s]+$/ : /^[A-Z][a-z ]+$/);
  });

  test('send whoever doubts a paper to the tray', () => {
    for (const why of suspectReasons) expect(suspectReasonToText(why, language)).toMatch(/용지함|tray/);
    expect(ledgerAdviceToText('suspect', language)).toMatch(/용지함|tray/);
  });

  test('show the reason of a line of the ledger, and the printer’s own words where there is none', () => {
    for (const why of suspectReasons) expect(ledgerWhyToText(why, language)).toBe(suspectReasonToText(why, language));
    for (const why of voidReasons) expect(ledgerWhyToText(why, language)).toBe(voidReasonToText(why, language));
    expect(ledgerWhyToText('aborted-by-system', language)).toBe('aborted-by-system');
    expect(ledgerWhyToText(`toString ${number}`, language)).not.toContain(number.slice(8));
  });
});

test('dates are written as official documents write them', () => {
  expect(dateToText(day('2026-08-03'), 'ko')).toBe('2026. 8. 3.');
  expect(dateToText(day('2026-11-22'), 'ko')).toBe('2026. 11. 22.');
  expect(dateToText(day('2026-08-03'), 'en')).toBe('2026-08-03');
});

test('only what looks like a resident number is taken out of a text', () => {
  expect(withoutNumbers(`a ${number} b`)).toBe('a ******-******* b');
  for (const text of ['9971031000', '2026-08-03', '010-1234-5678', '12345678901234', 'a8f3-0001234567'])
    expect(withoutNumbers(text)).toBe(text);
});
