import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Replica } from '../../src/main/replica/replica.ts';
import type { CommandInput, FilingPreview } from '../../src/shared/contract/commands.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import { type DecisionBody, type FeedContent, writeFeedItem } from '../../src/shared/contract/feed-item.ts';
import type { QueryName, QueryOutput } from '../../src/shared/contract/queries.ts';
import type { Result } from '../../src/shared/contract/result.ts';
import type { Amendment } from '../../src/shared/registry/amendment.ts';
import { DeviceId, FilingId } from '../../src/shared/registry/ids.ts';
import { Office, Official, type Role } from '../../src/shared/registry/office.ts';
import { isMoveIn, type Report } from '../../src/shared/registry/report.ts';
import type { Household, Resident } from '../../src/shared/registry/resident.ts';
import { aDeviceFolder, type DeviceFolder, password } from './device-folder.ts';
import { anId, type TestOffice } from './office.ts';
import { createRandom } from './random.ts';
import { day, solnae } from './registry.ts';

const random = createRandom(4_004);
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export const newId = (): FilingId => FilingId.parse(anId(random));
/** Another device of the same office. */
export const otherDevice = DeviceId.parse(anId(random));
export const supervisorHere = 'solnae-supervisor' as Official['id'];

const solnaeMyeon = Office.parse({
  id: solnae,
  nameKo: '솔내면',
  nameEn: 'Solnae-myeon',
  kind: 'myeon',
  province: '다온도',
  city: '늘해군',
});

const officials = (['clerk', 'supervisor', 'auditor', 'mentor', 'trainee', 'kiosk'] as const).map((role) =>
  Official.parse({ id: `solnae-${role}`, office: solnae, name: '시험 직원', role }),
);

/** An office with chosen people, without a network: a test says itself what central decides. */
export interface FilingDesk {
  readonly device: DeviceFolder;
  readonly office: TestOffice;
  readonly replica: () => Replica;
  readonly file: (report: Report, id?: FilingId) => Promise<Result<FilingPreview, AppError>>;
  readonly amend: (filing: FilingId, amendment: Amendment, id?: FilingId) => Promise<Result<FilingPreview, AppError>>;
  /** Files what must be taken, and returns its id. */
  readonly filed: (report: Report) => Promise<FilingId>;
  readonly amended: (filing: FilingId, amendment: Amendment) => Promise<FilingId>;
  readonly ask: <N extends QueryName>(name: N, input?: object) => Promise<QueryOutput<N>>;
  /** Central's next item. */
  readonly receive: (content: FeedContent, cause?: FilingId) => Promise<void>;
  readonly decide: (body: Partial<DecisionBody>, cause?: FilingId) => Promise<void>;
  readonly close: () => Promise<void>;
}

const nothing: DecisionBody = {
  filings: [],
  answers: [],
  residents: [],
  households: [],
  gone: { residents: [], households: [] },
  departures: [],
};

export const aFilingDesk = async (
  people: readonly { readonly household: Household; readonly residents: readonly Resident[] }[],
  role: Role = 'clerk',
): Promise<FilingDesk> => {
  const device = await aDeviceFolder({
    role,
    township: {
      offices: [solnaeMyeon],
      officials,
      households: people.map(({ household }) => household),
      residents: people.flatMap(({ residents }) => residents),
    },
  });
  const office = device.start();
  const signedIn = await office.command('signIn', { official: device.official, password });
  if (!signedIn.ok) throw new Error(JSON.stringify(signedIn.error));

  const replica = (): Replica => {
    const open = office.running.current();
    if (!open) throw new Error('nobody is signed in');
    return open.replica;
  };
  const file: FilingDesk['file'] = (report, id = newId()) =>
    isMoveIn(report)
      ? office.command('reportMoveIn', { id, report })
      : office.command('reportToRegister', { id, report });
  const amend: FilingDesk['amend'] = (filing, amendment, id = newId()) =>
    office.command('amendFiling', { id, filing, amendment } satisfies CommandInput<'amendFiling'>);
  const receive: FilingDesk['receive'] = async (content, cause = newId()) => {
    const position = replica().position();
    if (!position) throw new Error('a desk has a snapshot');
    const at = '2026-11-22T01:02:03.004Z';
    const { header, body } = writeFeedItem(content, { office: solnae, position, at, cause }, sha256);
    const item = { id: `${String(position.epoch)}-${String(position.seq + 1)}`, header, body };
    await replica().foldItems([item], { tail: { signed: '{}', signature: '' }, upToDateAt: at });
  };
  return {
    device,
    office,
    replica,
    file,
    amend,
    filed: async (report) => {
      const id = newId();
      const taken = await file(report, id);
      if (!taken.ok) throw new Error(JSON.stringify(taken.error));
      return id;
    },
    amended: async (filing, amendment) => {
      const id = newId();
      const done = await amend(filing, amendment, id);
      if (!done.ok) throw new Error(JSON.stringify(done.error));
      return id;
    },
    ask: async (name, input = {}) => {
      const reply = await office.query(name, input as never);
      if (!reply.ok) throw new Error(JSON.stringify(reply.error));
      return reply.value;
    },
    receive,
    decide: (body, cause) => receive({ kind: 'decision', body: { ...nothing, ...body } }, cause),
    close: async () => {
      await office.close();
      rmSync(device.folder, { recursive: true, force: true });
    },
  };
};

/** Everybody on it is registered from that day. */
export const allRegistered = (filing: FilingId, keys: readonly string[], on = '2026-08-03') => ({
  filing,
  movers: keys.map((mover) => ({ mover, answer: { type: 'registered' as const, on: day(on) } })),
});
