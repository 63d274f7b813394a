import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryOutput, TrayItem } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { DeadlinePolicy } from '../../shared/registry/deadline-policy.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import { householderOf } from '../../shared/registry/move-in.ts';
import type { Office } from '../../shared/registry/office.ts';
import { isMoveIn } from '../../shared/registry/report.ts';
import { type LegalTime, legalTimeOf } from '../../shared/rules/calendar/deadlines.ts';
import { currentReport } from '../../shared/rules/filing.ts';
import type { FilingLines } from '../replica/filing-lines.ts';
import type { StoredFiling } from '../replica/filing-rows.ts';
import type { HeadlessHousehold } from '../replica/headless-households.ts';
import type { LedgerLines } from '../replica/ledger-lines.ts';
import { followUpsOf } from './filings/follow-ups.ts';

export interface ListTrayDeps {
  readonly reads: () => Result<
    {
      readonly filings: FilingLines;
      readonly headlessHouseholds: () => readonly HeadlessHousehold[];
      readonly ledger: LedgerLines;
      readonly deadlines: () => DeadlinePolicy;
      readonly office: () => Office | null;
    },
    AppError
  >;
}

/** Everything that waits for a person at this office. What waits for central is not among it. */
export const listTray =
  ({ reads }: ListTrayDeps) =>
  async (): Promise<Result<QueryOutput<'listTray'>, AppError>> => {
    const file = reads();
    if (!file.ok) return file;
    const { filings, headlessHouseholds, ledger, deadlines, office: officeOf } = file.value;
    const office = officeOf();
    if (!office) return ok({ items: [] });
    const time = legalTimeOf(deadlines());
    const overtaken = ledger.all({ from: null, to: null, show: 'overtaken', kind: null, text: '' });
    return ok({
      items: [
        ...filings.unsettled().map((filing): TrayItem => ({ type: 'filing', filing })),
        ...headlessHouseholds().map((each): TrayItem => ({ type: 'household-without-householder', ...each })),
        ...filings.unverified().flatMap((filing) => verificationOf(time, office.id, filing) ?? []),
        // One that was replaced since is in nobody's hands any more.
        ...overtaken
          .filter(({ state }) => state === 'issued')
          .map((certificate): TrayItem => ({ type: 'overtaken-paper', certificate })),
      ],
    });
  };

const verificationOf = (time: LegalTime, office: OfficeId, filing: StoredFiling): TrayItem | null => {
  const report = currentReport(filing);
  if (!isMoveIn(report)) return null;
  const amendments = filing.amendments.map(({ amendment }) => amendment);
  const { state, sendBy, replyBy } = followUpsOf(time, { office, report, amendments }).postVerification;
  if (state !== 'to-send' && state !== 'sent') return null;
  return {
    type: 'post-verification',
    filing: filing.id,
    householderName: householderOf(report).name,
    due: state === 'to-send' ? sendBy : replyBy,
    step: state === 'to-send' ? 'send' : 'reply',
  };
};
