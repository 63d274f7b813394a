import { afterEach, describe, expect, test } from 'vitest';
import { FilingPage, TrayItem } from '../../src/shared/contract/queries.ts';
import type { Amendment } from '../../src/shared/registry/amendment.ts';
import { defaultDeadlinePolicy } from '../../src/shared/registry/deadline-policy.ts';
import type { FollowUps } from '../../src/shared/registry/follow-ups.ts';
import type { FilingId, OfficialId } from '../../src/shared/registry/ids.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import { allRegistered, type FilingDesk, newId } from '../builders/filing-desk.ts';
import { deskOfFamilies, here, kim, kimSpouse, kims, lee, leeSpouse, lees, whole } from '../builders/filing-people.ts';
import { day, filingId } from '../builders/registry.ts';
import { everyRegisterReport, joining } from '../builders/reports.ts';

// What waits for a person at the office, and what follows from a move-in and until when.

let desk: FilingDesk | null = null;
const openDesk = async (): Promise<FilingDesk> => {
  desk = await deskOfFamilies('supervisor');
  return desk;
};
afterEach(async () => {
  await desk?.close();
  desk = null;
});

const official = 'solnae-clerk' as OfficialId;
const verified = (on: string, step: Extract<Amendment, { type: 'post-verified' }>['step']): Amendment => ({
  type: 'post-verified',
  on: day(on),
  step,
});
const registered = (id: FilingId, report: MoveInReport) =>
  allRegistered(
    id,
    report.movers.map(({ number }) => number ?? ''),
  );
const trayOf = async ({ ask }: FilingDesk): Promise<TrayItem[]> => {
  const { items } = await ask('listTray');
  for (const item of items) TrayItem.parse(item);
  return items;
};

