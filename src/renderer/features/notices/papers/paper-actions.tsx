import { type ReactNode, useState } from 'react';
import type { CertificateLine } from '../../../../shared/contract/queries.ts';
import type { CertificateId } from '../../../../shared/registry/ids.ts';
import { useText } from '../../../state/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { type PaperAct, paperActs } from './paper-acts.ts';
import { DoubtDialog, ReplaceDialog, RetryDialog, WithdrawDialog } from './paper-dialogs.tsx';
import { ConfirmSheetsDialog } from './sheet-dialogs.tsx';
import { texts } from './texts.ts';

/** What can be done with a paper in its state; each asks before what can't be undone. */
export const PaperActions = ({
  line,
  today,
  onReplaced,
}: {
  readonly line: CertificateLine;
  /** The day of the office, where it is known: a paper is replaced on its day of issue only. */
  readonly today: string | null;
  readonly onReplaced: (by: CertificateId) => void;
}): ReactNode => {
  const t = useText();
  const [open, setOpen] = useState<PaperAct | null>(null);
  const acts = paperActs(line, today);
  const onClose = (): void => setOpen(null);
  if (acts.length === 0) return null;
  return (
    <div className="paper-actions">
      {acts.map((act, nth) => (
        <Button
          key={act}
          size="small"
          kind={nth === 0 && (act === 'confirm' || act === 'retry') ? 'primary' : 'plain'}
          onPress={() => setOpen(act)}
        >
          {t(texts[act])}
        </Button>
      ))}
      {open === 'confirm' && <ConfirmSheetsDialog line={line} onClose={onClose} />}
      {open === 'retry' && <RetryDialog line={line} onClose={onClose} />}
      {open === 'withdraw' && <WithdrawDialog line={line} onClose={onClose} />}
      {open === 'doubt' && <DoubtDialog line={line} onClose={onClose} />}
      {open === 'replace' && (
        <ReplaceDialog
          line={line}
          onClose={onClose}
          onReplaced={(by) => {
            onClose();
            onReplaced(by);
          }}
        />
      )}
    </div>
  );
};
