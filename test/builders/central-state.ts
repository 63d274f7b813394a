import type { FeedContent } from '../../src/shared/contract/feed-item.ts';
import type { SnapshotRow } from '../../src/shared/contract/sync.ts';
import type { SerialBlock } from '../../src/shared/registry/certificate.ts';
import type { TestCentral } from './central-setup.ts';

/** Documents by what they are about, as comparable text. */
export type State = Record<string, unknown>;

/** The whole register as it stands in the database, opened. */
export const registerState = async ({ database, vault }: Pick<TestCentral, 'database' | 'vault'>): Promise<State> => {
  const state: State = {};
  for (const table of ['resident', 'household'] as const)
    for (const row of await database.rows<{ id: string; office?: string; doc: Buffer }>(`select * from ${table}`)) {
      const doc = JSON.parse(vault.open(table, row.id, row.doc)) as { office: string };
      if (row.office !== undefined && doc.office !== row.office)
        throw new Error(`${table} ${row.id} stands under another office`);
      state[`${table} ${row.id}`] = doc;
    }
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
  for (const row of rows) {
    if (row.row === 'household') state[`household ${row.household.id}`] = row.household;
    if (row.row === 'resident') state[`resident ${row.resident.id}`] = row.resident;
    if (row.row === 'departure')
      departures.set(row.departure.resident, [...(departures.get(row.departure.resident) ?? []), row.departure]);
    if (row.row === 'filing') {
      state[`filing ${row.filing.id}`] = row.filing;
      state[`answer ${row.filing.id}`] = row.answers;
    }
    if (row.row === 'block') putBlock(state, row.block);
    if (row.row === 'policy') state['policy'] = row.policy;
  }
  for (const content of contents) {
    if (content.kind === 'provision') {
      for (const block of content.body.blocks) putBlock(state, block);
      if (content.body.policy) state['policy'] = content.body.policy;
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
  }
  for (const [resident, lines] of departures) if (lines.length > 0) state[`departure ${resident}`] = lines;
  return sorted(state);
};

const putBlock = (state: State, block: SerialBlock): void => {
  const key = `block ${block.epoch} ${block.first}`;
  if (key in state) throw new Error(`${key} was granted twice`);
  state[key] = block;
};

const sorted = (state: State): State =>
  Object.fromEntries(Object.entries(state).toSorted(([a], [b]) => (a < b ? -1 : 1)));
