import { errorToText } from '../../shared/text/errors.ts';
import type { Language } from '../../shared/text/language.ts';
import { createRebuild, type Rebuilt } from '../replica/checkpoint/rebuild.ts';
import { renewCheckpoint } from '../replica/checkpoint/renew.ts';
import { type CommandContext, type ExitCode, exitCodes, type Subcommand } from './subcommand.ts';

/** Makes the views anew from the last checkpoint and the logs, or only says whether they would come out the same. */
export const rebuild: Subcommand = {
  name: 'rebuild',
  synopsis: '[--check]',
  does: 'makes the views anew from the last checkpoint and the logs, or the checkpoint if it is damaged; --check only compares, and changes nothing',
  options: { check: { type: 'boolean', default: false } },
  officeLock: 'needed',
  run: async (context) => {
    const { folder, profile, system, language, values, isJson, print, complain } = context;
    const key = await context.openSlot();
    if (!key.ok) {
      complain(errorToText(key.error, language));
      return exitCodes.refused;
    }
    const isCheck = values['check'] === true;
    const { check, rebuild: make } = createRebuild({ folder, profile, system }, key.value);
    const rebuilt = await (isCheck ? check() : make());
    if (!rebuilt.ok) {
      const { error } = rebuilt;
      if (!isCheck && error.type === 'NoCheckpoint' && error.why !== 'erased-since') return renew(context, key.value);
      complain(errorToText(error, language));
      return error.type === 'FileDamaged' ? exitCodes.damaged : exitCodes.refused;
    }
    print(isJson ? [JSON.stringify({ isCheck, ...rebuilt.value })] : linesOf(rebuilt.value, isCheck, language));
    return rebuilt.value.differences.length === 0 || !isCheck ? exitCodes.done : exitCodes.damaged;
  },
};

/** With nothing to rebuild from, the next rebuild at least has something. */
const renew = async (context: CommandContext, key: Buffer): Promise<ExitCode> => {
  const { folder, profile, system, language, isJson, print, complain } = context;
  const renewed = await renewCheckpoint({ folder, profile, system }, key);
  if (!renewed.ok) {
    complain(errorToText(renewed.error, language));
    return renewed.error.type === 'FileDamaged' ? exitCodes.damaged : exitCodes.refused;
  }
  const text = {
    ko: '온전한 기준점이 없었습니다. 파일의 나머지는 온전하므로 지금의 화면 자료로 기준점을 새로 만들었습니다. 화면 자료를 기록과 견주지는 못했으니, 의심스러우면 백업에서 복원하거나 중앙 서버에서 등록부를 새로 받으십시오.',
    en: 'There was no whole checkpoint. All else in the file is whole, so one was made of the views as they are. They could not be compared with the logs: if in doubt, restore a backup or take the register from central again.',
  };
  print([isJson ? JSON.stringify({ isCheck: false, renewedAt: renewed.value.at }) : text[language]]);
  return exitCodes.attention;
};

const linesOf = ({ differences, folded, checkpointAt }: Rebuilt, isCheck: boolean, language: Language): string[] => {
  const from = {
    ko: `기준점(${checkpointAt}) 이후의 기록 ${folded}건을 다시 적용했습니다.`,
    en: `Folded ${folded} records after the checkpoint of ${checkpointAt}.`,
  };
  const found = differences.map(({ table, extra, missing, isUnreadable }) =>
    isUnreadable
      ? { ko: `${table}: 읽을 수 없습니다.`, en: `${table}: can't be read.` }
      : {
          ko: `${table}: 기록에 없는 줄 ${extra}개, 빠진 줄 ${missing}개.`,
          en: `${table}: ${extra} rows that the logs don't make, ${missing} rows missing.`,
        },
  );
  const same = { ko: '화면 자료가 기록과 같습니다.', en: 'The views are what the logs make of them.' };
  const mended = { ko: '화면 자료를 기록대로 다시 만들었습니다.', en: 'The views were made anew from the logs.' };
  const end = differences.length === 0 ? [same] : isCheck ? [] : [mended];
  return [from, ...found, ...end].map((text) => text[language]);
};
