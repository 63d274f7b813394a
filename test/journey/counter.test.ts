import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { familyOfFour, houseIn, officeOfKind, wholeHouseholdReport } from '../../scripts/demo/story.ts';
import type { OfficeProcess } from '../../scripts/run/office-process.ts';
import { until } from '../../scripts/run/until.ts';
import { valueOf } from '../../scripts/run/value-of.ts';
import { addressToText } from '../../src/shared/registry/address.ts';
import { PlainDate } from '../../src/shared/registry/plain-date.ts';
import { type JourneyDesk, noJourney, openDesk } from './desk.ts';
import { fileAt, openNeighbour } from './neighbour.ts';
import {
  askForCopy,
  button,
  file,
  fileMoveIn,
  findResident,
  goTo,
  heading,
  issue,
  officialOf,
  openResident,
  signIn,
  startMoveIn,
  type ToldMoveIn,
  tellMovers,
  tellPlaceAndHousehold,
  tellWhatAndWho,
} from './steps.ts';

/** A day at the counter, with the network there, in the real window over the real office, central and printer. */
describe.skipIf(noJourney !== null)(noJourney ?? 'a day at the counter', { timeout: 120_000 }, () => {
  let desk: JourneyDesk;
  let neighbour: OfficeProcess;
  let today: PlainDate;
  const wrong: string[] = [];
  /** Looks at a screen as those who can't see it have to. */
  const look = async (screen: string): Promise<void> => {
    wrong.push(...(await desk.violations()).map((text) => `${screen}: ${text}`));
  };

  beforeAll(async () => {
    desk = await openDesk();
    neighbour = await openNeighbour(desk);
  }, 240_000);
  beforeEach(({ task, onTestFailed }) => onTestFailed(() => desk.keepPicture(task.name)));
  afterAll(async () => {
    await (neighbour as OfficeProcess | undefined)?.stop();
    await (desk as JourneyDesk | undefined)?.close();
  }, 60_000);

  /** A family of another office that moves here, as its householder tells it. */
  const moving = (from: 'eup' | 'dong', to: string): ToldMoveIn => {
    const { household, members } = familyOfFour(desk.township, officeOfKind(desk.township, from).id);
    const previousAddress = addressToText(household.address);
    return { form: 'whole-household', movers: members, to, movedOn: today, previousAddress, isSameHead: true };
  };

  test('an official signs in, and finds somebody by initial consonants and by Hangul typed as English', async () => {
    const { page } = desk;
    await page.getByRole('region', { name: '연습용 계정' }).waitFor();
    await look('sign-in');
    await signIn(page, officialOf(desk.township, 'solnae-clerk-1'));
    today = (await desk.ask('getStatus', {})).today;
    await look('start');

    for (const typed of ['ㅎㄷㅇ', 'gksehdbs', '한도윤 1984-04-17']) {
      const rows = await findResident(page, typed);
      await rows.filter({ hasText: '한도윤' }).first().waitFor();
    }
    await openResident(page, 'gksehdbs', '한도윤');
    await page
      .getByRole('table', { name: '세대원 목록' })
      .getByRole('row', { name: /자녀 한하람/ })
      .waitFor();
    await page.getByText('열람 기록됨').waitFor();
    await look('resident');
    // No number is on the screen in full.
    expect(await page.locator('body').innerText()).not.toMatch(/\d{6}-\d{7}/);
    expect(page.url()).not.toMatch(/\d{6}/);
  });

  test('files a move-in of a whole household, and central registers it; the other office sees them leave', async () => {
    const { page } = desk;
    const told = moving('eup', '밤솔들길 65');
    await startMoveIn(page);
    await look('move-in, what');
    await tellWhatAndWho(page, told);
    await tellMovers(page, told);
    await look('move-in, where');
    await tellPlaceAndHousehold(page, told);
    await heading(page, '확인하고 접수합니다').waitFor();
    await page.getByText('중앙 서버가 더 확인할 것').waitFor();
    await look('move-in, check');
    expect(await page.locator('body').innerText()).not.toMatch(/\d{6}-\d{7}/);
    await file(page);
    const answers = page.getByRole('table', { name: '사람마다의 결과' });
    await until('everybody is registered', async () =>
      (await answers.getByText('등록됨', { exact: true }).count()) === told.movers.length ? true : null,
    );
    await look('move-in, result');

    const { rows } = await desk.ask('listFilings', { after: null });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ what: 'whole-household', state: 'answered', reportDate: today });
    expect(rows[0]?.movers.map(({ answer }) => answer)).toMatchObject(
      told.movers.map(() => ({ type: 'registered', on: today })),
    );
    expect((await desk.ask('listDrafts', {})).rows).toEqual([]);
    const [head] = told.movers;
    const found = await desk.ask('searchResidents', { text: head?.name ?? '', after: null });
    expect(found.rows.map(({ address }) => address)).toContain('다온도 늘해군 솔내면 밤솔들길 65');
    const gone = await until('the other office has heard of it', async () => {
      const { rows: all } = valueOf(await neighbour.query('listDepartures', {}));
      const departed = all.filter(({ registeredOn }) => registeredOn === today);
      return departed.length > 0 ? departed : null;
    });
    expect(gone.map(({ name }) => name).toSorted()).toEqual(told.movers.map(({ name }) => name).toSorted());
  });

  test('issues a copy, which comes out of the printer, and the ledger has it', async () => {
    const { page, folders } = desk;
    const head = desk.township.residents.find(({ name }) => name === '한도윤');
    if (!head) throw new Error('the township has no 한도윤');
    await openResident(page, '한도윤', '한도윤');
    await askForCopy(page, head);
    await look('certificate, preview');
    await issue(page);
    await look('certificate, issued');

    const filter = { from: null, to: null, show: 'all', kind: 'copy', text: '' } as const;
    const [line, ...others] = (await desk.ask('listCertificates', { filter, after: null })).rows;
    expect(others).toEqual([]);
    expect(line).toMatchObject({ state: 'issued', applicant: '한도윤' });
    const files = readdirSync(folders.papers).filter((name) => name.endsWith('.pdf'));
    expect(files.length).toBeGreaterThan(0);
    for (const name of files) expect(readFileSync(join(folders.papers, name), 'latin1').slice(0, 5)).toBe('%PDF-');

    await goTo(page, '발급 대장');
    const row = page.getByRole('row').filter({ hasText: '주민등록표 등본' });
    await row.getByText('발급됨').waitFor();
    await row.click();
    await page
      .getByText(line?.serial ?? 'no serial')
      .first()
      .waitFor();
    await look('ledger');
  });

  test('what is missing waits in the tray, and is supplied there', async () => {
    const { page } = desk;
    const { household, members } = familyOfFour(desk.township, desk.office.id);
    const [head] = members;
    if (!head) throw new Error('a family has a householder');
    await fileMoveIn(page, {
      form: 'whole-household',
      movers: members,
      to: '솔내동촌길 4',
      movedOn: today,
      previousAddress: addressToText(household.address),
      isSameHead: true,
      isIdentityChecked: false,
    });
    await button(page, '처리할 일에서 보완하기').click();
    await heading(page, /^보완할 신고/).waitFor();
    await page
      .getByText(/신고인의 신분을 확인하지 않았습니다/)
      .first()
      .waitFor();
    await look('tray');
    const [waiting] = (await desk.ask('listFilings', { after: null })).rows;
    expect(waiting?.movers.map(({ answer }) => answer?.type)).toEqual(members.map(() => 'supplement'));

    await button(page, '신고 열기').first().click();
    await button(page, '보완하기').click();
    const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    for (const { name, number } of members) await dialog.getByLabel(name, { exact: true }).first().fill(number);
    await dialog.getByLabel('신고인의 신분증을 확인했습니다').check();
    await dialog.getByLabel('무엇을 보완했나요?').fill('신분증 확인');
    await look('supplement');
    await button(dialog, '보완하기').click();
    await until('the supplemented filing is registered', async () => {
      const line = (await desk.ask('listFilings', { after: null })).rows.find(({ id }) => id === waiting?.id);
      return line?.movers.every(({ answer }) => answer?.type === 'registered') ? true : null;
    });
    await goTo(page, '처리할 일');
    expect(await heading(page, /^보완할 신고/).count()).toBe(0);
  });

  test('a filing that meets another waits in the tray beside the facts of that other one', async () => {
    const { page } = desk;
    const told = moving('dong', '솔내동촌길 4');
    const family = familyOfFour(desk.township, officeOfKind(desk.township, 'dong').id);
    await fileAt(neighbour, wholeHouseholdReport(family, houseIn(desk.township, desk.neighbour.id, '1'), today));
    // Of two moves on one day the later one stands.
    await fileMoveIn(page, { ...told, movedOn: dayBefore(today) });
    await button(page, '처리할 일에서 보완하기').click();
    const card = page.getByRole('listitem').filter({ hasText: family.members[0]?.name ?? '' });
    const compared = card.getByRole('table');
    await compared.getByRole('row', { name: /새 주소 .*솔내동촌길 4 .*윤슬읍.*다름/ }).waitFor();
    await compared.getByRole('row', { name: /접수 기관 우리 기관 다른 기관/ }).waitFor();
    await look('tray, held');
    const [held] = (await desk.ask('listFilings', { after: null })).rows;
    expect(held?.movers.map(({ answer }) => answer?.type)).toEqual(family.members.map(() => 'held'));
  });

  test('a screen reader has nothing to complain about on any of these screens, nor has the page', () => {
    expect(wrong).toEqual([]);
    expect(desk.complaints()).toEqual([]);
  });
});

const dayBefore = (day: PlainDate): PlainDate =>
  PlainDate.parse(new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10));
