import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryInput, QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';

export interface SearchResidentsDeps {
  readonly reads: () => Result<
    { readonly search: (text: string, after: string | null) => QueryOutput<'searchResidents'> },
    AppError
  >;
}

/** The office's own residents, whatever of them was typed. */
export const searchResidents =
  ({ reads }: SearchResidentsDeps) =>
  async ({ text, after }: QueryInput<'searchResidents'>): Promise<Result<QueryOutput<'searchResidents'>, AppError>> => {
    const file = reads();
    return file.ok ? ok(file.value.search(text, after)) : file;
  };
