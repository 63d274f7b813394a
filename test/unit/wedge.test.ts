import { describe, expect, test } from 'vitest';
import { readDate } from '../../src/renderer/ui/read-date.ts';
import { createWedge, type WedgeEvent } from '../../src/renderer/ui/wedge.ts';

/** Presses these keys, each so many milliseconds after the one before. */
const press = (codes: readonly string[], gap: number, shifted: readonly string[] = []): WedgeEvent[] => {
  const wedge = createWedge();
  return codes.map((code, place) => wedge.press({ code, shift: shifted.includes(code), at: 1000 + place * gap }));
};
const digits = (text: string): string[] => [...text].map((digit) => `Digit${digit}`);

describe('what reads cards and codes as a keyboard does', () => {
  test('is told by its speed and its end', () => {
    expect(press([...digits('902101'), 'Enter'], 34).at(-1)).toEqual({ type: 'scanned', text: '902101' });
    expect(press([...digits('902101'), 'Enter'], 35).at(-1)).toEqual({ type: 'passed' });
    expect(press([...digits('90210'), 'Enter'], 5).at(-1)).toEqual({ type: 'passed' });
  });

  test('is read off the key caps, whatever they type', () => {
    const codes = ['KeyA', 'KeyB', 'Minus', 'Digit1', 'Numpad2', 'Slash', 'NumpadEnter'];
    expect(press(codes, 5).at(-1)).toEqual({ type: 'scanned', text: 'ab-12/' });
    expect(press(codes, 5, ['KeyA', 'Digit1', 'Minus', 'Slash']).at(-1)).toEqual({ type: 'scanned', text: 'Ab_!2?' });
  });

  test('Shift is no character of it, and Tab ends it too', () => {
    expect(press(['ShiftLeft', ...digits('902'), 'ShiftRight', ...digits('101'), 'Tab'], 5).at(-1)).toEqual({
      type: 'scanned',
      text: '902101',
    });
  });

  test('the first two keys pass, as two at once happen to people', () => {
    expect(press(digits('9021'), 5).map(({ type }) => type)).toEqual(['started', 'passed', 'burst', 'burst']);
    expect(press(digits('9021'), 100).map(({ type }) => type)).toEqual(['started', 'started', 'started', 'started']);
  });

  test('a key of another kind, and a pause, end it without a scan', () => {
    expect(press([...digits('902101'), 'ArrowLeft', 'Enter'], 5).at(-1)).toEqual({ type: 'passed' });
    const wedge = createWedge();
    for (const [place, code] of digits('902101').entries()) wedge.press({ code, shift: false, at: place * 5 });
    expect(wedge.press({ code: 'Enter', shift: false, at: 200 })).toEqual({ type: 'passed' });
  });

  test('a key that sticks is no scan', () => {
    expect(
      press(
        Array.from({ length: 5000 }, () => 'KeyA'),
        5,
      ).filter(({ type }) => type === 'scanned'),
    ).toEqual([]);
  });
});

describe('a day as it is typed', () => {
  test.each([
    ['20261122', '2026-11-22'],
    ['2026-11-22', '2026-11-22'],
    ['2026.11.22', '2026-11-22'],
    ['2026. 1. 2.', '2026-01-02'],
    ['2026/1/2', '2026-01-02'],
    ['2026년 11월 2일', '2026-11-02'],
    [' ２０２６１１２２ ', '2026-11-22'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is %s', (typed, date) => {
    expect(readDate(typed)).toBe(date);
  });

  test.each(['', '2026', '2026-02-29', '2026-13-01', '26-11-22', '261122', '2026-11-221', '2026-11', 'x2026-11-22'])(
    '%s is none',
    (typed) => {
      expect(readDate(typed)).toBeNull();
    },
  );
});
