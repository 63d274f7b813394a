import type { Database } from '../../src/central/store/database.ts';
import { readEntryHeader } from '../../src/shared/contract/entry.ts';
import type { Amendment } from '../../src/shared/registry/amendment.ts';
import { arrivalsAt as arrivalsIn, departuresFrom } from '../../src/shared/registry/departure.ts';
import type { FilingId, OfficeId } from '../../src/shared/registry/ids.ts';
import { PlainDate, plainDateAt } from '../../src/shared/registry/plain-date.ts';
import type { Report } from '../../src/shared/registry/report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { currentReport, type FiledAmendment } from '../../src/shared/rules/filing.ts';
import { registerOf } from '../../src/shared/rules/register.ts';
import { settle } from '../../src/shared/rules/settle.ts';
import type { Family } from './central-setup.ts';
import type { Dump } from './office.ts';
import { eungaram, solnae, yunseul } from './registry.ts';

export interface FiledReport {
  readonly id: FilingId;
  readonly office: OfficeId;
  readonly report: Report;
}

export interface DoneWith {
  readonly filing: FilingId;
  /** The entry's. */
  readonly id: FilingId;
  readonly amendment: Amendment;
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
  done: readonly DoneWith[] = [],
): ReadonlyMap<OfficeId, Dump> => {
  const origin = registerOf(
    families.flatMap((family) => family.residents),
    families.map((family) => family.household),
  );
  const filings = filed.map((each) => {
    const arrival = arrivals.get(each.id);
    if (!arrival) throw new Error(`central has no filing ${each.id}, which an office acknowledged`);
    const amendments = done.flatMap(({ filing, id, amendment }): FiledAmendment[] => {
      if (filing !== each.id) return [];
      const entry = arrivals.get(id);
      if (!entry) throw new Error(`central has no amendment ${id}, which an office acknowledged`);
      return [{ contentHash: entry.contentHash, amendment }];
    });
    return { ...each, ...arrival, amendments };
  });
  const settled = settle(origin, filings);
  const residents = [...settled.residents.values()];
  return new Map(
    [solnae, eungaram, yunseul].map((office) => [
      office,
      {
        residents: byId(residents.filter((resident) => resident.office === office)),
        households: byId([...settled.households.values()].filter((household) => household.office === office)),
        departures: linesOf(residents, (resident) => departuresFrom(resident, office)),
        arrivals: linesOf(residents, (resident) => arrivalsIn(resident, office)),
        filings: Object.fromEntries(
          filings
            .filter((each) => each.office === office)
            .map((filing) => [
              filing.id,
              {
                report: currentReport(filing),
                amendments: filing.amendments.map(({ amendment }) => JSON.stringify(amendment)).toSorted(),
              },
            ]),
        ),
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

const linesOf = <T>(
  residents: readonly Resident[],
  lines: (resident: Resident) => readonly T[],
): Record<string, readonly T[]> =>
  Object.fromEntries(
    residents.map((resident) => [resident.id, lines(resident)] as const).filter(([, found]) => found.length > 0),
  );

/** What central noted of each filing, and of what was done with one, when it came in. */
export const arrivalsAt = async (database: Database): Promise<ReadonlyMap<string, Arrival>> => {
  const rows = await database.rows<{ id: string; first: string; arrived_at: string; header: string }>(
    `select f.id, i.caught_up_on::text as first, i.arrived_at, i.header
     from filing f join inbox i on i.arrival = f.arrival
     union all select i.id, i.caught_up_on::text, i.arrived_at, i.header
     from amendment m join inbox i on i.arrival = m.arrival`,
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
