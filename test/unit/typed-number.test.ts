import { describe, expect, test } from 'vitest';
import { caretAfter, maskTyped, oddInTyped, toTypedNumber } from '../../src/renderer/features/fields/typed-number.ts';
import { fitsKeys, keysToAria, readKeys } from '../../src/renderer/ui/keys.ts';

describe('a number that is typed', () => {
  test.each([
    ['9021', '9021'],
    ['902101', '902101'],
    ['9021011', '902101-1'],
    ['902101-', '902101'],
    ['902101-1000001', '902101-1000001'],
    ['９０２１０１ 1000001', '902101-1000001'],
    ['9021011000001234', '902101-1000001'],
    ['가902나', '902'],
  ])('%s becomes %s', (text, typed) => {
    expect(toTypedNumber(text)).toBe(typed);
  });

  test('the caret stays behind the digit that was typed', () => {
    expect(caretAfter('902x', 4, '902')).toBe(3);
    expect(caretAfter('9021011', 7, '902101-1')).toBe(8);
    expect(caretAfter('902101-1', 3, '902101-1')).toBe(3);
  });

  test('nothing after the seventh digit shows', () => {
    expect(maskTyped('902101-1000001')).toBe('902101-1******');
    expect(maskTyped('902101-10')).toBe('902101-1*');
    expect(maskTyped('9021')).toBe('9021');
  });

  test('those of invented people are nothing to wonder about, and neither is half a number', () => {
    expect(oddInTyped('902101-1000001')).toBeNull();
    expect(oddInTyped('902101-1')).toBeNull();
  });

  test('a day that no calendar has is', () => {
    // Months 13 to 20 belong to nobody either.
    expect(oddInTyped('901301-1000001')).toBe('no-such-day');
  });
});

describe('shortcuts', () => {
  const key = (over: Partial<Parameters<typeof fitsKeys>[1]>) =>
    ({ key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...over }) as const;

  test('are known by the key cap where Ctrl or Alt is held, so that Hangul does not stand in their way', () => {
    expect(fitsKeys(readKeys('Ctrl+K'), key({ key: 'ㅏ', code: 'KeyK', ctrlKey: true }))).toBe(true);
    expect(fitsKeys(readKeys('Ctrl+K'), key({ key: 'k', code: 'KeyK' }))).toBe(false);
    expect(fitsKeys(readKeys('Alt+Left'), key({ key: 'ArrowLeft', code: 'ArrowLeft', altKey: true }))).toBe(true);
    expect(fitsKeys(readKeys('F3'), key({ key: 'F3', code: 'F3' }))).toBe(true);
    expect(fitsKeys(readKeys('F3'), key({ key: 'F3', code: 'F3', shiftKey: true }))).toBe(false);
    expect(fitsKeys(readKeys('/'), key({ key: '/', code: 'Slash' }))).toBe(true);
    expect(fitsKeys(readKeys('Ctrl+Enter'), key({ key: 'Enter', code: 'Enter', ctrlKey: true }))).toBe(true);
  });

  test('are told to screen readers in their own words', () => {
    expect(keysToAria('Ctrl+K')).toBe('Control+k');
    expect(keysToAria('Alt+Left')).toBe('Alt+ArrowLeft');
  });
});
