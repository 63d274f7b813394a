import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GalleryWindow, noBrowser, openGallery } from '../builders/gallery-window.ts';
import { adult } from '../builders/move-in-drafts.ts';
import { scanCard } from './steps.ts';

// The move-in task by keyboard alone and with a card reader, in the window as it is built.

describe('a move-in by keyboard', () => {
  let gallery: GalleryWindow;

  beforeAll(async () => {
    if (noBrowser !== null) return;
    gallery = await openGallery();
  });
  beforeEach(({ skip }) => {
    if (noBrowser !== null) skip(noBrowser);
  });
  afterAll(async () => {
    await (gallery as GalleryWindow | undefined)?.close();
  });

  const open = (state: string): Promise<void> => gallery.open({ state: `move-in-${state}` });
  const press = (keys: string): Promise<void> => gallery.page.keyboard.press(keys);
  const title = (): Promise<string> => gallery.page.locator('h1').innerText();
  const titled = (text: string): Promise<void> => gallery.page.locator('h1', { hasText: text }).waitFor();
  const focused = (): Promise<string> => gallery.page.evaluate<string>('document.activeElement?.id ?? ""');
  const summary = () => gallery.page.locator('.error-summary');

  test('from the list to the first topic, whose first field has the focus, and back', async () => {
    await open('list-empty');
    await press('Control+Enter');
    await titled('무엇을 신고합니까?');
    expect(await focused()).toBe('form');
    await press('Alt+ArrowLeft');
    await titled('전입신고');
    expect(gallery.complaints()).toEqual([]);
  });

  test('a topic that is left as finished says what is missing, first of all, and leads there', async () => {
    await open('list-empty');
    await press('Control+Enter');
    await titled('무엇을 신고합니까?');
    expect(await summary().count()).toBe(0);
    await press('Control+Enter');
    await summary().waitFor();
    expect(await gallery.page.evaluate('document.activeElement?.className')).toBe('error-summary');
    expect(await summary().locator('li').allInnerTexts()).toEqual([
      '신고 종류를 고르십시오.',
      '새 주소에서 어느 세대에 속하는지 고르십시오.',
      '전입 사유를 고르십시오.',
    ]);
    await summary().getByRole('link', { name: '전입 사유를 고르십시오.' }).press('Enter');
    expect(await focused()).toBe('reason');
    // What is chosen is mended at once.
    await press('Space');
    await expect.poll(() => summary().locator('li').count()).toBe(2);
  });

  test('what can’t be right is said when its field is left, and stays as it was typed', async () => {
    await open('place');
    const field = gallery.page.locator('#moved-on');
    await field.fill('2026-12-32');
    expect(await gallery.page.locator('#moved-on-error').count()).toBe(0);
    await field.blur();
    await gallery.page.locator('#moved-on-error').waitFor();
    expect(await field.inputValue()).toBe('2026-12-32');
    // What is merely missing is none of the field's business yet.
    await gallery.page.locator('#previous-address').fill('');
    await gallery.page.locator('#previous-address').blur();
    expect(await gallery.page.locator('#previous-address-error').count()).toBe(0);
  });

  test('a card fills the number of whose name is being typed, and never the name', async () => {
    await open('movers-empty');
    await gallery.page.getByRole('button', { name: '직접 추가' }).press('Enter');
    await expect.poll(focused).toBe('mover-p1-name');
    await gallery.page.locator('#mover-p1-name').fill('서다');
    await scanCard(gallery.page, adult.number);
    const number = gallery.page.locator('#mover-p1-number');
    await expect.poll(() => number.inputValue()).toBe(`${adult.number.slice(0, 8)}******`);
    expect(await gallery.page.locator('#mover-p1-name').inputValue()).toBe('서다');
    // The next card is the next person's.
    await scanCard(gallery.page, adult.number);
    expect(await gallery.page.locator('.move-in-person').count()).toBe(1);
  });

  test('who is taken off comes back by undo, with everything', async () => {
    await open('movers');
    const people = gallery.page.locator('.move-in-person');
    await gallery.page.getByRole('button', { name: '빼기 서다온' }).press('Enter');
    await expect.poll(() => people.count()).toBe(1);
    await gallery.page.getByRole('button', { name: '되돌리기' }).press('Enter');
    await expect.poll(() => people.count()).toBe(2);
    expect(await gallery.page.locator('#mover-p1-name').inputValue()).toBe('서다온');
  });

  test('filing asks once more, and shows what came of it', async () => {
    await open('check');
    await gallery.page.getByText('등록될 것임').first().waitFor();
    await press('Control+Enter');
    const dialog = gallery.page.getByRole('alertdialog');
    await dialog.waitFor();
    await press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await title()).toBe('확인하고 접수합니다');
    await press('Control+Enter');
    await dialog.waitFor();
    await press('Enter');
    await titled('접수했습니다');
  });

  test('no resident number is anywhere to be read, in any state', async () => {
    await gallery.open({});
    const states = (await gallery.page.getAttribute('[data-states]', 'data-states'))?.split(' ') ?? [];
    const own = states.filter((state) => state.startsWith('move-in-'));
    expect(own.length).toBeGreaterThan(30);
    const found: string[] = [];
    for (const state of own) {
      await gallery.open({ state });
      const text = await gallery.page.evaluate<string>(
        `[location.href, document.title, JSON.stringify(localStorage), document.body.innerText,
          ...[...document.querySelectorAll('input')].map(({ value }) => value)].join('\\n')`,
      );
      if (/\d{6}-?\d{2}/.test(text.replaceAll(/[0-9a-f]{64}/g, ''))) found.push(state);
      if (gallery.complaints().length > 0) found.push(`${state}: ${gallery.complaints().join(' ')}`);
    }
    expect(found).toEqual([]);
  }, 180_000);
});
