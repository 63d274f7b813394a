import type { Locator, Page } from 'playwright-core';
import { until } from '../../scripts/run/until.ts';

/** Hands on a keyboard, and nothing else. Each key looks whether the focus is still somewhere, and whether all fits. */
export interface Keyboard {
  readonly press: (key: string) => Promise<void>;
  /** The screen that is shown now has it, not only the one on which the last key was pressed. */
  readonly hasFocus: () => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  /** By Tab, from wherever the focus is. */
  readonly to: (target: Locator) => Promise<void>;
  /** One of a few choices. */
  readonly choose: (group: Locator, label: string) => Promise<void>;
}

interface Seen {
  readonly isLost: boolean;
  readonly isTooWide: boolean;
}

const look = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve({
  isLost: document.activeElement === null || document.activeElement === document.body,
  isTooWide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
}))))`;

/** More stops than any screen has. */
const mostStops = 120;

export const createKeyboard = (page: Page): Keyboard => {
  const where = async (): Promise<string> => (await page.getByRole('heading').allInnerTexts())[0] ?? 'no heading';
  // What comes next may have to be asked for; until then nothing has the focus.
  const keepsFocus = async (since: string): Promise<void> => {
    await until(
      `the focus is somewhere ${since}, on "${await where()}"`,
      async () => {
        const { isLost } = await page.evaluate<Seen>(look);
        return isLost ? null : true;
      },
      10_000,
    );
  };
  const press = async (key: string): Promise<void> => {
    await page.keyboard.press(key);
    await keepsFocus(`after ${key}`);
    const { isTooWide } = await page.evaluate<Seen>(look);
    if (isTooWide) throw new Error(`the page is wider than the window after ${key}, on "${await where()}"`);
  };
  const isFocused = (target: Locator): Promise<boolean> =>
    target
      .and(page.locator(':focus'))
      .count()
      .then((count) => count === 1);
  const to = async (target: Locator): Promise<void> => {
    await target.waitFor({ state: 'attached' });
    // On the screen that has come since the last key.
    await keepsFocus(`before ${String(target)}`);
    for (let stops = 0; stops < mostStops; stops += 1) {
      if (await isFocused(target)) return;
      await press('Tab');
    }
    throw new Error(`Tab doesn't lead to ${String(target)}`);
  };
  return {
    press,
    hasFocus: () => keepsFocus('by now'),
    type: (text) => page.keyboard.type(text),
    to,
    choose: async (group, label) => {
      const options = group.getByRole('radio');
      const wanted = group.getByRole('radio', { name: label, exact: true });
      // Tab stops at the one that is chosen, else at the first.
      const chosen = group.getByRole('radio', { checked: true });
      await to((await chosen.count()) > 0 ? chosen : options.first());
      for (let at = 0; at < (await options.count()) && !(await isFocused(wanted)); at += 1) await press('ArrowDown');
      if (!(await wanted.isChecked())) await press('Space');
    },
  };
};
