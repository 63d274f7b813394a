import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix, sep } from 'node:path';
import { COMPUTED, type Code, importsOf, lineAt, readCode } from './imports.ts';
import { MAX_LINES, ONLY_IN, type OnlyIn, OWNED_PACKAGES, PORTS, ZONES } from './rules.ts';

export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
  readonly instead: string;
}

export interface Report {
  readonly filesRead: number;
  readonly importsRead: number;
  readonly violations: readonly Violation[];
}

/** One folder of the product importing another one, and where it says so. */
interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly file: string;
  readonly line: number;
}

/** Checks every file below `src` of a checkout. */
export function checkFolder(checkout: string): Report {
  return checkFiles(readSources(checkout));
}

/** Checks source texts by their path from the checkout (`src/…`). */
export function checkFiles(files: ReadonlyMap<string, string>): Report {
  // A check that found nothing to look at has shown nothing.
  if (files.size === 0) throw new Error('The architecture check looked at 0 files: is src/ where it should be?');
  const violations: Violation[] = [];
  const arrows: Arrow[] = [];
  let importsRead = 0;
  for (const [file, source] of files) {
    const lines = source.split('\n').length - (source.endsWith('\n') ? 1 : 0);
    if (lines > MAX_LINES) {
      violations.push({
        file,
        line: lines,
        problem: `has ${lines} lines, more than ${MAX_LINES}`,
        instead: 'split it by concept, one file each',
      });
    }
    if (!/\.[cm]?[jt]sx?$/.test(file)) continue;
    const code = readCode(source);
    const imports = checkImports(file, code);
    importsRead += imports.count;
    arrows.push(...imports.arrows);
    violations.push(...imports.violations, ...ONLY_IN.flatMap((rule) => checkOnlyIn(file, code, rule)));
  }
  violations.push(...checkCycles(arrows));
  return { filesRead: files.size, importsRead, violations };
}

export function violationToText({ file, line, problem, instead }: Violation): string {
  return `${file}:${line} ${problem}. Instead: ${instead}.`;
}

function readSources(checkout: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(join(checkout, 'src'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'tsconfig.json') continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(checkout.length + 1).replaceAll(sep, '/'), readFileSync(path, 'utf8'));
  }
  return files;
}

