import { errorToText } from '../../shared/text/errors.ts';
import type { Language } from '../../shared/text/language.ts';
import { createRebuild, type Rebuilt } from '../replica/checkpoint/rebuild.ts';
import { exitCodes, type Subcommand } from './subcommand.ts';

/** Makes the views anew from the last checkpoint and the logs, or only says whether they would come out the same. */
export const rebuild: Subcommand = {
  name: 'rebuild',
  synopsis: '[--check]',
  does: 'makes the views anew from the last checkpoint and the logs; --check only compares, and changes nothing',
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
      complain(errorToText(rebuilt.error, language));
      return exitCodes.refused;
    }
    print(isJson ? [JSON.stringify({ isCheck, ...rebuilt.value })] : linesOf(rebuilt.value, isCheck, language));
    return rebuilt.value.differences.length === 0 || !isCheck ? exitCodes.done : exitCodes.damaged;
  },
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
