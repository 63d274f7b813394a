import { basename } from 'node:path';
import type { AppError } from '../../shared/contract/errors.ts';
import { DeviceId, OfficeId } from '../../shared/registry/ids.ts';
import { errorToText } from '../../shared/text/errors.ts';
import type { Language, Text } from '../../shared/text/language.ts';
import type { BackupWish } from '../replica/backup/choose-backup.ts';
import type { Manifest, ReadManifest } from '../replica/backup/manifest.ts';
import type { Generation } from '../replica/backup/medium.ts';
import { type CommandContext, type ExitCode, exitCodes } from './subcommand.ts';

/** How `restore` and `drill` say which backup they mean. */
export const backupOptions = {
  from: { type: 'string' },
  backup: { type: 'string' },
  device: { type: 'string' },
  office: { type: 'string' },
} as const;
export const backupSynopsis = '--from MEDIUM [--backup N] [--device ID] [--office ID]';

/** What was asked for; where it is no number, device or office, or the medium isn't named, says how it is asked: null. */
export const readWish = (context: CommandContext, subcommand: string): BackupWish | null => {
  const wish = toWish(context);
  if (!wish) context.complain(`${subcommand} ${backupSynopsis}`);
  return wish;
};

const toWish = ({ values, profile }: Pick<CommandContext, 'values' | 'profile'>): BackupWish | null => {
  const { from } = values;
  const number = values['backup'] === undefined ? null : Number(values['backup']);
  const device = values['device'] === undefined ? null : DeviceId.safeParse(values['device']).data;
  const office = values['office'] === undefined ? null : OfficeId.safeParse(values['office']).data;
  if (typeof from !== 'string' || device === undefined || office === undefined) return null;
  return number !== null && !(Number.isInteger(number) && number > 0)
    ? null
    : { from, profile, number, device, office };
};

const hourMs = 3_600_000;

/** How old a backup is, by this computer's clock, which may be wrong. */
const ageToText = (takenAt: string, now: number): Text => {
  const hours = Math.floor((now - Date.parse(takenAt)) / hourMs);
  if (hours < 0) return { ko: '이 컴퓨터의 시계보다 앞선 때', en: 'later than this computer’s clock' };
  if (hours < 1) return { ko: '한 시간 이내', en: 'less than an hour old' };
  if (hours < 48) return { ko: `${hours}시간 전`, en: `${hours} hours old` };
  return { ko: `${Math.floor(hours / 24)}일 전`, en: `${Math.floor(hours / 24)} days old` };
};

/** One generation on a line. What its manifest says is not vouched for yet. */
export const generationToLine = (
  { folder, found }: Pick<Generation, 'folder'> & { readonly found: Pick<ReadManifest, 'manifest'> | string },
  language: Language,
  now: number,
): string => {
  const name = basename(folder);
  if (found === 'newer') return `${name}  ${{ ko: '더 새로운 프로그램의 백업', en: 'by a later program' }[language]}`;
  if (typeof found === 'string') return `${name}  ${{ ko: '읽을 수 없음', en: 'not readable' }[language]}`;
  const { takenAt, office, journal, unsent } = found.manifest;
  const age = ageToText(takenAt, now)[language];
  const facts = {
    ko: `처리 기록 ${journal.seq}건, 미전송 ${unsent}건`,
    en: `${journal.seq} entries, ${unsent} not sent`,
  }[language];
  const where = { ko: office.nameKo, en: office.nameEn }[language];
  return `${name}  ${takenAt}  ${age}  ${where}  ${facts}`;
};

/** What may be missing in a backup, as far as the backup itself can tell. */
export const missingToLines = (
  { takenAt, registerAsOf, unsent }: Manifest,
  language: Language,
  now: number,
): string[] => {
  const age = ageToText(takenAt, now)[language];
  return {
    ko: [
      `백업 시각: ${takenAt} (${age}). 주민등록 내용은 ${registerAsOf ?? '받은 적 없음'} 현재입니다.`,
      '그 뒤에 접수하여 중앙 서버가 받은 것은 접속하면 다시 옵니다. 그 뒤에 접수하고 보내지 못한 것은 이 백업에 없습니다.',
      `백업할 때 보내지 못한 ${unsent}건은 들어 있으며, 접속하면 보냅니다. 그 뒤에 발급한 증명서는 이 컴퓨터의 대장에 없습니다.`,
    ],
    en: [
      `Taken at ${takenAt} (${age}). The register is as of ${registerAsOf ?? 'never'}.`,
      'What was filed since and central has taken comes back with the first contact. What was filed since and not sent is not in this backup.',
      `The ${unsent} entries that were not sent then are in it, and are sent. Papers issued since are not in this computer's ledger.`,
    ],
  }[language];
};

/** Says why nothing was done, and what the subcommand ends with. */
export const refuse = ({ complain, language }: CommandContext, error: AppError): ExitCode => {
  complain(errorToText(error, language));
  return error.type === 'BackupDamaged' || error.type === 'FileDamaged' ? exitCodes.damaged : exitCodes.refused;
};

export const errorLines = (errors: readonly AppError[], language: Language): string[] =>
  errors.map((error) => errorToText(error, language));
