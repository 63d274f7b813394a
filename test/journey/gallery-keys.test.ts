import type { Keyboard, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GalleryWindow, noBrowser, openGallery } from '../builders/gallery-window.ts';

describe('by the keyboard alone', () => {
  let gallery: GalleryWindow;
  let page: Page;
  let keyboard: Keyboard;

  beforeAll(async () => {
    if (noBrowser !== null) return;
    gallery = await openGallery();
    page = gallery.page;
    keyboard = page.keyboard;
  });
  beforeEach(({ skip }) => {
    if (noBrowser !== null) skip(noBrowser);
  });
  afterAll(async () => {
    await (gallery as GalleryWindow | undefined)?.close();
  });

  /** The row that a screen reader is told of, which must be on the page and in sight. */
  const activeRow = async (): Promise<{ text: string; isInSight: boolean }> =>
    page.evaluate(`(() => {
      const grid = document.querySelector('[role=grid]');
      const row = document.getElementById(grid.getAttribute('aria-activedescendant'));
      const [outer, inner] = [grid.getBoundingClientRect(), row.getBoundingClientRect()];
      return { text: row.getAttribute('aria-rowindex'), isInSight: inner.top >= outer.top && inner.bottom <= outer.bottom + 1 };
    })()`);
  const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent');

  describe('a list of thousands', () => {
    beforeEach(async () => {
      await gallery.open({ state: 'data-grid' });
      await page.getByRole('grid').focus();
    });

    test('draws only what is in sight', async () => {
      expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('5001');
      const drawn = await page.getByRole('row').count();
      expect(drawn).toBeGreaterThan(8);
      expect(drawn).toBeLessThan(60);
    });

    test.each([
      [['ArrowDown'], '5'],
      [['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp'], '2'],
      [['End'], '5001'],
      [['End', 'ArrowUp', 'ArrowDown', 'ArrowDown'], '5001'],
      [['End', 'Home'], '2'],
    ])('%s leads to row %s', async (keys, row) => {
      for (const key of keys) await keyboard.press(key);
      await expect.poll(activeRow).toEqual({ text: row, isInSight: true });
    });

    test('goes by pages, down and up again', async () => {
      await keyboard.press('PageDown');
      await keyboard.press('PageDown');
      const there = Number((await activeRow()).text);
      expect(there).toBeGreaterThan(10);
      await keyboard.press('PageUp');
      await keyboard.press('PageUp');
      await expect.poll(activeRow).toEqual({ text: '4', isInSight: true });
    });

    test('what is active stays told when it is scrolled away, and the focus stays', async () => {
      await page.evaluate("document.querySelector('[role=grid]').scrollTop = 100000");
      await expect.poll(async () => (await activeRow()).isInSight).toBe(false);
      expect((await activeRow()).text).toBe('4');
      await keyboard.press('ArrowDown');
      await expect.poll(activeRow).toEqual({ text: '5', isInSight: true });
    });
  });

  test('rows of a table are walked by arrows', async () => {
    await gallery.open({ state: 'twelve-members' });
    await page.getByRole('row').nth(1).focus();
    await keyboard.press('ArrowDown');
    expect(await focused()).toContain('서다온');
    await keyboard.press('End');
    expect(await focused()).toContain('남궁해솔');
  });

  test('an error summary takes the focus and leads to each field, also of a choice', async () => {
    await gallery.open({ state: 'form-errors' });
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
    for (const id of ['x-name', 'x-date', 'x-form', 'x-reason', 'x-card']) {
      await page.locator('[role=alert]').focus();
      const link = page.locator(`a[href="#${id}"]`);
      await link.focus();
      await keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe(id);
    }
  });

  test('a field tells its error and its hint', async () => {
    await gallery.open({ state: 'form-errors' });
    const described = await page.evaluate(`document.getElementById('x-date').getAttribute('aria-describedby').split(' ')
      .map((id) => document.getElementById(id).textContent)`);
    expect(described).toEqual(['실제로 있는 날짜여야 합니다. 예: 2026-11-20', '예: 20261120']);
  });

  describe('a dialog', () => {
    const dialog = () => page.getByRole('dialog');
    beforeEach(async () => {
      await gallery.open({ state: 'dialog' });
      await dialog().waitFor();
    });

    test('keeps the focus, closes by Esc, and gives the focus back', async () => {
      await keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
      const opener = page.getByRole('button', { name: '이력' });
      await opener.focus();
      await keyboard.press('Enter');
      await dialog().waitFor();
      for (let step = 0; step < 7; step += 1) {
        await keyboard.press('Tab');
        expect(await page.evaluate("document.activeElement.closest('[role=dialog]') !== null")).toBe(true);
      }
      await keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
      await expect.poll(focused).toContain('이력');
    });

    test('hears its own keys, and what lies behind it hears none', async () => {
      await keyboard.press('F4');
      expect(await dialog().count()).toBe(1);
      await keyboard.press('Control+Enter');
      await dialog().waitFor({ state: 'detached' });
      await page.getByText('등록').waitFor();
      await keyboard.press('F4');
      await dialog().waitFor();
    });

    test('stays when somebody clicks beside it', async () => {
      await page.mouse.click(5, 400);
      expect(await dialog().count()).toBe(1);
    });
  });

  test('the safe answer to a dangerous question has the focus', async () => {
    await gallery.open({ state: 'dialog-danger' });
    await expect.poll(focused).toBe('취소');
    await gallery.open({ state: 'dialog-confirm' });
    await expect.poll(focused).toBe('신고 접수');
  });

  describe('backup and file key', () => {
    test('are a supervisor’s to change; others see how old the backup is', async () => {
      await gallery.open({ state: 'device-clerk', lang: 'en' });
      await page.getByText('5 h ago').waitFor();
      expect(await page.getByRole('textbox').count()).toBe(0);
      expect(await page.getByRole('dialog').getByRole('button').count()).toBe(1);
      await gallery.open({ state: 'device', lang: 'en' });
      await page.getByRole('button', { name: 'Back up now' }).waitFor();
      expect(await page.getByRole('textbox').count()).toBe(2);
    });

    test('a backup that can’t be made says why, and what to do', async () => {
      await gallery.open({ state: 'device', lang: 'en' });
      await page.getByRole('button', { name: 'Back up now' }).press('Enter');
      await page.getByText('Free some space, or take a larger one').waitFor();
    });

    test('the key is changed for a reason and after a question, and who needs a new password is named', async () => {
      await gallery.open({ state: 'device', lang: 'en' });
      const change = page.getByRole('button', { name: 'Change the key' });
      await change.press('Enter');
      await page.getByText('Enter why, in two letters or more').waitFor();
      expect(await page.getByRole('alertdialog').count()).toBe(0);
      await page.getByLabel('Why it is changed').fill('a key ring was lost');
      await change.press('Enter');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Change the key' }).press('Enter');
      await page.getByText('solnae-supervisor').waitFor();
    });

    test('while the key is changed one sees how far it is, and can stop it', async () => {
      await gallery.open({ state: 'device-rekey', lang: 'en' });
      expect(await page.getByRole('progressbar').getAttribute('value')).toBe('0.42');
      expect(await page.getByRole('button', { name: 'Stop' }).isEnabled()).toBe(true);
      expect(await page.getByLabel('Why it is changed').count()).toBe(0);
    });
  });

  test('a combo box opens by typing, is walked by arrows, and closes by Esc alone', async () => {
    await gallery.open({ state: 'typing' });
    const box = page.locator('#typing-road');
    await box.focus();
    await keyboard.insertText('문');
    expect(await page.getByRole('option').count()).toBe(5);
    await keyboard.press('ArrowUp');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    expect(await box.inputValue()).toBe('문나래');
    await keyboard.insertText('ㅁ');
    await keyboard.press('Backspace');
    expect(await page.getByRole('option').count()).toBe(1);
    await keyboard.press('Escape');
    expect(await page.getByRole('option').count()).toBe(0);
    expect(await page.locator('output').getAttribute('data-heard')).toBe('chose 문나래');
    await keyboard.press('Escape');
    expect(await page.locator('output').getAttribute('data-heard')).toBe('chose 문나래, Esc');
  });

  test.each(['ko', 'en'] as const)(
    'at 200 % an old backup is still told, whole and on the screen: %s',
    async (lang) => {
      await gallery.open({ state: 'desk-supervisor', zoom: 2, lang });
      const warning = page.getByRole('button', {
        name: lang === 'ko' ? '마지막 백업 3일 전' : 'Last backup 3 days ago',
      });
      expect(await warning.isVisible()).toBe(true);
      const box = await warning.boundingBox();
      const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
      if (!box) throw new Error('the warning has a place');
      expect([box.x >= 0, box.y >= 0, box.x + box.width <= width, box.y + box.height <= height]).not.toContain(false);
    },
  );

  test('the whole font is fetched only where a rare letter needs it', async () => {
    await gallery.open({ state: 'rare-hanja' });
    const loaded = await page.evaluate<string[]>(
      "[...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family.replaceAll('\"', ''))",
    );
    // The third one, for what both lack, is fetched only where the system has none.
    expect(loaded).toEqual(expect.arrayContaining(['Pretendard GOV Variable', 'Pretendard GOV Whole']));
    await gallery.open({ state: 'buttons' });
    expect(
      await page.evaluate(
        "[...document.fonts].filter(({ status, family }) => status === 'loaded' && !family.includes('Variable')).length",
      ),
    ).toBe(0);
  });
});
