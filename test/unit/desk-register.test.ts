import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPlainRenderer } from '../../scripts/scenario/play/printing.ts';
import type { CommandOutput } from '../../src/shared/contract/commands.ts';
import { readEntryHeader } from '../../src/shared/contract/entry.ts';
import { ResidentId } from '../../src/shared/registry/ids.ts';
import type { Report } from '../../src/shared/registry/report.ts';
import { maskResidentNumber } from '../../src/shared/registry/resident-number.ts';
import { allRegistered, type FilingDesk, newId } from '../builders/filing-desk.ts';
import {
  deskOfFamilies,
  kim,
  kimChild,
  kimSpouse,
  kims,
  lee,
  lees,
  newHome,
  stranger,
  whole,
} from '../builders/filing-people.ts';
import { aPaperDesk, aPrinterSetup, fullCopy } from '../builders/paper-desk.ts';
import { createRandom } from '../builders/random.ts';
import { expectRefused } from '../builders/refused.ts';
import { day, moversOf } from '../builders/registry.ts';
import { joining } from '../builders/reports.ts';

// What the desk shows of a resident besides the lists: the whole number, the answer that a move-in would get, and all
// that is filed of somebody.

let desk: FilingDesk;
beforeAll(async () => {
  desk = await deskOfFamilies();
});
afterAll(() => desk.close());

const headerOf = (id: string) => {
  const db = desk.device.open();
  const data = db.prepare('SELECT data FROM "journal-0" WHERE id = ?').pluck().get(id) as string;
  db.close();
  return readEntryHeader((JSON.parse(data) as { header: string }).header);
};

describe("[DE-3] a resident's whole number", () => {
  const reveal = (
    overrides: { id?: ReturnType<typeof newId>; resident?: typeof kim.id; reason?: string } = {},
    at = desk,
  ) => at.office.command('revealNumber', { id: newId(), resident: kim.id, reason: '본인 확인', ...overrides });

  test('is shown once who sees it, and why, is in the journal; asked twice, it is there once', async () => {
    const id = newId();
    const before = desk.replica().journalHeadSeq();
    for (let nth = 0; nth < 2; nth += 1)
      expect(await reveal({ id })).toMatchObject({ ok: true, value: { number: kim.number } });
    expect(desk.replica().journalHeadSeq()).toBe(before + 1);
    expect(headerOf(id)).toMatchObject({
      kind: 'numberRevealed',
      actor: desk.device.official,
      role: 'clerk',
      purpose: '본인 확인',
      subject: kim.id,
    });
  });

  test('is not shown under an id that stands for somebody or something else', async () => {
    const [revealed, viewed] = [newId(), newId()];
    await reveal({ id: revealed });
    await desk.office.command('viewResident', { id: viewed, resident: lee.id, purpose: '상담' });
    expectRefused(await reveal({ id: revealed, resident: lee.id }), 'IdAlreadyUsed');
    expectRefused(await reveal({ id: viewed, resident: lee.id }), 'IdAlreadyUsed');
    const again = { id: revealed, resident: kim.id, purpose: '상담' };
    expectRefused(await desk.office.command('viewResident', again), 'IdAlreadyUsed');
  });

  test('needs a reason, and somebody who is here', async () => {
    const before = desk.replica().journalHeadSeq();
    for (const reason of ['', ' ', '가', '가'.repeat(61)]) expectRefused(await reveal({ reason }), 'InvalidInput');
    expectRefused(await reveal({ resident: ResidentId.parse(stranger.id) }), 'ResidentNotFound');
    expect(desk.replica().journalHeadSeq()).toBe(before);
  });

  test.each(['auditor', 'kiosk'] as const)('is not for a %s', async (role) => {
    const other = await deskOfFamilies(role);
    expect(expectRefused(await reveal({}, other), 'NotAllowed').needs).toEqual([
      'clerk',
      'supervisor',
      'mentor',
      'trainee',
    ]);
    expect(other.replica().journalHeadSeq()).toBe(0);
    await other.close();
  });
});

