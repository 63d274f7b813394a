import { type CommandOutput, commands } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { Result } from '../../shared/contract/result.ts';
import { OfficialId } from '../../shared/registry/ids.ts';
import { errorToText } from '../../shared/text/errors.ts';
import type { Text } from '../../shared/text/language.ts';
import type { RekeyWatch } from '../replica/keys/rekey.ts';
import { type CommandContext, exitCodes, type Subcommand } from './subcommand.ts';

/** Opens the file as this official and gives it a new key. Returns who is left without a slot. */
export type RekeyAs = (
  context: CommandContext,
  order: { readonly official: OfficialId; readonly password: string; readonly reason: string },
  tell: RekeyWatch['tell'],
) => Promise<Result<CommandOutput<'rekeyFile'>, AppError>>;

/** `rekey --reason TEXT`: what a supervisor does in the window, where there is none. */
export const createRekey = (rekeyAs: RekeyAs): Subcommand => ({
  name: 'rekey',
  synopsis: '--reason TEXT --official SUPERVISOR',
  does: 'gives the file a new key, which those whom central names keep; broken off at any moment, one of the two holds',
  options: { reason: { type: 'string' } },
  officeLock: 'needed',
  run: async (context) => {
    const { language, isJson, values, print, complain } = context;
    const reason = commands.rekeyFile.input.shape.reason.safeParse(values['reason']);
    if (!reason.success) {
      complain('--reason TEXT: why? 2 to 60 letters');
      return exitCodes.wrongUsage;
    }
    const official = OfficialId.safeParse(values['official']);
    if (!official.success) {
      complain('--official ID: which supervisor?');
      return exitCodes.wrongUsage;
    }
    const id = official.data;
    const password = await context.askPassword({ ko: `${id} 비밀번호: `, en: `Password of ${id}: ` });
    if (password === null) {
      complain(errorToText({ type: 'WrongPassword' }, language));
      return exitCodes.refused;
    }
    let last = '';
    const order = { official: id, password, reason: reason.data };
    const done = await rekeyAs(context, order, ({ step, part }) => {
      const line = `${steps[step][language]} ${Math.floor(part * 10) * 10} %`;
      if (line !== last && !isJson) complain(line);
      last = line;
    });
    if (!done.ok) {
      complain(errorToText(done.error, language));
      return done.error.type === 'FileDamaged' ? exitCodes.damaged : exitCodes.refused;
    }
    const { withoutSlot } = done.value;
    const named = withoutSlot.map(
      ({ id, name }): Text => ({
        ko: `${name}(${id}): 비밀번호를 다시 등록해야 합니다.`,
        en: `${name} (${id}) needs a new password.`,
      }),
    );
    const lines = [{ ko: '파일 열쇠를 바꿨습니다.', en: 'The file has a new key.' }, ...named];
    print(isJson ? [JSON.stringify(done.value)] : lines.map((line) => line[language]));
    return withoutSlot.length === 0 ? exitCodes.done : exitCodes.attention;
  },
});

const steps = {
  waiting: { ko: '기다리는 중', en: 'waiting' },
  copying: { ko: '새 열쇠로 옮기는 중', en: 'copying under the new key' },
  'changing-over': { ko: '새 파일로 넘어가는 중', en: 'changing over' },
} as const satisfies Readonly<Record<string, Text>>;
