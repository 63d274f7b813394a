import type { Facts } from '../code/verdict.ts';
import type { CertificateKind } from '../registry/certificate.ts';
import { dateToText, type Language, type Text } from './language.ts';

const kindTexts = {
  copy: { ko: '주민등록표 등본', en: 'Certified copy of the household record' },
  'copy-english': { ko: '주민등록표 등본 (영문)', en: 'Certified copy of the household record, in English' },
  abstract: { ko: '주민등록표 초본', en: 'Abstract of the individual record' },
  'moved-in-households': { ko: '전입세대확인서', en: 'Moved-in household certificate' },
  'move-in-receipt': { ko: '전입신고 접수증', en: 'Receipt of a move-in report' },
} as const satisfies Record<CertificateKind, Text>;

const labels = {
  kind: { ko: '증명서', en: 'Certificate' },
  holder: { ko: '대상자', en: 'Holder' },
  issuedOn: { ko: '발급일', en: 'Issued on' },
  officeName: { ko: '발급기관', en: 'Issued by' },
  pages: { ko: '면수', en: 'Pages' },
  documentNumber: { ko: '문서확인번호', en: 'Document number' },
  serial: { ko: '일련번호', en: 'Serial' },
  validUntil: { ko: '유효기한', en: 'Valid until' },
  registerAsOf: { ko: '등록부 기준 시점', en: 'Register as of' },
} as const satisfies Record<keyof Facts, Text>;

export const kindToText = (kind: CertificateKind, language: Language): string => kindTexts[kind][language];

/** What is known about the certificate, line by line, in the order in which a person compares it with the paper. */
export const factLines = (
  facts: Facts,
  language: Language,
): readonly { readonly label: string; readonly value: string }[] => {
  const values: Record<keyof Facts, string | null> = {
    kind: facts.kind && kindToText(facts.kind, language),
    holder: facts.holder && holderToText(facts.holder, language),
    issuedOn: facts.issuedOn && dateToText(facts.issuedOn, language),
    officeName: facts.officeName,
    pages: facts.pages === null ? null : String(facts.pages),
    documentNumber: numberToText(facts.documentNumber),
    serial: facts.serial,
    validUntil: facts.validUntil && dateToText(facts.validUntil, language),
    registerAsOf: facts.registerAsOf,
  };
  return (Object.keys(labels) as (keyof Facts)[]).flatMap((name) => {
    const value = values[name];
    return value === null ? [] : [{ label: labels[name][language], value }];
  });
};

/** As it prints: digits in groups of four. */
const numberToText = (number: string): string => number.replaceAll(/(\d{4})(?=\d)/g, '$1-');

const holderToText = ({ masked, birthYear }: NonNullable<Facts['holder']>, language: Language): string => {
  if (birthYear === null) return masked;
  return language === 'ko' ? `${masked} (${birthYear}년생)` : `${masked} (born ${birthYear})`;
};
