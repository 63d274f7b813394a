import { describe, expect, test } from 'vitest';
import type { CouldNotCheck, Facts, Verdict, Warning } from '../../src/shared/code/verdict.ts';
import { OvertakenPart } from '../../src/shared/contract/verify.ts';
import { CertificateKind } from '../../src/shared/registry/certificate.ts';
import { factLines, kindToText } from '../../src/shared/text/certificate-facts.ts';
import type { Language } from '../../src/shared/text/language.ts';
import { verdictToText, warningToText } from '../../src/shared/text/verdicts.ts';
import { day } from '../builders/registry.ts';
import { someClaims } from './a-certificate.ts';

const { contentHash, profile, office, ...claims } = someClaims({ officeName: 'Solnae' });
const facts: Facts = { ...claims, holder: { masked: 'K*M', birthYear: 1985 }, registerAsOf: '2026-11-22 14:30' };
const about = { facts, warnings: [] };

const verdicts: readonly Verdict[] = [
  { type: 'genuine', ...about },
  { type: 'expired', ...about },
  { type: 'replaced', ...about },
  { type: 'not-yet-issued', ...about },
  { type: 'on-record', ...about },
  { type: 'overtaken', overtaken: null, ...about },
  ...(['moved', 'householder', 'members', 'name', 'status', 'other'] as const).map((what): Verdict => {
    expect(OvertakenPart.parse(what)).toBe(what);
    return { type: 'overtaken', overtaken: { since: day('2026-11-20'), what }, ...about };
  }),
  ...(['void', 'withdrawn', 'device'] as const).map((why): Verdict => ({ type: 'revoked', why, ...about })),
  ...(['unreadable', 'signature', 'other-office', 'register-differs', 'other-paper'] as const).map(
    (why): Verdict => ({ type: 'altered', why }),
  ),
  ...(['training', 'production'] as const).map((profile): Verdict => ({ type: 'wrong-profile', profile })),
  { type: 'unknown-key', kid: '00'.repeat(8) },
  { type: 'newer-form' },
  { type: 'not-a-code' },
  { type: 'not-on-record' },
  ...(['no-keys', 'no-root', 'no-code', 'no-answer', 'mistyped-number'] satisfies CouldNotCheck[]).map(
    (why): Verdict => ({ type: 'could-not-check', why }),
  ),
];

const warnings: readonly Warning[] = [
  'training',
  'register-not-asked',
  'register-no-answer',
  'register-does-not-know',
  'issued-without-network',
  'device-withdrawn-later',
  'keys-old',
  'has-expired',
  'clock-behind',
  'paper-not-compared',
  'pages-differ',
];

const isIn = (text: string, language: Language): boolean => /[ㄱ-ㆎ가-힣]/.test(text) === (language === 'ko');

describe.each(['ko', 'en'] as const)('the words for verdicts in %s', (language) => {
  test('are in that language, full sentences, and no two alike', () => {
    const details = new Map<string, Verdict>();
    for (const verdict of verdicts) {
      const { headline, detail } = verdictToText(verdict, language);
      const name = JSON.stringify(verdict);
      expect(isIn(headline, language) && isIn(detail, language), `${name}: ${headline} ${detail}`).toBe(true);
      expect(headline.length, name).toBeLessThan(26);
      expect(detail, name).toMatch(language === 'ko' ? /(니다|십시오)\.$/ : /\.$/);
      expect(detail.length, name).toBeLessThan(240);
      expect(details.has(headline + detail), name).toBe(false);
      details.set(headline + detail, verdict);
    }
    const texts = warnings.map((warning) => warningToText(warning, language));
    expect(new Set(texts).size).toBe(warnings.length);
    for (const text of texts) expect(isIn(text, language) && text.endsWith('.'), text).toBe(true);
    for (const kind of CertificateKind.options) expect(isIn(kindToText(kind, language), language)).toBe(true);
  });

  test('give every fact once, the one to compare first', () => {
    const lines = factLines(facts, language);
    expect(lines).toHaveLength(Object.keys(facts).length);
    const text = lines.map(({ label, value }) => `${label}: ${value}`).join('\n');
    for (const fact of ['K*M', '1985', 'Solnae', '2611-2200-0012-3479', facts.serial, '2026-11-22 14:30'])
      expect(text).toContain(fact);
    expect(lines[0]?.value).toBe(kindToText('copy', language));
    expect(factLines({ ...facts, holder: null, registerAsOf: null }, language)).toHaveLength(lines.length - 2);
  });

  test('mark training before anything else', () => {
    const genuine = verdictToText({ type: 'genuine', facts, warnings: ['training'] }, language);
    expect(genuine.headline).toMatch(language === 'ko' ? /^\[교육용\] / : /^\[Training\] /);
  });
});
