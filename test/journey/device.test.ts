import { globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeRestoreCode } from '../../scripts/run/central-process.ts';
import { until } from '../../scripts/run/until.ts';
import { runReplica } from '../builders/backup-setup.ts';
import { type JourneyDesk, noJourney, openDesk } from './desk.ts';
import { createKeyboard, type Keyboard } from './keyboard.ts';
import { button, goTo, heading, officialOf, signIn, type Who } from './steps.ts';

/** How the data of a computer is kept, and how another goes on in its place. */
describe.skipIf(noJourney !== null)(noJourney ?? 'a computer and its backup', { timeout: 120_000 }, () => {
  let desk: JourneyDesk;
  let keyboard: Keyboard;
  const wrong: string[] = [];
  const look = async (screen: string): Promise<void> => {
    wrong.push(...(await desk.violations()).map((text) => `${screen}: ${text}`));
  };

  beforeAll(async () => {
    desk = await openDesk();
    await desk.page.evaluate(`addEventListener('pointerdown', () => { window.wasTouched = true }, true)`);
    keyboard = createKeyboard(desk.page);
  }, 240_000);
  beforeEach(({ task, onTestFailed }) => onTestFailed(() => desk.keepPicture(task.name)));
  afterAll(async () => {
    await (desk as JourneyDesk | undefined)?.close();
  }, 60_000);

  const clerk = () => officialOf(desk.township, 'solnae-clerk-1');
  const supervisor = () => officialOf(desk.township, 'solnae-supervisor');
  const medium = () => join(desk.folders.root, 'usb');
  const restored = () => join(desk.folders.root, 'restored');
  const status = () => desk.page.getByRole('contentinfo', { name: '상태' });
  const field = (name: string) => desk.page.getByLabel(name, { exact: true });
  const keep = () => desk.page.getByRole('dialog', { name: '백업과 파일 열쇠' });
  const facts = () => desk.ask('getStatus', {});

  const signInByKeys = async ({ name, password }: Who): Promise<void> => {
    await keyboard.choose(desk.page.getByRole('group', { name: '누구십니까?', exact: true }), name);
    await keyboard.to(field('비밀번호'));
    await keyboard.type(password);
    await keyboard.press('Enter');
  };
  /** The other one signs in at the locked desk. */
  const changeTo = async (who: Who): Promise<void> => {
    await keyboard.press('Control+l');
    const lockScreen = desk.page.getByRole('dialog', { name: '화면이 잠겼습니다' });
    await lockScreen.waitFor();
    await keyboard.to(button(lockScreen, '다른 사람으로 로그인'));
    await keyboard.press('Enter');
    await signInByKeys(who);
    await lockScreen.waitFor({ state: 'detached' });
    await desk.page.getByRole('banner').getByText(who.name).waitFor();
    // Where a card may be read, keys as fast as these are one.
    await keyboard.press('F3');
    await field('이름, 생년월일, 주소로 찾기').waitFor();
  };
  const openFromPalette = async (command: string): Promise<void> => {
    await keyboard.press('Control+k');
    await desk.page.getByRole('combobox', { name: '화면, 할 일 또는 주민' }).waitFor();
    await keyboard.type(command);
    await keyboard.press('Enter');
    await keep().waitFor();
  };
  /** Of who is signed in, to the letter. */
  const drafts = async () => {
    const { rows } = await desk.ask('listDrafts', {});
    return Promise.all(rows.map(async ({ id }) => ({ id, content: (await desk.ask('getDraft', { id })).content })));
  };
  let draft: Awaited<ReturnType<typeof drafts>>;

  test('a supervisor reads no warning, sets another folder, backs up now, and sees how old the backup is', async () => {
    // Before anybody has signed in, when the office would make one by itself.
    expect(globSync('*/backup-000001', { cwd: desk.folders.backup })).toHaveLength(1);
    await signInByKeys(clerk());
    await field('이름, 생년월일, 주소로 찾기').waitFor();
    await keyboard.press('F2');
    await button(desk.page, /^새 전입신고 시작/).waitFor();
    await keyboard.to(button(desk.page, /^새 전입신고 시작/));
    await keyboard.press('Enter');
    await heading(desk.page, '전입신고').waitFor();
    await keyboard.press('Control+Enter');
    await keyboard.choose(desk.page.getByRole('group', { name: '신고서', exact: true }), '세대 일부 이동');
    draft = await until('the draft is saved', async () => {
      const saved = await drafts();
      return saved[0]?.content.includes('part-of-household') ? saved : null;
    });

    await changeTo(supervisor());
    await status().getByText('모두 보냄').waitFor();
    expect(await status().getByText('백업').count()).toBe(0);
    const before = await desk.ask('getBackup', {});
    expect(before).toMatchObject({ folder: desk.folders.backup, error: null });
    expect(before.last).not.toBeNull();

    mkdirSync(medium());
    await openFromPalette('백업');
    await look('backup');
    await keyboard.to(field('새 백업 폴더'));
    await keyboard.type(medium());
    await keyboard.press('Enter');
    await keep().getByText('백업 폴더를 지정했습니다.').waitFor();
    await keyboard.to(button(keep(), '지금 백업'));
    await keyboard.press('Enter');
    await keep().getByText('백업을 마치고 온전한지 확인했습니다.').waitFor();
    await keep()
      .getByText(/\(한 시간 안\)/)
      .waitFor();
    await look('backed up');
    const { folder, last } = await desk.ask('getBackup', {});
    expect(folder).toBe(medium());
    expect(last?.folder.startsWith(medium())).toBe(true);
    await keyboard.press('Escape');
    await keep().waitFor({ state: 'detached' });
  });

  test('the key is changed with a reason, by the keyboard; the draft of a clerk stays, and the password opens it', async () => {
    await openFromPalette('파일 열쇠');
    const change = button(keep(), '열쇠 바꾸기');
    await keyboard.to(change);
    await keyboard.press('Enter');
    await keep().getByText('까닭을 두 글자 이상 적으십시오.').waitFor();
    await look('no reason');
    await keyboard.to(field('바꾸는 까닭'));
    await keyboard.type('담당자 교체');
    await keyboard.to(change);
    await keyboard.press('Enter');
    const asking = desk.page.getByRole('alertdialog', { name: '이 컴퓨터의 파일 열쇠를 바꿀까요?' });
    await keyboard.to(button(asking, '열쇠 바꾸기'));
    await look('asking');
    await keyboard.press('Enter');
    await keep().getByText('열쇠를 바꾸었습니다.').waitFor();
    await look('changed');
    await keyboard.press('Escape');
    await keep().waitFor({ state: 'detached' });

    await changeTo(clerk());
    expect(await drafts()).toEqual(draft);
    await keyboard.press('F2');
    await button(desk.page, '이어서 하기').first().waitFor();
    await keyboard.to(button(desk.page, '이어서 하기').first());
    await keyboard.press('Enter');
    await heading(desk.page, '전입신고').waitFor();
    expect(await desk.page.evaluate('window.wasTouched ?? false')).toBe(false);
  });

  test('the computer is lost: another is restored, says from when it is, and is admitted by a code', async () => {
    await desk.killOffice();
    const made = await runReplica(['restore', '--from', medium(), '--data', restored(), '--official', clerk().id], {
      password: clerk().password,
    });
    expect(made, made.err).toMatchObject({ code: 0 });
    await desk.startOffice(restored());
    const { page } = desk;
    await signIn(page, clerk());
    await page.getByText('백업에서 복원한 컴퓨터이며').waitFor();
    await page.getByText(/\d{4}-\d\d-\d\d \d\d:\d\d의 백업이며/).waitFor();
    await status().getByText('승인 대기').waitFor();
    await look('restored');
    expect(await drafts()).toEqual(draft);
    expect((await facts()).papers.serialsLeft).toBe(0);
    await goTo(page, '증명 발급');
    await page.getByText('백업에서 복원한 컴퓨터이며 아직').waitFor();

    const { device, centralUrl } = await facts();
    const admit = button(page, '승인 받기');
    await button(page, '코드 입력').click();
    await page.getByText(String(device)).waitFor();
    expect(await field('중앙 서버 주소').inputValue()).toBe(centralUrl);
    const code = field('등록 코드');
    await admit.click();
    await page.getByText('등록 코드를 입력해야 합니다.').waitFor();
    await code.fill('ABCD');
    await admit.click();
    await page.getByText('등록 코드의 형식이 맞지 않습니다.').waitFor();
    expect(await code.getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate('document.activeElement.id')).toBe(await code.getAttribute('id'));
    await look('wrong code');
    await code.fill(await makeRestoreCode(desk.folders.central, String(device)));
    await page.keyboard.press('Enter');
    await page.getByText('중앙 서버가 이 컴퓨터를 승인했습니다.').waitFor();
    await status().getByText('연결됨', { exact: true }).waitFor();
    expect(await page.getByText('백업에서 복원한 컴퓨터이며').count()).toBe(0);
    await until('it is granted serials again', async () => {
      const { papers } = await facts();
      return papers.serialsLeft > 0 ? true : null;
    });
  });

  test('the first computer comes back, and says that nobody should go on at it', async () => {
    await desk.killOffice();
    await desk.startOffice();
    const { page } = desk;
    await signIn(page, clerk());
    await page.getByText('이 컴퓨터에서 업무를 멈추십시오.').waitFor();
    await page.getByText(/다른 컴퓨터에서 복원하여 업무를 이어 가고 있습니다/).waitFor();
    expect(await page.getByText('계속 일할 수 있습니다.').count()).toBe(0);
    expect(await button(page, '코드 입력').count()).toBe(0);
    expect((await facts()).link.error).toEqual({ type: 'IncarnationClosed' });
    await look('closed');
  });

  test('a screen reader has nothing to complain about on any of these screens, nor has the page', () => {
    expect(wrong).toEqual([]);
    expect(desk.complaints()).toEqual([]);
  });
});
