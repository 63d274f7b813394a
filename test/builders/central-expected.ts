import { expect } from 'vitest';
import { readEntryBody, readEntryHeader } from '../../src/shared/contract/entry.ts';
import type { FeedContent } from '../../src/shared/contract/feed-item.ts';
import type { SnapshotRow } from '../../src/shared/contract/sync.ts';
import { arrivalsAt, departuresFrom } from '../../src/shared/registry/departure.ts';
import type { DeviceId, FilingId, OfficeId } from '../../src/shared/registry/ids.ts';
import { PlainDate, plainDateAt } from '../../src/shared/registry/plain-date.ts';
import type { AreaChange } from '../../src/shared/registry/register-report.ts';
import type { FiledAmendment, Filing } from '../../src/shared/rules/filing.ts';
import { registerOf } from '../../src/shared/rules/register.ts';
import { settle } from '../../src/shared/rules/settle.ts';
import type { TestClient } from './central-client.ts';
import type { TestDevice } from './central-device.ts';
import type { Family, TestCentral } from './central-setup.ts';
import { officeState, registerState, type State } from './central-state.ts';

export interface TestDesk {
  readonly office: OfficeId;
  readonly device: TestDevice;
  readonly client: TestClient;
}

interface Filed {
  readonly filing: Filing;
  readonly device: DeviceId;
  readonly receivedAt: string;
}

/**
 * What central was given: the entries of the desks as they signed them, read by the contract, without those that went
 * to quarantine. What central noted of their arrival is all that is taken from its database.
 */
const filedAt = async ({ database }: Pick<TestCentral, 'database'>, desks: readonly TestDesk[]): Promise<Filed[]> => {
  const rows = await database.rows<{ id: FilingId; arrived_at: string; first: string }>(
    'select id, arrived_at, caught_up_on::text as first from inbox where quarantined is null order by arrival',
  );
  const entries = new Map(
    desks.flatMap((desk) => desk.device.entries.map(({ id, link }) => [id, { ...desk, ...link }] as const)),
  );
  const filed = new Map<FilingId, Filed & { readonly amendments: FiledAmendment[] }>();
  for (const { id, arrived_at: receivedAt, first } of rows) {
    const entry = entries.get(id);
    const header = entry && readEntryHeader(entry.header);
    if (!entry || !header) throw new Error(`central has entry ${id}, which no desk wrote`);
    const read = readEntryBody(header, entry.body);
    if (read.type !== 'known') throw new Error(`entry ${id}: ${read.type}`);
    const { act } = read;
    if (act.kind === 'moveInReported' || act.kind === 'registerReported')
      filed.set(id, {
        filing: {
          id,
          office: entry.office,
          contentHash: header.bodyHash,
          notBefore: PlainDate.parse(first),
          notAfter: plainDateAt(Date.parse(receivedAt)),
          report: act.body.report,
        },
        device: entry.device.id,
        receivedAt,
        amendments: [],
      });
    if (act.kind === 'filingAmended')
      filed.get(act.body.filing)?.amendments.push({ contentHash: header.bodyHash, amendment: act.body.amendment });
  }
  return [...filed.values()].map(({ amendments, filing, ...rest }) => ({
    ...rest,
    filing: amendments.length === 0 ? filing : { ...filing, amendments },
  }));
};

/** What the office must have in the end, worked out from nothing but the rules. */
const expectedState = (
  office: OfficeId,
  filed: readonly Filed[],
  { residents, households, answers }: ReturnType<typeof settle>,
): State => {
  const state: State = {};
  for (const resident of residents.values()) {
    if (resident.office === office) state[`resident ${resident.id}`] = resident;
    const left = departuresFrom(resident, office);
    if (left.length > 0) state[`departure ${resident.id}`] = left;
    const came = arrivalsAt(resident, office);
    if (came.length > 0) state[`arrival ${resident.id}`] = came;
  }
  for (const household of households.values())
    if (household.office === office) state[`household ${household.id}`] = household;
  for (const { filing, device, receivedAt } of filed) {
    const { id, report, amendments, notAfter: arrivedOn } = filing;
    if (filing.office !== office) continue;
    state[`answer ${id}`] = answers.get(id);
    const done = amendments
      ? {
          amendments: amendments.map(({ amendment }) => amendment),
          amendmentHashes: amendments.map(({ contentHash }) => contentHash),
        }
      : {};
    state[`filing ${id}`] = { id, device, receivedAt, arrivedOn, report, ...done };
  }
  return Object.fromEntries(Object.entries(state).toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const startRows = (families: readonly Family[], office: OfficeId): SnapshotRow[] =>
  families.flatMap(({ household, residents }) => [
    ...(household.office === office ? [{ row: 'household' as const, household }] : []),
    ...residents.filter((each) => each.office === office).map((resident) => ({ row: 'resident' as const, resident })),
  ]);

/** Nothing in it is another office's (SY-8). */
const expectOwnOnly = (office: OfficeId, content: FeedContent): void => {
  if (content.kind !== 'decision') return;
  for (const doc of [...content.body.residents, ...content.body.households]) expect(doc.office).toBe(office);
};

/**
 * Checks that each office has by its feed and by its snapshot just what the rules make of everything that was filed, and
 * that the register holds that and nothing else. Answers what the offices have.
 */
export const checkOffices = async (
  central: Pick<TestCentral, 'database' | 'vault'>,
  families: readonly Family[],
  desks: readonly TestDesk[],
  areas: readonly AreaChange[] = [],
): Promise<ReadonlyMap<OfficeId, State>> => {
  const filed = await filedAt(central, desks);
  const origin = registerOf(
    families.flatMap(({ residents }) => residents),
    families.map(({ household }) => household),
  );
  const settled = settle(
    origin,
    filed.map(({ filing }) => filing),
    areas,
  );
  const states = new Map<OfficeId, State>();
  for (const { office, client } of new Map(desks.map((desk) => [desk.office, desk])).values()) {
    const contents = (await client.wholeFeed()).map(({ content }) => content);
    for (const content of contents) expectOwnOnly(office, content);
    const fed = officeState(startRows(families, office), contents);
    expect(fed).toEqual(expectedState(office, filed, settled));
    // A policy from the start comes by the snapshot only.
    const { rows } = await client.openSnapshot((await client.snapshot()).bytes);
    expect(officeState(rows.filter(({ row }) => row !== 'policy'))).toEqual(fed);
    states.set(office, fed);
  }
  const register = await registerState(central);
  const documents = Object.entries(register).filter(([key]) => /^(?:resident|household)/.test(key));
  expect(Object.fromEntries(documents)).toEqual(
    Object.fromEntries([
      ...[...settled.residents].map(([id, doc]) => [`resident ${id}`, doc]),
      ...[...settled.households].map(([id, doc]) => [`household ${id}`, doc]),
    ]),
  );
  return states;
};
