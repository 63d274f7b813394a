import { afterEach, describe, expect, test } from 'vitest';
import type { DecisionBody } from '../../src/shared/contract/feed-item.ts';
import type { Amendment } from '../../src/shared/registry/amendment.ts';
import { defaultDeadlinePolicy } from '../../src/shared/registry/deadline-policy.ts';
import type { Arrival } from '../../src/shared/registry/departure.ts';
import type { FilingId } from '../../src/shared/registry/ids.ts';
import type { Report } from '../../src/shared/registry/report.ts';
import { currentReport } from '../../src/shared/rules/filing.ts';
import { startPosition } from '../builders/checked-snapshot.ts';
import { password, snapshotOf } from '../builders/device-folder.ts';
import { allRegistered, type FilingDesk, newId, otherDevice } from '../builders/filing-desk.ts';
import { deskOfFamilies, here, kimChild, kimSpouse, kims, lee, lees, whole } from '../builders/filing-people.ts';
import { day, eungaram, filingId } from '../builders/registry.ts';
import { everyRegisterReport, joining } from '../builders/reports.ts';

// What the replica keeps of filings, whichever way they came: from this device, by the feed, in a snapshot.

let desk: FilingDesk | null = null;
const openDesk = async (): Promise<FilingDesk> => {
  desk = await deskOfFamilies('supervisor');
  return desk;
};
afterEach(async () => {
  await desk?.close();
  desk = null;
});

const on = day('2026-08-05');
const summary = (id: FilingId, report: Report, amendments?: readonly Amendment[]): DecisionBody['filings'][number] => ({
  id,
  device: otherDevice,
  receivedAt: '2026-08-05T01:00:00.000Z',
  arrivedOn: on,
  report,
  ...(amendments ? { amendments: [...amendments] } : {}),
});
const supplementTo = (report: Report, version = 1): Amendment => ({
  type: 'supplemented',
  on,
  version,
  report,
  note: '이름 확인',
});
const withdrawal: Amendment = { type: 'withdrawn', on, note: '취하' };
const sent: Amendment = { type: 'post-verified', on, step: { type: 'sent' } };
const lineOf = (office: FilingDesk['office'], id: FilingId) => office.filings(null).rows.find((line) => line.id === id);
const amendmentsOf = ({ replica }: FilingDesk, id: FilingId): Amendment['type'][] =>
  (replica().reads().filing(id)?.amendments ?? []).map(({ amendment }) => amendment.type);
const movers = (report: ReturnType<typeof whole>): string[] => report.movers.map(({ number }) => number ?? '');

/** An answer, with which nobody is registered. */
const asksForMore = (filing: FilingId) => ({
  filing,
  movers: [{ mover: lee.number, answer: { type: 'supplement' as const, missing: ['identity-not-checked' as const] } }],
});

