import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import { type Departure, movedOutOn } from '../../shared/registry/departure.ts';

export interface ListDeparturesDeps {
  readonly reads: () => Result<{ readonly departures: () => Departure[] }, AppError>;
}

/** The office's move-out list. */
export const listDepartures =
  ({ reads }: ListDeparturesDeps) =>
  async (): Promise<Result<QueryOutput<'listDepartures'>, AppError>> => {
    const file = reads();
    if (!file.ok) return file;
    return ok({ rows: file.value.departures().map((line) => ({ ...line, movedOutOn: movedOutOn(line) })) });
  };
