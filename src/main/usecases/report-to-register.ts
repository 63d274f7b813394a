import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, type Result } from '../../shared/contract/result.ts';
import { refuseDoubles, refuseOtherProfile, refuseStranger } from './filings/at-the-counter.ts';
import { rolesToFile } from './filings/authority.ts';
import { takeReport } from './filings/take.ts';
import type { FilingDeps } from './report-move-in.ts';
import { authorise } from './session.ts';

/** Files any report but a move-in, or an act of the office's own, in the same way as a move-in. */
export const reportToRegister =
  ({ session, profile, system }: FilingDeps) =>
  async (input: CommandInput<'reportToRegister'>): Promise<Result<CommandOutput<'reportToRegister'>, AppError>> => {
    const open = authorise(session, rolesToFile(input.report));
    if (!open.ok) return open;
    const { report } = input;
    const refusal =
      refuseOtherProfile(report, profile) ??
      refuseDoubles(report, 'report') ??
      refuseStranger(report, open.value.replica.officials(), 'report');
    return refusal ? err(refusal) : takeReport(open.value, system, input);
  };