/** `folder/` is everything below it, anything else a file, where `*` stands for a part of its name. */
function isIn(path: string, place: string): boolean {
  if (place.endsWith('/')) return path.startsWith(place);
  const parts = place.split('*').map((part) => part.replace(/[.\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`).test(path);
}

function isInAny(path: string, places: readonly string[]): boolean {
  return places.some((place) => isIn(path, place));
}

function checkImports(file: string, code: Code): { arrows: Arrow[]; violations: Violation[]; count: number } {
  const imports = importsOf(code);
  const arrows: Arrow[] = [];
  const violations: Violation[] = [];
  const zone = ZONES.find(({ files }) => isIn(file, files));
  if (zone === undefined) {
    const instead = 'move it into a folder of the design, or add the new folder to the design and to the rules table';
    return { arrows, violations: [{ file, line: 1, problem: 'is in no folder of the design', instead }], count: 0 };
  }
  for (const { specifier, kind, line } of imports) {
    const report = (problem: string, instead: string) => violations.push({ file, line, problem, instead });
    if (specifier === COMPUTED) {
      report('imports a path that is computed', 'write the path as a literal, so that this check can follow it');
    } else if (!specifier.startsWith('.')) {
      const name = packageOf(specifier);
      if (zone.packages?.includes(name) === false) report(`imports ${specifier}`, zone.instead);
      const owned = OWNED_PACKAGES.find((each) => each.name === name);
      if (owned !== undefined && !isInAny(file, owned.only)) report(`imports ${specifier}`, owned.instead);
    } else {
      const to = posix.join(posix.dirname(file), specifier);
      if (!to.startsWith('src/')) {
        if (
          zone.packages === undefined &&
          (['resources/', 'out/app/'].some((place) => isIn(to, place)) || to === 'package.json')
        )
          continue;
        report(`imports ${to}`, 'the product imports nothing outside src: move what it needs into src');
        continue;
      }
      arrows.push({ from: folderOf(file), to: folderOf(to), file, line });
      const allowed = [zone.files, ...zone.imports, ...(kind === 'type' ? zone.types : [])];
      const { instead } = isInAny(to, PORTS.files) ? PORTS : zone;
      if (!isInAny(to, allowed)) report(`imports ${kind === 'type' ? 'types' : 'code'} of ${to}`, instead);
    }
  }
  return { arrows, violations, count: imports.length };
}

function packageOf(specifier: string): string {
  if (isBuiltin(specifier) && specifier !== 'electron') return 'node';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

interface Hit {
  readonly offset: number;
  readonly text: string;
}

function checkOnlyIn(file: string, code: Code, rule: OnlyIn): Violation[] {
  if (isInAny(file, rule.only)) return [];
  const hits = [
    ...(rule.patterns ?? []).flatMap((pattern) => hitsOf(code, pattern)),
    ...cryptoUses(code, rule.crypto ?? []),
    ...comparisons(code, rule.compared ?? []),
  ];
  return hits.map(({ offset, text }) => ({
    file,
    line: lineAt(code.text, offset),
    problem: `${rule.what} (${text.replace(/\s+/g, ' ').trim()})`,
    instead: rule.instead,
  }));
}

function hitsOf({ text }: Code, pattern: RegExp): Hit[] {
  return [...text.matchAll(pattern)].map((match) => ({ offset: match.index, text: match[0] }));
}

/** Uses of the given functions of `crypto`, under whatever name the file imports it. */
function cryptoUses(code: Code, functions: readonly string[]): Hit[] {
  if (functions.length === 0) return [];
  const anyFunction = `(?:${functions.join('|')})\\b`;
  const objects = ['crypto', 'webcrypto'];
  const imported: Hit[] = [];
  for (const match of code.text.matchAll(/(?<![.\w$])import\s+(?!type\b)([\w$\s{},*]*?)\bfrom\s*(?=['"])/g)) {
    const from = code.strings.get(match.index + match[0].length);
    if (from !== 'node:crypto' && from !== 'crypto') continue;
    const whole = /(?:^|\*\s*as\s+)([\w$]+)/.exec(match[1] ?? '')?.[1];
    if (whole !== undefined) objects.push(whole);
    // Who imports the function by name will call it, so the import itself is the hit.
    const named = new RegExp(`[{,]\\s*(${anyFunction})`).exec(match[1] ?? '')?.[1];
    if (named !== undefined) imported.push({ offset: match.index, text: `import { ${named} }` });
  }
  const object = `(?:globalThis\\s*\\.\\s*)?(?:${objects.join('|').replaceAll('$', '\\$')})`;
  return [
    ...imported,
    ...hitsOf(code, new RegExp(`(?<![.\\w$])${object}\\s*\\.\\s*(?:subtle\\s*\\.\\s*)?${anyFunction}`, 'g')),
  ];
}

/** Places where one of the words is compared with, on either side, or is a case of a switch. */
function comparisons({ text, strings }: Code, words: readonly string[]): Hit[] {
  return [...strings]
    .filter(([quote, word]) => {
      if (!words.includes(word)) return false;
      const isRight = /(?:[!=]==?|\bcase)\s*$/.test(text.slice(0, quote));
      const isLeft = /^\s*[!=]==?/.test(text.slice(quote + word.length + 2));
      return isRight || isLeft;
    })
    .map(([quote, word]) => ({ offset: quote, text: `'${word}'` }));
}

/** `src/main/replica` for a file in or below it. A file at the root of main or of central stands for itself. */
function folderOf(path: string): string {
  // A feature's states stand beside it, but belong to the gallery.
  if (path.endsWith('.gallery.tsx')) return 'src/renderer/gallery';
  return path.split('/').slice(0, 3).join('/');
}

/** Finds folders that lead back to themselves, types included: each such ring is reported once. */
function checkCycles(arrows: readonly Arrow[]): Violation[] {
  const violations: Violation[] = [];
  const done = new Set<string>();
  const walk = (folder: string, path: readonly Arrow[]): void => {
    const start = path.findIndex(({ from }) => from === folder);
    if (start >= 0) {
      const ring = path.slice(start);
      violations.push({
        file: ring[0]?.file ?? folder,
        line: ring[0]?.line ?? 1,
        problem: `closes a ring of folders: ${ring.map(({ from, file, line }) => `${from} (${file}:${line})`).join(' → ')} → ${folder}`,
        instead: 'move what both sides need below them, or let the composition root pass it in',
      });
      return;
    }
    if (done.has(folder)) return;
    const next = new Map(
      arrows.filter(({ from, to }) => from === folder && to !== folder).map((arrow) => [arrow.to, arrow]),
    );
    for (const [to, arrow] of next) walk(to, [...path, arrow]);
    done.add(folder);
  };
  for (const { from } of arrows) walk(from, []);
  return violations;
}
