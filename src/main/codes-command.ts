import { addressToText } from '../shared/registry/address.ts';
import { type Area, type AreaCode, areaName, areaSystems } from '../shared/registry/area.ts';
import { type PlainDate, plainDateAt } from '../shared/registry/plain-date.ts';
import { textToAddressQueries } from '../shared/rules/address/query.ts';
import { areaLabel, areaToLine, successionToText } from '../shared/text/areas.ts';
import { importErrorToText, importReportToLines } from '../shared/text/code-import.ts';
import type { Language } from '../shared/text/language.ts';
import { type CodesArguments, codesUsage, readCodesArguments } from './codes/arguments.ts';
import { type CodeBook, openCodeBook } from './codes/code-book.ts';
import { importFiles } from './codes/import-files.ts';
import { realSystem } from './system.ts';

/** Composition root of `npm run codes`: imports the public code and address files, and asks them. */
const exitCodes = { done: 0, refused: 1, wrongUsage: 2 } as const;

const print = (lines: readonly string[]): void => void process.stdout.write(lines.map((line) => `${line}\n`).join(''));
const complain = (text: string): void => void process.stderr.write(`codes: ${text}\n`);

const main = async (argv: readonly string[]): Promise<number> => {
  const args = readCodesArguments(argv);
  if (args === 'help') {
    print([codesUsage]);
    return exitCodes.done;
  }
  if ('problem' in args) {
    complain(`${args.problem}\n\n${codesUsage}`);
    return exitCodes.wrongUsage;
  }
  if (args.command === 'import') return runImport(args);
  const book = openCodeBook(args.file);
  if (!book.ok) {
    complain(importErrorToText(book.error, args.language));
    return exitCodes.refused;
  }
  const on = args.on ?? plainDateAt(realSystem(() => undefined).now());
  try {
    return args.command === 'find' ? find(book.value, args, on) : show(book.value, args, on);
  } finally {
    book.value.close();
  }
};

const runImport = async (args: CodesArguments & { readonly command: 'import' }): Promise<number> => {
  const report = await importFiles({ reached: () => undefined })(args);
  if (args.isJson) print([JSON.stringify(report)]);
  else if (report.ok) print(importReportToLines(report.value, args.language));
  else complain(importErrorToText(report.error, args.language));
  return report.ok ? exitCodes.done : exitCodes.refused;
};

const find = (
  book: CodeBook,
  { text, language, isJson }: CodesArguments & { readonly command: 'find' },
  on: PlainDate,
): number => {
  const answers = textToAddressQueries(text).map((query) => book.findAddresses(query, on));
  // The likeliest meaning that finds something.
  const { hits, isMore } = answers.find((answer) => answer.hits.length > 0) ?? { hits: [], isMore: false };
  if (isJson) print([JSON.stringify({ on, hits, isMore })]);
  else
    print([
      ...hits.map(({ address, offices, lot, postcode }) => {
        const office =
          offices.length === 1 ? address.office : `${offices.join(' / ')}: ${areaLabel('choose', language)}`;
        const old = lot === '' ? '' : `, ${areaLabel('lot', language)} ${lot}`;
        return `${postcode} ${addressToText(address)}  [${office}${old}]`;
      }),
      ...(hits.length === 0 ? [areaLabel('noHits', language)] : []),
      ...(isMore ? [areaLabel('more', language)] : []),
    ]);
  return hits.length > 0 ? exitCodes.done : exitCodes.refused;
};

const show = (
  book: CodeBook,
  { code, language, isJson }: CodesArguments & { readonly command: 'show' },
  on: PlainDate,
): number => {
  const found = areaSystems
    .map((system) => ({ system, lives: book.livesOf(system, code) }))
    .filter(({ lives }) => lives.length > 0)
    .map(({ system, lives }) => ({
      system,
      area: book.codeOn(system, code, on),
      lives,
      path: book.pathOn(system, code, on),
      children: book.childrenOn(system, code, on),
      offices: system === 'legal' ? book.officesOn(code, on) : [],
      legalAreas: system === 'administrative' ? book.legalAreasOn(code, on) : [],
      successors: book.successorsOf(system, code, on).filter(({ area }) => area.code !== code),
    }));
  if (isJson) print([JSON.stringify({ on, found })]);
  else
    print(
      found.length > 0 ? found.flatMap((each) => shown(each, code, language)) : [areaLabel('neverThere', language)],
    );
  return found.length > 0 ? exitCodes.done : exitCodes.refused;
};

interface Shown {
  readonly area: Area | null;
  readonly lives: readonly Area[];
  readonly path: readonly Area[];
  readonly children: readonly Area[];
  readonly offices: readonly Area[];
  readonly legalAreas: readonly Area[];
  readonly successors: ReturnType<CodeBook['successorsOf']>;
}

const shown = (each: Shown, code: AreaCode, language: Language): string[] => {
  const list = (label: Parameters<typeof areaLabel>[0], areas: readonly Area[]): string[] =>
    areas.length === 0
      ? []
      : [`  ${areaLabel(label, language)}: ${areas.map((area) => `${area.code} ${areaName(area)}`).join(', ')}`];
  return [
    each.area ? areaToLine(each.area, language) : `${code}: ${areaLabel('notThen', language)}`,
    ...list('path', each.path.slice(0, -1)),
    ...list('children', each.children),
    ...list('offices', each.offices),
    ...list('legalAreas', each.legalAreas),
    ...each.successors.map(
      ({ area, reasons }) =>
        `  ${areaLabel('successors', language)}: ${areaToLine(area, language)} (${successionToText(reasons, language)})`,
    ),
    ...each.lives.map((life) => `  ${areaLabel('lives', language)}: ${areaToLine(life, language)}`),
  ];
};

process.exitCode = await main(process.argv.slice(2));
