import axe from 'axe-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildGallery, type GalleryWindow, noBrowser, openGallery } from '../builders/gallery-window.ts';

/** What axe says of one rule that isn't kept. */
interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * Another contrast changes colours and sizes and nothing else of the page (src/renderer/gallery/view.ts): what names,
 * roles and order are is asked once in each language, and what one sees in each language and contrast.
 */
const seen = {
  type: 'rule',
  values: ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'],
};
const modes = [
  { lang: 'ko', contrast: 'light', runOnly: null },
  { lang: 'ko', contrast: 'high', runOnly: seen },
  { lang: 'en', contrast: 'high', runOnly: null },
  { lang: 'en', contrast: 'light', runOnly: seen },
] as const;
type Mode = (typeof modes)[number];

/** Hundreds of pages, on a slow machine. */
const patience = 1_200_000;

describe('every state of the gallery, in both languages and contrasts', () => {
  let windows: readonly GalleryWindow[] = [];
  let states: readonly string[] = [];
  /** Each state is looked at once from all sides; each test below asserts one of them. */
  const found = { violations: [], complaints: [], empty: [], wide: [], small: [] } as Record<
    'violations' | 'complaints' | 'empty' | 'wide' | 'small',
    string[]
  >;

  const violations = async ({ page }: GalleryWindow, { lang, contrast, runOnly }: Mode): Promise<string[]> => {
    const options = { resultTypes: ['violations'], preload: false, elementRef: false, ...(runOnly && { runOnly }) };
    const { violations: broken } = await page.evaluate<{ violations: readonly Violation[] }>(
      `axe.run(document, ${JSON.stringify(options)})`,
    );
    return broken.map(
      ({ id, help, nodes }) =>
        `${lang}, ${contrast}: ${id}: ${help}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' | ')}`,
    );
  };

  /** Pages that are wider than the window, so that one has to scroll in both directions to read them. */
  const tooWide = async (gallery: GalleryWindow): Promise<string[]> => {
    const [page, window] = await gallery.page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    );
    return page > window ? [`is ${String(page)} px wide, and the window ${String(window)}`] : [];
  };

  const tooSmall = ({ page }: GalleryWindow): Promise<string[]> =>
    page.evaluate<string[]>(`
      [...document.querySelectorAll('button:not([tabindex="-1"]), select, input:not([type=radio], [type=checkbox]), textarea, [role=option]')]
        .filter((control) => control.checkVisibility())
        .map((control) => ({ html: control.outerHTML.slice(0, 80), box: control.getBoundingClientRect() }))
        .filter(({ box }) => Math.round(box.width) < 24 || Math.round(box.height) < 24)
        .map(({ html, box }) => html + ' is ' + box.width + ' × ' + box.height)`);

  const lookAt = async (gallery: GalleryWindow, state: string): Promise<void> => {
    const note = (side: keyof typeof found, texts: readonly string[]): void => {
      found[side].push(...texts.map((text) => `${state}: ${text}`));
    };
    for (const mode of modes) {
      await gallery.switchTo({ state, lang: mode.lang, contrast: mode.contrast });
      if (mode === modes[0]) {
        if ((await gallery.page.locator('body :visible').count()) === 0) note('empty', ['shows nothing']);
        note('small', await tooSmall(gallery));
        note('wide', await tooWide(gallery));
      }
      note('violations', await violations(gallery, mode));
    }
    await gallery.switchTo({ state, lang: 'en', zoom: 2 });
    note(
      'wide',
      (await tooWide(gallery)).map((text) => `at 200 %, ${text}`),
    );
    note('complaints', gallery.complaints());
  };

  /** Until none is left: the next state is whoever's is free. */
  const lookAtAll = async (gallery: GalleryWindow, left: string[]): Promise<void> => {
    for (let state = left.shift(); state !== undefined; state = left.shift()) await lookAt(gallery, state);
  };

  beforeAll(async () => {
    if (noBrowser !== null) return;
    const built = await buildGallery();
    // A window waits half of the time: for letters, for the page to settle.
    windows = await Promise.all([openGallery(built), openGallery(built)]);
    for (const { open, page } of windows) {
      await open({});
      states = (await page.getAttribute('[data-states]', 'data-states'))?.split(' ') ?? [];
      // axe's script has no place under the page's own policy, so it comes in as the debugger's.
      await page.evaluate(axe.source);
    }
    const left = [...states];
    await Promise.all(windows.map((gallery) => lookAtAll(gallery, left)));
  }, patience);
  beforeEach(({ skip }) => {
    if (noBrowser !== null) skip(noBrowser);
  });
  afterAll(async () => {
    await Promise.all(windows.map(({ close }) => close()));
  });

  test('those that are easily forgotten are there, and each once', () => {
    expect(states).toEqual(
      expect.arrayContaining(['waiting', 'errors', 'messages', 'long-name', 'rare-hanja', 'twelve-members']),
    );
    expect(new Set(states).size).toBe(states.length);
  });

  test('axe finds nothing', () => {
    expect(found.violations).toEqual([]);
  });

  test('nothing breaks, and no page complains: no error, and nothing that the content security policy forbids', () => {
    expect(found.complaints).toEqual([]);
    expect(found.empty).toEqual([]);
  });

  test('all of it fits the width of a small screen, also at 200 %', () => {
    expect(found.wide).toEqual([]);
  });

  test('controls are at least 24 px in both directions', () => {
    expect(found.small).toEqual([]);
  });
});
