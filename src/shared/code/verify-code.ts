import type { VerifyAnswer } from '../contract/verify.ts';
import { compareDates, type PlainDate, plainDateAt } from '../registry/plain-date.ts';
import { Profile, paperMarks } from '../registry/profile.ts';
import { bytesToHex } from './bytes.ts';
import { codeToBeSigned, readCodeText } from './certificate-code.ts';
import { type Claims, decodeClaims } from './claims.ts';
import { keyOf, type OpenBundle } from './key-bundle.ts';
import type { VerifierCrypto } from './statement.ts';
import type { Facts, Verdict, Warning } from './verdict.ts';

/** What central said about the certificate. `no-answer`: it was asked in vain. */
export type Online = VerifyAnswer | 'not-asked' | 'no-answer';

export interface CodeToVerify {
  /** Exactly what the QR holds. */
  readonly text: string;
  readonly bundle: OpenBundle;
  /** In Korea. */
  readonly today: PlainDate;
  readonly online: Online;
}

/** Checks a code: form, key, signature, the lists in the bundle, dates, and what central said, in this order. */
export const verifyCode = async (
  crypto: VerifierCrypto,
  { text, bundle, today, online }: CodeToVerify,
): Promise<Verdict> => {
  const cose = readCodeText(text);
  if (cose === 'not-a-code') return { type: 'not-a-code' };
  if (cose === 'unreadable') return { type: 'altered', why: 'unreadable' };
  const key = await keyOf(bundle, cose.kid, crypto);
  const claims = decodeClaims(cose.payload);
  if (!key) {
    // Unsigned as far as we can tell, and only good for saying why nothing is known about it.
    const profile = typeof claims === 'string' ? bundle.profile : claims.profile;
    return profile === bundle.profile
      ? { type: 'unknown-key', kid: bytesToHex(cose.kid) }
      : { type: 'wrong-profile', profile };
  }
  if (!(await crypto.verifyEd25519(key.publicKey, codeToBeSigned(cose), cose.signature)))
    return { type: 'altered', why: 'signature' };
  if (claims === 'newer') return { type: 'newer-form' };
  if (claims === 'none') return { type: 'altered', why: 'unreadable' };
  if (claims.profile !== bundle.profile) return { type: 'wrong-profile', profile: claims.profile };
  if (claims.office !== key.listed.office) return { type: 'altered', why: 'other-office' };
  return judge({ claims, device: key.listed, bundle, today, online });
};

/** What central says about a number alone. Only for an answer that central signed, with the nonce that was sent. */
export const judgeNumber = (answer: VerifyAnswer, today: PlainDate): Verdict => {
  const { documentNumber, state } = answer;
  if (documentNumber === null || state === 'unknown' || state === 'not-issued') return { type: 'not-on-record' };
  const facts: Facts = {
    documentNumber,
    serial: answer.serial ?? null,
    kind: answer.kind ?? null,
    officeName: answer.officeName ?? null,
    issuedOn: answer.issuedOn ?? null,
    validUntil: answer.validUntil ?? null,
    pages: answer.pages ?? null,
    holder: answer.holderMasked === undefined ? null : { masked: answer.holderMasked, birthYear: null },
    registerAsOf: null,
  };
  const isExpired = facts.validUntil !== null && compareDates(facts.validUntil, today) < 0;
  // An answer does not name its profile, but the serial begins with its mark, which production has none of.
  const warnings = Profile.options
    .filter((profile) => answer.serial?.startsWith(paperMarks[profile].serialPrefix))
    .flatMap((profile) => warningsByProfile[profile]);
  return (
    verdictOfState(answer, { facts, warnings: withExpiry(warnings, isExpired) }) ?? {
      type: isExpired ? 'expired' : 'on-record',
      facts,
      warnings,
    }
  );
};

interface Judged {
  readonly claims: Claims;
  readonly device: { readonly from: string; readonly until: string | null; readonly revokedAt: string | null };
  readonly bundle: OpenBundle;
  readonly today: PlainDate;
  readonly online: Online;
}

