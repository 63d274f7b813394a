import { afterEach, describe, expect, test } from 'vitest';
import { entryBodies } from '../../src/shared/contract/entry.ts';
import type { Amendment } from '../../src/shared/registry/amendment.ts';
import type { FilingId, OfficialId } from '../../src/shared/registry/ids.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { Role } from '../../src/shared/registry/office.ts';
import type { Report } from '../../src/shared/registry/report.ts';
import {
  aFilingDesk,
  allRegistered,
  type FilingDesk,
  newId,
  otherDevice,
  supervisorHere,
} from '../builders/filing-desk.ts';
import { deskOfFamilies, kim, kims, lee, leeSpouse, lees, stranger, whole } from '../builders/filing-people.ts';
import { expectRefused } from '../builders/refused.ts';
import { anAddress, day, eungaram } from '../builders/registry.ts';
import { everyRegisterReport } from '../builders/reports.ts';

// What is done with a filing is an entry of its own; the filing as it was taken stays.

let desk: FilingDesk | null = null;
const openDesk = async (role: Role = 'supervisor'): Promise<FilingDesk> => {
  desk = await deskOfFamilies(role);
  return desk;
};
afterEach(async () => {
  await desk?.close();
  desk = null;
});

const on = day('2026-08-05');
const notChecked = (report: MoveInReport): MoveInReport => ({
  ...report,
  reporter: { ...report.reporter, identityChecked: false },
});
const complete = whole(lees.residents);
const incomplete = notChecked(complete);
const supplementTo = (report: Report): Amendment => ({
  type: 'supplemented',
  on,
  version: 1,
  report,
  note: '신분증 확인',
});
const withdrawal: Amendment = { type: 'withdrawn', on, note: '신고인이 취하' };
const refusal = (people: readonly MoveInReport['reporter']['number'][] | null = null): Amendment => ({
  type: 'refused',
  on,
  people: people && [...people],
  reasons: '거주 사실이 없음',
  remedies: '90일 안에 행정심판',
});
const verified = (step: Extract<Amendment, { type: 'post-verified' }>['step'], when = on): Amendment => ({
  type: 'post-verified',
  on: when,
  step,
});
const official = 'solnae-clerk' as OfficialId;
const justCause: Amendment = { type: 'just-cause', on, note: '입원' };

const decided = (here: FilingDesk, id: FilingId, type: 'registered' | 'supplement', people = lees.residents) =>
  here.decide({
    answers: [
      type === 'registered'
        ? allRegistered(
            id,
            people.map(({ number }) => number),
          )
        : {
            filing: id,
            movers: people.map(({ number: mover }) => ({
              mover,
              answer: { type: 'supplement' as const, missing: ['identity-not-checked' as const] },
            })),
          },
    ],
  });

