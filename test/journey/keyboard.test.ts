import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../../scripts/run/until.ts';
import { type JourneyDesk, noJourney, openDesk } from './desk.ts';
import { createKeyboard, type Keyboard } from './keyboard.ts';
import { button, heading, officialOf } from './steps.ts';

/** The main task without a pointer, at twice the size and in high contrast, where nothing may be out of reach. */
describe.skipIf(noJourney !== null)(
  noJourney ?? 'the keyboard alone, at 200 %, in high contrast',
  { timeout: 120_000 },
  () => {
    let desk: JourneyDesk;
    let keyboard: Keyboard;
    const wrong: string[] = [];
    const look = async (screen: string): Promise<void> => {
      await keyboard.hasFocus();
      wrong.push(...(await desk.violations()).map((text) => `${screen}: ${text}`));
    };
    const group = (name: string) => desk.page.getByRole('group', { name, exact: true });
    const field = (name: string) => desk.page.getByLabel(name, { exact: true });

    beforeAll(async () => {
      desk = await openDesk();
      const { page } = desk;
      // As somebody has it who set it up on this computer before.
      await page.evaluate(`localStorage.setItem('preferences', JSON.stringify({
      state: { language: 'ko', contrast: 'high', zoom: 2 }, version: 1 }))`);
      await page.reload();
      await page.locator('html[data-contrast=high][data-zoom="2"]').waitFor({ state: 'attached' });
      await page.evaluate(`addEventListener('pointerdown', () => { window.wasTouched = true }, true)`);
      keyboard = createKeyboard(page);
    }, 240_000);
    beforeEach(({ task, onTestFailed }) => onTestFailed(() => desk.keepPicture(task.name)));
    afterAll(async () => {
      await (desk as JourneyDesk | undefined)?.close();
    }, 60_000);

    test('signs in, finds a resident and opens the page', async () => {
      const { page } = desk;
      const { press, type, to, choose } = keyboard;
      const clerk = officialOf(desk.township, 'solnae-clerk-1');
      await choose(group('누구십니까?'), clerk.name);
      await to(field('비밀번호'));
      await type(clerk.password);
      await look('sign-in');
      await press('Enter');
      const search = field('이름, 생년월일, 주소로 찾기');
      await search.waitFor();
      await to(search);
      await type('gksehdbs');
      await page.getByRole('row').filter({ hasText: '한도윤' }).first().waitFor();
      await look('search');
      await press('Enter');
      await group('무엇을 위해 여십니까?').waitFor();
      await choose(group('무엇을 위해 여십니까?'), '전입신고 처리');
      await look('purpose');
      await press('Enter');
      await heading(page, '주소 이력').waitFor();
      await look('resident');
    });

    test('takes a move-in of this resident, and files it', async () => {
      const { page } = desk;
      const { press, type, to, choose } = keyboard;
      const next = (): Promise<void> => press('Control+Enter');
      await press('F2');
      await button(page, /^이 주민을 옮기는 사람으로 시작/).waitFor();
      await next();
      await heading(page, '전입신고').waitFor();
      await button(page, /^다음 할 일/).waitFor();
      await look('task list');
      await next();
      await heading(page, '무엇을 신고합니까?').waitFor();
      await choose(group('신고서'), '세대 일부 이동');
      await choose(group('새 주소의 세대'), '세대를 새로 이룸');
      await choose(group('전입 사유'), '주택');
      await look('what');
      await next();
      await heading(page, '누가 신고합니까?').waitFor();
      await to(button(page, '한도윤'));
      await press('Enter');
      await to(page.getByRole('checkbox', { name: '신분증으로 본인인지 확인했습니다' }));
      await press('Space');
      await choose(group('신고인의 자격'), '세대주');
      await next();
      await heading(page, '누가 옮깁니까?').waitFor();
      await look('movers');
      await next();
      await heading(page, '언제, 어디로 옮겼습니까?').waitFor();
      await to(page.getByRole('combobox', { name: '새 주소' }));
      await type('ㅅㄴㄷㅊㄱ 4');
      await page
        .getByRole('option', { name: /솔내동촌길 4( |$)/ })
        .first()
        .waitFor();
      await press('ArrowDown');
      await press('Enter');
      await to(field('이사한 날'));
      await type((await desk.ask('getStatus', {})).today.replaceAll('-', ''));
      await look('where');
      await next();
      await heading(page, '어느 세대에서 어느 세대로 갑니까?').waitFor();
      await choose(group('새 세대의 세대주'), '한도윤');
      await next();
      await heading(page, '남는 사람은 누가 세대주가 됩니까?').waitFor();
      await choose(group('전에 살던 세대에 남는 사람'), '나중에 신고하도록 안내함');
      await next();
      await heading(page, '확인하고 접수합니다').waitFor();
      await page.getByText('등록될 것임').first().waitFor();
      await look('check');
      await next();
      await page.getByRole('alertdialog', { name: '전입신고를 접수할까요?' }).waitFor();
      await press('Enter');
      await heading(page, '접수했습니다').waitFor();
      await page.getByText('등록됨', { exact: true }).first().waitFor();
      await look('result');
      const { rows } = await desk.ask('listFilings', { after: null });
      expect(rows).toMatchObject([{ what: 'part-of-household', state: 'answered' }]);
      expect(rows[0]?.movers).toMatchObject([{ name: '한도윤', answer: { type: 'registered' } }]);
      // The key of the task leads to the next citizen.
      await press('F2');
      await button(page, /전입신고 시작/)
        .first()
        .waitFor();
    });

    test('issues a copy of the new household', async () => {
      const { page, township, folders } = desk;
      const { press, type, to, choose } = keyboard;
      await press('F3');
      await heading(page, '주소 이력').or(field('이름, 생년월일, 주소로 찾기')).first().waitFor();
      await press('F4');
      await heading(page, '증명서 발급').waitFor();
      await to(button(group('세대원 가운데 신청인'), '한도윤'));
      await press('Enter');
      await to(field('신청인 주민등록번호'));
      await type(township.residents.find(({ name }) => name === '한도윤')?.number ?? '');
      await choose(group('신분 확인'), '주민등록증');
      await to(field('용도'));
      await type('은행 제출');
      await look('certificate');
      await press('Control+Enter');
      await page
        .getByRole('img', { name: /주민등록표 등본/ })
        .first()
        .waitFor();
      await look('preview');
      await press('Control+Enter');
      await page.getByRole('alertdialog', { name: '이대로 발급할까요?' }).waitFor();
      await press('Enter');
      await heading(page, '모두 발급했습니다').waitFor();
      await look('issued');
      const filter = { from: null, to: null, show: 'all', kind: 'copy', text: '' } as const;
      expect((await desk.ask('listCertificates', { filter, after: null })).rows).toMatchObject([{ state: 'issued' }]);
      await until('the paper lies in the tray', async () =>
        readdirSync(folders.papers).some((name) => name.endsWith('.pdf')) ? true : null,
      );
    });

    test('no pointer was used, and a screen reader has nothing to complain about', async () => {
      expect(await desk.page.evaluate('window.wasTouched ?? false')).toBe(false);
      expect(wrong).toEqual([]);
      expect(desk.complaints()).toEqual([]);
    });
  },
);
