import { readFileSync } from 'node:fs';
import type { Replica } from '../../src/main/replica/replica.ts';
import { emptyHead } from '../../src/shared/contract/chain.ts';
import { type Act, type EntryBody, type EntryKind, readEntryHeader } from '../../src/shared/contract/entry.ts';
import { type DecisionBody, type FeedContent, writeFeedItem } from '../../src/shared/contract/feed-item.ts';
import { ok } from '../../src/shared/contract/result.ts';
import type { Receipt } from '../../src/shared/contract/sync.ts';
import { type MoverAnswer, moverKey } from '../../src/shared/registry/answer.ts';
import { CertificateId, DeviceId, DraftId, FilingId } from '../../src/shared/registry/ids.ts';
import { type Report, subjectsOf } from '../../src/shared/registry/report.ts';
import type { Household, Resident } from '../../src/shared/registry/resident.ts';
import type { DeviceFolder } from './device-folder.ts';
import { snapshotOf } from './device-folder.ts';
import { anId } from './office.ts';
import type { Random } from './random.ts';
import {
  aFamily,
  aMoveInReport,
  anAddress,
  anAddressRow,
  day,
  eungaram,
  inventedNumber,
  moversOf,
  solnae,
} from './registry.ts';
import { everyRegisterReport } from './reports.ts';

interface Home {
  readonly household: Household;
  readonly residents: readonly Resident[];
}

/** What a device may live through, one random thing after the other, each as it would reach the replica. */
export interface History {
  readonly step: (replica: Replica) => Promise<string>;
  readonly happen: (replica: Replica, what: string) => Promise<unknown>;
  /** Somebody of the register leaves for another office; null if nobody is left. */
  readonly moveOut: (replica: Replica) => Promise<Resident | null>;
  /** Central gives a receipt for everything, and its backup has it. */
  readonly cover: (replica: Replica) => Promise<void>;
  readonly decide: (replica: Replica, body: Partial<DecisionBody>, cause?: FilingId) => Promise<void>;
  readonly receive: (replica: Replica, content: FeedContent, cause: FilingId) => Promise<void>;
  readonly append: <K extends EntryKind>(
    replica: Replica,
    kind: K,
    body: EntryBody<K>,
    id?: FilingId,
  ) => Promise<FilingId>;
}

const golden = JSON.parse(
  readFileSync(new URL('../contract/golden/papers-acts.json', import.meta.url), 'utf8'),
) as Act[];
const goldenBodies = <K extends EntryKind>(kind: K): EntryBody<K>[] =>
  golden.filter((act) => act.kind === kind).map((act) => act.body as EntryBody<K>);
const [paper] = goldenBodies('certificateReserved');
const steps = goldenBodies('certificateStepped').map(({ step }) => step);
const [overtaken] = goldenBodies('certificateOvertaken');
const printers = goldenBodies('printersSet');
const spent = goldenBodies('sheetsSpent');
const signed = goldenBodies('daySigned');

const at = '2026-11-22T01:02:03.004Z';
const nothing: DecisionBody = {
  filings: [],
  answers: [],
  residents: [],
  households: [],
  gone: { residents: [], households: [] },
  departures: [],
};

