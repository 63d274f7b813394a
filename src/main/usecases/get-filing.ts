import type { AppError } from '../../shared/contract/errors.ts';
import type { Masked, QueryInput, QueryOutput } from '../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { DeadlinePolicy } from '../../shared/registry/deadline-policy.ts';
import type { Office } from '../../shared/registry/office.ts';
import { isMoveIn } from '../../shared/registry/report.ts';
import { legalTimeOf } from '../../shared/rules/calendar/deadlines.ts';
import { currentReport } from '../../shared/rules/filing.ts';
import type { FilingLines } from '../replica/filing-lines.ts';
import { followUpsOf } from './filings/follow-ups.ts';

export interface FilingReaderDeps {
  readonly reads: () => Result<
    {
      readonly filings: FilingLines;
      readonly deadlines: () => DeadlinePolicy;
      readonly office: () => Office | null;
    },
    AppError
  >;
}

/** One filing with everything that was done with it, and what follows from it. */
export const getFiling =
  ({ reads }: FilingReaderDeps) =>
  async ({ filing: id }: QueryInput<'getFiling'>): Promise<Result<QueryOutput<'getFiling'>, AppError>> => {
    const file = reads();
    if (!file.ok) return file;
    const found = file.value.filings.byId(id);
    const office = file.value.office();
    if (!found || !office) return err({ type: 'FilingNotFound' });
    const { line, filing } = found;
    const report = currentReport(filing);
    const amendments = filing.amendments.map(({ amendment }) => amendment);
    return ok({
      line,
      report: masked(report),
      amendments: amendments.map(masked),
      followUps: isMoveIn(report)
        ? followUpsOf(legalTimeOf(file.value.deadlines()), { office: office.id, report, amendments })
        : null,
    });
  };

/** Numbers that a person typed into a text are hidden too; what is a hash is left as it is. */
const masked = <T>(value: T): Masked<T> =>
  (typeof value === 'string'
    ? maskedText(value)
    : Array.isArray(value)
      ? value.map(masked)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, masked(each)]))
        : value) as Masked<T>;

const maskedText = (text: string): string =>
  /^[0-9a-f]{64}$/.test(text) ? text : text.replaceAll(/(?<!\d)(\d{6})[\s-]?(\d)\d{6}(?!\d)/g, '$1-$2******');
