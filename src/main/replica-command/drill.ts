import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { errorToText } from '../../shared/text/errors.ts';
import type { Language } from '../../shared/text/language.ts';
import { chooseBackup, type WholeBackup } from '../replica/backup/choose-backup.ts';
import { restoreBackup } from '../replica/backup/restore.ts';
import { currentFile } from '../replica/generations.ts';
import { createDeviceKey } from '../replica/keys/key-slots.ts';
import { openReadOnly } from '../replica/open-file.ts';
import { createReader } from '../replica/reader.ts';
import { openReplica } from '../replica/replica.ts';
import {
  backupOptions,
  backupSynopsis,
  errorLines,
  generationToLine,
  missingToLines,
  readWish,
  refuse,
} from './backup-lines.ts';
import { type CommandContext, exitCodes, type Subcommand } from './subcommand.ts';

/** What a drill found in a device that was restored and opened. */
interface Proof {
  readonly residents: number;
  readonly households: number;
  readonly drafts: number;
  /** Whether somebody who is in the register was found by name; null where nobody is. */
  readonly isFound: boolean | null;
}

/** Up to which entry of each incarnation something holds the journal. */
type JournalEnds = Readonly<Record<number, number>>;

/** What the office has done since the backup: lost, if its computer were lost now. */
interface Loss {
  readonly entries: number;
  /** Those of them that central has not got either. */
  readonly unsent: number;
}

/** `drill --from MEDIUM`: proves a backup by restoring it, opening it as the office does, and erasing it again. */
export const drill: Subcommand = {
  name: 'drill',
  synopsis: backupSynopsis,
  does: 'restores a backup into a temporary folder, opens and searches it, erases it again, and reports; --data may be left out, with it the report says what the office would lose now',
  options: backupOptions,
  officeLock: 'none',
  dataFolder: 'optional',
  run: async (context) => {
    const { language, isJson, system, print, complain, openSlotsAt } = context;
    const wish = readWish(context, 'drill');
    if (!wish) return exitCodes.wrongUsage;
    const begun = system.now();
    const chosen = await chooseBackup(system, wish, openSlotsAt);
    if (!chosen.ok) return refuse(context, chosen.error);
    const proven = await prove(context, chosen.value);
    if (!proven.ok) return refuse(context, proven.error);
    const { manifest, generation, passedOver } = chosen.value;
    const { held, ...proof } = proven.value;
    const loss = context.folder === '' ? null : await lossOf(context, chosen.value, held);
    const seconds = Math.round((system.now() - begun) / 100) / 10;
    for (const line of errorLines(passedOver, language)) complain(line);
    const report = {
      ko: [
        `훈련 성공: ${seconds}초. 주민 ${proof.residents}명, 세대 ${proof.households}개, 작성 중인 서류 ${proof.drafts}건.`,
        ...missingToLines(manifest, 'ko', system.now()),
        ...(loss ? [lossToText(loss, 'ko')] : []),
      ],
      en: [
        `The drill succeeded in ${seconds} s: ${proof.residents} residents, ${proof.households} households, ${proof.drafts} drafts.`,
        ...missingToLines(manifest, 'en', system.now()),
        ...(loss ? [lossToText(loss, 'en')] : []),
      ],
    }[language];
    print(
      isJson
        ? [
            JSON.stringify({
              generation: generation.folder,
              manifest,
              proof,
              loss: loss?.ok ? loss.value : null,
              lossUnknown: loss?.ok === false ? loss.error : null,
              seconds,
              passedOver,
            }),
          ]
        : [generationToLine(generation, language, system.now()), ...report],
    );
    const isFine = passedOver.length === 0 && proof.isFound !== false && loss?.ok !== false;
    return isFine ? exitCodes.done : exitCodes.attention;
  },
};

/** Restores, opens as an office does, searches as people do, and leaves nothing behind. */
const prove = async (
  { profile, system }: CommandContext,
  backup: WholeBackup,
): Promise<Result<Proof & { readonly held: JournalEnds }, AppError>> => {
  const root = mkdtempSync(join(tmpdir(), 'rrs-drill-'));
  const folder = join(root, 'data');
  try {
    const restored = restoreBackup(system, backup, { folder, deviceKey: createDeviceKey() });
    if (!restored.ok) return restored;
    const opened = await openReplica({ folder, profile, system }, backup.fileKey);
    if (!opened.ok) return opened;
    const file = opened.value.file();
    await opened.value.close();
    const db = openReadOnly(file, backup.fileKey, profile);
    if (!db.ok) return db;
    try {
      const count = (table: string): number =>
        db.value.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
      const somebody = db.value
        .prepare<[], { id: string; name: string }>('SELECT id, name FROM resident LIMIT 1')
        .get();
      const search = createReader(db.value).search;
      return ok({
        residents: count('resident'),
        households: count('household'),
        drafts: count('draft'),
        isFound: somebody ? search(somebody.name, null).rows.length > 0 : null,
        held: Object.fromEntries(
          db.value
            .prepare<[], [number, number]>('SELECT incarnation, max(seq) FROM entry GROUP BY incarnation')
            .raw()
            .all(),
        ),
      });
    } finally {
      db.value.close();
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};

/**
 * Read beside the office that works. Numbers of incarnations are in no order, so what the backup holds of each tells.
 * Where the file has another key than when it was backed up, its slots are asked with the same password.
 */
const lossOf = async (
  { folder, profile, openSlot }: CommandContext,
  { manifest, fileKey }: WholeBackup,
  held: JournalEnds,
): Promise<Result<Loss, AppError>> => {
  const file = currentFile(folder);
  if (file === null) return err({ type: 'NotEnrolled' });
  const openWith = (key: Buffer): ReturnType<typeof openReadOnly> => openReadOnly(file, key, profile, 1);
  let db = openWith(fileKey);
  if (!db.ok && db.error.type === 'FileNotOurs') {
    const key = await openSlot();
    if (!key.ok) return key;
    db = openWith(key.value);
    key.value.fill(0);
  }
  if (!db.ok) return db;
  try {
    const since = db.value.prepare<[string, string], Loss>(
      `SELECT count(*) AS entries, count(*) - count(receipt) AS unsent FROM entry
       WHERE device = ? AND seq > ifnull(? ->> ('$.' || incarnation), 0)`,
    );
    return ok(since.get(manifest.device, JSON.stringify(held)) ?? { entries: 0, unsent: 0 });
  } finally {
    db.value.close();
  }
};

const lossToText = (loss: Result<Loss, AppError>, language: Language): string => {
  if (!loss.ok) {
    const why = errorToText(loss.error, language);
    return {
      ko: `지금 이 컴퓨터를 잃으면 무엇이 사라지는지는 알 수 없었습니다. ${why}`,
      en: `What would be lost with this computer now could not be told. ${why}`,
    }[language];
  }
  const { entries, unsent } = loss.value;
  return {
    ko: `지금 이 컴퓨터를 잃으면: 그 뒤의 처리 ${entries}건, 그중 중앙 서버에도 없는 것 ${unsent}건.`,
    en: `If this computer were lost now: ${entries} entries since, ${unsent} of them not at central either.`,
  }[language];
};
