import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GalleryWindow, noBrowser, openGallery } from '../builders/gallery-window.ts';

/** A syllable as an input method puts it together, and what it is in the end. */
const syllables = {
  문: ['ㅁ', '무', '문'],
  서: ['ㅅ', '서'],
  가: ['ㄱ', '가'],
  온: ['ㅇ', '오', '온'],
  년: ['ㄴ', '녀', '년'],
  월: ['ㅇ', '우', '워', '월'],
  일: ['ㅇ', '이', '일'],
} as const;
type Syllable = keyof typeof syllables;

type Field = 'search' | 'name' | 'note' | 'date' | 'road' | 'number';
const hangulFields = ['search', 'name', 'note', 'road'] as const satisfies readonly Field[];

const ourKeys = ['Enter', 'Escape', 'ArrowDown', 'ArrowUp', 'F3', 'Tab'] as const;

describe('composing Hangul', () => {
  let gallery: GalleryWindow;
  let devtools: CDPSession;

  beforeAll(async () => {
    if (noBrowser !== null) return;
    gallery = await openGallery();
    devtools = await gallery.context.newCDPSession(gallery.page);
  });
  beforeEach(async ({ skip }) => {
    if (noBrowser !== null) skip(noBrowser);
    await gallery.open({ state: 'typing' });
  });
  afterAll(async () => {
    await (gallery as GalleryWindow | undefined)?.close();
  });

  const focus = (field: Field): Promise<void> => gallery.page.locator(`#typing-${field}`).focus();
  const shown = (field: Field): Promise<string> => gallery.page.locator(`#typing-${field}`).inputValue();
  const output = async (name: string): Promise<string> =>
    (await gallery.page.locator('output').getAttribute(name)) ?? '';
  /** What the field's owner has been told. */
  const told = async (field: Field): Promise<string> =>
    (JSON.parse(await output('data-texts')) as Record<Field, string>)[field];
  const heard = (): Promise<string> => output('data-heard');

  const compose = async (text: string): Promise<void> => {
    await devtools.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  };
  const commit = async (text: string): Promise<void> => {
    await devtools.send('Input.insertText', { text });
  };
  const type = async (syllable: Syllable): Promise<void> => {
    for (const step of syllables[syllable]) await compose(step);
    await commit(syllable);
  };
  /** A key that the input method takes, as Windows tells it: the key code says only that. */
  const keyForInputMethod = async (code: string): Promise<void> => {
    const key = { code, key: 'Process', windowsVirtualKeyCode: 229 };
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key, key: code });
  };
  /** The same as Linux tells it: the key itself, while something is composed. */
  const keyWhileComposing = async (code: string): Promise<void> => {
    await gallery.page.evaluate(
      `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '${code}', code: '${code}', isComposing: true, bubbles: true, cancelable: true }))`,
    );
  };

  test.each(hangulFields)('loses and doubles nothing: %s', async (field) => {
    await focus(field);
    for (const step of syllables['문']) {
      await compose(step);
      expect(await shown(field)).toBe(step);
      expect(await told(field)).toBe(step);
    }
    await commit('문');
    await type('서');
    await compose('ㄱ');
    expect(await shown(field)).toBe('문서ㄱ');
    await compose('가');
    await commit('가');
    expect(await shown(field)).toBe('문서가');
    expect(await told(field)).toBe('문서가');
  });

  test('in the middle of a text, the caret stays behind the syllable', async () => {
    await focus('name');
    await commit('문온');
    await gallery.page.keyboard.press('ArrowLeft');
    await type('가');
    await type('서');
    expect(await shown('name')).toBe('문가서온');
  });

  test.each(hangulFields)('keys belong to the input method meanwhile: %s', async (field) => {
    await focus(field);
    await type('문');
    await compose('가');
    for (const key of ourKeys) {
      await keyForInputMethod(key);
      await keyWhileComposing(key);
    }
    expect(await shown(field)).toBe('문가');
    expect(await gallery.page.evaluate<string>('document.activeElement.id')).toBe(`typing-${field}`);
    expect(await heard()).toBe('');
    await commit('가');
    expect(await told(field)).toBe('문가');
    // Once it is done, the same key is ours again; the list of the combo box takes Enter only where a line is active.
    await gallery.page.keyboard.press('F3');
    expect(await heard()).toBe('F3');
  });

  test('a list that is open stays as it is while a syllable is composed', async () => {
    await focus('road');
    await type('문');
    const options = gallery.page.getByRole('option');
    await options.first().waitFor();
    await compose('ㄱ');
    await compose('가');
    await options.filter({ hasText: '문가온' }).waitFor();
    await keyForInputMethod('ArrowDown');
    await keyWhileComposing('ArrowDown');
    expect(await gallery.page.locator('#typing-road').getAttribute('aria-activedescendant')).toBeNull();
    await keyWhileComposing('Enter');
    await keyWhileComposing('Escape');
    expect(await options.count()).toBe(1);
    await commit('가');
    await gallery.page.keyboard.press('ArrowDown');
    await gallery.page.keyboard.press('Enter');
    expect(await heard()).toBe('chose 문가온');
    expect(await shown('road')).toBe('문가온');
  });

  test('a filter follows what is half composed', async () => {
    await focus('search');
    await type('문');
    await compose('가');
    await expect.poll(() => gallery.page.locator('[data-found]').getAttribute('data-found')).toBe('문가온');
  });

  test('a date is written anew on leaving, and never under the input method', async () => {
    await focus('date');
    await commit('2026');
    await type('년');
    await commit(' 11');
    await type('월');
    await commit(' 2');
    await compose('ㅇ');
    expect(await shown('date')).toBe('2026년 11월 2ㅇ');
    await compose('일');
    expect(await shown('date')).toBe('2026년 11월 2일');
    expect(await told('date')).toBe('2026년 11월 2일');
    await commit('일');
    expect(await shown('date')).toBe('2026년 11월 2일');
    await focus('name');
    expect(await shown('date')).toBe('2026-11-02');
  });

  test('a date that is none stays as it was typed', async () => {
    await focus('date');
    await commit('2026-02-30');
    await focus('name');
    expect(await shown('date')).toBe('2026-02-30');
  });

  test('a number takes no Hangul, sets its hyphen, and hides once it is left', async () => {
    await focus('number');
    await commit('902');
    await compose('ㅁ');
    expect(await shown('number')).toBe('902ㅁ');
    expect(await told('number')).toBe('902');
    await commit('ㅁ');
    expect(await shown('number')).toBe('902');
    for (const digit of '1011000001') await commit(digit);
    expect(await shown('number')).toBe('902101-1000001');
    await focus('name');
    expect(await shown('number')).toBe('902101-1******');
    expect(await told('number')).toBe('902101-1000001');
  });

  test('a number is corrected in its middle, and nothing of it can be copied', async () => {
    await focus('number');
    await commit('9021011000001');
    for (let step = 0; step < 8; step += 1) await gallery.page.keyboard.press('ArrowLeft');
    await gallery.page.keyboard.press('Backspace');
    await commit('2');
    await commit('3');
    expect(await shown('number')).toBe('902102-3100000');
    await gallery.page.keyboard.press('ControlOrMeta+a');
    const copied = await gallery.page.evaluate<boolean>(
      "document.activeElement.dispatchEvent(new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData: new DataTransfer() }))",
    );
    expect(copied).toBe(false);
  });

  test('what comes in pieces is put together', async () => {
    await focus('name');
    await commit('문'.normalize('NFD'));
    expect(await told('name')).toBe('문');
  });

  test('shortcuts: text first, and by the key cap where Ctrl is held', async () => {
    await focus('name');
    await gallery.page.keyboard.press('/');
    expect(await shown('name')).toBe('/');
    await devtools.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      code: 'KeyK',
      key: 'ㅏ',
      windowsVirtualKeyCode: 75,
      modifiers: 2,
    });
    expect(await heard()).toBe('Ctrl+K');
  });

  describe('a card reader', () => {
    /** Times are told, so that no slow machine makes a person of it. */
    const burst = async (codes: readonly string[], inHangul: boolean): Promise<void> => {
      const start = Date.now() / 1000;
      for (const [place, code] of codes.entries()) {
        const text = code === 'Enter' ? '\r' : code.replace(/^(?:Key|Digit)/, '').toLowerCase();
        const key = inHangul
          ? { code, key: 'Process', windowsVirtualKeyCode: 229 }
          : {
              code,
              key: code === 'Enter' ? 'Enter' : text,
              text,
              windowsVirtualKeyCode: text.toUpperCase().charCodeAt(0),
            };
        const timestamp = start + place * 0.005;
        await devtools.send('Input.dispatchKeyEvent', { type: inHangul ? 'rawKeyDown' : 'keyDown', ...key, timestamp });
        if (inHangul && code.startsWith('Key')) await compose('ㅁ');
        await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key, timestamp });
      }
    };
    const digits = (text: string): string[] => [...text].map((digit) => `Digit${digit}`);

    test.each([...hangulFields, 'number'] as const)(
      'leaves nothing in the field that has the focus: %s',
      async (field) => {
        await focus(field);
        await commit('12');
        await burst([...digits('9021011000001'), 'Enter'], false);
        await expect.poll(heard).toBe('scan 9021011000001');
        expect(await shown(field)).toBe('12');
        expect(await told(field)).toBe('12');
      },
    );

    test('is understood while Hangul is typed', async () => {
      await focus('name');
      await type('문');
      await burst(['KeyA', 'KeyB', 'KeyC', ...digits('123'), 'Enter'], true);
      await expect.poll(heard).toBe('scan abc123');
      expect(await shown('name')).toBe('문');
      expect(await told('name')).toBe('문');
      await type('가');
      expect(await shown('name')).toBe('문가');
    });

    test('and a person who types as fast keeps every letter', async () => {
      await focus('name');
      await burst(digits('12345'), false);
      await expect.poll(() => told('name')).toBe('12345');
      await gallery.page.keyboard.type('67', { delay: 60 });
      expect(await shown('name')).toBe('1234567');
      expect(await heard()).toBe('');
    });

    test('and a shortcut finds what was typed right before it', async () => {
      await focus('name');
      await gallery.page.evaluate(
        "document.addEventListener('keydown', (event) => { if (event.ctrlKey) window.foundByKey ??= event.target.value }, true)",
      );
      await burst(digits('12345'), false);
      await gallery.page.keyboard.press('Control+k');
      expect(await gallery.page.evaluate('foundByKey')).toBe('12345');
    });

    test('and it stays where it was typed when the focus moves on', async () => {
      await focus('note');
      await focus('name');
      await burst(digits('12345'), false);
      await focus('note');
      await expect.poll(() => told('name')).toBe('12345');
      expect(await shown('note')).toBe('');
    });
  });
});
