import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { Arrival } from '../../shared/registry/departure.ts';

export interface ListArrivalsDeps {
  readonly reads: () => Result<{ readonly arrivals: () => Arrival[] }, AppError>;
}

/** The office's move-in list. */
export const listArrivals =
  ({ reads }: ListArrivalsDeps) =>
  async (): Promise<Result<QueryOutput<'listArrivals'>, AppError>> => {
    const file = reads();
    return file.ok ? ok({ rows: file.value.arrivals() }) : file;
  };
