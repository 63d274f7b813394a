import type { Database } from '../../src/central/store/database.ts';
import { readEntryHeader } from '../../src/shared/contract/entry.ts';
import { type Departure, departuresFrom } from '../../src/shared/registry/departure.ts';
import type { FilingId, OfficeId } from '../../src/shared/registry/ids.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import { PlainDate, plainDateAt } from '../../src/shared/registry/plain-date.ts';
import { registerOf } from '../../src/shared/rules/register.ts';
import { settle } from '../../src/shared/rules/settle.ts';
import type { Family } from './central-setup.ts';
import type { Dump } from './office.ts';
import { eungaram, solnae, yunseul } from './registry.ts';

export interface FiledReport {
  readonly id: FilingId;
  readonly office: OfficeId;
  readonly report: MoveInReport;
}

/** What central notes of a filing when it comes in. */
interface Arrival {
  readonly notBefore: PlainDate;
  readonly notAfter: PlainDate;
  readonly contentHash: string;
}

/**
 * What each office must show in the end, worked out from nothing but the rules: the register before, and every filing
 * that was acknowledged, each once.
 */
export const expectedDumps = (
  families: readonly Family[],
  filed: readonly FiledReport[],
  arrivals: ReadonlyMap<string, Arrival>,
): ReadonlyMap<OfficeId, Dump> => {
  const origin = registerOf(
    families.flatMap((family) => family.residents),
    families.map((family) => family.household),
  );
  const filings = filed.map((each) => {
    const arrival = arrivals.get(each.id);
    if (!arrival) throw new Error(`central has no filing ${each.id}, which an office acknowledged`);
    return { ...each, ...arrival };
  });
  const settled = settle(origin, filings);
  const residents = [...settled.residents.values()];
  return new Map(
    [solnae, eungaram, yunseul].map((office) => [
      office,
      {
        residents: byId(residents.filter((resident) => resident.office === office)),
        households: byId([...settled.households.values()].filter((household) => household.office === office)),
        departures: departuresOf(residents, office),
        answers: Object.fromEntries(
          filed
            .filter((each) => each.office === office)
            .map(({ id }) => [
              id,
              Object.fromEntries((settled.answers.get(id) ?? []).map(({ mover, answer }) => [mover, answer])),
            ]),
        ),
      },
    ]),
  );
};

const byId = <T extends { readonly id: string }>(documents: readonly T[]): Record<string, T> =>
  Object.fromEntries(documents.map((document) => [document.id, document]));

const departuresOf = (
  residents: readonly Parameters<typeof departuresFrom>[0][],
  office: OfficeId,
): Record<string, Departure[]> =>
  Object.fromEntries(
    residents
      .map((resident) => [resident.id, departuresFrom(resident, office)] as const)
      .filter(([, lines]) => lines.length > 0),
  );

/** What central noted of each filing when it came in. */
export const arrivalsAt = async (database: Database): Promise<ReadonlyMap<string, Arrival>> => {
  const rows = await database.rows<{ id: string; first: string; arrived_at: string; header: string }>(
    `select f.id, i.caught_up_on::text as first, i.arrived_at, i.header
     from filing f join inbox i on i.arrival = f.arrival`,
  );
  return new Map(
    rows.map(({ id, first, arrived_at, header }) => [
      id,
      {
        notBefore: PlainDate.parse(first),
        notAfter: plainDateAt(Date.parse(arrived_at)),
        contentHash: readEntryHeader(header)?.bodyHash ?? '',
      },
    ]),
  );
};