describe('the tray', () => {
  test('has what somebody must see to, and nothing that waits for central or is done', async () => {
    const own = await openDesk();
    const { filed, decide, amended } = own;
    const waiting = await filed(whole(kims.residents));
    expect(await trayOf(own)).toEqual([]);
    const report = whole(lees.residents);
    const id = await filed(report);
    await decide({
      answers: [
        {
          filing: id,
          movers: [
            { mover: lee.number, answer: { type: 'registered', on: report.reportDate } },
            { mover: leeSpouse.number, answer: { type: 'supplement', missing: ['name-differs'] } },
          ],
        },
      ],
    });
    expect((await trayOf(own)).map((item) => (item.type === 'filing' ? item.filing.id : item.type))).toEqual([
      id,
      'post-verification',
    ]);
    // It waits for central from here.
    await amended(id, { type: 'supplemented', on: day('2026-08-05'), version: 1, report, note: '이름 확인' });
    expect((await trayOf(own)).map(({ type }) => type)).toEqual(['post-verification']);
    await decide({
      answers: [
        {
          filing: waiting,
          movers: kims.residents.map(({ number: mover }) => ({
            mover,
            answer: { type: 'withdrawn', on: day('2026-08-05') },
          })),
        },
      ],
    });
    expect((await trayOf(own)).map(({ type }) => type)).toEqual(['post-verification']);
  });

  test('has filings that are held, and those that central cannot read', async () => {
    const own = await openDesk();
    const [held, unread] = [await own.filed(whole(kims.residents)), await own.filed(whole(lees.residents))];
    await own.decide({
      answers: [
        {
          filing: held,
          movers: [{ mover: kim.number, answer: { type: 'held', why: 'same-day-filing', other: null } }],
        },
      ],
    });
    await own.receive(
      { kind: 'quarantine', body: { device: own.replica().identity().device, incarnation: 1, seq: 1, reason: 'x' } },
      unread,
    );
    const items = await trayOf(own);
    expect(items.map((item) => item.type === 'filing' && [item.filing.id, item.filing.state])).toEqual(
      expect.arrayContaining([
        [held, 'answered'],
        [unread, 'quarantined'],
      ]),
    );
    expect(items.length).toBe(2);
  });

  test('[HH-2] has households that nobody leads, with who is left in them', async () => {
    const own = await openDesk();
    const died = { ...kim, status: 'deleted' as const, diedOn: day('2026-08-01') };
    await own.decide({ residents: [died], households: [{ ...kims.household, householder: null }] });
    expect(await trayOf(own)).toMatchObject([
      {
        type: 'household-without-householder',
        household: kims.household.id,
        address: '다온도 늘해군 솔내면 솔내동촌길 10',
        members: kims.residents
          .slice(1)
          .map(({ id }) => ({ id, maskedNumber: expect.stringMatching(/^\d{6}-\d\*{6}$/) })),
      },
    ]);
    // Nobody lives there any more who would need one; or the record has ended.
    await own.decide({
      residents: kims.residents.map((resident) => ({ ...resident, status: 'deleted' as const })),
      households: [{ ...kims.household, householder: null }],
    });
    expect(await trayOf(own)).toEqual([]);
    await own.decide({
      households: [
        {
          ...lees.household,
          householder: null,
          members: [],
          closed: { on: day('2026-08-01'), reason: '세대합가', members: lees.household.members, into: null },
        },
      ],
    });
    expect(await trayOf(own)).toEqual([]);
  });

  test('has the check of each move-in, until it has come to something', async () => {
    const own = await openDesk();
    const report = whole(lees.residents);
    const id = await own.filed(report);
    await own.decide({ answers: [registered(id, report)] });
    const item = async () =>
      (await trayOf(own)).map(
        (each) => each.type === 'post-verification' && [each.filing, each.householderName, each.step, each.due],
      );
    // Reported on 2026-08-03: fifteen days, the first not counted.
    expect(await item()).toEqual([[id, lee.name, 'send', '2026-08-18']]);
    await own.amended(id, verified('2026-08-10', { type: 'sent' }));
    expect(await item()).toEqual([[id, lee.name, 'reply', '2026-08-25']]);
    await own.amended(id, verified('2026-08-20', { type: 'confirmed', official }));
    expect(await item()).toEqual([]);
  });

  test.each<[string, Extract<Amendment, { type: 'post-verified' }>['step']]>([
    ['the people do not live there', { type: 'not-living-there', official }],
    ['a fixed date was given', { type: 'exempt', why: 'fixed-date' }],
    ['a lease was shown in time', { type: 'exempt', why: 'lease-shown' }],
  ])('has no check of a move-in any more once %s', async (_, step) => {
    const own = await openDesk();
    const report = whole(lees.residents);
    const id = await own.filed(report);
    await own.decide({ answers: [registered(id, report)] });
    await own.amended(id, verified('2026-08-05', step));
    expect(await trayOf(own)).toEqual([]);
  });

  test('has no check of what is no move-in, or has registered nobody', async () => {
    const own = await openDesk();
    const change = await own.filed(everyRegisterReport(kims.residents)[0] as never);
    const moveIn = await own.filed(whole(lees.residents));
    await own.decide({
      answers: [
        allRegistered(change, [kimSpouse.number]),
        {
          filing: moveIn,
          movers: lees.residents.map(({ number: mover }) => ({
            mover,
            answer: { type: 'withdrawn', on: day('2026-08-05') },
          })),
        },
      ],
    });
    expect(await trayOf(own)).toEqual([]);
  });
});

describe('a filing’s page', () => {
  test('has the report as it reads now, what was done with it, and no number in full', async () => {
    const own = await openDesk();
    const report = joining([kimSpouse], lee, {
      to: here('20'),
      previousAddress: `솔내동촌길 10 ${kim.number}`,
      backdating: { supervisor: official, scan: '0123456789'.repeat(6) + 'abcd' },
    });
    const id = newId();
    const supplement: Amendment = {
      type: 'supplemented',
      on: day('2026-08-05'),
      version: 1,
      report: { ...report, reason: '교육' },
      note: `번호 ${kim.number.replace('-', '')}`,
    };
    const refusal: Amendment = {
      type: 'refused',
      on: day('2026-08-06'),
      people: [kimSpouse.number],
      reasons: '사유',
      remedies: '구제',
    };
    await own.decide({
      filings: [
        {
          id,
          device: own.replica().identity().device,
          receivedAt: '2026-08-05T00:00:00.000Z',
          arrivedOn: day('2026-08-05'),
          report,
          amendments: [supplement, refusal],
        },
      ],
    });
    const page = await own.ask('getFiling', { filing: id });
    FilingPage.parse(page);
    expect(page.line).toMatchObject({ id, what: 'part-of-household' });
    expect(page.report).toMatchObject({
      reason: '교육',
      movers: [{ name: kimSpouse.name, number: `${kimSpouse.number.slice(0, 8)}******` }],
    });
    expect(page.report).toMatchObject({ backdating: { scan: '0123456789'.repeat(6) + 'abcd' } });
    expect(page.amendments).toMatchObject([
      { type: 'supplemented' },
      { type: 'refused', people: [`${kimSpouse.number.slice(0, 8)}******`] },
    ]);
    const text = JSON.stringify(page);
    for (const { number } of [kim, kimSpouse, lee]) expect(text).not.toContain(number.slice(8));
  });

  test('of a filing that is not here is none', async () => {
    const { office } = await openDesk();
    expect(await office.query('getFiling', { filing: filingId(1) })).toMatchObject({
      ok: false,
      error: { type: 'FilingNotFound' },
    });
  });

  test('of any other report has no follow-ups', async () => {
    const own = await openDesk();
    const id = await own.filed(everyRegisterReport(kims.residents)[0] as never);
    expect((await own.ask('getFiling', { filing: id })).followUps).toBeNull();
  });
});

