import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRenderer, type RendererDeps } from '../../src/main/certificate/render/create-renderer.ts';
import { installedFonts } from '../../src/main/certificate/render/fonts.ts';
import type { RenderedSheet, Renderer } from '../../src/main/certificate/renderer.ts';
import { realSystem } from '../../src/main/system.ts';
import type { SheetInput } from '../../src/shared/registry/sheet.ts';

const templates = new URL('../../resources/certificates', import.meta.url).pathname;

export interface TestRenderer extends AsyncDisposable {
  readonly renderer: Renderer;
  readonly log: readonly string[];
  /** Renders, and throws where no paper comes. */
  readonly paper: (sheet: SheetInput) => Promise<RenderedSheet>;
}

/** A real renderer with its own process; `await using` ends it. */
export const openRenderer = async (overrides: Partial<RendererDeps> = {}): Promise<TestRenderer> => {
  const log: string[] = [];
  const renderer = await createRenderer({
    templates,
    fonts: installedFonts(null),
    system: realSystem(() => undefined),
    log: (line) => log.push(line),
    ...overrides,
  });
  return {
    renderer,
    log,
    paper: async (sheet) => {
      const rendered = await renderer.render(sheet);
      if (!rendered.ok) throw new Error(`no paper: ${JSON.stringify(rendered.error)}`);
      return rendered.value;
    },
    [Symbol.asyncDispose]: () => renderer.close(),
  };
};

export const aFolder = (): { readonly path: string } & Disposable => {
  const path = mkdtempSync(join(tmpdir(), 'rrs-fonts-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
};

/** Process ids of what this process has started; none where the system has no `/proc`. */
export const childProcesses = (): readonly number[] =>
  process.platform === 'linux'
    ? readdirSync('/proc/self/task').flatMap((thread) =>
        readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
      )
    : [];
