import type { FeedContent } from '../../src/shared/contract/feed-item.ts';
import type { SnapshotRow } from '../../src/shared/contract/sync.ts';
import type { SerialBlock } from '../../src/shared/registry/certificate.ts';
import type { Household, Resident } from '../../src/shared/registry/resident.ts';
import { numbersOf } from '../../src/shared/rules/register.ts';
import type { TestCentral } from './central-setup.ts';

/** Documents by what they are about, as comparable text. */
export type State = Record<string, unknown>;

interface DocRow {
  readonly id: string;
  readonly office?: string;
  readonly made_with: string | null;
  readonly doc: Buffer;
  readonly origin: Buffer | null;
}

/** The whole register as it stands in the database, opened. Throws where the tables contradict each other. */
export const registerState = async ({ database, vault }: Pick<TestCentral, 'database' | 'vault'>): Promise<State> => {
  const state: State = {};
  const numbers: string[] = [];
  for (const table of ['resident', 'household'] as const)
    for (const row of await database.rows<DocRow>(`select * from ${table}`)) {
      const open = (bytes: Buffer) => JSON.parse(vault.open(table, row.id, bytes)) as Resident | Household;
      const doc = open(row.doc);
      if (row.office !== undefined && doc.office !== row.office)
        throw new Error(`${table} ${row.id} stands under another office`);
      if (row.made_with !== null && row.origin) throw new Error(`${table} ${row.id} was made and has an origin`);
      state[`${table} ${row.id}`] = doc;
      if (!('number' in doc)) continue;
      const versions = [doc, row.origin && (open(row.origin) as Resident)].flatMap((each) => each ?? []);
      for (const number of new Set(versions.flatMap(numbersOf)))
        numbers.push(`${vault.numberIndex(number).toString('hex')} ${row.id}`);
    }
  const indexed = await database.rows<{ number_index: Buffer; resident: string }>('select * from resident_number');
  const found = indexed.map((row) => `${row.number_index.toString('hex')} ${row.resident}`);
  if (numbers.toSorted().join() !== found.toSorted().join()) throw new Error('residents are found by other numbers');
  for (const row of await database.rows<{ office: string; resident: string }>('select * from departure'))
    state[`departure ${row.office} ${row.resident}`] = true;
  for (const row of await database.rows<{ filing: string; revision: number; movers: Buffer }>(
    'select * from answer where current',
  ))
    state[`answer ${row.filing}`] = JSON.parse(
      vault.open('answer.movers', `${row.filing} ${row.revision}`, row.movers),
    );
  return sorted(state);
};

/** What an office has that took a snapshot and then read its feed. */
export const officeState = (rows: readonly SnapshotRow[], contents: readonly FeedContent[] = []): State => {
  const state: State = {};
  const departures = new Map<string, unknown[]>();
  const arrivals = new Map<string, unknown[]>();
  const add = (lists: Map<string, unknown[]>, resident: string, line: unknown): unknown =>
    lists.set(resident, [...(lists.get(resident) ?? []), line]);
  for (const row of rows) {
    if (row.row === 'household') state[`household ${row.household.id}`] = row.household;
    if (row.row === 'resident') state[`resident ${row.resident.id}`] = row.resident;
    if (row.row === 'departure') add(departures, row.departure.resident, row.departure);
    if (row.row === 'arrival') add(arrivals, row.arrival.resident, row.arrival);
    if (row.row === 'filing') {
      state[`filing ${row.filing.id}`] = row.filing;
      state[`answer ${row.filing.id}`] = row.answers;
    }
    if (row.row === 'block') putBlock(state, row.block);
    if (row.row === 'policy') state['policy'] = row.policy;
    if (row.row === 'deadlines') state['deadlines'] = row.deadlines;
  }
  for (const content of contents) {
    if (content.kind === 'provision') {
      for (const block of content.body.blocks) putBlock(state, block);
      if (content.body.policy) state['policy'] = content.body.policy;
      if (content.body.deadlines) state['deadlines'] = content.body.deadlines;
    }
    if (content.kind !== 'decision') continue;
    const { filings, answers, residents, households, gone } = content.body;
    for (const filing of filings) state[`filing ${filing.id}`] = filing;
    for (const { filing, movers } of answers) state[`answer ${filing}`] = movers;
    for (const resident of residents) state[`resident ${resident.id}`] = resident;
    for (const household of households) state[`household ${household.id}`] = household;
    for (const id of gone.residents) delete state[`resident ${id}`];
    for (const id of gone.households) delete state[`household ${id}`];
    for (const { resident, lines } of content.body.departures) departures.set(resident, lines);
    for (const { resident, lines } of content.body.arrivals ?? []) arrivals.set(resident, lines);
  }
  for (const [resident, lines] of departures) if (lines.length > 0) state[`departure ${resident}`] = lines;
  for (const [resident, lines] of arrivals) if (lines.length > 0) state[`arrival ${resident}`] = lines;
  return sorted(state);
};

const putBlock = (state: State, block: SerialBlock): void => {
  const key = `block ${block.epoch} ${block.first}`;
  if (key in state) throw new Error(`${key} was granted twice`);
  state[key] = block;
};

const sorted = (state: State): State =>
  Object.fromEntries(Object.entries(state).toSorted(([a], [b]) => (a < b ? -1 : 1)));
