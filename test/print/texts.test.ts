import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  Fingerprint,
  PrinterProblem,
  PrinterReason,
  PrinterSetup,
  Requirement,
} from '../../src/shared/registry/printer.ts';
import {
  pictureOfProblem,
  pictureOfReason,
  printerProblemToText,
  printerReasonToText,
  requirementToText,
} from '../../src/shared/text/printer.ts';
import { inventedNumber } from '../builders/registry.ts';
import { aPrinterSetup } from './a-printer.ts';

const fingerprint = Fingerprint.parse('0123456789abcdef'.repeat(4));

/** One problem of each type; the schema is the list, so none can be forgotten. */
const problems = PrinterProblem.options.map((option): PrinterProblem => {
  const { value: type } = option.shape.type;
  return PrinterProblem.parse({
    type,
    detail: 'ECONNREFUSED',
    status: 0x0507,
    keyword: 'server-error-busy',
    lacking: Requirement.options,
    fingerprint,
  });
});

const folder = new URL('../../resources/printer/', import.meta.url);

test.each(PrinterReason.options)('%s: one sentence in each language, and a picture', (reason) => {
  expect(printerReasonToText(reason, 'ko')).toMatch(/^[^.]*[가-힣][^.]*십시오\.$/);
  expect(printerReasonToText(reason, 'en')).toMatch(/^[A-Z][^.]*\.$/);
  expect(printerReasonToText(reason, 'en')).not.toMatch(/[가-힣]/);
});

test.each(problems)('$type: what happened and what to do', (problem) => {
  expect(printerProblemToText(problem, 'ko')).toMatch(/[가-힣].*십시오/);
  expect(printerProblemToText(problem, 'en')).toMatch(/^[A-Z]/);
  expect(printerProblemToText(problem, 'en')).not.toMatch(/[가-힣]|undefined|\[object/);
});

test('what is lacking is named', () => {
  const text = printerProblemToText({ type: 'Unfit', lacking: ['a4', 'direct'] }, 'ko');
  for (const lacking of ['a4', 'direct'] as const) expect(text).toContain(requirementToText(lacking, 'ko'));
});

test('a fingerprint is shown in fours, as it is compared', () => {
  expect(printerProblemToText({ type: 'CertificateUnknown', fingerprint }, 'en')).toContain('0123 4567 89AB CDEF');
});

test("what the printer or the network says can't smuggle in a number", () => {
  const number = inventedNumber('1985-04-12', 'F', 123_456);
  expect(printerProblemToText({ type: 'NotAPrinter', detail: number }, 'ko')).not.toContain(number);
});

test('every picture is a file, of shapes alone, and every file is a picture', () => {
  const used = new Set([...PrinterReason.options.map(pictureOfReason), ...problems.map(pictureOfProblem)]);
  expect(readdirSync(folder).toSorted()).toEqual([...used].map((picture) => `${picture}.svg`).toSorted());
  for (const picture of used) {
    const svg = readFileSync(new URL(`${picture}.svg`, folder), 'utf8');
    const elements = [...svg.matchAll(/<([a-z]+)/gi)].map(([, element]) => element);
    expect(['svg', 'rect', 'path', 'circle'], picture).toEqual(expect.arrayContaining(elements));
    expect(svg, picture).toContain('viewBox="0 0 96 96"');
  }
});

test.each(['ipp://10.0.0.1/ipp/print', 'ipps://printer.office.example:8443', 'ipp://[fe80::1]/ipp/print'])(
  '%s can be set up',
  (uri) => {
    expect(aPrinterSetup({ uri }).uri).toBe(uri);
  },
);

test.each(['http://10.0.0.1/', 'ipp://', 'ipp://user:word@host/', 'ipp://host/?x', 'ipp://host/a b', 'ipp://host/#x'])(
  '%s can not',
  (uri) => {
    expect(PrinterSetup.shape.uri.safeParse(uri).success).toBe(false);
  },
);
