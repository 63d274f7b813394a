import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildPages } from '../../scripts/build.ts';
import { type Assets, loadAssets } from '../../src/main/shell/assets.ts';
import { findBrowser } from '../../src/main/shell/chromium/find-browser.ts';
import { windowOrigin } from '../../src/shared/contract/window.ts';

const found = findBrowser({ platform: process.platform, env: process.env, exists: existsSync });

/** Why the gallery can't be opened here; null where it can. */
export const noBrowser: string | null = found.ok ? null : found.error.message.en;

export interface GalleryView {
  readonly state?: string;
  readonly lang?: 'ko' | 'en';
  readonly contrast?: 'light' | 'high';
  readonly zoom?: 0.9 | 1 | 1.5 | 2;
}

export interface GalleryWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that the page complained about since another state was opened. */
  readonly complaints: () => readonly string[];
  /** Loads the page anew. */
  readonly open: (view: GalleryView) => Promise<void>;
  /** The page that was loaded, with another state, language, contrast or size. */
  readonly switchTo: (view: GalleryView) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How long the page must not change until it is taken as it is, milliseconds. */
const quiet = 80;

/** Fonts are there, and answers and pieces of the page that are fetched late have come in: nothing changes any more. */
const settled = `document.fonts.ready.then(() => new Promise((resolve) => {
  let timer;
  const observer = new MutationObserver(() => wait());
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      observer.disconnect();
      resolve();
    }, ${String(quiet)});
  };
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  wait();
}))`;

/** The gallery as it is built: one build serves any number of windows. */
export const buildGallery = async (): Promise<Assets> => {
  const out = mkdtempSync(join(tmpdir(), 'rrs-gallery-'));
  try {
    await buildPages(out, ['gallery'], { warns: true });
    // The shell's loader wants a start page.
    copyFileSync(join(out, 'gallery.html'), join(out, 'index.html'));
    const assets = loadAssets(out);
    await Promise.all([...assets.values()].map(({ body }) => body));
    return assets;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
};

/** The gallery served from memory under the window's own headers, in a browser without a window. */
export const openGallery = async (built?: Assets): Promise<GalleryWindow> => {
  if (!found.ok) throw new Error(found.error.message.en);
  const assets = built ?? (await buildGallery());
  const browser = await chromium.launch({
    executablePath: found.value.path,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    let complaints: string[] = [];
    let last: GalleryView = {};
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.route('**/*', async (route) => {
      const url = new URL(route.request().url());
      const asset = url.origin === windowOrigin ? assets.get(url.pathname) : undefined;
      return asset
        ? route.fulfill({ status: 200, body: await asset.body, headers: { ...asset.headers } })
        : route.fulfill({ status: 404, body: '' });
    });
    const shown = async ({ state = '', lang = 'ko', contrast = 'light', zoom = 1 }: GalleryView): Promise<void> => {
      await page
        .locator(
          `html[data-state="${state}"][lang=${lang}][data-contrast=${contrast}][style*="--zoom: ${String(zoom)};"]`,
        )
        .waitFor({ state: 'attached' });
      await page.evaluate(settled);
    };
    return {
      page,
      context,
      complaints: () => complaints,
      open: async (view) => {
        complaints = [];
        last = view;
        await page.goto(`${windowOrigin}/gallery.html?${queryOf(view)}`);
        await shown(view);
      },
      switchTo: async (view) => {
        const next = { ...(last.state === undefined ? {} : { state: last.state }), ...view };
        if (next.state !== last.state) complaints = [];
        last = next;
        await page.evaluate(`location.hash = '${queryOf(next)}'`);
        await shown(next);
      },
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
};

const queryOf = ({ state, lang = 'ko', contrast = 'light', zoom = 1 }: GalleryView): string =>
  new URLSearchParams({ lang, contrast, zoom: String(zoom), ...(state ? { state } : {}) }).toString();
