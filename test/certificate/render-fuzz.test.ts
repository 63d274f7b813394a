import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installedFonts, readFonts } from '../../src/main/certificate/render/fonts.ts';
import { missingLetters } from '../../src/main/certificate/render/letters.ts';
import type { SheetContent, SheetInput } from '../../src/shared/registry/sheet.ts';
import {
  aCode,
  aCopy,
  addressLines,
  aForeigner,
  aFullAbstract,
  aMember,
  aMovedIn,
  aMoveInReceipt,
  aReconciliation,
  aSheet,
  aWithheldNotice,
} from '../builders/sheet.ts';
import { blanksOf, strayLetters } from './ink.ts';
import { readPdf, textOf } from './pdf.ts';
import { openRenderer, type TestRenderer } from './setup.ts';

/**
 * Papers with any names, lengths and numbers of lines. Every one must come, with every letter in ink, and with every
 * name whole. RRS_SEEDS sets how many for each engine, RRS_FIRST_SEED the seed of a run that is to be repeated.
 */
const papers = Number(process.env['RRS_SEEDS'] ?? 40);
const seed = Number(process.env['RRS_FIRST_SEED'] ?? 20_261_122);

const fonts = readFonts({ ...installedFonts(null), more: [] }, () => undefined);
const covered = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)
    .filter((code) => fonts.regular.glyphOf(code) !== 0)
    .map((code) => String.fromCodePoint(code));

const hangul = covered(0xac00, 0xd7a3);
const hanja = [...covered(0x3400, 0x4dbf), ...covered(0x4e00, 0x9fff), ...covered(0x20000, 0x2a6df)];
const latin = [...covered(0x41, 0x5a), ...covered(0x61, 0x7a)];
/** Everything else on a keyboard, and with it all that means something to Typst, to SVG or to a program. */
const marks = [...covered(0x20, 0x40), ...covered(0x5b, 0x60), ...covered(0x7b, 0x7e), '·'];

const text = (letters: readonly string[], maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...letters), { minLength: 1, maxLength })
    .map((all) => all.join('').replaceAll(/\s+/gu, ' ').trim() || '가');

const korean = fc.oneof(text(hangul, 5), text([...hangul, ' '], 60), text(hangul, 60));
const roman = fc.oneof(text([...latin, ' '], 60), text(latin, 60));
const name = fc.oneof({ weight: 4, arbitrary: korean }, roman, text([...hangul, ...latin, ...marks], 30));
const chinese = fc.oneof(fc.constant(''), text(hanja, 12));
const address = text([...hangul, ...hangul.slice(0, 99), ...marks, ...Array.from({ length: 60 }, () => ' ')], 90);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });

const member = (no: number) =>
  fc
    .record({ name: maybe(name), hanja: chinese, relation: maybe(text(hangul, 8)), status: maybe(text(hangul, 6)) })
    .map((some) => aMember(no, some));
const members = fc
  .nat({ max: 12 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, nth) => member(nth + 1))));
const lines = fc
  .tuple(fc.nat({ max: 60 }), address, maybe(text(hangul, 10)))
  .map(([count, written, reason]) =>
    addressLines(count).map((line) => ({ ...line, address: `${written} ${line.no}`, reason })),
  );

