import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../scripts/run/until.ts';
import { inventedNumber } from '../builders/registry.ts';
import { type JourneyDesk, noJourney, openDesk } from './desk.ts';
import { button, goTo, heading, officialOf, openResident, scanCard, signIn, startMoveIn } from './steps.ts';

/** Who sits at the desk changes; what was begun stays, and what somebody saw doesn't. */
describe.skipIf(noJourney !== null)(noJourney ?? 'a session at the desk', { timeout: 120_000 }, () => {
  let desk: JourneyDesk;
  const wrong: string[] = [];
  const look = async (screen: string): Promise<void> => {
    wrong.push(...(await desk.violations()).map((text) => `${screen}: ${text}`));
  };

  beforeAll(async () => {
    desk = await openDesk();
  }, 240_000);
  beforeEach(({ task, onTestFailed }) => onTestFailed(() => desk.keepPicture(task.name)));
  afterAll(async () => {
    await (desk as JourneyDesk | undefined)?.close();
  }, 60_000);

  const state = async () => (await desk.ask('getSignIn', {})).state;
  const lockScreen = () => desk.page.getByRole('dialog', { name: '화면이 잠겼습니다' });
  const unlock = async (password: string): Promise<void> => {
    await lockScreen().getByLabel('비밀번호', { exact: true }).fill(password);
    await button(lockScreen(), '이어서 하기').click();
    await lockScreen().waitFor({ state: 'detached' });
  };
  const clerk = () => officialOf(desk.township, 'solnae-clerk-1');

  test('a wrong password opens nothing, and the field says so and keeps the focus', async () => {
    const { page } = desk;
    await page.getByRole('radio', { name: clerk().name }).check();
    const password = page.getByLabel('비밀번호', { exact: true });
    await password.fill('not-my-password');
    await button(page, '로그인').click();
    await page.getByText('비밀번호가 맞지 않습니다').first().waitFor();
    expect(await page.evaluate('document.activeElement.type')).toBe('password');
    expect(await password.getAttribute('aria-invalid')).toBe('true');
    expect(await state()).toBe('signed-out');
    await look('wrong password');
    await signIn(page, clerk());
    expect(await state()).toBe('signed-in');
  });

  test('locked, nothing of it can be read or reached; unlocked, it is as it was', async () => {
    const { page } = desk;
    await startMoveIn(page);
    await page.getByRole('radio', { name: '세대 일부 이동' }).check();
    await page.keyboard.press('Control+l');
    await lockScreen().waitFor();
    expect(await state()).toBe('locked');
    await look('locked');
    // Neither its keys nor its commands nor the Tab key lead under it.
    for (const key of ['F3', 'Control+k', 'Escape']) await page.keyboard.press(key);
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate("document.activeElement.closest('[role=dialog]') !== null")).toBe(true);
    }
    expect(await page.getByRole('navigation').count()).toBe(0);
    const answer = await page.evaluate<{ error: { type: string } }>(
      "window.rrs.query('searchResidents', { text: '한', after: null })",
    );
    expect(answer.error.type).toBe('Locked');

    await unlock(clerk().password);
    await heading(page, '무엇을 신고합니까?').waitFor();
    expect(await page.getByRole('radio', { name: '세대 일부 이동' }).isChecked()).toBe(true);
    // It was kept before the office was locked, or whoever goes home then would lose it.
    const [draft] = (await desk.ask('listDrafts', {})).rows;
    if (!draft) throw new Error('a move-in was begun');
    const { content } = await desk.ask('getDraft', { id: draft.id });
    expect((JSON.parse(content) as { form: string }).form).toBe('part-of-household');
  });

  test('a card that is read at the locked desk goes nowhere, least of all into the move-in that lies under it', async () => {
    const { page } = desk;
    await page.getByRole('radio', { name: '세대를 새로 이룸' }).check();
    await page.getByRole('radio', { name: '주택' }).check();
    await button(page, /^다음/).click();
    await heading(page, '누가 신고합니까?').waitFor();
    const scan = (): Promise<void> => scanCard(page, inventedNumber('1990-01-01', 'F', 7));
    const number = page.getByLabel('주민등록번호', { exact: true });
    await page.keyboard.press('Control+l');
    await button(lockScreen(), '다른 사람으로 로그인').focus();
    await scan();
    await unlock(clerk().password);
    await heading(page, '누가 신고합니까?').waitFor();
    expect(await number.inputValue()).toBe('');
    // And it is a card: unlocked, the same keys fill the number.
    await heading(page, '누가 신고합니까?').click();
    await scan();
    await expect.poll(() => number.inputValue()).not.toBe('');
  });

  test('a number that was shown is hidden when the screen is unlocked again', async () => {
    const { page } = desk;
    await openResident(page, '한도윤', '한도윤');
    await button(page, '사유 적고 보기').click();
    await page.getByLabel('보는 까닭').fill('신분증과 대조');
    await button(page, '번호 보기').click();
    await page.getByText(/초 뒤 가려집니다/).waitFor();
    await button(page, /^잠그기/).click();
    await lockScreen().waitFor();
    await unlock(clerk().password);
    await heading(page, '주소 이력').waitFor();
    expect(await page.getByText(/초 뒤 가려집니다/).count()).toBe(0);
    expect(await page.locator('body').innerText()).not.toMatch(/\d{6}-\d{7}/);
  });

  test('another official signs in at the locked desk, in English, and finds neither the open page nor the draft, which are not theirs', async () => {
    const { page } = desk;
    const other = officialOf(desk.township, 'solnae-supervisor');
    await button(page, 'English').click();
    await heading(page, 'Address history').waitFor();
    await button(page, /^Lock/).click();
    const locked = page.getByRole('dialog', { name: 'The screen is locked' });
    await button(locked, 'Sign in as somebody else').click();
    await locked.getByRole('radio', { name: other.name }).check();
    await locked.getByLabel('Password', { exact: true }).fill(other.password);
    await look('locked, in English');
    await button(locked, 'Go on').click();
    await locked.waitFor({ state: 'detached' });
    await page.getByRole('banner').getByText(other.name).waitFor();
    expect((await desk.ask('getStatus', {})).official?.id).toBe(other.id);
    await until('the page of the one before is closed', async () =>
      (await heading(page, 'Address history').count()) === 0 ? true : null,
    );
    await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: 'Move-in' }).click();
    await heading(page, 'Unfinished move-ins').waitFor();
    await page.getByText('Nothing was left unfinished.').waitFor();
    await look('drafts, in English');
    await button(page, '한국어').click();

    await button(page, /^잠그기/).click();
    await button(lockScreen(), '다른 사람으로 로그인').click();
    await lockScreen().getByRole('radio', { name: clerk().name }).check();
    await unlock(clerk().password);
    await goTo(page, '주민 검색');
    await goTo(page, '전입신고');
    await button(page, '이어서 하기').first().waitFor();
  });

  test('nobody touches it for ten minutes: it warns, and locks itself', async () => {
    const { page } = desk;
    // The page's own clock, set forward; the office goes by the real one.
    await page.clock.install();
    await page.mouse.move(10, 10);
    await page.mouse.move(20, 20);
    await page.clock.runFor(9 * 60_000 + 35_000);
    await page.getByText('곧 화면이 잠깁니다').waitFor();
    await look('about to lock');
    expect(await state()).toBe('signed-in');
    await page.clock.runFor(40_000);
    await lockScreen().waitFor();
    expect(await state()).toBe('locked');
  });

  test('a screen reader has nothing to complain about on any of these screens, nor has the page', () => {
    expect(wrong).toEqual([]);
    expect(desk.complaints()).toEqual([]);
  });
});
