import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EngineName } from '../../src/main/certificate/render/engine.ts';
import { installedFonts, readFonts } from '../../src/main/certificate/render/fonts.ts';
import { missingLetters } from '../../src/main/certificate/render/letters.ts';
import { outlineOf } from '../../src/main/certificate/render/outlines.ts';
import { glyphOf, renamed } from '../../src/main/certificate/render/sfnt.ts';
import type { SheetInput } from '../../src/shared/registry/sheet.ts';
import { everyPaper } from '../builders/every-paper.ts';
import { aCopy, aMember, aSheet } from '../builders/sheet.ts';
import { blanksOf } from './ink.ts';
import { readPdf, textOf } from './pdf.ts';
import { aFolder, openRenderer } from './setup.ts';

/** A font that comes with pdfmake. It has letters that the body font lacks, such as ŵ and Ђ. */
const roboto = createRequire(import.meta.url).resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf');
const bodyOnly = { ...installedFonts(null), more: [] };
const withExtra = (extraFolder: string) => ({ ...bodyOnly, extraFolder });

const named = (...names: readonly string[]): SheetInput =>
  aSheet(aCopy({ members: names.map((name, index) => aMember(index + 1, { name })) }));

afterEach(() => vi.unstubAllEnvs());

describe('letters that no font has', () => {
  const fonts = readFonts(bodyOnly, () => undefined);

  test('are told exactly, each once, in the order in which they come', () => {
    expect(missingLetters(named('김𠮷ŵ', '이ŵ😀'), fonts)).toEqual(['𠮷', 'ŵ', '😀']);
    expect(missingLetters(aSheet(aCopy({ address: '㐬길 1' }), { purpose: 'Ђ 제출' }), fonts)).toEqual(['㐬', 'Ђ']);
  });

  test.each([
    ['a control', '\u0007'],
    ['a joiner', '\u200b'],
    ['a turn of the writing direction', '\u202e'],
    ['a filler', '\u3164'],
    ['a letter of private use', '\ue000'],
    ['half a letter', '\ud83d'],
    ['another shape of a letter', '葛\u{e0100}'],
  ])('are also such as show nothing: %s', (_, letter) => {
    expect(missingLetters(named(`김${letter}`), fonts)).toEqual([letter]);
  });

  test('are looked for in what is drawn as outlines too', () => {
    expect(missingLetters(aSheet(aCopy(), { sealText: '솔내㐬인', watermark: '교𠮷' }), fonts)).toEqual(['𠮷', '㐬']);
  });

  test('are none in any of our papers, nor in old Hangul and decomposed syllables', () => {
    for (const sheet of Object.values(everyPaper)) expect(missingLetters(sheet, fonts)).toEqual([]);
    expect(missingLetters(named('ᄒᆞᆫ글', '각'.normalize('NFD'), '金㛃燁'), fonts)).toEqual([]);
  });
});

