import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** A state in a word. The colour only repeats what the word says. */
export const Badge = ({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactNode => (
  <span className={`badge badge-${tone}`}>{children}</span>
);
