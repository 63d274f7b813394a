import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { familyOfFour } from '../../scripts/demo/story.ts';
import { until } from '../../scripts/run/until.ts';
import { addressToText } from '../../src/shared/registry/address.ts';
import type { FilingId } from '../../src/shared/registry/ids.ts';
import type { PlainDate } from '../../src/shared/registry/plain-date.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { type JourneyDesk, noJourney, openDesk } from './desk.ts';
import {
  button,
  file,
  goTo,
  heading,
  officialOf,
  signIn,
  startMoveIn,
  type ToldMoveIn,
  tellPlaceAndHousehold,
  tellWhatAndWho,
} from './steps.ts';

/** The link is pulled, a desk goes on, and is killed twice on the way: nothing is lost and nothing is filed twice. */
describe.skipIf(noJourney !== null)(noJourney ?? 'an outage', { timeout: 120_000 }, () => {
  let desk: JourneyDesk;
  let today: PlainDate;
  const wrong: string[] = [];
  const look = async (screen: string): Promise<void> => {
    wrong.push(...(await desk.violations()).map((text) => `${screen}: ${text}`));
  };

  beforeAll(async () => {
    desk = await openDesk();
    await signIn(desk.page, officialOf(desk.township, 'solnae-clerk-1'));
    today = (await desk.ask('getStatus', {})).today;
  }, 240_000);
  beforeEach(({ task, onTestFailed }) => onTestFailed(() => desk.keepPicture(task.name)));
  afterAll(async () => {
    await (desk as JourneyDesk | undefined)?.close();
  }, 60_000);

  /** The householder of a family of this office leaves it with one child; two stay. */
  const leaving = (): ToldMoveIn & { readonly stays: Resident } => {
    const { household, members } = familyOfFour(desk.township, desk.office.id);
    const [head, spouse, child] = members;
    if (!head || !spouse || !child) throw new Error('a family of four has four members');
    return {
      form: 'part-of-household',
      movers: [head, child],
      to: '솔내동촌길 4',
      movedOn: today,
      previousAddress: addressToText(household.address),
      isSameHead: true,
      stays: spouse,
    };
  };
  const status = () => desk.page.getByRole('contentinfo', { name: '상태' });
  const filings = async () => (await desk.ask('listFilings', { after: null })).rows;

  test('the cable is pulled in the window: banner and status bar say so, and what still works', async () => {
    const { page } = desk;
    await status().getByText('연결됨', { exact: true }).waitFor();
    await button(page, '선 뽑기').click();
    await page.getByText('계속 일할 수 있습니다.').waitFor();
    await status()
      .getByText(/부터 오프라인$/)
      .waitFor();
    await button(page, '되는 일과 안 되는 일').click();
    await heading(page, '✓ 되는 일').waitFor();
    await page.getByText('전입신고와 그 밖의 신고 접수').waitFor();
    await look('offline');
    await button(page, '접기').click();
    expect((await desk.ask('getStatus', {})).link).toMatchObject({ state: 'offline', practice: false });
  });

  test('half a move-in is typed; the page dies, and the office dies: the draft is there, to the letter', async () => {
    const told = leaving();
    await startMoveIn(desk.page);
    await tellWhatAndWho(desk.page, told);
    // One more letter than was saved by leaving a page: the draft follows the typing.
    await button(desk.page, /^신고인 추가/).click();
    await button(desk.page, '직접 추가').click();
    const second = () => desk.page.getByRole('group', { name: '옮기는 사람 2', exact: true });
    await second()
      .getByLabel('성명')
      .pressSequentially(told.movers[1]?.name ?? '');
    await status()
      .getByText(/^초안 저장됨/)
      .waitFor();
    const saved = await until('the last letter is saved', async () => {
      const [line] = (await desk.ask('listDrafts', {})).rows;
      if (!line) return null;
      const { content } = await desk.ask('getDraft', { id: line.id });
      return content.includes(told.movers[1]?.name ?? '') ? { id: line.id, content } : null;
    });

    await desk.killPage();
    // The office has kept who is signed in; the page has not kept what was open.
    await goTo(desk.page, '전입신고');
    await button(desk.page, '이어서 하기').first().click();
    await heading(desk.page, '전입신고').waitFor();
    expect((await desk.ask('getDraft', { id: saved.id })).content).toBe(saved.content);

    await desk.killOffice();
    await desk.startOffice();
    await signIn(desk.page, officialOf(desk.township, 'solnae-clerk-1'));
    expect((await desk.ask('listDrafts', {})).rows.map(({ id }) => id)).toEqual([saved.id]);
    expect((await desk.ask('getDraft', { id: saved.id })).content).toBe(saved.content);
    expect(await filings()).toEqual([]);
    await goTo(desk.page, '전입신고');
    await button(desk.page, '이어서 하기').first().click();
    await button(desk.page, /옮기는 사람/)
      .first()
      .click();
    expect(await second().getByLabel('성명').inputValue()).toBe(told.movers[1]?.name);
  });

  test('it is finished offline: the preview says who stays without a householder, and it waits in the outbox', async () => {
    const { page } = desk;
    // A new start of the office puts the cable back.
    if ((await desk.ask('getStatus', {})).link.practice) await button(page, '선 뽑기').click();
    await page.getByText('계속 일할 수 있습니다.').waitFor();
    const told = leaving();
    const second = page.getByRole('group', { name: '옮기는 사람 2', exact: true });
    await second.getByLabel('주민등록번호').fill(told.movers[1]?.number ?? '');
    await button(page, /^다음/).click();
    await heading(page, '언제, 어디로 옮겼습니까?').waitFor();
    await tellPlaceAndHousehold(page, told);
    await heading(page, '남는 사람은 누가 세대주가 됩니까?').waitFor();
    await page.getByRole('radio', { name: '나중에 신고하도록 안내함' }).check();
    await look('move-in, who stays');
    await button(page, /^다음/).click();
    await heading(page, '확인하고 접수합니다').waitFor();
    await page.getByText('연결이 끊겨 있습니다').waitFor();
    await page.getByText('등록될 것임').first().waitFor();
    await look('move-in, check, offline');
    await file(page);
    await page.getByText(/연결이 끊겨 있어 이 컴퓨터에 저장했습니다/).waitFor();

    expect(await filings()).toMatchObject([{ what: 'part-of-household', state: 'waiting', reportDate: today }]);
    expect((await desk.ask('listDrafts', {})).rows).toEqual([]);
    const before = readdirSync(desk.folders.papers).length;
    await button(page, '인쇄 민원 접수증').click();
    await page.getByText('발급됨', { exact: true }).waitFor();
    expect(readdirSync(desk.folders.papers).length).toBe(before + 1);
    await button(page, '이 신고 보기').click();
    await heading(page, '보낼 편지함').waitFor();
    await look('outbox, offline');
    await page
      .getByText(/아직 보내지 않은 기록/)
      .first()
      .waitFor();
    expect((await desk.ask('getStatus', {})).unsent).toBeGreaterThan(0);
    await status()
      .getByText(/^보낼 것 \d+건$/)
      .waitFor();
  });

  test('the cable is put back: the outbox drains, and central answers each mover, once', async () => {
    const { page } = desk;
    await button(page, '선 다시 꽂기').first().click();
    await status().getByText('모두 보냄').waitFor();
    await page.getByText('계속 일할 수 있습니다.').waitFor({ state: 'detached' });
    const [line, ...others] = await until('central has answered', async () => {
      const rows = await filings();
      return rows.every(({ state }) => state === 'answered') ? rows : null;
    });
    expect(others).toEqual([]);
    expect(line?.movers.map(({ answer }) => answer)).toMatchObject([
      { type: 'registered', on: today },
      { type: 'registered', on: today },
    ]);
    await page.getByText('등록', { exact: true }).first().waitFor();
    await look('outbox');
    const { stays, movers } = leaving();
    const at = async (name: string): Promise<readonly string[]> =>
      (await desk.ask('searchResidents', { text: name, after: null })).rows.map(({ address }) => address);
    expect(await at(movers[0]?.name ?? '')).toContain('다온도 늘해군 솔내면 솔내동촌길 4');
    expect(await at(stays.name)).not.toContain('다온도 늘해군 솔내면 솔내동촌길 4');
    // Who stayed has no householder, and somebody must tell them.
    await goTo(page, '처리할 일');
    await heading(page, /^세대주가 없는 세대/).waitFor();
    await page.getByText(stays.name).first().waitFor();
    await look('tray');
    expect((await desk.ask('getFiling', { filing: line?.id as FilingId })).line.state).toBe('answered');
  });

  test('a screen reader has nothing to complain about on any of these screens, nor has the page', () => {
    expect(wrong).toEqual([]);
    expect(desk.complaints()).toEqual([]);
  });
});
