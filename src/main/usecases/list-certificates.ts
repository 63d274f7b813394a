import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryInput, QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { LedgerLines } from '../replica/ledger-lines.ts';

export interface LedgerReaderDeps {
  readonly reads: () => Result<{ readonly ledger: LedgerLines }, AppError>;
}

/** The ledger of papers, newest first. */
export const listCertificates =
  ({ reads }: LedgerReaderDeps) =>
  async ({
    filter,
    after,
  }: QueryInput<'listCertificates'>): Promise<Result<QueryOutput<'listCertificates'>, AppError>> => {
    const file = reads();
    return file.ok ? ok(file.value.ledger.list(filter, after)) : file;
  };
