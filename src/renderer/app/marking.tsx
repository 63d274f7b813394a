import type { ReactNode } from 'react';
import { useText } from '../state/use-text.ts';
import { markings } from './texts.ts';

/** A bar that says what kind of program this is; none where the work is real. By words and hatching, not colour alone. */
export const Marking = ({ profile }: { profile: string }): ReactNode => {
  const t = useText();
  const marking = markings[profile];
  if (!marking) return null;
  return (
    <aside className="marking" aria-label={t(marking.label)}>
      <span className="marking-label">{t(marking.label)}</span>
      <span className="marking-note">{t(marking.note)}</span>
    </aside>
  );
};
