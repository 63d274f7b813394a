import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flags } from '../../src/central/errands.ts';
import type { CertificateId } from '../../src/shared/registry/ids.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { createTestDevice, type TestDevice } from '../builders/central-device.ts';
import {
  issue,
  overtake,
  type Paper,
  paperAct,
  quarantinesOf,
  requestSerials,
  reserve,
  serialAt,
  spoil,
  step,
} from '../builders/central-papers.ts';
import { setupCentral, type TestCentral } from '../builders/central-setup.ts';
import { createRandom } from '../builders/random.ts';
import { day, solnae, yunseul } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const at = { office: solnae, epoch: 1 };
const rounds = Number(process.env['RRS_SOAK_ROUNDS'] ?? 6);
const seed = Number(process.env['RRS_SEED'] ?? Math.floor(performance.now() * 1_000) % 1_000_000);

const papersIn = ({ database }: TestCentral): Promise<Record<string, unknown>[]> =>
  database.rows(
    `select id, serial, office, device is not null known, issued_at is not null issued, won, suspect_at is not null suspect,
       void_why, replaced_by, overtaken_since::text since, overtaken_what what from certificate order by serial, id`,
  );

const flagsIn = ({ database }: TestCentral): Promise<{ certificate: CertificateId; flag: string }[]> =>
  database.rows('select certificate, flag from paper_flag order by certificate, flag');

test('only what changes how a paper stands is decided; the rest is kept', async () => {
  await using central = await setupCentral(cluster, { held: true });
  const { device, client } = await central.deviceAt(solnae);
  const paper = reserve(device, serialAt(at, 1));
  step(device, paper, { to: 'rendered', sha256: 'ab'.repeat(32), pages: 2, engine: 'typst', printer: null });
  step(device, paper, { to: 'sending' });
  step(device, paper, { to: 'printing', impressions: 1 });
  step(device, paper, { to: 'printed', impressions: 2 });
  issue(device, paper);
  device.act(
    paperAct('sheetsSpent', {
      v: 1,
      on: day('2026-08-03'),
      what: 'test-page',
      printer: 'desk-1',
      sheets: 1,
      note: '',
    }),
  );
  const { receipts } = await client.push(0);
  expect(receipts.map(({ status }) => status)).toEqual(receipts.map(() => 'accepted'));
  const waiting = await central.database.rows<{ kind: string }>(
    'select i.kind from undecided u join inbox i using (arrival) order by i.arrival',
  );
  expect(waiting.map(({ kind }) => kind)).toEqual(['certificateReserved', 'certificateStepped']);
  await central.decided();
  expect(await papersIn(central)).toMatchObject([{ id: paper.id, issued: true, won: 400, void_why: null }]);
});

test('what a resident or an applicant is called stands nowhere in clear', async () => {
  await using central = await setupCentral(cluster);
  const { device, client } = await central.deviceAt(solnae);
  const paper = reserve(device, serialAt(at, 1));
  await client.push(0);
  await central.decided();
  const [row] = await central.database.rows<Record<string, unknown>>('select * from certificate');
  const stored = Object.values(row ?? {}).map((value) =>
    Buffer.isBuffer(value) ? value.toString('latin1') + value.toString() : String(value),
  );
  for (const secret of [paper.body.documentNumber, paper.body.holder, paper.body.applicant.name])
    expect(stored.filter((text) => text.includes(secret))).toEqual([]);
});

/** Two desks of an office and what they do with three papers: the first desk's papers, the second desk's words. */
const script = (): { readonly desks: readonly TestDevice[]; readonly papers: readonly Paper[] } => {
  const [first, second] = [createTestDevice(), createTestDevice()];
  requestSerials(first, 10);
  const a = reserve(first, serialAt(at, 1));
  issue(first, a);
  const b = reserve(first, serialAt(at, 2), { fee: { won: 0, exemption: null } });
  step(first, b, { to: 'suspect', why: 'count-differs', impressions: 1, detail: '' });
  overtake(second, a, { since: day('2026-08-02'), what: 'name' });
  const c = reserve(second, serialAt(at, 11), {
    replaces: { certificate: b.id, serial: b.serial, why: 'misprinted', sheets: 1, note: '용지 걸림' },
  });
  spoil(first, b, 'replaced');
  overtake(second, a, { since: day('2026-08-01'), what: 'moved' });
  overtake(first, a, { since: day('2026-08-01'), what: 'householder' });
  issue(second, c);
  spoil(second, c, 'withdrawn');
  return { desks: [first, second], papers: [a, b, c] };
};