export const createHistory = (device: DeviceFolder, random: Random, here: readonly Home[]): History => {
  const homes = new Map(here.map((home) => [home.household.id, home]));
  const filed: { readonly id: FilingId; readonly report: Report; amended: number }[] = [];
  const papers: { readonly id: CertificateId; next: number }[] = [];
  let nextFamily = 1_000;
  let nextSerial = 1;
  let epoch = 1;

  const newId = (): FilingId => FilingId.parse(anId(random));
  const anybody = (): Home | null => (homes.size === 0 ? null : random.pick([...homes.values()]));

  const receive: History['receive'] = async (replica, content, cause) => {
    const position = replica.position();
    if (!position) throw new Error('a device has a snapshot');
    const item = writeFeedItem(content, { office: solnae, position, at, cause }, device.system.sha256);
    const id = `${position.epoch}-${position.seq + 1}`;
    const tail = { signed: `tail ${id}`, signature: 's' };
    await replica.foldItems([{ id, header: item.header, body: item.body }], { tail, upToDateAt: at });
  };
  const decide: History['decide'] = (replica, body, cause = newId()) =>
    receive(replica, { kind: 'decision', body: { ...nothing, ...body } }, cause);
  const append: History['append'] = async (replica, kind, body, id = newId()) => {
    const act = { kind, id, actor: device.official, role: 'clerk', purpose: 'test', subject: null, body } as Act;
    const done = await replica.act(() => ok({ act, value: null }));
    if (!done.ok) throw new Error(done.error.type);
    return id;
  };
  const put = (home: Home): Home => {
    homes.set(home.household.id, home);
    return home;
  };
  const summaryOf = ({ id, report }: { readonly id: FilingId; readonly report: Report }) => ({
    id,
    device: random.chance(0.8) ? device.identity.device : DeviceId.parse(anId(random)),
    receivedAt: at,
    arrivedOn: day('2026-11-22'),
    report,
  });
  const answersOf = (report: Report): MoverAnswer[] =>
    subjectsOf(report).map((subject) => ({
      mover: moverKey(subject),
      answer: random.chance(0.7)
        ? { type: 'registered', on: day('2026-08-03') }
        : { type: 'supplement', missing: ['mover-unknown'] },
    }));

  const receipts = async (replica: Replica, count: number, coveredBehind: number | null): Promise<void> => {
    const { incarnation, entries } = await replica.nextBatch(count);
    const given = entries.map(({ header: text }): Receipt => {
      const header = readEntryHeader(text);
      if (!header) throw new Error('an entry has a header');
      const isUnread = coveredBehind !== 0 && random.chance(0.05) && header.kind.endsWith('eported');
      const status = isUnread ? 'quarantined' : 'accepted';
      return { id: header.id, seq: header.seq, hash: device.system.sha256(text), status };
    });
    const last = given.at(-1);
    if (!last && coveredBehind === null) return;
    const head = last ? { seq: last.seq, hash: last.hash } : headOf(replica);
    const covered = coveredBehind === null ? {} : { covered: Math.max(0, head.seq - coveredBehind) };
    const stored = await replica.storeReceipts({
      type: 'receipts',
      device: device.identity.device,
      incarnation,
      epoch,
      head,
      receipts: given,
      mismatch: false,
      ...covered,
      at,
    });
    if (!stored.ok) throw new Error(stored.error.type);
    for (const { id, status } of given)
      if (status === 'quarantined')
        await receive(
          replica,
          {
            kind: 'quarantine',
            body: { device: device.identity.device, incarnation, seq: 1, reason: 'of another version' },
          },
          id,
        );
  };
  /** Where the journal ends, as central would say it. */
  const headOf = (replica: Replica) => {
    const db = device.open(replica.file());
    const head = db.prepare('SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1').get() ?? emptyHead;
    db.close();
    return head as { seq: number; hash: string };
  };

  const happenings: Readonly<Record<string, (replica: Replica) => Promise<unknown>>> = {
    file: async (replica) => {
      const home = anybody();
      if (!home) return;
      const report = random.chance(0.6)
        ? aMoveInReport({ movers: moversOf(home.residents), to: anAddress({ building: `${random.between(1, 60)}` }) })
        : random.pick(everyRegisterReport([...home.residents, ...home.residents]));
      const kind = 'form' in report ? 'moveInReported' : 'registerReported';
      const body = { v: 1, asOf: replica.position(), report } as EntryBody<typeof kind>;
      filed.push({ id: await append(replica, kind, body), report, amended: 0 });
    },
    answer: async (replica) => {
      if (filed.length === 0) return;
      const filing = random.pick(filed);
      const movers = answersOf(filing.report);
      await decide(replica, { filings: [summaryOf(filing)], answers: [{ filing: filing.id, movers }] }, filing.id);
    },
    amend: async (replica) => {
      if (filed.length === 0) return;
      const filing = random.pick(filed);
      filing.amended += 1;
      const on = day('2026-11-22');
      const amendment = random.pick([
        { type: 'just-cause', on, note: '입원' },
        { type: 'withdrawn', on, note: '철회' },
        { type: 'supplemented', on, version: filing.amended, report: filing.report, note: '보완' },
      ] as const);
      const body = { v: 1, asOf: replica.position(), filing: filing.id, amendment } as EntryBody<'filingAmended'>;
      const id = await append(replica, 'filingAmended', body);
      if (random.chance(0.4)) return;
      const amendmentHashes = [device.system.sha256(JSON.stringify(body))];
      const told = {
        ...summaryOf(filing),
        amendments: [amendment],
        ...(random.chance(0.7) ? { amendmentHashes } : {}),
      };
      const movers = answersOf(filing.report);
      await decide(replica, { filings: [told], answers: [{ filing: filing.id, movers }] }, id);
    },
    arrive: async (replica) => {
      nextFamily += 10;
      const size = random.between(1, 4);
      const { household, residents } = put(
        aFamily({ first: nextFamily, size, address: anAddress({ building: `${random.between(1, 60)}` }) }),
      );
      const arrivals = residents.map(({ id, name, birthDate }) => ({
        resident: id,
        lines: [
          {
            resident: id,
            name,
            birthDate,
            registeredOn: day('2026-08-03'),
            fromOffice: eungaram,
            fromAddress: '멀리',
            toAddress: '가까이',
            filing: newId(),
          },
        ],
      }));
      await decide(replica, { residents: [...residents], households: [household], arrivals: arrivals });
    },
    change: async (replica) => {
      const home = anybody();
      if (!home) return;
      const address = anAddress({
        building: `${random.between(1, 60)}`,
        road: random.pick(['솔내동촌길', '솔내서촌길']),
      });
      const moved = put({
        household: { ...home.household, address },
        residents: home.residents.map((resident, nth) => {
          const number = inventedNumber(resident.birthDate, resident.sex, random.between(1, 9_999));
          const renumbered = { on: day('2026-08-04'), what: 'number', from: resident.number, to: number } as const;
          return {
            ...resident,
            name: random.chance(0.3) ? `개명${random.between(1, 9)}` : resident.name,
            addresses: [...resident.addresses, anAddressRow({ address, household: home.household.id })],
            ...(nth === 0 && random.chance(0.4)
              ? {
                  number,
                  personalChanges: [
                    ...(resident.personalChanges ?? []),
                    { ...renumbered, reason: '번호 변경', isAdoption: false },
                  ],
                }
              : {}),
          };
        }),
      });
      await decide(replica, { residents: [...moved.residents], households: [moved.household] });
    },
    end: async (replica) => {
      const home = anybody();
      if (!home) return;
      const { household } = home;
      const closed = { on: day('2026-08-05'), reason: '세대합가', members: household.members, into: null } as const;
      const isClosed = household.closed !== null && household.closed !== undefined;
      const { closed: _, ...open } = household;
      const next = (isClosed ? open : { ...household, closed }) as Household;
      put({ ...home, household: next });
      await decide(replica, { households: [next] });
    },
    leave: (replica) => moveOut(replica),
    provide: async (replica) => {
      // Mostly around the serial that the next paper gets: what is used up of a block depends on which came first.
      const first = nextSerial + random.pick([1, 2, 1_000]);
      const block = { office: solnae, device: device.identity.device, epoch: 1, first, last: first + 499, terminal: 1 };
      const policy = random.chance(0.5) ? { mayIssueOffline: true, supervisorAfterHours: random.between(1, 99) } : null;
      const id = random.chance(0.5)
        ? await append(replica, 'serialsRequested', { v: 1, left: random.between(0, 50), wanted: 500 })
        : newId();
      await receive(replica, { kind: 'provision', body: { blocks: [block], policy } }, id);
    },
    issue: async (replica) => {
      const home = anybody();
      if (!home || !paper) return;
      nextSerial += 1;
      const id = CertificateId.parse(newId());
      const body = {
        ...paper,
        serial: `T-9971031000-1-${String(nextSerial).padStart(7, '0')}`,
        documentNumber: String(1_000_000_000_000_000 + nextSerial),
        subjects: home.residents.map((resident) => resident.id),
        household: home.household.id,
        asOf: replica.position(),
      } as EntryBody<'certificateReserved'>;
      await append(replica, 'certificateReserved', body, FilingId.parse(id));
      papers.push({ id, next: 0 });
      await replica.keepPdf(id, Buffer.from('%PDF'));
    },
    print: async (replica) => {
      const [one] = random.shuffle(papers);
      if (!one || !paper) return;
      const serial = replica.ledger().paper(one.id)?.serial ?? paper.serial;
      for (let some = random.between(1, 7); some > 0; some -= 1) {
        const step = steps[one.next % 7];
        one.next += 1;
        if (step) await append(replica, 'certificateStepped', { v: 1, certificate: one.id, serial, step } as never);
      }
    },
    overtake: async (replica) => {
      const [one] = random.shuffle(papers);
      if (one && overtaken) await append(replica, 'certificateOvertaken', { ...overtaken, certificate: one.id });
    },
    compare: async (replica) => {
      for (const { id } of papers) if (random.chance(0.5)) await replica.markCompared(id, () => true);
    },
    note: async (replica) => {
      await append(replica, 'sheetsSpent', random.pick(spent));
      await append(replica, 'printersSet', random.pick(printers));
      await append(replica, 'residentViewed', { v: 1, resident: anybody()?.residents[0]?.id ?? ('x' as never) });
      await append(replica, 'daySigned', { ...random.pick(signed), day: day(`2026-11-${random.between(10, 29)}`) });
    },
    draft: async (replica) => {
      const id = DraftId.parse(newId());
      const draft = { id, official: device.official, task: 'move-in', title: 't', content: '{}', savedAt: at } as const;
      await replica.saveDraft(draft, 9);
      if (random.chance(0.5)) await replica.discardDraft(device.official, id);
    },
    receipts: (replica) => receipts(replica, random.between(1, 30), random.chance(0.5) ? random.between(0, 9) : null),
    upkeep: (replica) => replica.upkeep(),
    // Years later, by both clocks: what was kept of those who left goes.
    expire: async (replica) => {
      const now = device.system.clock;
      const later = `20${random.between(30, 60)}-01-01T00:00:00.000Z`;
      device.system.clock = Date.parse(later);
      for (const { id } of papers) await replica.markCompared(id, () => true);
      await replica.foldItems([], { tail: { signed: `tail ${later}`, signature: 's' }, upToDateAt: later });
      await replica.upkeep();
      device.system.clock = now;
    },
    snapshot: async (replica) => {
      if (random.chance(0.7)) return;
      epoch += 1;
      const township = {
        ...device.township,
        households: [...homes.values()].map(({ household }) => household),
        residents: [...homes.values()].flatMap(({ residents }) => residents),
      };
      const { start, rows } = snapshotOf(township);
      await replica.loadSnapshot({ start: { ...start, position: { ...start.position, epoch } }, rows });
    },
  };
  const weights: Readonly<Record<string, number>> = {
    file: 4,
    answer: 4,
    amend: 3,
    change: 3,
    provide: 3,
    issue: 3,
    print: 3,
    leave: 2,
  };

  const moveOut: History['moveOut'] = async (replica) => {
    const home = anybody();
    const goer = home?.residents.at(-1);
    if (!home || !goer) return null;
    const residents = home.residents.slice(0, -1);
    const isEmpty = residents.length === 0;
    const household = { ...home.household, members: residents.map(({ id }) => id) };
    if (isEmpty) homes.delete(home.household.id);
    else put({ household: { ...household, householder: residents[0]?.id ?? null }, residents });
    const line = {
      resident: goer.id,
      name: goer.name,
      birthDate: goer.birthDate,
      registeredOn: day('2026-08-09'),
      toOffice: eungaram,
      toAddress: '다른 곳',
      filing: null,
    };
    await decide(replica, {
      households: isEmpty ? [] : [household],
      departures: [{ resident: goer.id, lines: [line] }],
      gone: { residents: [goer.id], households: isEmpty ? [home.household.id] : [] },
    });
    return goer;
  };

  return {
    step: async (replica) => {
      const { name } = random.pickWeighted(
        Object.keys(happenings).map((each) => ({ name: each, weight: weights[each] ?? 1 })),
      );
      await happenings[name]?.(replica);
      return name;
    },
    happen: async (replica, what) => happenings[what]?.(replica),
    moveOut,
    cover: async (replica) => {
      while (replica.unsentCount() > 0) await receipts(replica, 100, 0);
      await receipts(replica, 1, 0);
    },
    decide,
    receive,
    append,
  };
};
