import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { invalidInput } from './invalid-input.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface SetPrintersDeps {
  readonly session: Session;
}

/** Sets up the printers of this device; the list takes the place of the one before. */
export const setPrinters =
  ({ session }: SetPrintersDeps) =>
  async ({ id, printers }: CommandInput<'setPrinters'>): Promise<Result<CommandOutput<'setPrinters'>, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    if (new Set(printers.map((each) => each.id)).size < printers.length)
      return err(
        invalidInput('printers', {
          ko: '두 프린터의 이름(id)이 같습니다. 서로 다른 이름을 쓰십시오.',
          en: 'Two printers have the same id. Give each its own.',
        }),
      );
    const { replica, official, papers } = open.value;
    const done = await replica.act(() => {
      if (replica.hasEntry(id)) return ok({ act: null, value: {} });
      const { id: actor, role } = official;
      const body = { v: 1, printers } as const;
      return ok({ act: { kind: 'printersSet', id, actor, role, purpose: 'printers', subject: null, body }, value: {} });
    });
    if (done.ok) {
      papers.printers.setUp(replica.printers());
      papers.press.wake();
    }
    return done;
  };