const content: fc.Arbitrary<SheetContent> = fc.oneof(
  fc
    .record({
      language: fc.constantFrom('ko' as const, 'en' as const),
      householder: fc.record({ name, hanja: chinese }),
      address,
      members,
      cohabitants: maybe(members),
      foreignFamily: maybe(fc.tuple(name, roman).map(([name, nameRoman]) => [aForeigner(1, { name, nameRoman })])),
      pastAddresses: maybe(lines),
    })
    .map(aCopy),
  fc
    .record({
      person: fc.record({ name, hanja: chinese, number: fc.constant('852412-*******') }),
      householder: maybe(fc.record({ name, relation: text(hangul, 8) })),
      addresses: fc
        .tuple(lines, maybe(fc.record({ name, relation: text(hangul, 8) })))
        .map(([all, householder]) => all.map((line) => ({ ...line, householder, status: '거주자' }))),
      military: maybe(fc.array(fc.record({ label: text(hangul, 10), value: name }), { maxLength: 9 })),
    })
    .map(aFullAbstract),
  fc.record({ reporter: name, address, previousAddress: address }).map(aMoveInReceipt),
  fc
    .record({
      address,
      isFilingWaiting: fc.boolean(),
      households: fc
        .tuple(fc.nat({ max: 40 }), name, fc.array(name, { maxLength: 5 }))
        .map(([count, householder, others]) =>
          Array.from({ length: count }, (_, nth) => ({
            no: nth + 1,
            householder,
            registeredOn: aMoveInReceipt().reportDate,
            status: null,
            cohabitants: others.map((other) => ({ name: other, registeredOn: aMoveInReceipt().movedOn })),
          })),
        ),
    })
    .map(aMovedIn),
  fc
    .record({
      remark: fc.oneof(
        fc.constant(''),
        address,
        fc.tuple(address, address).map((two) => two.join('\n')),
      ),
    })
    .map(aReconciliation),
  fc.record({ recipient: name, paragraphs: fc.array(address, { maxLength: 9 }) }).map(aWithheldNotice),
);

const sheet: fc.Arbitrary<SheetInput> = fc
  .tuple(
    content,
    fc.record(
      {
        issuer: text([...hangul.slice(0, 400), ' '], 40),
        sealText: maybe(text(hangul, 16)),
        watermark: maybe(text(hangul, 6)),
        applicant: maybe(name),
        purpose: maybe(address),
        registerAsOf: fc.constantFrom(null, '2026-11-22 14:05'),
        code: fc.constantFrom(null, aCode('A'), aCode('B'.repeat(700))),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([content, frame]) => aSheet(content, frame));

/** Of each kind the texts that are the longest and the oddest here. */
const namesIn = (content: SheetContent): readonly string[] => {
  switch (content.kind) {
    case 'copy':
      return [content.householder.name, content.address, ...content.members.map(({ name }) => name ?? '')];
    case 'abstract':
      return [content.person.name, content.person.hanja];
    case 'move-in-receipt':
      return [content.reporter, content.address, content.previousAddress];
    case 'moved-in-households':
      return [content.address, ...content.households.map(({ householder }) => householder)];
    case 'reconciliation':
      return [content.remark];
    case 'withheld-notice':
      return [content.recipient, ...content.paragraphs];
    case 'test-page':
      return [content.printer];
  }
};

const squeezed = (written: string): string => written.replaceAll(/\s/gu, '');

let opened: readonly TestRenderer[];
beforeAll(async () => {
  opened = await Promise.all((['typst', 'pdfmake'] as const).map((engine) => openRenderer({ engines: [engine] })));
});
afterAll(async () => {
  for (const each of opened) await each[Symbol.asyncDispose]();
});

test(`any paper comes, whole and in ink (seed ${seed})`, { timeout: 60_000 + papers * 2000 }, async () => {
  await fc.assert(
    fc.asyncProperty(sheet, async (input) => {
      expect(missingLetters(input, fonts)).toEqual([]);
      for (const { paper, renderer } of opened) {
        const { pdf, pages } = await paper(input);
        const read = await readPdf(pdf, 1);
        expect(read, renderer.engine.name).toHaveLength(pages);
        const said = textOf(read);
        const { content } = input;
        const whole = namesIn(content);
        expect(
          whole.filter((each) => !said.includes(squeezed(each))),
          renderer.engine.name,
        ).toEqual([]);
        expect(await blanksOf(pdf), renderer.engine.name).toEqual([]);
        expect(strayLetters(read), renderer.engine.name).toEqual([]);
      }
    }),
    { numRuns: papers, seed },
  );
});
