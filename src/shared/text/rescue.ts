import type { Language } from './language.ts';

/** What was taken of one incarnation's journal, by how many entries or which. */
interface TakenJournal {
  readonly incarnation: number;
  readonly taken: number;
  readonly unsent: number;
  readonly filedAnew: readonly number[];
  readonly kept: readonly number[];
}

const list = (seqs: readonly number[]): string => seqs.join(', ');

const texts = {
  ko: (folder: string, journals: readonly TakenJournal[], drafts: number): string[] => [
    `새 자료 폴더: ${folder}. 손상된 폴더는 그대로 있습니다. 복구가 끝날 때까지 지우지 마십시오.`,
    ...journals.flatMap(({ incarnation, taken, unsent, filedAnew, kept }) => [
      `처리 기록 ${incarnation}: ${taken}건을 그대로 옮겼습니다. 그 가운데 ${unsent}건은 아직 전송하지 않았고 연결되면 전송됩니다.`,
      ...(filedAnew.length > 0
        ? [
            `끊어진 곳 뒤에 있어 이어서 보낼 수 없는 ${filedAnew.length}건은 같은 내용으로 다시 기록했습니다: ${list(filedAnew)}번.`,
          ]
        : []),
      ...(kept.length > 0
        ? [
            `끊어진 곳 뒤의 ${kept.length}건은 중앙 서버에 이미 있거나 다시 기록할 수 없어 rescued-entries.db에 따로 보관했습니다: ${list(kept)}번.`,
          ]
        : []),
    ]),
    `작성 중이던 서류 ${drafts}건을 옮겼습니다.`,
    '이 폴더로 로그인하여 접수를 계속할 수 있습니다. 중앙 서버가 이 컴퓨터를 다시 받아들일 때까지 전송과 발급은 하지 않으므로, 책임자에게 등록 코드를 받아 등록하십시오. 주민등록 자료는 그때 다시 받습니다.',
  ],
  en: (folder: string, journals: readonly TakenJournal[], drafts: number): string[] => [
    `New data folder: ${folder}. The damaged one is as it was; do not delete it until everything is settled.`,
    ...journals.flatMap(({ incarnation, taken, unsent, filedAnew, kept }) => [
      `Journal ${incarnation}: ${taken} entries were taken over as they were, ${unsent} of them not sent yet; they go to central once there is a connection.`,
      ...(filedAnew.length > 0
        ? [`${filedAnew.length} that stood behind a gap were written again, with the same content: ${list(filedAnew)}.`]
        : []),
      ...(kept.length > 0
        ? [
            `${kept.length} behind the gap are at central already or could not be written again, and are kept in rescued-entries.db: ${list(kept)}.`,
          ]
        : []),
    ]),
    `${drafts} drafts were taken over.`,
    'Sign in with this folder to go on taking filings. Until central has admitted this computer again nothing is sent or issued: get an enrolment code from a supervisor and enrol it. The register comes then.',
  ],
} as const;

/** What a rescue brought over, and what to do next. */
export const rescuedToLines = (
  {
    folder,
    journals,
    drafts,
  }: { readonly folder: string; readonly journals: readonly TakenJournal[]; readonly drafts: number },
  language: Language,
): string[] => texts[language](folder, journals, drafts);
