import { err } from '../../shared/contract/result.ts';
import type { Renderer } from './renderer.ts';

/** A renderer whose process starts with the first paper, or when told to; most desks are opened to look something up. */
export interface DeferredRenderer {
  /** Null until it has started. */
  readonly engine: () => Renderer['engine'] | null;
  readonly render: Renderer['render'];
  readonly start: () => void;
  readonly close: () => Promise<void>;
}

export const deferRenderer = (create: () => Promise<Renderer>): DeferredRenderer => {
  let starting: Promise<Renderer> | null = null;
  let started: Renderer | null = null;
  const start = (): Promise<Renderer> => {
    starting ??= create().then(
      (renderer) => {
        started = renderer;
        return renderer;
      },
      (error: unknown) => {
        // The next paper tries again: the disk may have been full, or a file locked.
        starting = null;
        throw error;
      },
    );
    return starting;
  };
  return {
    engine: () => started?.engine ?? null,
    render: (input) =>
      start().then(
        (renderer) => renderer.render(input),
        (error: unknown) => err({ type: 'RendererFailed', detail: String(error) }),
      ),
    start: () => {
      start().catch(() => undefined);
    },
    close: async () => {
      const renderer = await starting?.catch(() => null);
      await renderer?.close();
    },
  };
};