describe.each<EngineName>(['typst', 'pdfmake'])('%s', (engine) => {
  test('makes no paper where a letter is missing, and goes on', async () => {
    await using opened = await openRenderer({ engines: [engine], fonts: bodyOnly });
    expect(await opened.renderer.render(named('김𠮷ŵ'))).toEqual({
      ok: false,
      error: { type: 'LettersMissing', letters: ['𠮷', 'ŵ'] },
    });
    expect((await opened.renderer.render(aSheet())).ok).toBe(true);
  });

  test("uses a font of the office's own for the letters that only it has", async () => {
    using folder = aFolder();
    copyFileSync(roboto, join(folder.path, 'office.ttf'));
    await using opened = await openRenderer({ engines: [engine], fonts: withExtra(folder.path) });
    const sheet = named('MŵRIЂ', '이ŵ');
    const { pdf } = await opened.paper(sheet);
    expect(textOf(await readPdf(pdf))).toContain('MŵRIЂ');
    expect(await blanksOf(pdf)).toEqual([]);
  });

  test('uses it from the moment at which it lies there, and not a file that is no font', async () => {
    using folder = aFolder();
    await using opened = await openRenderer({ engines: [engine], fonts: withExtra(folder.path) });
    const missing = { ok: false, error: { type: 'LettersMissing', letters: ['ŵ'] } };
    expect(await opened.renderer.render(named('ŵ'))).toEqual(missing);
    const font = readFileSync(roboto);
    writeFileSync(join(folder.path, 'a.ttf'), 'no font');
    writeFileSync(join(folder.path, 'b.ttf'), font.subarray(0, 5000));
    expect(await opened.renderer.render(named('ŵ'))).toEqual(missing);
    for (const name of ['a.ttf', 'b.ttf']) expect(opened.log.join('\n')).toContain(join(folder.path, name));
    copyFileSync(roboto, join(folder.path, 'c.ttf'));
    expect((await opened.renderer.render(named('ŵ'))).ok).toBe(true);
  });

  test('draws the same where an extra font lies that is not needed', async () => {
    using folder = aFolder();
    copyFileSync(roboto, join(folder.path, 'office.ttf'));
    await using without = await openRenderer({ engines: [engine], fonts: bodyOnly });
    await using having = await openRenderer({ engines: [engine], fonts: withExtra(folder.path) });
    expect((await having.paper(aSheet())).sha256).toBe((await without.paper(aSheet())).sha256);
  });
});

describe("the machine's own fonts", () => {
  /** How Typst takes a font that only this machine has: null is the name that it didn't know. */
  const complaintAbout = (family: string): string =>
    execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
         const made = NodeCompiler.create().compile({ mainFileContent: '#set text(font: "${family}")\\nabc' });
         console.log(JSON.stringify(made.takeWarnings()?.shortDiagnostics ?? []));`,
      ],
      { encoding: 'utf8' },
    );

  test.runIf(process.platform === 'linux')('change nothing, even under the names of ours', async () => {
    const sheet = everyPaper['a copy with everything'] ?? aSheet();
    await using ordinary = await openRenderer({ engines: ['typst'] });
    const expected = (await ordinary.paper(sheet)).sha256;

    using folder = aFolder();
    const font = readFileSync(roboto);
    const names = ['RRS Body', 'RRS More 1', 'RRS More 2', 'RRS Extra 1', 'Noto Sans KR', 'Here Only'];
    for (const [nth, name] of names.entries()) writeFileSync(join(folder.path, `${nth}.ttf`), renamed(font, name));
    writeFileSync(join(folder.path, 'fonts.conf'), `<fontconfig><dir>${folder.path}</dir></fontconfig>`);
    expect(complaintAbout('Here Only')).toContain('unknown font family');
    vi.stubEnv('FONTCONFIG_FILE', join(folder.path, 'fonts.conf'));
    expect(complaintAbout('Here Only').trim()).toBe('[]');

    await using hostile = await openRenderer({ engines: ['typst'] });
    expect((await hostile.paper(sheet)).sha256).toBe(expected);
  });
});

describe('reading fonts', () => {
  test('gives no glyph for a letter outside, in either form of the table', () => {
    for (const path of [bodyOnly.regular, roboto]) {
      const of = glyphOf(readFileSync(path));
      expect(of?.('A'.codePointAt(0) ?? 0)).toBeGreaterThan(0);
      for (const code of [0xe000, 0xd800, 0x10_ffff, 0x0e_0100]) expect(of?.(code)).toBe(0);
    }
  });

  test('refuses bytes that are no font', () => {
    for (const bytes of ['', 'wOFF00000000', 'no font at all, but long enough'])
      expect(glyphOf(Buffer.from(bytes))).toBeNull();
  });

  test('draws a letter inside its own room', () => {
    const font = readFileSync(bodyOnly.bold);
    for (const letter of '교육용솔내면장의인') {
      const { box, advance, path } = outlineOf(font, letter);
      expect(path).toMatch(/^M.*Z$/);
      expect(box.right - box.left).toBeGreaterThan(advance * 0.4);
      expect(box.right).toBeLessThan(advance * 1.1);
      expect(box.bottom - box.top).toBeGreaterThan(advance * 0.4);
    }
  });
});
