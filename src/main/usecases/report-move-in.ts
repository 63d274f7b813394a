import type { CentralChecks, CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import { type EntryBody, entryBodies } from '../../shared/contract/entry.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { MoverAnswer } from '../../shared/registry/answer.ts';
import type { FilingId } from '../../shared/registry/ids.ts';
import type { MoveInReport } from '../../shared/registry/move-in.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { Household, Resident } from '../../shared/registry/resident.ts';
import { fitsProfile } from '../../shared/registry/resident-number.ts';
import type { Filing } from '../../shared/rules/filing.ts';
import { registerOf } from '../../shared/rules/register.ts';
import { settle } from '../../shared/rules/settle.ts';
import type { RegisterReads, WaitingFiling } from '../replica/register-reads.ts';
import type { System } from '../system.ts';
import { authorise, counterRoles, type OpenOffice, type Session } from './session.ts';

export interface ReportMoveInDeps {
  readonly session: Session;
  readonly profile: Profile;
  readonly system: System;
}

/** Files a move-in: taken here and now, with or without the network. The answer that counts comes from central. */
export const reportMoveIn =
  ({ session, profile, system }: ReportMoveInDeps) =>
  async ({ id, report }: CommandInput<'reportMoveIn'>): Promise<Result<CommandOutput<'reportMoveIn'>, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    const refusal = refuse(open.value, report, profile);
    if (refusal) return err(refusal);
    const { replica, official, sync } = open.value;

    const filed = await replica.act(() => {
      const value = preview(replica.reads(), id, report, system);
      if (replica.hasEntry(id))
        return isSameReport(replica.entryBody(id), report) ? ok({ act: null, value }) : err({ type: 'IdAlreadyUsed' });
      const body: EntryBody<'moveInReported'> = { v: 1, asOf: replica.position(), report };
      const subject = replica.reads().residentByNumber(report.reporter.number)?.id ?? null;
      const act = { kind: 'moveInReported', id, actor: official.id, role: official.role, subject, body } as const;
      return ok({ act: { ...act, purpose: 'move-in' }, value });
    });
    if (filed.ok) sync.wake();
    return filed;
  };

/** What can be seen at the counter without any register. */
const refuse = ({ office }: OpenOffice, report: MoveInReport, profile: Profile): AppError | null => {
  if (report.to.office !== office.id) return { type: 'OtherOfficesArea' };
  const numbers = [report.reporter.number, ...report.movers.map((mover) => mover.number)];
  return numbers.every((number) => fitsProfile(number, profile)) ? null : { type: 'NumberOfOtherProfile', profile };
};

const isSameReport = (body: string | null, report: MoveInReport): boolean => {
  const written = body === null ? null : entryBodies.moveInReported.safeParse(JSON.parse(body)).data;
  return written !== null && JSON.stringify(written?.report) === JSON.stringify(report);
};

/**
 * What the same rules say on this office's own copy. An answer is given only where nothing that the office can't see
 * could change it; the rest is named for central to check.
 */
const preview = (
  reads: RegisterReads,
  id: FilingId,
  report: MoveInReport,
  system: System,
): CommandOutput<'reportMoveIn'> => {
  const centralChecks: CentralChecks[] = ['report-date'];
  const found = report.movers.map((mover) => reads.residentByNumber(mover.number));
  const residents = found.filter((resident) => resident !== null);
  if (residents.length < found.length) centralChecks.push('movers-from-elsewhere');
  const waiting = reads.waitingFilings(report.movers.map((mover) => mover.number)).filter((each) => each.id !== id);
  const filings = [...waiting, { id, report }];
  if (residents.some((resident) => filings.some((filing) => hasLaterFiling(resident, filing.report))))
    centralChecks.push('later-filings');
  const answers = centralChecks.length > 1 ? [] : (settleHere(reads, residents, filings, system).get(id) ?? []);
  return { filing: id, preview: [...answers], centralChecks };
};

const hasLaterFiling = ({ addresses }: Resident, { reportDate }: MoveInReport): boolean => {
  const last = addresses.at(-1);
  return last !== undefined && last.filing !== null && last.registeredOn >= reportDate;
};

const settleHere = (
  reads: RegisterReads,
  movers: readonly Resident[],
  filings: readonly WaitingFiling[],
  system: System,
): ReadonlyMap<FilingId, readonly MoverAnswer[]> => {
  const households = new Map<string, Household>();
  const residents = new Map<string, Resident>();
  for (const mover of movers) {
    const household = reads.household(mover.household);
    if (!household || households.has(household.id)) continue;
    households.set(household.id, household);
    for (const member of household.members) {
      const resident = reads.resident(member);
      if (resident) residents.set(resident.id, resident);
    }
  }
  const toFiling = (each: WaitingFiling): Filing => ({
    ...each,
    office: each.report.to.office,
    contentHash: system.sha256(JSON.stringify(each.report)),
    notBefore: null,
    notAfter: null,
  });
  return settle(registerOf(residents.values(), households.values()), filings.map(toFiling)).answers;
};