describe('a filing', () => {
  test('waits until every decided amendment of it has its answer', async () => {
    const own = await openDesk();
    const { office, decide, amended, filed } = own;
    const report = whole(lees.residents);
    const id = await filed(report);
    const states: (string | undefined)[] = [];
    const note = (): void => void states.push(lineOf(office, id)?.state);
    note();
    await decide({ filings: [summary(id, report)], answers: [asksForMore(id)] });
    note();
    // Central only takes it down.
    await amended(id, sent);
    note();
    await amended(id, supplementTo({ ...report, reason: '교육' }));
    note();
    await decide({ filings: [summary(id, report, [sent])] });
    note();
    await decide({ filings: [summary(id, report, [sent, supplementTo({ ...report, reason: '교육' })])] });
    note();
    expect(states).toEqual(['waiting', 'answered', 'answered', 'waiting', 'waiting', 'answered']);
    expect(amendmentsOf(own, id)).toEqual(['post-verified', 'supplemented']);
  });

  test('that is sent again takes the place of what was known, but for what this device has not heard of yet', async () => {
    const own = await openDesk();
    const { decide, amended } = own;
    const id = newId();
    const report = whole(lees.residents);
    await decide({ filings: [summary(id, report, [supplementTo({ ...report, reason: '교육' })])] });
    await amended(id, withdrawal);
    await decide({ filings: [summary(id, report, [supplementTo({ ...report, reason: '가족' }), sent])] });
    expect(amendmentsOf(own, id)).toEqual(['supplemented', 'post-verified', 'withdrawn']);
    const known = own.replica().reads().filing(id);
    expect(known && currentReport(known)).toMatchObject({ reason: '가족' });
    expect(known?.report).toMatchObject({ reason: report.reason });
  });

  test('reads as it was supplemented: whom it names, and whose answers hold', async () => {
    const { decide, amended, replica, office } = await openDesk();
    const id = newId();
    const wrong = joining([kimSpouse], lee, { to: here('20') });
    const right = joining([kimChild], lee, { to: here('20') });
    await decide({
      filings: [summary(id, wrong)],
      answers: [
        {
          filing: id,
          movers: [{ mover: kimSpouse.number, answer: { type: 'supplement', missing: ['name-differs'] } }],
        },
      ],
    });
    expect(replica().reads().waitingFilings([kimSpouse.number]).length).toBe(0);
    await amended(id, supplementTo(right));
    expect(replica().reads().waitingFilings([kimSpouse.number])).toEqual([]);
    expect(
      replica()
        .reads()
        .waitingFilings([kimChild.number])
        .map((each) => each.id),
    ).toEqual([id]);
    await decide({
      filings: [summary(id, wrong, [supplementTo(right)])],
      answers: [allRegistered(id, [kimChild.number])],
    });
    expect(lineOf(office, id)?.movers).toEqual([
      {
        name: kimChild.name,
        maskedNumber: `${kimChild.number.slice(0, 8)}******`,
        answer: { type: 'registered', on: '2026-08-03' },
      },
    ]);
    expect(
      replica()
        .reads()
        .filing(id)
        ?.answers.map(({ mover }) => mover),
    ).toEqual([kimChild.number]);
    expect(replica().reads().waitingFilings([kimSpouse.number, kimChild.number])).toEqual([]);
  });

  test('makes everybody pending whom it names, in whatever part, until it is answered', async () => {
    const { decide, filed, office } = await openDesk();
    const pending = (): string[] =>
      ['주민']
        .flatMap((text) => office.search(text, null).rows)
        .filter((row) => row.pending)
        .map(({ name }) => name)
        .toSorted();
    const change = everyRegisterReport(kims.residents)[0] as Report;
    const id = await filed(change);
    expect(pending()).toEqual([kimSpouse.name]);
    const join = await filed(joining([kimChild], lee, { to: here('20') }));
    expect(pending()).toEqual([kimSpouse.name, kimChild.name, lee.name].toSorted());
    await decide({ answers: [allRegistered(id, [kimSpouse.number]), allRegistered(join, [kimChild.number])] });
    expect(pending()).toEqual([]);
  });

  test('that central cannot read is shown as such, and so is one of which it cannot read what was done', async () => {
    const { receive, filed, amended, decide, office } = await openDesk();
    const quarantine = {
      kind: 'quarantine',
      body: { device: otherDevice, incarnation: 1, seq: 1, reason: 'unknown kind' },
    } as const;
    const first = await filed(whole(kims.residents));
    await receive(quarantine, first);
    expect(lineOf(office, first)?.state).toBe('quarantined');
    const second = await filed(whole(lees.residents));
    await decide({ answers: [asksForMore(second)] });
    const entry = await amended(second, supplementTo(whole(lees.residents, { reason: '교육' })));
    await receive(quarantine, entry);
    expect(lineOf(office, second)?.state).toBe('quarantined');
  });

  test('of each kind and form comes out of a snapshot as by the feed', async () => {
    const own = await openDesk();
    const reports: readonly Report[] = [
      whole(lees.residents),
      joining([kimSpouse], lee, { to: here('20') }),
      whole(kims.residents, {
        movers: [
          ...whole(kims.residents).movers,
          {
            number: null,
            name: '아가',
            relation: '자녀',
            newborn: { birthDate: day('2026-08-01'), mother: kimSpouse.number },
          },
        ],
      }),
      ...everyRegisterReport(kims.residents),
    ];
    const rows = reports.map((report, nth) => {
      const keys =
        'movers' in report ? report.movers.map((mover) => mover.number ?? `newborn 2026-08-01 ${mover.name}`) : [];
      const filing = summary(newId(), report, nth % 2 === 0 ? [sent, supplementTo(report, 1), withdrawal] : undefined);
      return { filing, answers: allRegistered(filing.id, keys).movers };
    });
    const arrival: Arrival = {
      resident: lee.id,
      name: lee.name,
      birthDate: lee.birthDate,
      registeredOn: day('2026-08-03'),
      fromOffice: eungaram,
      fromAddress: 'a',
      toAddress: 'b',
      filing: filingId(3),
    };
    const deadlines = { ...defaultDeadlinePolicy, supplementExtensions: 1 };
    await own.decide({
      filings: rows.map(({ filing }) => filing),
      answers: rows.map(({ filing, answers }) => ({ filing: filing.id, movers: answers })),
      arrivals: [{ resident: lee.id, lines: [arrival, { ...arrival, registeredOn: day('2025-01-01') }] }],
    });
    await own.receive({ kind: 'provision', body: { blocks: [], policy: null, deadlines } });
    const seen = async () => ({
      lines: own.office.filings(null),
      tray: await own.ask('listTray'),
      arrivals: await own.ask('listArrivals'),
      pages: await Promise.all(rows.map(({ filing }) => own.ask('getFiling', { filing: filing.id }))),
      dump: own.office.dump(),
      deadlines: own.replica().deadlines(),
    });
    const byFeed = await seen();
    expect(byFeed.lines.rows.length).toBe(reports.length);
    expect(byFeed.arrivals.rows.map(({ registeredOn }) => registeredOn)).toEqual(['2026-08-03', '2025-01-01']);
    expect(byFeed.deadlines.supplementExtensions).toBe(1);

    const snapshot = snapshotOf(own.device.township);
    await own.replica().loadSnapshot({
      start: { ...snapshot.start, position: { ...startPosition, seq: 9 } },
      rows: [
        ...snapshot.rows,
        ...rows.map((row) => ({ row: 'filing' as const, ...row })),
        { row: 'arrival', arrival },
        { row: 'arrival', arrival: { ...arrival, registeredOn: day('2025-01-01') } },
        { row: 'deadlines', deadlines },
      ],
    });
    expect(await seen()).toEqual(byFeed);
  });

  test('and what was done with it here outlives a snapshot that knows less, and a restart', async () => {
    const own = await openDesk();
    const report = whole(lees.residents);
    const id = await own.filed(report);
    await own.amended(id, supplementTo({ ...report, reason: '교육' }));
    await own.amended(id, sent);
    const other = newId();
    await own.decide({
      filings: [summary(other, whole(kims.residents))],
      answers: [allRegistered(other, movers(whole(kims.residents)))],
    });
    await own.amended(other, sent);
    const seen = () => ({
      lines: own.office.filings(null).rows,
      own: own.replica().reads().filing(id),
      other: amendmentsOf(own, other),
    });
    const before = seen();
    const snapshot = snapshotOf(own.device.township);
    await own.replica().loadSnapshot({
      ...snapshot,
      rows: [
        ...snapshot.rows,
        {
          row: 'filing',
          filing: summary(other, whole(kims.residents)),
          answers: allRegistered(other, movers(whole(kims.residents))).movers,
        },
      ],
    });
    expect(seen()).toEqual(before);
    await own.office.close();
    const again = own.device.start();
    expect(await again.command('signIn', { official: own.device.official, password })).toMatchObject({ ok: true });
    expect(again.filings(null).rows).toEqual(before.lines);
    await again.close();
  });
});
