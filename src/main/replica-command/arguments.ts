import { type ParseArgsConfig, parseArgs } from 'node:util';
import { OfficialId } from '../../shared/registry/ids.ts';
import { Profile } from '../../shared/registry/profile.ts';
import type { Language } from '../../shared/text/language.ts';
import type { CommandContext, Subcommand } from './subcommand.ts';

const common = {
  data: { type: 'string' },
  profile: { type: 'string', default: 'training' },
  official: { type: 'string' },
  lang: { type: 'string', default: 'ko' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

/** What was asked for, parsed. */
export type ReplicaArguments = Pick<
  CommandContext,
  'folder' | 'profile' | 'language' | 'isJson' | 'values' | 'words'
> & {
  readonly subcommand: Subcommand;
  readonly official: OfficialId | null;
};

/** The page that says how it is used. */
export const usageOf = (subcommands: readonly Subcommand[]): string => `replica: the office's own copy of the register

${subcommands
  .map(({ name, synopsis, does }) => `  replica ${`${name} ${synopsis}`.trim()} --data FOLDER\n      ${does}\n`)
  .join('')}
  replica is \`npm run replica --\` in a checkout, \`rrs-office-replica\` on a kiosk, and the installed desk with
  replica as its first word.

  --data FOLDER              the office's data folder
  --profile training|production   (default training)
  --official ID              whose password opens the file; asked on the terminal, or read from standard input
  --lang ko|en               language of the answer (default ko)
  --json                     the answer as JSON

Exit code: 0 done and whole, 1 refused, 2 wrong usage, 3 somebody should see to something, 4 something is damaged.
`;

/** The arguments, or what is wrong with them. */
export const readArguments = (
  argv: readonly string[],
  subcommands: readonly Subcommand[],
): ReplicaArguments | { readonly problem: string } | 'help' => {
  const [name, ...rest] = argv;
  // Where an installed program starts it, the profile is added behind what was typed.
  if (name === undefined || name === 'help' || name.startsWith('-') || argv.includes('--help')) return 'help';
  const subcommand = subcommands.find((each) => each.name === name);
  if (!subcommand) return { problem: `there is no subcommand ${name}` };
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(rest, subcommand);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals: words } = parsed;
  const { data, lang, official } = values;
  const profile = Profile.safeParse(values['profile']);
  const mayLack = subcommand.dataFolder === 'optional' && data === undefined;
  if (!mayLack && (typeof data !== 'string' || data === '')) return { problem: '--data FOLDER: which folder?' };
  if (!profile.success) return { problem: '--profile is training or production' };
  if (lang !== 'ko' && lang !== 'en') return { problem: '--lang is ko or en' };
  const who = OfficialId.safeParse(official);
  if (official !== undefined && !who.success) return { problem: '--official is no user ID' };
  return {
    subcommand,
    folder: typeof data === 'string' ? data : '',
    profile: profile.data,
    language: lang satisfies Language,
    isJson: values['json'] === true,
    official: who.data ?? null,
    values,
    words,
  };
};

const parse = (
  args: readonly string[],
  { options }: Subcommand,
): {
  readonly values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  readonly positionals: readonly string[];
} => parseArgs({ args: [...args], allowPositionals: true, options: { ...options, ...common } });
