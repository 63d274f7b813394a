import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryInput, QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { FilingLines } from '../replica/filing-lines.ts';

export interface ListFilingsDeps {
  readonly reads: () => Result<{ readonly filings: Pick<FilingLines, 'list'> }, AppError>;
}

/** The office's filings with the answer for each mover. */
export const listFilings =
  ({ reads }: ListFilingsDeps) =>
  async ({ after }: QueryInput<'listFilings'>): Promise<Result<QueryOutput<'listFilings'>, AppError>> => {
    const file = reads();
    return file.ok ? ok(file.value.filings.list(after)) : file;
  };