/** The claims are what the device signed; what has become of it since? The gravest answer wins. */
const judge = ({ claims, device, bundle, today, online }: Judged): Verdict => {
  const answer = typeof online === 'string' ? null : online;
  if (answer && differs(claims, answer)) return { type: 'altered', why: 'register-differs' };

  const isExpired = compareDates(claims.validUntil, today) < 0;
  const warnings = warningsFor({ claims, device, bundle, today, online });
  // Where something graver is known already, it no longer matters that central was not asked.
  const unasked: readonly Warning[] = ['register-not-asked', 'register-no-answer'];
  const still = warnings.filter((warning) => !unasked.includes(warning));
  const about = { facts: factsFrom(claims), warnings: withExpiry(still, isExpired) };

  const wasOneOfTheOffice =
    dayOf(device.from) <= claims.issuedOn &&
    (device.until === null || claims.issuedOn <= dayOf(device.until)) &&
    (device.revokedAt === null || claims.issuedOn < dayOf(device.revokedAt));
  if (!wasOneOfTheOffice) return { type: 'revoked', why: 'device', ...about };
  // A thief of the key can write any day, but can't make central have heard of it.
  if (device.revokedAt !== null && answer?.state === 'unknown') return { type: 'revoked', why: 'device', ...about };

  const listed = bundle.revokedBySerial.get(claims.serial);
  if (listed)
    return listed.why === 'replaced' ? { type: 'replaced', ...about } : { type: 'revoked', why: listed.why, ...about };
  const overtaken = bundle.overtakenBySerial.get(claims.serial);
  return (
    (answer && verdictOfState(answer, about)) ??
    (overtaken ? { type: 'overtaken', overtaken, ...about } : null) ?? {
      type: isExpired ? 'expired' : 'genuine',
      facts: about.facts,
      warnings,
    }
  );
};

/** Null where the answer speaks for the certificate, or says nothing about it. */
const verdictOfState = (
  { state, overtaken }: VerifyAnswer,
  about: { readonly facts: Facts; readonly warnings: readonly Warning[] },
): Verdict | null => {
  switch (state) {
    case 'void':
      return { type: 'revoked', why: 'void', ...about };
    case 'not-issued':
      return { type: 'not-yet-issued', ...about };
    case 'replaced':
      return { type: 'replaced', ...about };
    case 'overtaken':
      return { type: 'overtaken', overtaken: overtaken ?? null, ...about };
    case 'issued':
    case 'unknown':
      return null;
  }
};

const warningsFor = ({ claims, device, bundle, today, online }: Judged): Warning[] => {
  const conditions: Partial<Record<Warning, boolean>> = {
    'register-not-asked': online === 'not-asked',
    'register-no-answer': online === 'no-answer',
    'register-does-not-know': typeof online === 'object' && online.state === 'unknown',
    'issued-without-network': claims.registerAsOf !== null,
    'device-withdrawn-later': device.revokedAt !== null,
    'keys-old': dayOf(bundle.validUntil) < today,
    'clock-behind': today < claims.issuedOn || today < dayOf(bundle.at),
  };
  const held = Object.entries(conditions).filter(([, holds]) => holds);
  return [...warningsByProfile[bundle.profile], ...held.map(([name]) => name as Warning)];
};

const warningsByProfile: Readonly<Record<Profile, readonly Warning[]>> = { training: ['training'], production: [] };

const withExpiry = (warnings: readonly Warning[], isExpired: boolean): readonly Warning[] =>
  isExpired ? [...warnings, 'has-expired'] : warnings;

/** Does central have something else under this number? What an answer leaves out can't differ. */
const differs = (claims: Claims, answer: VerifyAnswer): boolean =>
  (['documentNumber', 'serial', 'kind', 'issuedOn', 'validUntil', 'pages', 'office'] as const).some((name) => {
    const value = answer[name];
    return value !== undefined && value !== null && value !== claims[name];
  });

const factsFrom = (claims: Claims): Facts => ({
  documentNumber: claims.documentNumber,
  serial: claims.serial,
  kind: claims.kind,
  officeName: claims.officeName,
  issuedOn: claims.issuedOn,
  validUntil: claims.validUntil,
  pages: claims.pages,
  holder: claims.holder,
  registerAsOf: claims.registerAsOf,
});

const dayOf = (instant: string): PlainDate => plainDateAt(Date.parse(instant));
