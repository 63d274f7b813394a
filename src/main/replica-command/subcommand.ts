import type { ParseArgsConfig } from 'node:util';
import type { AppError } from '../../shared/contract/errors.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { Language, Text } from '../../shared/text/language.ts';
import type { System } from '../system.ts';

/** What `npm run replica` ends with. Whoever runs it from a script can tell how bad it is. */
export const exitCodes = {
  done: 0,
  /** Nothing was done; the error says what to do. */
  refused: 1,
  wrongUsage: 2,
  /** Everything acknowledged is there, but somebody should see to something. */
  attention: 3,
  /** Something is damaged or lost. */
  damaged: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What a subcommand is given. */
export interface CommandContext {
  /** The data folder; it exists, or the subcommand does without. */
  readonly folder: string;
  readonly profile: Profile;
  readonly language: Language;
  readonly isJson: boolean;
  readonly system: System;
  /** Whether nobody else works in the folder; as long as the subcommand runs, nobody begins to. */
  readonly lock: Result<unknown, AppError>;
  /** The subcommand's own options, and the words that belong to none. */
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly words: readonly string[];
  /** To standard output. */
  readonly print: (lines: readonly string[]) => void;
  /** To standard error. */
  readonly complain: (text: string) => void;
  /** Asked on the terminal without echo; without a terminal the next line of standard input. Null if none is given. */
  readonly askPassword: (prompt: Text) => Promise<string | null>;
  /**
   * The same with key slots that lie elsewhere; asked once, however many it is tried on. `opensIt` tells whether a key is
   * the one.
   */
  readonly openSlotsAt: (slots: string, opensIt: (key: Buffer) => boolean) => Promise<Result<Buffer, AppError>>;
  /** Asks for the password of `--official` (or of the only one there is) and opens their slot: the file's key. */
  readonly openSlot: () => Promise<Result<Buffer, AppError>>;
}

/** One subcommand of `npm run replica`, in a file of its own; `src/main/replica-command.ts` lists them. */
export interface Subcommand {
  readonly name: string;
  /** Its options as one writes them, without `--data` and the like. */
  readonly synopsis: string;
  readonly does: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** `needed`: refused while somebody else works in the folder. `tried`: runs anyway, and `lock` says which it is. */
  readonly officeLock: 'needed' | 'tried' | 'none';
  /** `new`: `--data` names a folder that need not be there. `optional`: the subcommand may do without one. */
  readonly dataFolder?: 'new' | 'optional';
  readonly run: (context: CommandContext) => Promise<ExitCode>;
}
