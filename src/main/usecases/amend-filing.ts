import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import { type Act, type EntryBody, entryBodies } from '../../shared/contract/entry.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { Amendment } from '../../shared/registry/amendment.ts';
import { moverKey } from '../../shared/registry/answer.ts';
import type { Official } from '../../shared/registry/office.ts';
import { isMoveIn, subjectsOf } from '../../shared/registry/report.ts';
import { currentReport } from '../../shared/rules/filing.ts';
import type { StoredFiling } from '../replica/filing-rows.ts';
import { refuseAmendment } from './filings/amendable.ts';
import { refuseDoubles, refuseOtherProfile, refuseStranger } from './filings/at-the-counter.ts';
import { rolesToAmend } from './filings/authority.ts';
import { isRegistered } from './filings/connected.ts';
import { type Here, previewFiling, previewKnown } from './filings/preview.ts';
import type { FilingDeps } from './report-move-in.ts';
import { authorise } from './session.ts';

/**
 * Does something with a filing of this office, whichever of its devices took it: an entry of its own, with or without
 * the network. The filing as it was taken stays.
 */
export const amendFiling =
  ({ session, profile, system }: FilingDeps) =>
  async ({
    id,
    filing: filingId,
    amendment: given,
  }: CommandInput<'amendFiling'>): Promise<Result<CommandOutput<'amendFiling'>, AppError>> => {
    const open = authorise(session, rolesToAmend(given));
    if (!open.ok) return open;
    const { replica, office, official } = open.value;
    const refusal = refuseOtherProfile(given, profile) ?? refuseSupplement(given, replica.officials());
    if (refusal) return err(refusal);

    return replica.act(() => {
      const reads = replica.reads();
      const here: Here = { office: office.id, reads, sha256: system.sha256 };
      const filing = reads.filing(filingId);
      if (replica.hasEntry(id))
        return filing && isSameAmendment(replica.entryBody(id), filing, given)
          ? ok({ act: null, value: previewKnown(here, filing) })
          : err({ type: 'IdAlreadyUsed' });
      if (!filing) return err({ type: 'FilingNotFound' });
      const reason = refuseAmendment(filing, given, { office: office.id, deadlines: replica.deadlines() });
      if (reason) return err(reason);
      const amendment = completed(filing, given);
      const body: EntryBody<'filingAmended'> = { v: 1, asOf: replica.position(), filing: filingId, amendment };
      const contentHash = system.sha256(JSON.stringify(body));
      const act: Act<'filingAmended'> = {
        kind: 'filingAmended',
        id,
        actor: official.id,
        role: official.role,
        purpose: 'filing-amended',
        subject: subjectOf(here, filing),
        body,
      };
      const after = { ...filing, amendments: [...filing.amendments, { contentHash, amendment }] };
      return ok({ act, value: changesAnswers(amendment) ? previewFiling(here, after) : previewKnown(here, after) });
    });
  };

/** What can be seen of a supplement as of any report. */
const refuseSupplement = (amendment: Amendment, officials: readonly Official[]): AppError | null => {
  if (amendment.type !== 'supplemented') return null;
  const path = 'amendment.report';
  return refuseDoubles(amendment.report, path) ?? refuseStranger(amendment.report, officials, path);
};

/**
 * What the use case adds. The version of a supplement: one more than any that is known. And whom a refusal of
 * whoever is not registered meets: by the time it is decided, that may be others.
 */
const completed = ({ amendments, answers, ...filing }: StoredFiling, amendment: Amendment): Amendment => {
  if (amendment.type === 'refused' && amendment.people === null && answers.some(isRegistered)) {
    const registered = new Set(answers.filter(isRegistered).map(({ mover }) => mover));
    const left = subjectsOf(currentReport({ ...filing, amendments })).map(moverKey);
    return { ...amendment, people: left.filter((key) => !registered.has(key)) };
  }
  if (amendment.type !== 'supplemented') return amendment;
  const versions = amendments.map((each) => (each.amendment.type === 'supplemented' ? each.amendment.version : 0));
  return { ...amendment, version: Math.max(0, ...versions) + 1 };
};

const isSameAmendment = (body: string | null, filing: StoredFiling, given: Amendment): boolean => {
  const written = body === null ? null : entryBodies.filingAmended.safeParse(JSON.parse(body)).data;
  if (!written || written.filing !== filing.id) return false;
  return JSON.stringify(written.amendment) === JSON.stringify(completedAs(written.amendment, given));
};

/** With what the use case added then. */
const completedAs = (written: Amendment, given: Amendment): Amendment => {
  if (written.type === 'supplemented' && given.type === 'supplemented') return { ...given, version: written.version };
  if (written.type === 'refused' && given.type === 'refused')
    return { ...given, people: given.people ?? written.people };
  return given;
};

/** What was found out about the move, or noted about the day, is no matter of the register. */
const changesAnswers = ({ type }: Amendment): boolean => type !== 'post-verified' && type !== 'just-cause';

const subjectOf = ({ reads }: Here, filing: StoredFiling): string | null => {
  const report = currentReport(filing);
  const number = isMoveIn(report) ? report.reporter.number : subjectsOf(report)[0]?.number;
  return (number && reads.residentByNumber(number)?.id) ?? null;
};