describe('a supplement', () => {
  test('[MI-14] makes the filing whole: what it comes to is told at once, and it waits for central again', async () => {
    const here = await openDesk('clerk');
    const id = await here.filed(incomplete);
    await decided(here, id, 'supplement');
    expect(here.office.filings(null).rows[0]).toMatchObject({ state: 'answered' });
    const done = await here.amend(id, supplementTo(complete));
    expect(done).toMatchObject({ ok: true, value: { filing: id, centralChecks: ['report-date'] } });
    expect(done.ok && done.value.preview.map(({ answer }) => answer.type)).toEqual(['registered', 'registered']);
    expect(here.office.filings(null).rows[0]).toMatchObject({ id, state: 'waiting' });
    await decided(here, id, 'registered');
    // The answer came before the word that the supplement was decided.
    expect(here.office.filings(null).rows[0]).toMatchObject({ state: 'waiting' });
  });

  test('counts its version itself: one more than any that is known', async () => {
    const here = await openDesk();
    const id = await here.filed(incomplete);
    const versionOf = (entry: string): number | null => {
      const { amendment } = entryBodies.filingAmended.parse(JSON.parse(here.replica().entryBody(entry) ?? ''));
      return amendment.type === 'supplemented' ? amendment.version : null;
    };
    expect(versionOf(await here.amended(id, supplementTo({ ...complete, reason: '가족' })))).toBe(1);
    expect(versionOf(await here.amended(id, supplementTo({ ...complete, reason: '직업' })))).toBe(2);
    await here.decide({
      filings: [
        {
          id,
          device: otherDevice,
          receivedAt: '2026-08-05T01:00:00.000Z',
          arrivedOn: on,
          report: incomplete,
          amendments: [{ ...supplementTo({ ...complete, reason: '교육' }), version: 7 } as Amendment],
        },
      ],
    });
    expect(versionOf(await here.amended(id, supplementTo(complete)))).toBe(8);
  });

  test('[MI-14] completes those who are not registered, and rewrites nothing of those who are', async () => {
    const here = await openDesk();
    const id = await here.filed(complete);
    await decided(here, id, 'registered', [lee]);
    const renamed = complete.movers.map((mover) =>
      mover.number === leeSpouse.number ? { ...mover, name: '바로쓴이' } : mover,
    );
    expect(await here.amend(id, supplementTo({ ...complete, movers: renamed }))).toMatchObject({ ok: true });
    for (const rewritten of [
      { ...complete, to: { ...complete.to, building: '99' } },
      { ...complete, movedOn: day('2026-07-30') },
      { ...complete, movers: complete.movers.map((mover) => ({ ...mover, name: '다른이름' })) },
    ]) {
      const { names } = expectRefused(await here.amend(id, supplementTo(rewritten)), 'FilingAlreadyRegistered');
      expect(names).toEqual([lee.name]);
    }
  });

  test('is of the same kind of report and for this office', async () => {
    const here = await openDesk();
    const reports: readonly Report[] = [incomplete, ...everyRegisterReport(kims.residents)];
    const ids = await Promise.all(reports.map((report) => here.filed(report)));
    for (const [nth, id] of ids.entries())
      for (const [other, report] of reports.entries()) {
        const done = await here.amend(id, supplementTo(report));
        if (nth === other) expect(done).toMatchObject({ ok: true });
        else
          expect(expectRefused(done, 'InvalidInput').issues[0]?.path).toBe(
            other === 0 ? 'amendment.report.form' : 'amendment.report.kind',
          );
      }
    const elsewhere = supplementTo({ ...complete, to: anAddress({ office: eungaram }) });
    expect(expectRefused(await here.amend(ids[0] as FilingId, elsewhere), 'InvalidInput').issues[0]?.path).toBe(
      'amendment.report.to.office',
    );
    // Another form of move-in may be what was meant.
    expect(
      await here.amend(ids[0] as FilingId, supplementTo({ ...complete, form: 'part-of-household' })),
    ).toMatchObject({ ok: true });
  });

  test('needs who a report of its content would need', async () => {
    const here = await openDesk('clerk');
    const id = await here.filed(incomplete);
    const backdated = { ...complete, backdating: { supervisor: supervisorHere, scan: 'a'.repeat(64) } };
    expect(expectRefused(await here.amend(id, supplementTo(backdated)), 'NotAllowed').needs).toEqual(['supervisor']);
    expectRefused(await here.amend(id, refusal()), 'NotAllowed');
    for (const amendment of [withdrawal, verified({ type: 'sent' }), justCause])
      expect(await here.amend(await here.filed(whole(kims.residents)), amendment)).toMatchObject({ ok: true });
  });
});

describe('a withdrawal or a refusal', () => {
  test('of what central has not decided, or has not registered, is shown at once', async () => {
    const here = await openDesk();
    const id = await here.filed(complete);
    expect(await here.amend(id, withdrawal)).toMatchObject({
      ok: true,
      value: { preview: lees.residents.map(({ number }) => ({ mover: number, answer: { type: 'withdrawn', on } })) },
    });
    const other = await here.filed(notChecked(whole(kims.residents)));
    await decided(here, other, 'supplement', kims.residents);
    const refused = await here.amend(other, refusal([kim.number]));
    expect(refused.ok && refused.value.preview.map(({ answer }) => answer.type)).toEqual([
      'refused',
      'supplement',
      'supplement',
      'supplement',
    ]);
  });

  test('of what central has registered is refused, and names whom', async () => {
    const here = await openDesk();
    const id = await here.filed(complete);
    await decided(here, id, 'registered');
    for (const amendment of [withdrawal, refusal(), refusal([lee.number])]) {
      const { names } = expectRefused(await here.amend(id, amendment), 'FilingAlreadyRegistered');
      expect(names).toContain(lee.name);
    }
  });

  test('of some of a filing leaves the others alone', async () => {
    const here = await openDesk();
    const id = await here.filed(complete);
    await decided(here, id, 'registered', [lee]);
    expectRefused(await here.amend(id, withdrawal), 'FilingAlreadyRegistered');
    expectRefused(await here.amend(id, refusal([leeSpouse.number, lee.number])), 'FilingAlreadyRegistered');
    expect(await here.amend(id, refusal([leeSpouse.number]))).toMatchObject({ ok: true });
    // Nobody is named: those who are not registered by now, and nobody else by the time it is decided.
    const entry = newId();
    expect(await here.amend(id, refusal(), entry)).toMatchObject({ ok: true });
    const { amendment } = entryBodies.filingAmended.parse(JSON.parse(here.replica().entryBody(entry) ?? ''));
    expect(amendment).toMatchObject({ type: 'refused', people: [leeSpouse.number] });
    expect(await here.amend(id, refusal(), entry)).toMatchObject({ ok: true });
  });

  test('names somebody whom the filing is about', async () => {
    const here = await openDesk();
    const id = await here.filed(complete);
    const done = await here.amend(id, refusal([lee.number, stranger.number]));
    expect(expectRefused(done, 'InvalidInput').issues[0]?.path).toBe('amendment.people.1');
  });
});

