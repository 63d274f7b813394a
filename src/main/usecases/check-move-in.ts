import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import { FilingId } from '../../shared/registry/ids.ts';
import type { System } from '../system.ts';
import { previewReport } from './filings/take.ts';
import { type FilingDeps, refuseMoveIn } from './report-move-in.ts';

export interface CheckMoveInDeps extends FilingDeps {
  readonly system: Pick<System, 'sha256' | 'newId'>;
}

/** What the answer would be, were the move-in filed now: refused and judged as `reportMoveIn` does, and not recorded. */
export const checkMoveIn =
  ({ session, profile, system }: CheckMoveInDeps) =>
  async ({ report }: CommandInput<'checkMoveIn'>): Promise<Result<CommandOutput<'checkMoveIn'>, AppError>> => {
    const open = refuseMoveIn({ session, profile }, report);
    if (!open.ok) return open;
    const id = FilingId.parse(system.newId());
    const { preview, centralChecks } = previewReport(open.value, system, { id, report });
    return ok({ preview, centralChecks });
  };
