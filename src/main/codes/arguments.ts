import { parseArgs } from 'node:util';
import { AreaCode } from '../../shared/registry/area.ts';
import type { FileEncoding } from '../../shared/registry/code-import.ts';
import { type PlainDate, textToPlainDate } from '../../shared/registry/plain-date.ts';
import type { AddressSources, CodeSources } from './import-files.ts';

interface Common {
  readonly language: 'ko' | 'en';
  readonly isJson: boolean;
}

export type CodesArguments = Common &
  (
    | {
        readonly command: 'import';
        readonly into: string;
        readonly encoding: FileEncoding | null;
        readonly codes: CodeSources | null;
        readonly addresses: AddressSources | null;
      }
    /** `on` null is today. */
    | { readonly command: 'find'; readonly file: string; readonly text: string; readonly on: PlainDate | null }
    | { readonly command: 'show'; readonly file: string; readonly code: AreaCode; readonly on: PlainDate | null }
  );

export const codesUsage = `codes: the public code and address files

  npm run codes -- import --into FILE --h KIKcd_H --b KIKcd_B --mix KIKmix
  npm run codes -- import --into FILE [--roads FILE …] --buildings FILE …
                                      both may be given at once; what isn't given is kept
  npm run codes -- find TEXT …        road and number, building, or dong and lot
  npm run codes -- show CODE          what a code is, what it became, who serves it

  --in FILE                  where to find and show (default codes.sqlite)
  --on DATE                  as of this day (default today)
  --encoding cp949|utf-8     of all files given (default: found out for each)
  --lang ko|en               language of the answer (default ko)
  --json                     the answer as JSON

Exit code: 0 done, 1 refused or nothing found, 2 wrong usage.
`;

const defaultFile = 'codes.sqlite';
const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;

/** The arguments, or what is wrong with them. */
export const readCodesArguments = (argv: readonly string[]): CodesArguments | { readonly problem: string } | 'help' => {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { values, words, lists } = parsed;
  if (values.help) return 'help';
  const { lang = 'ko', encoding } = values;
  if (lang !== 'ko' && lang !== 'en') return { problem: '--lang is ko or en' };
  if (encoding !== undefined && encoding !== 'cp949' && encoding !== 'utf-8')
    return { problem: '--encoding is cp949 or utf-8' };
  const common: Common = { language: lang, isJson: values.json ?? false };
  const on = values.on === undefined ? null : textToPlainDate(values.on);
  if (values.on !== undefined && on === null) return { problem: `--on ${values.on} is no date` };
  const [command, ...rest] = words;
  const file = values.in ?? defaultFile;
  switch (command) {
    case 'import': {
      const { h, b, mix } = values;
      const isAnyCode = h !== undefined || b !== undefined || mix !== undefined;
      if (isAnyCode && (h === undefined || b === undefined || mix === undefined))
        return { problem: '--h, --b and --mix belong together' };
      if (lists.roads.length > 0 && lists.buildings.length === 0) return { problem: '--roads needs --buildings' };
      if (rest.length > 0) return { problem: `${rest.join(' ')}: which option does this belong to?` };
      const codes = h !== undefined && b !== undefined && mix !== undefined ? { h, b, mix } : null;
      const addresses = lists.buildings.length > 0 ? lists : null;
      if (!codes && !addresses) return { problem: 'no files were given' };
      return { ...common, command, into: values.into ?? defaultFile, encoding: encoding ?? null, codes, addresses };
    }
    case 'find':
      return rest.length === 0 ? { problem: 'find what?' } : { ...common, command, file, text: rest.join(' '), on };
    case 'show': {
      const code = AreaCode.safeParse(rest[0]);
      return code.success && rest.length === 1
        ? { ...common, command, file, code: code.data, on }
        : { problem: 'show one code of ten digits' };
    }
    default:
      return { problem: command === undefined ? 'import, find or show?' : `there is no command ${command}` };
  }
};

/** A shell writes `--buildings build_*.txt` as many words: those after a list's option belong to it. */
const parse = (argv: readonly string[]) => {
  const { values, tokens } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    tokens: true,
    options: {
      into: text,
      in: text,
      h: text,
      b: text,
      mix: text,
      roads: texts,
      buildings: texts,
      on: text,
      encoding: text,
      lang: text,
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const words: string[] = [];
  const lists = { roads: [...(values.roads ?? [])], buildings: [...(values.buildings ?? [])] };
  let list: string[] | null = null;
  for (const token of tokens) {
    if (token.kind === 'option') list = token.name === 'roads' || token.name === 'buildings' ? lists[token.name] : null;
    else if (token.kind === 'positional') (list ?? words).push(token.value);
  }
  return { values, words, lists };
};
