import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryInput, QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { FilingId } from '../../shared/registry/ids.ts';

export interface ListFilingsDeps {
  readonly reads: () => Result<{ readonly filings: (after: FilingId | null) => QueryOutput<'listFilings'> }, AppError>;
}

/** The office's filings with the answer for each mover. */
export const listFilings =
  ({ reads }: ListFilingsDeps) =>
  async ({ after }: QueryInput<'listFilings'>): Promise<Result<QueryOutput<'listFilings'>, AppError>> => {
    const file = reads();
    return file.ok ? ok(file.value.filings(after)) : file;
  };