test(`papers end the same in whichever order the entries come (RRS_SEED=${seed})`, async () => {
  const random = createRandom(seed);
  const { desks, papers } = script();
  const [a, b, c] = papers;
  for (let round = 0; round < rounds; round += 1) {
    await using central = await setupCentral(cluster, { batchSize: random.between(1, 6), held: random.chance(0.5) });
    for (const desk of desks) await central.clientOf(desk).enrol(await central.central.issueCode(solnae));
    for (let sent = [0, 0]; sent.some((count, nth) => count < (desks[nth]?.entries.length ?? 0)); ) {
      const nth = random.between(0, 1);
      const desk = desks[nth];
      const from = sent[nth] ?? 0;
      if (!desk || from === desk.entries.length) continue;
      const to = random.between(from + 1, desk.entries.length);
      await central.clientOf(desk).push(from, to);
      sent = sent.with(nth, to);
    }
    await central.decided();
    expect(await papersIn(central), `round ${round}`).toEqual([
      expect.objectContaining({
        id: a?.id,
        known: true,
        issued: true,
        void_why: null,
        since: '2026-08-01',
        what: 'householder',
      }),
      expect.objectContaining({
        id: b?.id,
        known: true,
        issued: false,
        suspect: true,
        void_why: 'replaced',
        replaced_by: c?.id,
      }),
      expect.objectContaining({ id: c?.id, known: true, issued: true, won: 400, void_why: 'withdrawn', since: null }),
    ]);
    expect((await flagsIn(central)).map(({ flag }) => flag)).toEqual(['serial-not-granted-here']);
  }
});

describe('what does not fit together is accepted, and flagged', () => {
  test('a fee that was counted is not the one of the paper; a void one is issued; two take the place of one', async () => {
    await using central = await setupCentral(cluster);
    const { device, client } = await central.deviceAt(solnae);
    requestSerials(device, 10);
    await client.push(0);
    const [free, dead, old] = [1, 2, 3].map((n) =>
      reserve(device, serialAt(at, n), { fee: { won: 0, exemption: null } }),
    );
    if (!free || !dead || !old) throw new Error('three papers');
    issue(device, free, 400);
    spoil(device, dead);
    issue(device, dead, 0);
    const replaces = { certificate: old.id, serial: old.serial, why: 'misprinted', sheets: 1, note: '' } as const;
    const [next, third] = [
      reserve(device, serialAt(at, 4), { replaces }),
      reserve(device, serialAt(at, 5), { replaces }),
    ];
    const { receipts } = await client.push(1);
    expect(new Set(receipts.map(({ status }) => status))).toEqual(new Set(['accepted']));
    await central.decided();
    expect(await quarantinesOf(client)).toEqual([]);
    const listed = await flags(central);
    for (const { flag } of await flagsIn(central)) expect(listed).toContain(flag);
    expect(listed).toContain(free.serial);
    expect(await flagsIn(central)).toEqual(
      [
        { certificate: free.id, flag: 'fee-differs' },
        { certificate: dead.id, flag: 'issued-after-void' },
        { certificate: old.id, flag: 'replaced-twice' },
      ].toSorted((one, other) => (one.certificate < other.certificate ? -1 : 1)),
    );
    expect((await papersIn(central)).find(({ id }) => id === old.id)).toMatchObject({ replaced_by: next.id });
    expect((await papersIn(central)).find(({ id }) => id === third.id)).toMatchObject({ known: true });
  });

  test('a code that says something else, and a document number that another paper has', async () => {
    await using central = await setupCentral(cluster);
    const { device, client } = await central.deviceAt(solnae);
    requestSerials(device, 10);
    await client.push(0);
    const first = reserve(device, serialAt(at, 1));
    reserve(device, serialAt(at, 2), { code: first.body.code });
    reserve(device, serialAt(at, 3), { code: 'RRS1:NONSENSE' });
    reserve(device, serialAt(at, 4), { documentNumber: first.body.documentNumber, code: null });
    await client.push(1);
    await central.decided();
    expect((await flagsIn(central)).map(({ flag }) => flag).toSorted()).toEqual([
      'code-differs',
      'code-differs',
      'document-number-twice',
    ]);
  });

  test('what another office says about a paper counts for nothing, before its reservation is here and after', async () => {
    await using central = await setupCentral(cluster);
    const { device, client } = await central.deviceAt(solnae);
    const stranger = await central.deviceAt(yunseul);
    requestSerials(device, 10);
    const [early, late] = [reserve(device, serialAt(at, 1)), reserve(device, serialAt(at, 2))];
    issue(device, early);
    spoil(stranger.device, early);
    await stranger.client.push(0);
    await central.decided();
    await client.push(0);
    await central.decided();
    spoil(stranger.device, late);
    await stranger.client.push(1);
    await central.decided();
    expect(await papersIn(central)).toMatchObject([
      { id: early.id, office: solnae, issued: true, void_why: null },
      { id: late.id, office: solnae, issued: false, void_why: null },
    ]);
    expect((await flagsIn(central)).map(({ flag }) => flag)).toEqual([
      'step-by-another-office',
      'step-by-another-office',
    ]);
  });
});