describe('[DE-5] the check of a move-in', () => {
  const report = (): Report => whole(kims.residents);
  const check = (checked: unknown) => desk.office.command('checkMoveIn', { report: checked as never });

  test('says what filing it says, each time, and records nothing', async () => {
    for (const each of [
      whole(kims.residents),
      joining([kimSpouse], lee, { to: newHome }),
      whole([stranger]),
      whole(lees.residents),
    ]) {
      const before = [desk.replica().journalHeadSeq(), await desk.ask('listFilings', { after: null })];
      const first = await check(each);
      expect(await check(each)).toMatchObject({ ok: true, value: (first as { value: object }).value });
      expect([desk.replica().journalHeadSeq(), await desk.ask('listFilings', { after: null })]).toEqual(before);
      const own = await deskOfFamilies();
      const filed = await own.file(each);
      await own.close();
      if (!first.ok || !filed.ok) throw new Error('a good report is checked and taken');
      const { filing: _, ...said } = filed.value;
      expect((first as { value: CommandOutput<'checkMoveIn'> }).value).toEqual(said);
      expect(said.centralChecks.length).toBeGreaterThan(0);
    }
  });

  test('is refused as filing it is', async () => {
    const elsewhere = { ...report(), to: { ...newHome, office: '9911051000' } };
    expectRefused(await check(elsewhere), 'OtherOfficesArea');
    const [first] = moversOf(kims.residents);
    expectRefused(await check({ ...report(), movers: [first, first] }), 'InvalidInput');
    expectRefused(
      await check({ ...report(), backdating: { supervisor: desk.device.official, scan: 'a'.repeat(64) } }),
      'NotAllowed',
    );
    expectRefused(await check({}), 'InvalidInput');
    const auditor = await deskOfFamilies('auditor');
    expectRefused(await auditor.office.command('checkMoveIn', { report: report() as never }), 'NotAllowed');
    await auditor.close();
  });
});

describe("a resident's page", () => {
  test('lists the filings that name them, newest first, with what became of each, and no whole number', async () => {
    const at = await deskOfFamilies();
    const view = async (id: ResidentId) => {
      const page = await at.office.command('viewResident', { id: newId(), resident: id, purpose: '상담' });
      if (!page.ok) throw new Error(page.error.type);
      return page.value;
    };
    expect((await view(kim.id)).filings).toEqual([]);
    const early = await at.filed(whole(kims.residents, { reportDate: day('2026-08-03') }));
    const late = await at.filed(joining([kimChild], lee, { to: newHome }));
    const other = await at.filed(joining([kimSpouse], lee, { to: newHome }));
    const page = await view(kimChild.id);
    expect(page.filings.map(({ id }) => id)).toContain(early);
    expect(page.filings.map(({ id }) => id)).toContain(late);
    expect(page.filings.map(({ id }) => id)).not.toContain(other);
    expect(page.filings.map((line) => line.reportDate)).toEqual(
      page.filings
        .map((line) => line.reportDate)
        .toSorted()
        .toReversed(),
    );
    expect(page.filings.every((line) => line.state === 'waiting')).toBe(true);
    await at.decide({ answers: [allRegistered(late, [kimChild.number])] }, late);
    const answered = (await view(kimChild.id)).filings.find(({ id }) => id === late);
    expect(answered).toMatchObject({
      state: 'answered',
      movers: [{ name: kimChild.name, answer: { type: 'registered' } }],
    });
    expect(answered?.movers[0]?.maskedNumber).toBe(maskResidentNumber(kimChild.number));
    expect(JSON.stringify(page)).not.toMatch(/\d{6}-\d{7}/);
    await at.close();
  });

  test("lists the papers on them or their household, newest first, and nobody else's", async () => {
    const renderer = createPlainRenderer();
    const printers = [aPrinterSetup({ uri: 'ipp://127.0.0.1:1/ipp' })];
    const at = await aPaperDesk({ random: createRandom(303), renderer, printers });
    const [head, member] = at.members;
    const neighbour = at.device.township.residents.find(({ household }) => household !== at.household.id);
    if (!head || !member || !neighbour) throw new Error('a township has households');
    const papersOf = async ({ id }: { readonly id: ResidentId }): Promise<string[]> => {
      const page = await at.command('viewResident', { id: at.newId(), resident: id, purpose: '상담' });
      if (!page.ok) throw new Error(page.error.type);
      return page.value.certificates.map((line) => line.serial);
    };
    expect(await papersOf(head)).toEqual([]);
    const abstract = await at.reserve();
    at.device.system.clock += 60_000;
    const ask = at.anAsk();
    const copy = await at.reserve({ ...ask, request: { kind: 'copy', household: at.household.id, options: fullCopy } });
    expect(await papersOf(head)).toEqual([copy.serial, abstract.serial]);
    expect(await papersOf(member)).toEqual([copy.serial]);
    expect(await papersOf(neighbour)).toEqual([]);
    await at.close();
  });
});
