import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryInput, QueryOutput } from '../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { LedgerReaderDeps } from './list-certificates.ts';

/** One paper with every step that it took. */
export const getCertificate =
  ({ reads }: LedgerReaderDeps) =>
  async ({ certificate }: QueryInput<'getCertificate'>): Promise<Result<QueryOutput<'getCertificate'>, AppError>> => {
    const file = reads();
    if (!file.ok) return file;
    const { ledger } = file.value;
    const line = ledger.byId(certificate);
    return line ? ok({ line, steps: ledger.steps(certificate) }) : err({ type: 'CertificateNotFound' });
  };
