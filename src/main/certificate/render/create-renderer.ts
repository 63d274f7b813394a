import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { SheetInput } from '../../../shared/registry/sheet.ts';
import { type LogLine, logLine } from '../../../shared/text/log-line.ts';
import type { System } from '../../system.ts';
import type { RenderError, RenderedSheet, Renderer } from '../renderer.ts';
import type { EngineName } from './engine.ts';
import type { StartChild } from './engine-child.ts';
import { type EngineProcess, type Lost, startEngine } from './engine-process.ts';
import type { FontFiles } from './fonts.ts';
import type { DrawAnswer } from './process-messages.ts';

export interface RendererLimits {
  /** A process is replaced after this many papers, because what its engine keeps of them grows. */
  readonly papers: number;
  /** Or when it holds this much memory, in bytes. */
  readonly rss: number;
  /** A paper that takes longer hangs, in milliseconds. */
  readonly drawWithin: number;
  /** And so does an engine that takes longer to load. */
  readonly startWithin: number;
}

const defaults: RendererLimits = { papers: 1000, rss: 600 * 1024 * 1024, drawWithin: 20_000, startWithin: 60_000 };

export interface RendererDeps {
  /** The folder of the templates (`resources/certificates`). */
  readonly templates: string;
  readonly fonts: FontFiles;
  readonly system: Pick<System, 'wait'>;
  readonly log: (line: LogLine) => void;
  /** Tried in this order; Typst, then pdfmake, unless told otherwise. */
  readonly engines?: readonly EngineName[];
  readonly limits?: Partial<RendererLimits>;
  /** Starts the process that draws; one of Node's own unless told otherwise. */
  readonly startChild?: StartChild;
}

const conformance = { typst: 'PDF/A-2a', pdfmake: 'none' } as const;

/**
 * Papers are drawn one after another in a process of their own, so a long one delays the next but never whoever asks.
 * Rejects where no engine runs at all.
 */
export const createRenderer = async (deps: RendererDeps): Promise<Renderer> => {
  const limits = { ...defaults, ...deps.limits };
  const start = (engine: EngineName): Promise<Result<EngineProcess, string>> =>
    startEngine({ ...deps, ...limits }, { engine, templates: deps.templates, fonts: deps.fonts }).catch(
      (error: unknown) => err(String(error)),
    );

  const { engine, first } = await firstThatRuns(deps.engines ?? ['typst', 'pdfmake'], start, deps.log);
  let running: Promise<Result<EngineProcess, string>> = Promise.resolve(ok(first));
  let papers = 0;
  let isClosed = false;

  /** The next paper waits for the new process, this one doesn't. */
  const replace = (old?: EngineProcess): void => {
    papers = 0;
    if (!isClosed) running = (old ? old.end() : Promise.resolve()).then(() => start(engine));
  };

  const draw = async (sheet: SheetInput): Promise<DrawAnswer | Lost> => {
    const process = await running;
    if (!process.ok) {
      replace();
      return { type: 'lost', detail: process.error };
    }
    const answer = await process.value.draw(sheet);
    papers += 1;
    if (answer.type === 'lost') replace();
    else if (papers >= limits.papers || (answer.type === 'drawn' && answer.rss > limits.rss)) {
      deps.log(logLine(`renderer: a new process after ${papers} papers`));
      replace(process.value);
    }
    return answer;
  };

  /** A process that is lost takes one more with it at most: then the paper is at fault, or the machine. */
  const render = async (sheet: SheetInput): Promise<Result<RenderedSheet, RenderError>> => {
    let detail = 'closed';
    for (const attempt of [1, 2]) {
      if (isClosed) break;
      const answer = await draw(sheet);
      if (answer.type === 'drawn') {
        const { pdf, pages } = answer;
        return ok({ pdf, pages, sha256: createHash('sha256').update(pdf).digest('hex') });
      }
      if (answer.type === 'lettersMissing') return err({ type: 'LettersMissing', letters: answer.letters });
      detail = answer.detail;
      if (answer.type === 'refused') break;
      deps.log(logLine(`renderer: attempt ${attempt} failed: ${detail}`));
    }
    return err({ type: 'RendererFailed', detail });
  };

  let last: Promise<unknown> = Promise.resolve();
  return {
    engine: { name: engine, conforms: conformance[engine] },
    render: (sheet) => {
      const result = last.then(() => render(sheet));
      last = result.catch(() => undefined);
      return result;
    },
    close: async () => {
      isClosed = true;
      const process = await running;
      if (process.ok) await process.value.end();
    },
  };
};

const firstThatRuns = async (
  engines: readonly EngineName[],
  start: (engine: EngineName) => Promise<Result<EngineProcess, string>>,
  log: (line: LogLine) => void,
): Promise<{ readonly engine: EngineName; readonly first: EngineProcess }> => {
  const reasons: string[] = [];
  for (const engine of engines) {
    const started = await start(engine);
    if (started.ok) {
      const why = reasons.length === 0 ? '' : `, because ${reasons.join('; ')}`;
      log(logLine(`renderer: ${engine}, papers conform to ${conformance[engine]}${why}`));
      return { engine, first: started.value };
    }
    reasons.push(`${engine} can't be had: ${started.error}`);
  }
  throw new Error(`no engine draws papers here: ${reasons.join('; ')}`);
};
