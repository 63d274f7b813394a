import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { System } from '../system.ts';
import { invalidInput } from './invalid-input.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface SaveDraftDeps {
  readonly session: Session;
  readonly system: Pick<System, 'now'>;
}

/** Far more than anybody has under way at a counter; a window that makes a new draft at every key would be stopped here. */
const mostDrafts = 50;

/**
 * Keeps a task that is not finished. It is on disk when this answers, on this device alone, and for the official who
 * saved it alone.
 */
export const saveDraft =
  ({ session, system }: SaveDraftDeps) =>
  async ({
    id,
    task,
    title,
    content,
  }: CommandInput<'saveDraft'>): Promise<Result<CommandOutput<'saveDraft'>, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    if (/\d{6}[- ]?\d{7}/.test(title))
      return err(
        invalidInput('title', {
          ko: '제목에는 주민등록번호를 쓸 수 없습니다. 이름이나 주소만 적으십시오.',
          en: 'The title must not hold a resident number. Use a name or an address.',
        }),
      );
    const { replica, official } = open.value;
    const savedAt = new Date(system.now()).toISOString();
    const line = { id, task, title, official: official.id, savedAt };
    const saved = await replica.saveDraft({ ...line, content }, mostDrafts);
    switch (saved) {
      case 'saved':
        return ok(line);
      case 'of-another':
        return err({ type: 'IdAlreadyUsed' });
      case 'too-many':
        return err(
          invalidInput('id', {
            ko: `작성 중인 서류가 너무 많습니다(최대 ${String(mostDrafts)}건). 쓰지 않는 것을 지우십시오.`,
            en: `There are too many drafts (at most ${String(mostDrafts)}). Discard some that you need no more.`,
          }),
        );
    }
  };
