import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryInput, QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { LedgerReaderDeps } from './list-certificates.ts';

/** What a day's ledger adds up to, what of it is still open, and who signed it off. */
export const getDay =
  ({ reads }: LedgerReaderDeps) =>
  async ({ day }: QueryInput<'getDay'>): Promise<Result<QueryOutput<'getDay'>, AppError>> => {
    const file = reads();
    if (!file.ok) return file;
    const { ledger } = file.value;
    const signed = ledger.signature(day);
    // What was signed off stands as it was signed, whatever becomes of a paper of that day later.
    const figures = signed?.ledger ?? ledger.day(day);
    return ok({ ledger: figures, open: ledger.openOf(day), signed });
  };
