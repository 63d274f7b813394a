import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, type Result } from '../../shared/contract/result.ts';
import type { MoveInReport } from '../../shared/registry/move-in.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { System } from '../system.ts';
import { refuseDoubles, refuseOtherProfile, refuseStranger } from './filings/at-the-counter.ts';
import { rolesToFile } from './filings/authority.ts';
import { takeReport } from './filings/take.ts';
import { authorise, type OpenOffice, type Session } from './session.ts';

export interface FilingDeps {
  readonly session: Session;
  readonly profile: Profile;
  readonly system: Pick<System, 'sha256'>;
}

/** Files a move-in: taken here and now, with or without the network. The answer that counts comes from central. */
export const reportMoveIn =
  ({ session, profile, system }: FilingDeps) =>
  async (input: CommandInput<'reportMoveIn'>): Promise<Result<CommandOutput<'reportMoveIn'>, AppError>> => {
    const open = refuseMoveIn({ session, profile }, input.report);
    return open.ok ? takeReport(open.value, system, input) : open;
  };

/** The office at which it may be filed; else why it may not, whatever the register says. */
export const refuseMoveIn = (
  { session, profile }: Pick<FilingDeps, 'session' | 'profile'>,
  report: MoveInReport,
): Result<OpenOffice, AppError> => {
  const open = authorise(session, rolesToFile(report));
  if (!open.ok) return open;
  const { office, replica } = open.value;
  if (report.to.office !== office.id) return err({ type: 'OtherOfficesArea' });
  const refusal =
    refuseOtherProfile(report, profile) ??
    refuseDoubles(report, 'report') ??
    refuseStranger(report, replica.officials(), 'report');
  return refusal ? err(refusal) : open;
};
