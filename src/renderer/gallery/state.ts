import type { ReactNode } from 'react';
import type { Text } from '../../shared/text/language.ts';
import type { Fixtures } from './fixture-bridge.ts';

/** One state of a component or a screen, for people, axe and screenshots. */
export interface GalleryState {
  /** Also in the address: `gallery.html?state=ID`. */
  readonly id: string;
  readonly title: Text;
  readonly render: () => ReactNode;
  /** What the office answers; nothing where none is asked. */
  readonly bridge?: Fixtures | undefined;
  /**
   * `screen`, if nothing else is said: in the whole window, within a `main`. `component`: within margins, under its
   * title. `window`: with landmarks of its own.
   */
  readonly frame?: 'component' | 'screen' | 'window' | undefined;
}
