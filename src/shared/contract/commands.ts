import { z } from 'zod';
import { MoverAnswer } from '../registry/answer.ts';
import { FilingId, OfficialId, ResidentId } from '../registry/ids.ts';
import { MoveInReport } from '../registry/move-in.ts';
import { Office, Official } from '../registry/office.ts';
import { ResidentPage } from './queries.ts';

const Password = z.string().min(8).max(200);

/**
 * What central must still check of a filing that was decided here: an office knows its own residents only, and no
 * arrival day.
 */
export const CentralChecks = z.enum(['report-date', 'movers-from-elsewhere', 'later-filings']);
export type CentralChecks = z.infer<typeof CentralChecks>;

/** Every act. The input carries each id that the act creates, so that asking twice does it once. */
export const commands = {
  /** Makes this device one of the office's, with the first password slot. */
  enrol: {
    input: z.strictObject({
      centralUrl: z.url().max(200),
      code: z.string().max(60),
      official: OfficialId,
      password: Password,
    }),
    output: z.strictObject({ office: Office }),
  },
  /** Opens the file with the official's slot and starts their session. */
  signIn: {
    input: z.strictObject({ official: OfficialId, password: Password }),
    output: z.strictObject({ office: Office, official: Official }),
  },
  /** Files a move-in. Works without the network; the answer is provisional until central's. */
  reportMoveIn: {
    input: z.strictObject({ id: FilingId, report: MoveInReport }),
    output: z.strictObject({
      filing: FilingId,
      /** What this office's own copy of the register says, for each mover it knows. */
      preview: z.array(MoverAnswer),
      centralChecks: z.array(CentralChecks),
    }),
  },
  /** Opens a resident's page. A command, because the view is recorded with its purpose. */
  viewResident: {
    input: z.strictObject({ id: FilingId, resident: ResidentId, purpose: z.string().min(1).max(60) }),
    output: ResidentPage,
  },
  /** Talks to central now instead of when the loop next would; answers when done. */
  syncNow: {
    input: z.strictObject({}),
    output: z.strictObject({ sent: z.int(), received: z.int() }),
  },
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandInput<N extends CommandName> = z.infer<Commands[N]['input']>;
export type CommandOutput<N extends CommandName> = z.infer<Commands[N]['output']>;
