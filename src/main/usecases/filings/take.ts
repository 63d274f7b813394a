import type { CommandOutput, FilingPreview } from '../../../shared/contract/commands.ts';
import { type Act, type EntryBody, entryBodies } from '../../../shared/contract/entry.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import { isMoveIn, type Report, subjectsOf } from '../../../shared/registry/report.ts';
import type { StoredFiling } from '../../replica/filing-rows.ts';
import type { System } from '../../system.ts';
import type { OpenOffice } from '../session.ts';
import { type Here, previewFiling, previewKnown } from './preview.ts';

type TakenKind = 'moveInReported' | 'registerReported';

/**
 * Appends a report that may be filed, once for each id: asked again with the same content, it answers as it stands by
 * then, and with another it is refused.
 */
export const takeReport = async (
  { replica, office, official }: OpenOffice,
  system: Pick<System, 'sha256'>,
  { id, report }: { readonly id: FilingId; readonly report: Report },
): Promise<Result<CommandOutput<'reportToRegister'>, AppError>> => {
  const kind: TakenKind = isMoveIn(report) ? 'moveInReported' : 'registerReported';
  return replica.act(() => {
    const reads = replica.reads();
    const here: Here = { office: office.id, reads, sha256: system.sha256 };
    if (replica.hasEntry(id)) {
      const known = isSameReport(kind, replica.entryBody(id), report) ? reads.filing(id) : null;
      return known ? ok({ act: null, value: previewKnown(here, known) }) : err({ type: 'IdAlreadyUsed' });
    }
    // Another device of this office took it.
    if (reads.filing(id)) return err({ type: 'IdAlreadyUsed' });
    const body = { v: 1, asOf: replica.position(), report } as EntryBody<TakenKind>;
    const subject = subjectNumber(report);
    const act: Act<TakenKind> = {
      kind,
      id,
      actor: official.id,
      role: official.role,
      purpose: isMoveIn(report) ? 'move-in' : report.kind,
      subject: (subject && reads.residentByNumber(subject)?.id) ?? null,
      body,
    };
    return ok({ act, value: previewFiling(here, asFiling(id, body, system.sha256)) });
  });
};

/** What `takeReport` would answer now, without taking anything. */
export const previewReport = (
  { replica, office }: OpenOffice,
  { sha256 }: Pick<System, 'sha256'>,
  { id, report }: { readonly id: FilingId; readonly report: Report },
): FilingPreview => {
  const body = { v: 1, asOf: replica.position(), report } as EntryBody<TakenKind>;
  return previewFiling({ office: office.id, reads: replica.reads(), sha256 }, asFiling(id, body, sha256));
};

const isSameReport = (kind: TakenKind, body: string | null, report: Report): boolean => {
  const written = body === null ? undefined : entryBodies[kind].safeParse(JSON.parse(body)).data;
  return written !== undefined && JSON.stringify(written.report) === JSON.stringify(report);
};

/** Whose data it is about: who stands at the counter, or the first whom the report names. */
const subjectNumber = (report: Report) => (isMoveIn(report) ? report.reporter.number : subjectsOf(report)[0]?.number);

/** A filing that is not in the replica yet, as the rules look at it. */
const asFiling = (id: FilingId, body: EntryBody<TakenKind>, sha256: System['sha256']): StoredFiling => ({
  id,
  device: '' as StoredFiling['device'],
  takenAt: '',
  report: body.report,
  contentHash: sha256(JSON.stringify(body)),
  amendments: [],
  answers: [],
  isWaiting: true,
  isQuarantined: false,
  isUnsent: true,
});
