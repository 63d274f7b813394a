import axe from 'axe-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GalleryWindow, noBrowser, openGallery } from '../builders/gallery-window.ts';

/** What axe says of one rule that isn't kept. */
interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const modes = [
  { lang: 'ko', contrast: 'light' },
  { lang: 'ko', contrast: 'high' },
  { lang: 'en', contrast: 'light' },
  { lang: 'en', contrast: 'high' },
] as const;

/** Hundreds of pages, on a slow machine. */
const patience = 1_200_000;

describe('every state of the gallery, in both languages and contrasts', () => {
  let gallery: GalleryWindow;
  let states: readonly string[] = [];
  /** Each page is loaded once and looked at from all sides; each test below asserts one of them. */
  const found = { violations: [], complaints: [], empty: [], wide: [], small: [] } as Record<
    'violations' | 'complaints' | 'empty' | 'wide' | 'small',
    string[]
  >;

  /** axe's script has no place under the page's own policy, so it comes in as the debugger's. */
  const violations = async (): Promise<string[]> => {
    if (!(await gallery.page.evaluate<boolean>("'axe' in window"))) await gallery.page.evaluate(axe.source);
    const { violations: broken } = await gallery.page.evaluate<{ violations: readonly Violation[] }>(
      "axe.run(document, { resultTypes: ['violations'], preload: false })",
    );
    return broken.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' | ')}`,
    );
  };

  /** Pages that are wider than the window, so that one has to scroll in both directions to read them. */
  const tooWide = async (): Promise<string[]> => {
    const [page, window] = await gallery.page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    );
    return page > window ? [`is ${String(page)} px wide, and the window ${String(window)}`] : [];
  };

  const tooSmall = (): Promise<string[]> =>
    gallery.page.evaluate<string[]>(`
      [...document.querySelectorAll('button:not([tabindex="-1"]), select, input:not([type=radio], [type=checkbox]), textarea, [role=option]')]
        .filter((control) => control.checkVisibility())
        .map((control) => ({ html: control.outerHTML.slice(0, 80), box: control.getBoundingClientRect() }))
        .filter(({ box }) => Math.round(box.width) < 24 || Math.round(box.height) < 24)
        .map(({ html, box }) => html + ' is ' + box.width + ' × ' + box.height)`);

  const lookAt = async (state: string): Promise<void> => {
    const note = (side: keyof typeof found, texts: readonly string[]): void => {
      found[side].push(...texts.map((text) => `${state}: ${text}`));
    };
    await gallery.open({ state });
    if ((await gallery.page.locator('body :visible').count()) === 0) note('empty', ['shows nothing']);
    note('small', await tooSmall());
    note('wide', await tooWide());
    for (const mode of modes) {
      await gallery.switchTo(mode);
      note(
        'violations',
        (await violations()).map((text) => `${mode.lang}, ${mode.contrast}: ${text}`),
      );
    }
    await gallery.switchTo({ lang: 'en', zoom: 2 });
    note(
      'wide',
      (await tooWide()).map((text) => `at 200 %, ${text}`),
    );
    note('complaints', gallery.complaints());
  };

  beforeAll(async () => {
    if (noBrowser !== null) return;
    gallery = await openGallery();
    await gallery.open({});
    states = (await gallery.page.getAttribute('[data-states]', 'data-states'))?.split(' ') ?? [];
    for (const state of states) await lookAt(state);
  }, patience);
  beforeEach(({ skip }) => {
    if (noBrowser !== null) skip(noBrowser);
  });
  afterAll(async () => {
    await (gallery as GalleryWindow | undefined)?.close();
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