describe('what follows from a move-in', () => {
  /** Moved on Monday, 2026-08-03. */
  const followUpsOf = async (
    reportDate: string,
    then: (own: FilingDesk, id: FilingId) => Promise<void> = async () => undefined,
  ): Promise<FollowUps | null> => {
    const own = await openDesk();
    const id = await own.filed(whole(lees.residents, { movedOn: day('2026-08-03'), reportDate: day(reportDate) }));
    await then(own, id);
    const { followUps } = await own.ask('getFiling', { filing: id });
    return followUps;
  };
  const provide = (own: FilingDesk, deadlines: typeof defaultDeadlinePolicy) =>
    own.receive({ kind: 'provision', body: { blocks: [], policy: null, deadlines } });

  test('is the deadline, and nothing more when it was in time', async () => {
    // Fourteen days, the first not counted, end on the 17th; the 15th is a Saturday and a holiday, made up for on the 17th.
    expect(await followUpsOf('2026-08-18')).toMatchObject({
      reportDeadline: '2026-08-18',
      daysLate: 0,
      fine: { won: 0, why: 'in-time' },
    });
  });

  test('is a fine by the steps of central’s policy when it was late', async () => {
    expect(await followUpsOf('2026-08-19')).toMatchObject({ daysLate: 1, fine: { won: 10_000, why: 'late' } });
    const steps = defaultDeadlinePolicy.fine.steps.map((step) => ({ ...step, won: 7_000 }));
    await desk?.close();
    expect(
      await followUpsOf('2026-08-19', (own) =>
        provide(own, { ...defaultDeadlinePolicy, fine: { ...defaultDeadlinePolicy.fine, steps } }),
      ),
    ).toMatchObject({ daysLate: 1, fine: { won: 7_000, why: 'late' } });
  });

  test('is no fine with just cause, and none where the authority gave more time', async () => {
    expect(
      await followUpsOf(
        '2026-08-19',
        async (own, id) => void (await own.amended(id, { type: 'just-cause', on: day('2026-08-19'), note: '입원' })),
      ),
    ).toMatchObject({ daysLate: 1, fine: { won: 0, why: 'just-cause' } });
    await desk?.close();
    const extension = {
      duties: ['report' as const],
      offices: null,
      endsFrom: day('2026-08-01'),
      endsTo: day('2026-08-31'),
      until: day('2026-09-04'),
      authority: '행정안전부 공고',
    };
    expect(
      await followUpsOf('2026-08-19', (own) => provide(own, { ...defaultDeadlinePolicy, extensions: [extension] })),
    ).toMatchObject({ reportDeadline: '2026-09-04', daysLate: 0, fine: { won: 0, why: 'extended' } });
  });

  test('is not known where the calendar doesn’t reach', async () => {
    const own = await openDesk();
    const id = await own.filed(whole(lees.residents, { movedOn: day('2090-01-02'), reportDate: day('2090-03-02') }));
    expect((await own.ask('getFiling', { filing: id })).followUps).toEqual({
      reportDeadline: null,
      daysLate: 0,
      fine: { won: 0, why: 'unknown' },
      postVerification: { state: 'to-send', sendBy: null, replyBy: null },
    });
  });
});