describe('what is found out afterwards', () => {
  test('changes no answer, and is for move-ins', async () => {
    const here = await openDesk();
    const id = await here.filed(complete);
    await decided(here, id, 'registered');
    for (const amendment of [verified({ type: 'sent' }), verified({ type: 'confirmed', official }), justCause]) {
      const done = await here.amend(id, amendment);
      expect(done.ok && done.value.preview.map(({ answer }) => answer.type)).toEqual(['registered', 'registered']);
      expect(here.office.filings(null).rows[0]).toMatchObject({ state: 'answered' });
    }
    const [change] = everyRegisterReport(kims.residents);
    const other = await here.filed(change as Report);
    for (const amendment of [verified({ type: 'sent' }), justCause])
      expect(expectRefused(await here.amend(other, amendment), 'InvalidInput').issues[0]?.path).toBe('amendment.type');
  });

  test('a lease that is shown too late spares nothing', async () => {
    const here = await openDesk();
    const id = await here.filed(complete);
    // Reported on Monday the 3rd: five days, the first not counted, end on Saturday the 8th and so on Monday the 10th.
    const lease = { type: 'exempt', why: 'lease-shown' } as const;
    expect(await here.amend(id, verified(lease, day('2026-08-10')))).toMatchObject({ ok: true });
    const late = expectRefused(await here.amend(id, verified(lease, day('2026-08-11'))), 'InvalidInput');
    expect(late.issues[0]).toMatchObject({
      path: 'amendment.on',
      message: { en: expect.stringContaining('2026-08-10') },
    });
    expect(await here.amend(id, verified({ type: 'exempt', why: 'fixed-date' }, day('2026-08-11')))).toMatchObject({
      ok: true,
    });
  });
});

describe('an amendment', () => {
  test('is of a filing of this office, whichever device took it', async () => {
    const here = await openDesk();
    expectRefused(await here.amend(newId(), withdrawal), 'FilingNotFound');
    const id = newId();
    await here.decide({
      filings: [{ id, device: otherDevice, receivedAt: '2026-08-05T01:00:00.000Z', arrivedOn: on, report: complete }],
    });
    expect(await here.amend(id, withdrawal)).toMatchObject({ ok: true });
  });

  test('is done once for each id', async () => {
    const here = await openDesk();
    const [first, second] = [await here.filed(incomplete), await here.filed(whole(kims.residents))];
    const before = here.replica().journalHeadSeq();
    const entry = newId();
    const done = await here.amend(first, supplementTo(complete), entry);
    expect(await here.amend(first, supplementTo(complete), entry)).toMatchObject({
      ok: true,
      value: done.ok && done.value,
    });
    expectRefused(await here.amend(first, withdrawal, entry), 'IdAlreadyUsed');
    expectRefused(await here.amend(first, supplementTo({ ...complete, reason: '교육' }), entry), 'IdAlreadyUsed');
    expectRefused(await here.amend(second, supplementTo(complete), entry), 'IdAlreadyUsed');
    expectRefused(await here.file(complete, entry), 'IdAlreadyUsed');
    expect(here.replica().journalHeadSeq()).toBe(before + 1);
  });

  test('is nothing for auditors and kiosks', async () => {
    for (const role of ['auditor', 'kiosk'] as const) {
      const here = await aFilingDesk([lees], role);
      for (const amendment of [supplementTo(complete), withdrawal, refusal(), justCause])
        expectRefused(await here.amend(newId(), amendment), 'NotAllowed');
      await here.close();
    }
  });

  test('takes no number of the other profile', async () => {
    const here = await openDesk();
    const id = await here.filed(complete);
    const real = '851512-2000001' as typeof lee.number;
    expectRefused(await here.amend(id, refusal([real])), 'NumberOfOtherProfile');
    const named = supplementTo({ ...complete, previousHouseholder: { name: '김', number: real } });
    expectRefused(await here.amend(id, named), 'NumberOfOtherProfile');
  });
});
