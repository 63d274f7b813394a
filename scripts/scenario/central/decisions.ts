import { createHash } from 'node:crypto';
import { withAreas } from '../../../src/central/decide/offices.ts';
import { decideInOrder, type Outcome, type Work } from '../../../src/central/decide/outcome.ts';
import { emptyPapers, keepStored, type Papers } from '../../../src/central/decide/papers.ts';
import { readArrival } from '../../../src/central/decide/read-arrival.ts';
import { emptySlice, putHousehold, putResident, type Slice } from '../../../src/central/decide/slice.ts';
import type { SweptPlace } from '../../../src/central/store/areas.ts';
import type { Arrival } from '../../../src/central/store/arrivals.ts';
import type { PolicyOrder } from '../../../src/central/store/policies.ts';
import type { Seed } from '../../../src/central/store/seed.ts';
import { genesis } from '../../../src/shared/contract/chain.ts';
import type { Position } from '../../../src/shared/contract/position.ts';
import { departuresFrom } from '../../../src/shared/registry/departure.ts';
import type { DeviceId, FilingId, OfficeId } from '../../../src/shared/registry/ids.ts';
import { plainDateAt } from '../../../src/shared/registry/plain-date.ts';
import type { AreaChange } from '../../../src/shared/registry/register-report.ts';
import type { CentralRegister } from './central.ts';

type Item = Outcome['items'][number];

/** The register, the papers and the feeds, which the decider of src/central keeps in PostgreSQL. */
export interface Decisions {
  readonly slice: Slice;
  readonly papers: Papers;
  readonly heads: ReadonlyMap<OfficeId, Position>;
  readonly items: (office: OfficeId) => readonly Item[];
  readonly decide: (arrivals: readonly Arrival[]) => void;
  readonly order: (orders: readonly PolicyOrder[]) => void;
  readonly changeAreas: (id: FilingId, change: AreaChange) => void;
  /** Carries out the changes of areas that are in force and have not been carried out. */
  readonly sweep: () => void;
  readonly addDevice: (device: DeviceId, office: OfficeId) => void;
  readonly register: () => CentralRegister;
}

const epoch = 1;

export const createDecisions = ({ seed, now }: { readonly seed: Seed; readonly now: () => number }): Decisions => {
  const slice = emptySlice((number) => createHash('sha256').update(number).digest());
  for (const doc of seed.residents) putResident(slice, doc.id, storedDoc(doc));
  for (const doc of seed.households) putHousehold(slice, doc.id, storedDoc(doc));
  const papers = emptyPapers(epoch);
  const heads = new Map<OfficeId, Position>();
  const feeds = new Map<OfficeId, Item[]>();
  for (const { id } of seed.offices) {
    heads.set(id, { epoch, seq: 0, hash: genesis });
    feeds.set(id, []);
    keepStored(papers.numberings, id, { office: id, lastSerial: 0, lastTerminal: 0 });
    if (seed.policy) keepStored(papers.policies, id, seed.policy);
  }
  const areas: { readonly id: FilingId; readonly change: AreaChange; isSwept: boolean }[] = [];

  /** As the decider does, and what it would write is entered into the maps. */
  const run = (work: Partial<Work>): void => {
    const today = plainDateAt(now());
    const inForce = areas
      .filter(({ change }) => change.on <= today)
      .toSorted((a, b) => (a.change.on < b.change.on ? -1 : a.change.on > b.change.on ? 1 : 0));
    const outcome = decideInOrder(
      { documentIndex: (number) => createHash('sha256').update(number).digest() },
      { slice, papers, heads: headsFor(inForce), areas: inForce.map(({ change }) => change) },
      { orders: [], sweep: null, arrivals: [], ...work },
      new Date(now()).toISOString(),
    );
    for (const item of outcome.items) feeds.get(item.office)?.push(item);
    for (const [office, head] of outcome.heads) heads.set(office, head);
  };
  const headsFor = (inForce: readonly { readonly id: FilingId; readonly change: AreaChange }[]) =>
    new Map(withAreas(new Set(heads.keys()), inForce).flatMap((office) => entry(office, heads.get(office))));

  const sweep = (): void => {
    const today = plainDateAt(now());
    for (const area of areas) {
      if (area.isSwept || area.change.on > today) continue;
      area.isSwept = true;
      run({ sweep: { cause: area.id, places: placesOf(slice, area.change) } });
    }
  };

  return {
    slice,
    papers,
    heads,
    items: (office) => feeds.get(office) ?? [],
    decide: (arrivals) => {
      sweep();
      run({ arrivals: arrivals.map((arrival) => readArrival(arrival, null)) });
    },
    order: (orders) => run({ orders }),
    changeAreas: (id, change) => {
      areas.push({ id, change, isSwept: false });
      sweep();
    },
    sweep,
    addDevice: (id, office) =>
      keepStored(papers.devices, id, { id, office, terminal: null, incarnation: 1, isRevoked: false }),
    register: () => ({
      residents: [...slice.residents.values()].flatMap(({ now: found }) => found?.doc ?? []),
      households: [...slice.households.values()].flatMap(({ now: found }) => found?.doc ?? []),
      answers: new Map([...slice.filings].map(([id, { answers }]) => [id, answers])),
    }),
  };
};

const entry = <K, V>(key: K, value: V | undefined): [K, V][] => (value === undefined ? [] : [[key, value]]);

const storedDoc = <T>(doc: T) => {
  const stored = { doc, text: JSON.stringify(doc) };
  return { origin: doc, madeWith: null, stored, now: stored };
};

/** In the order of src/central/store/areas.ts: people who left the office, its households. */
const placesOf = (slice: Slice, { from }: AreaChange): SweptPlace[] => {
  const residents = [...slice.residents.values()].flatMap(({ now }) =>
    now && departuresFrom(now.doc, from).length > 0 ? now.doc.id : [],
  );
  const households = [...slice.households.values()].flatMap(({ now }) => (now?.doc.office === from ? now.doc.id : []));
  return [
    ...residents.toSorted().map((id) => ({ kind: 'resident', id }) as const),
    ...households.toSorted().map((id) => ({ kind: 'household', id }) as const),
  ];
};
