import { afterEach, expect, test } from 'vitest';
import { draftPaper } from '../../src/main/usecases/papers/draft.ts';
import type { CertificateAsk } from '../../src/shared/contract/commands.ts';
import type { FilingId } from '../../src/shared/registry/ids.ts';
import type { Report } from '../../src/shared/registry/report.ts';
import { allRegistered, type FilingDesk } from '../builders/filing-desk.ts';
import { deskOfFamilies, here, kim, kimSpouse, kims, lee, whole } from '../builders/filing-people.ts';
import { aCopyRequest } from '../builders/paper.ts';
import { day } from '../builders/registry.ts';
import { everyRegisterReport, joining } from '../builders/reports.ts';

// What papers make of filings: receipts of any form of move-in, and copies while something is reported of the household.

let desk: FilingDesk | null = null;
const openDesk = async (): Promise<FilingDesk> => {
  desk = await deskOfFamilies('supervisor');
  return desk;
};
afterEach(async () => {
  await desk?.close();
  desk = null;
});

const draft = ({ office, device }: FilingDesk, request: CertificateAsk['request']) => {
  const open = office.running.current();
  if (!open) throw new Error('nobody is signed in');
  const ask: CertificateAsk = {
    request,
    applicant: { name: kim.name, number: kim.number, identity: 'resident-card' },
    ground: { type: 'household' },
    purpose: '제출용',
    exemption: null,
  };
  return draftPaper(open, { system: device.system, watermark: null }, ask);
};
const receiptOf = (own: FilingDesk, filing: FilingId, stage: 'intake' | 'accepted' = 'intake') =>
  draft(own, { kind: 'move-in-receipt', filing, stage });

const newborn = {
  number: null,
  name: '아가',
  relation: '자녀',
  newborn: { birthDate: day('2026-08-01'), mother: kimSpouse.number },
} as const;
const withNewborn = whole(kims.residents, { movers: [...whole(kims.residents).movers, newborn] });

test('[CE-10] the receipt of any form of move-in lists its movers, a child without a number too', async () => {
  const own = await openDesk();
  const id = await own.filed(withNewborn);
  expect(receiptOf(own, id).content).toMatchObject({
    kind: 'move-in-receipt',
    movers: [
      ...kims.residents.map(({ name }) => ({ name, answer: null })),
      { name: '아가', number: '-', answer: null },
    ],
  });
  expect(receiptOf(own, id, 'accepted').defects).toContain('filing-not-accepted');
  const keys = kims.residents.map(({ number }) => number);
  await own.decide({ answers: [allRegistered(id, keys)] });
  expect(receiptOf(own, id, 'accepted').defects).toContain('filing-not-accepted');
  await own.decide({ answers: [allRegistered(id, ['newborn 2026-08-01 아가'])] });
  expect(receiptOf(own, id, 'accepted').defects).not.toContain('filing-not-accepted');
  expect(receiptOf(own, id, 'accepted').content).toMatchObject({
    movers: [...keys, '-'].map(() => ({ answer: '등록' })),
  });
});

test('[CE-10] a receipt says what was reported as it reads now', async () => {
  const own = await openDesk();
  const id = await own.filed(joining([kimSpouse], lee, { to: here('20') }));
  const corrected = joining([kimSpouse], lee, { to: { ...here('20'), unit: '2층' } });
  await own.amended(id, {
    type: 'supplemented',
    on: day('2026-08-05'),
    version: 1,
    report: corrected,
    note: '주소 확인',
  });
  expect(receiptOf(own, id).content).toMatchObject({ address: expect.stringContaining('2층') });
});

test('[CE-10] there is no receipt of any other report', async () => {
  const own = await openDesk();
  const id = await own.filed(everyRegisterReport(kims.residents)[0] as Report);
  expect(receiptOf(own, id)).toMatchObject({ content: null });
  expect(receiptOf(own, id).defects).toContain('nobody-registered-there');
});

test('[CE-12] no copy is made offline while any report waits that names somebody of the household', async () => {
  const own = await openDesk();
  await own.receive({
    kind: 'provision',
    body: { blocks: [], policy: { mayIssueOffline: true, supervisorAfterHours: 100_000 } },
  });
  const copy = () => draft(own, aCopyRequest(kims.household)).defects;
  expect(copy()).toEqual([]);
  const death = everyRegisterReport(kims.residents).find(({ kind }) => kind === 'death') as Report;
  const id = await own.filed(death);
  expect(copy()).toEqual(['offline-only-own']);
  await own.decide({ answers: [allRegistered(id, [kimSpouse.number])] });
  expect(copy()).toEqual([]);
  // What is done with it makes it wait once more.
  await own.amended(id, { type: 'supplemented', on: day('2026-08-05'), version: 1, report: death, note: '확인' });
  expect(copy()).toEqual(['offline-only-own']);
});

test('[CE-26] a moved-in certificate says that something waits for its address, and lists no record that has ended', async () => {
  const own = await openDesk();
  const content = () =>
    draft(own, { kind: 'moved-in-households', address: here('10'), leaveOutDeleted: false }).content;
  expect(content()).toMatchObject({ households: [{ householder: kim.name }], isFilingWaiting: false });
  await own.filed(everyRegisterReport(kims.residents)[0] as Report);
  expect(content()).toMatchObject({ isFilingWaiting: true });
  await own.decide({
    households: [
      {
        ...kims.household,
        members: [],
        closed: { on: day('2026-08-05'), reason: '세대합가', members: kims.household.members, into: null },
      },
    ],
  });
  expect(content()).toMatchObject({ households: [] });
});
