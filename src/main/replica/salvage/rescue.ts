import { copyFileSync, existsSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { LostEntries } from '../../../shared/contract/doctor.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { OfficialId } from '../../../shared/registry/ids.ts';
import type { Office, Official } from '../../../shared/registry/office.ts';
import type { Profile } from '../../../shared/registry/profile.ts';
import type { System } from '../../system.ts';
import { beginIncarnation, checkTarget } from '../backup/restore.ts';
import { lostSpans } from '../doctor/examine.ts';
import { syncFile, syncFolder } from '../durable-file.ts';
import { nextPart, promote } from '../generations.ts';
import { slotsName } from '../keys/key-slot-file.ts';
import { createDeviceKey } from '../keys/key-slots.ts';
import type { FoundEntry } from './collect.ts';
import { type FiledAnew, fileAnew } from './file-anew.ts';
import { fillRescued } from './fill-rescued.ts';
import { keepEntries } from './keep-entries.ts';
import { surveyFolder } from './survey.ts';

/** What became of one incarnation's journal. */
export interface RescuedJournal {
  readonly incarnation: number;
  /** In the new file as they were: everything up to the first gap. */
  readonly taken: number;
  /** Those of them that central gave no receipt for. They are offered as they are. */
  readonly unsent: number;
  /** From behind the gap and not sent: written again, under the same ids, as acts of the new incarnation. */
  readonly filedAnew: readonly number[];
  /** From behind the gap: at central already, or not to be written again. They lie in `rescued-entries.db`. */
  readonly kept: readonly number[];
  readonly lost: readonly LostEntries[];
}

export interface RescueOrder {
  readonly from: string;
  readonly to: string;
  readonly key: Buffer;
  /** Another folder of the same device under the same key, or the medium of its backups: for what `from` has lost. */
  readonly also?: string | null;
}

export interface Rescued {
  readonly journals: readonly RescuedJournal[];
  readonly drafts: number;
}

/**
 * Makes a new data folder out of what can still be read of a damaged one, which is only read. The new one is a device
 * that was restored: it goes on as a new incarnation once central has admitted it, and takes the register anew.
 *
 * Central takes a journal in its chain, without a gap. So what stands before the first gap is offered as it is, and what
 * was not sent and stands behind it is filed again in the new incarnation, under the same ids: should central have it
 * after all, it keeps the one that it has.
 */
export const rescueFolder = async (
  deps: { readonly profile: Profile; readonly system: System },
  { from, to, key, also = null }: RescueOrder,
  holders: readonly OfficialId[],
): Promise<Result<Rescued, AppError>> => {
  const free = checkTarget(to);
  if (!free.ok) return free;
  const { profile, system } = deps;
  const { found, journals, witness, opensAlso } = surveyFolder(from, key, system.sha256, also);
  if (also !== null && !opensAlso) return err({ type: 'FileNotOurs', file: also });
  const { office } = found;
  // Of a folder that was restored since, only what the device is counts: the journal that is rescued is the earlier one.
  const present = witness?.incarnation ?? journals.at(-1)?.incarnation ?? 1;
  const identity = found.identity && { ...found.identity, ...(also === null ? {} : { incarnation: present }) };
  if (!identity || !office) return err({ type: 'NothingToRescue', folder: from });

  const part = join(dirname(to), `.${basename(to)}.rescuing`);
  try {
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true, mode: 0o700 });
    const file = nextPart(part);
    const officials = found.officials.length > 0 ? found.officials : asClerks(holders, office);
    await fillRescued({ file, key, profile, system }, found, { identity, office, officials, journals });
    beginIncarnation(file, key, createDeviceKey(), new Date(system.now()).toISOString(), system.random);
    const behind = journals.flatMap((journal) =>
      journal.behind.map((entry) => ({ entry, receipt: journal.receiptOf(entry) })),
    );
    const unsent = behind.filter(({ receipt }) => receipt === null).map(({ entry }) => entry);
    const anew = await fileAnew({ file, key, system }, unsent);
    if (behind.length > 0) keepEntries(join(part, 'rescued-entries.db'), key, behind);
    promote(part, file);
    const slots = join(part, slotsName);
    copyFileSync(join(from, slotsName), slots);
    syncFile(slots);
    syncFolder(part);
    if (existsSync(to)) rmdirSync(to);
    renameSync(part, to);
    syncFolder(dirname(to));
    return ok({ journals: journals.map((journal) => toRescued(journal, anew)), drafts: found.drafts.size });
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
};

/** Where nobody's role can be read, everybody who has a password gets the least, until central says otherwise. */
const asClerks = (holders: readonly OfficialId[], office: Office): Official[] =>
  holders.map((id) => ({ id, office: office.id, name: id.slice(0, 40), role: 'clerk' }));

const toRescued = (
  journal: ReturnType<typeof surveyFolder>['journals'][number],
  { filed }: FiledAnew,
): RescuedJournal => {
  const seqs = (entries: readonly FoundEntry[]): number[] => entries.map(({ header }) => header.seq);
  const isFiled = ({ header }: FoundEntry): boolean => filed.has(header.id);
  return {
    incarnation: journal.incarnation,
    taken: journal.chain.length,
    unsent: journal.chain.filter((entry) => journal.receiptOf(entry) === null).length,
    filedAnew: seqs(journal.behind.filter(isFiled)),
    kept: seqs(journal.behind.filter((entry) => !isFiled(entry))),
    lost: lostSpans(journal),
  };
};
