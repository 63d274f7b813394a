import type { ReactNode } from 'react';
import { useText } from '../../../state/use-text.ts';
import { Notice } from '../../../ui/notice.tsx';
import { EvidenceCard } from '../evidence-card.tsx';
import { evidenceNeeded } from '../model/evidence.ts';
import { isEvidenceOpen } from '../model/topics.ts';
import { useTask } from '../task-context.tsx';
import { texts } from '../texts.ts';
import { evidenceTexts } from '../texts-evidence.ts';
import { useCardReader } from '../use-card-reader.ts';

/** Who has to sign and show what, worked out from what was entered. */
export const EvidencePage = (): ReactNode => {
  const t = useText();
  const { draft } = useTask();
  useCardReader();
  const needed = evidenceNeeded(draft);
  return (
    <div className="stack">
      <p className="muted">{t(evidenceTexts.intro)}</p>
      {isEvidenceOpen(draft) && <Notice tone="info">{t(texts.needsHousehold)}</Notice>}
      {needed.length === 0 && !isEvidenceOpen(draft) && <Notice tone="success">{t(evidenceTexts.none)}</Notice>}
      {needed.map((evidence) => (
        <EvidenceCard key={evidence.mover.key} evidence={evidence} />
      ))}
    </div>
  );
};
