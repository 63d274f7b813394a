import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { constants, createZstdCompress } from 'node:zlib';
import type { Position } from '../../shared/contract/position.ts';
import { type Sign, sign } from '../../shared/contract/signed.ts';
import type { SnapshotEnd, SnapshotStart } from '../../shared/contract/sync.ts';
import { addressToText } from '../../shared/registry/address.ts';
import type { IssuingPolicy, SerialBlock } from '../../shared/registry/certificate.ts';
import { type Arrival, arrivalsAt, departuresFrom } from '../../shared/registry/departure.ts';
import type { OfficeId, ResidentId } from '../../shared/registry/ids.ts';
import type { Office, Official } from '../../shared/registry/office.ts';
import type { Reached } from '../steps.ts';
import type { Database } from '../store/database.ts';
import { feedHeads } from '../store/feeds.ts';
import { filingToSummary } from '../store/filings.ts';
import { officeById, officialsOf } from '../store/offices.ts';
import { deadlinesOf, policiesOf } from '../store/policies.ts';
import type { Vault } from '../store/seal.ts';
import { blocksOfOffice } from '../store/serials.ts';
import {
  departedFrom,
  filingsOf,
  householdsOf,
  residentsAmong,
  type SnapshotFiling,
  type SnapshotHousehold,
  type SnapshotResident,
} from '../store/snapshot-rows.ts';

export interface SnapshotDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly sign: Sign;
  readonly now: () => number;
  readonly reached: Reached;
}

export interface Snapshot {
  readonly position: Position;
  /** With its quotation marks. */
  readonly etag: string;
  /** NDJSON under zstd. */
  readonly bytes: Buffer;
}

/** How many lines are written before other requests get their turn. */
const linesPerTurn = 250;

/** Writes all that an office has, as of one moment. */
export const buildSnapshot = async (deps: SnapshotDeps, office: OfficeId): Promise<Snapshot> => {
  const found = await deps.database.readAtOneMoment(async (sql) => {
    const households = await householdsOf(sql, deps.vault, office);
    const members = households.flatMap(({ doc }) => (doc.closed ?? doc).members);
    return {
      office: await officeById(sql, office),
      officials: await officialsOf(sql, office),
      position: (await feedHeads(sql, 'current', [office])).get(office),
      households,
      residents: await residentsAmong(sql, deps.vault, members),
      departed: await departedFrom(sql, deps.vault, office),
      filings: await filingsOf(sql, deps.vault, office),
      blocks: await blocksOfOffice(sql, office),
      policy: (await policiesOf(sql, [office])).get(office),
      deadlines: (await deadlinesOf(sql, [office])).get(office),
    };
  });
  const { position } = found;
  if (!found.office || !position) throw new Error(`office ${office} is not on the list`);
  const at = new Date(deps.now()).toISOString();

  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  const chunks: Buffer[] = [];
  compress.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = once(compress, 'end');
  const before = createHash('sha256');
  let rows = -1; // the first line is no row
  for (const lines of inTurns(snapshotLines({ ...found, office: found.office, position, at }))) {
    rows += lines.length;
    const text = `${lines.join('\n')}\n`;
    before.update(text);
    if (!compress.write(text)) await once(compress, 'drain');
    await nextTurn();
  }
  const end: SnapshotEnd = { type: 'snapshot-end', office, position, sha256: before.digest('hex'), rows, at };
  compress.end(`${JSON.stringify(sign(end, deps.sign))}\n`);
  await ended;
  const bytes = Buffer.concat(chunks);
  deps.reached('snapshot:built');
  return { position, etag: `"${createHash('sha256').update(bytes).digest('hex')}"`, bytes };
};

/** What an office has, as of one moment. */
export interface SnapshotContents {
  readonly office: Office;
  readonly officials: readonly Official[];
  readonly position: Position;
  readonly at: string;
  readonly households: readonly SnapshotHousehold[];
  readonly residents: readonly SnapshotResident[];
  readonly departed: readonly SnapshotResident[];
  readonly filings: readonly SnapshotFiling[];
  /** Of every epoch: what a device holds stays good. */
  readonly blocks: readonly SerialBlock[];
  readonly policy: IssuingPolicy | undefined;
  /** As text. */
  readonly deadlines: string | undefined;
}

/** All but the last line, which is signed. Documents are passed on as the text that they are stored as. */
export function* snapshotLines(found: SnapshotContents): Generator<string> {
  const start: SnapshotStart = {
    v: 1,
    type: 'snapshot-start',
    office: found.office,
    officials: [...found.officials],
    position: found.position,
    at: found.at,
  };
  yield JSON.stringify(start);
  // Who came is still here or has left again, or both: then what is said of them here is enough.
  const arrivals = new Map<ResidentId, readonly Arrival[]>();
  yield* registerLines(found, arrivals);
  for (const { id, open } of found.departed) {
    const { doc } = open();
    for (const departure of departuresFrom(doc, found.office.id)) yield JSON.stringify({ row: 'departure', departure });
    arrivals.set(id, arrivalsAt(doc, found.office.id));
  }
  for (const lines of arrivals.values()) for (const arrival of lines) yield JSON.stringify({ row: 'arrival', arrival });
  for (const { open } of found.filings) {
    const filing = open();
    yield JSON.stringify({ row: 'filing', filing: filingToSummary(filing), answers: filing.answers });
  }
  for (const block of found.blocks) yield JSON.stringify({ row: 'block', block });
  if (found.policy) yield JSON.stringify({ row: 'policy', policy: found.policy });
  if (found.deadlines !== undefined) yield `{"row":"deadlines","deadlines":${found.deadlines}}`;
}

/**
 * Each household with its members, in the order of addresses: what is read together lies together at the office. A
 * record that has ended has no members any more, but the struck-off people who are still on it.
 */
function* registerLines(
  { office, households, residents }: SnapshotContents,
  arrivals: Map<ResidentId, readonly Arrival[]>,
): Generator<string> {
  const residentById = new Map(residents.map((resident) => [resident.id, resident]));
  const sorted = households
    .map((household) => ({ ...household, address: addressToText(household.doc.address) }))
    .toSorted((a, b) => compareText(a.address, b.address) || compareText(a.doc.id, b.doc.id));
  for (const { doc: household, text } of sorted) {
    yield `{"row":"household","household":${text}}`;
    for (const member of (household.closed ?? household).members) {
      const resident = residentById.get(member);
      if (!resident && household.closed) continue;
      if (!resident) throw new Error(`member ${member} of household ${household.id} is not in the register`);
      const { doc, text: line } = resident.open();
      if (doc.household !== household.id) continue;
      yield `{"row":"resident","resident":${line}}`;
      const came = arrivalsAt(doc, office.id);
      if (came.length > 0) arrivals.set(member, came);
    }
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function* inTurns(lines: Iterable<string>): Generator<string[]> {
  let turn: string[] = [];
  for (const line of lines) {
    turn.push(line);
    if (turn.length < linesPerTurn) continue;
    yield turn;
    turn = [];
  }
  if (turn.length > 0) yield turn;
}
