import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { AppError } from '../shared/contract/errors.ts';
import { err, ok, type Result } from '../shared/contract/result.ts';
import { FilingId, type OfficialId } from '../shared/registry/ids.ts';
import { errorToText } from '../shared/text/errors.ts';
import { logLine } from '../shared/text/log-line.ts';
import { slotsName } from './replica/keys/key-slot-file.ts';
import { createKeySlots, type KeySlots } from './replica/keys/key-slots.ts';
import type { RekeyWatch } from './replica/keys/rekey.ts';
import { takeOfficeLock } from './replica/office-lock.ts';
import { diskErrorToAppError } from './replica/open-file.ts';
import { type ReplicaArguments, readArguments, usageOf } from './replica-command/arguments.ts';
import { createAskPassword } from './replica-command/ask-password.ts';
import { backup } from './replica-command/backup.ts';
import { doctor } from './replica-command/doctor.ts';
import { drill } from './replica-command/drill.ts';
import { rebuild } from './replica-command/rebuild.ts';
import { createRekey, type RekeyAs } from './replica-command/rekey.ts';
import { rescue } from './replica-command/rescue.ts';
import { restore } from './replica-command/restore.ts';
import { type CommandContext, type ExitCode, exitCodes, type Subcommand } from './replica-command/subcommand.ts';
import { dieAt, realSystem } from './system.ts';
import { rekeyBy } from './usecases/rekey-file.ts';
import { createVault } from './vault.ts';

/** What a supervisor does in the window, without one: the same act, recorded the same way. */
const rekeyAs: RekeyAs = async ({ folder, profile, lock, system }, { official, password, reason }, tell) => {
  const vault = createVault({ folder, profile, lock, system, slotCost: undefined });
  const replica = await vault.open(official, password);
  if (!replica.ok) return replica;
  try {
    const person = replica.value.officials().find(({ id }) => id === official);
    if (!person) return err({ type: 'UnknownOfficial' });
    if (person.role !== 'supervisor') return err({ type: 'NotAllowed', needs: ['supervisor'] });
    const { signal } = new AbortController();
    const rekeying = { run: <T>(work: (watch: RekeyWatch) => Promise<T>) => work({ tell, signal }) };
    const id = FilingId.parse(system.newId());
    return await rekeyBy({ replica: replica.value, official: person }, { system, vault, rekeying }, { id, reason });
  } finally {
    await replica.value.close();
    vault.forget();
  }
};

/** Composition root of `npm run replica`: what is done to an office's file from outside the office. */
const subcommands: readonly Subcommand[] = [doctor, rescue, backup, restore, drill, rebuild, createRekey(rekeyAs)];

const print = (lines: readonly string[]): void => void process.stdout.write(lines.map((line) => `${line}\n`).join(''));
/** What goes wrong may quote what stands in the file: no resident number gets onto a screen by it. */
const complain = (text: string): void => void process.stderr.write(`replica: ${logLine(text)}\n`);
const ask = createAskPassword({ input: process.stdin, output: process.stderr });

const main = async (argv: readonly string[]): Promise<ExitCode> => {
  const args = readArguments(argv, subcommands);
  if (args === 'help') {
    print([usageOf(subcommands)]);
    return exitCodes.done;
  }
  if ('problem' in args) {
    complain(`${args.problem}\n\n${usageOf(subcommands)}`);
    return exitCodes.wrongUsage;
  }
  // Taking the lock would make the folder.
  if (!args.subcommand.dataFolder && !statSync(args.folder, { throwIfNoEntry: false })?.isDirectory()) {
    complain(`--data ${args.folder}: there is no such folder`);
    return exitCodes.wrongUsage;
  }
  const { officeLock } = args.subcommand;
  const lock = officeLock === 'none' ? null : takeOfficeLock(args.folder);
  try {
    if (lock && !lock.ok && officeLock === 'needed') {
      complain(errorToText(lock.error, args.language));
      return exitCodes.refused;
    }
    return await args.subcommand.run(contextOf(args, lock ?? ok({})));
  } catch (error) {
    const known = diskErrorToAppError(error, args.folder);
    if (!known) throw error;
    complain(errorToText(known, args.language));
    return exitCodes.refused;
  } finally {
    if (lock?.ok) lock.value.release();
  }
};

const contextOf = (args: ReplicaArguments, lock: Result<unknown, AppError>): CommandContext => {
  const { folder, profile, language, isJson, values, words } = args;
  const slots = createKeySlots(join(folder, slotsName), profile);
  const askPassword: CommandContext['askPassword'] = (prompt) => ask(prompt[language]);
  let given: { readonly official: OfficialId; readonly password: string } | null = null;
  const openWith = async (from: KeySlots): Promise<Result<Buffer, AppError>> => {
    const official = args.official === null ? onlyHolder(from) : ok(args.official);
    if (!official.ok) return official;
    if (given?.official !== official.value) {
      const password = await askPassword({ ko: `${official.value} 비밀번호: `, en: `Password of ${official.value}: ` });
      given = password === null ? null : { official: official.value, password };
    }
    return given === null ? err({ type: 'WrongPassword' }) : from.open(given.official, given.password);
  };
  return {
    folder,
    profile,
    language,
    isJson,
    values,
    words,
    lock,
    print,
    complain,
    system: realSystem(dieAt(process.env['RRS_DIE_AT'])),
    askPassword,
    openSlot: () => openWith(slots),
    openSlotsAt: (path, opensIt) => openWith(createKeySlots(path, profile, undefined, opensIt)),
  };
};

/** The one official who has a slot; with several it must be said whose password is meant. */
const onlyHolder = (slots: KeySlots): Result<OfficialId, AppError> => {
  const holders = slots.holders();
  if (!holders.ok) return holders;
  if (holders.value === null) return err({ type: 'NotEnrolled' });
  const ids = holders.value.officials.map(({ id }) => id);
  const [only] = ids;
  if (only && ids.length === 1) return ok(only);
  complain(`--official ID: ${ids.join(', ')}`);
  return err({ type: 'UnknownOfficial' });
};

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.refused;
});
// Whoever gave the password may keep the line open.
process.stdin.destroy();
