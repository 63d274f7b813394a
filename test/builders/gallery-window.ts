import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildPages } from '../../scripts/build.ts';
import { loadAssets } from '../../src/main/shell/assets.ts';
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
  /** Everything that the page complained about since it was last opened. */
  readonly complaints: () => readonly string[];
  readonly open: (view: GalleryView) => Promise<void>;
  /** The same page in another language, contrast or size, without loading it anew. */
  readonly switchTo: (view: Omit<GalleryView, 'state'>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Fonts are there, and answers and pieces of the page that are fetched late have come in: nothing changes any more. */
const settled = `document.fonts.ready.then(() => new Promise((resolve) => {
  let timer;
  const observer = new MutationObserver(() => wait());
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      observer.disconnect();
      resolve();
    }, 80);
  };
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  wait();
}))`;

/** The gallery as it is built, served from memory under the window's own headers, in a browser without a window. */
export const openGallery = async (): Promise<GalleryWindow> => {
  if (!found.ok) throw new Error(found.error.message.en);
  const out = mkdtempSync(join(tmpdir(), 'rrs-gallery-'));
  let browser: Browser | null = null;
  try {
    await buildPages(out, ['gallery']);
    // The shell's loader wants a start page.
    copyFileSync(join(out, 'gallery.html'), join(out, 'index.html'));
    const assets = loadAssets(out);
    browser = await chromium.launch({
      executablePath: found.value.path,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    let complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.route('**/*', (route) => {
      const url = new URL(route.request().url());
      const asset = url.origin === windowOrigin ? assets.get(url.pathname) : undefined;
      return asset
        ? route.fulfill({ status: 200, body: asset.body, headers: { ...asset.headers } })
        : route.fulfill({ status: 404, body: '' });
    });
    const opened = browser;
    return {
      page,
      context,
      complaints: () => complaints,
      open: async ({ state, lang = 'ko', contrast = 'light', zoom = 1 }) => {
        complaints = [];
        const query = new URLSearchParams({ lang, contrast, zoom: String(zoom), ...(state ? { state } : {}) });
        await page.goto(`${windowOrigin}/gallery.html?${query.toString()}`);
        await page.locator('html[data-contrast]').waitFor({ state: 'attached' });
        await page.evaluate(settled);
      },
      switchTo: async ({ lang = 'ko', contrast = 'light', zoom = 1 }) => {
        const query = new URLSearchParams({ lang, contrast, zoom: String(zoom) });
        await page.evaluate(`location.hash = '${query.toString()}'`);
        await page
          .locator(`html[lang=${lang}][data-contrast=${contrast}][style*="--zoom: ${String(zoom)};"]`)
          .waitFor({ state: 'attached' });
        await page.evaluate(settled);
      },
      close: async () => {
        await opened.close();
        rmSync(out, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await browser?.close();
    rmSync(out, { recursive: true, force: true });
    throw error;
  }
};
