import { type ReactNode, useState } from 'react';
import type { FilingPage, OfficeStatus } from '../../../shared/contract/queries.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { type FilingAct, filingActs } from './acts.ts';
import { NoteDialog } from './note-dialog.tsx';
import { RefuseDialog } from './refuse-dialog.tsx';
import { SupplementDialog } from './supplement-dialog.tsx';
import { texts } from './texts.ts';
import { VerifyDialog } from './verify-dialog.tsx';

/** What can be done with a filing; each asks before what can't be undone. */
export const FilingActions = ({
  page,
  status,
}: {
  readonly page: FilingPage;
  readonly status: OfficeStatus | null;
}): ReactNode => {
  const t = useText();
  const [open, setOpen] = useState<FilingAct | null>(null);
  const acts = filingActs(page);
  const isSupervisor = status?.official?.role === 'supervisor';
  const onClose = (): void => setOpen(null);
  if (acts.length === 0) return null;
  const needsHelp = page.line.movers.some(({ answer }) => answer?.type === 'supplement');
  const dialog = { page, status, onClose };
  return (
    <div className="stack-tight">
      <div className="row">
        {acts.map((act) => (
          <Button
            key={act}
            size="small"
            kind={act === 'supplement' && needsHelp ? 'primary' : 'plain'}
            isDisabled={act === 'refuse' && !isSupervisor}
            onPress={() => setOpen(act)}
          >
            {t(texts[act])}
          </Button>
        ))}
      </div>
      {acts.includes('refuse') && !isSupervisor && <p className="subtle">{t(texts.supervisorOnly)}</p>}
      {open === 'supplement' && <SupplementDialog {...dialog} />}
      {open === 'withdraw' && <NoteDialog {...dialog} type="withdrawn" />}
      {open === 'justCause' && <NoteDialog {...dialog} type="just-cause" />}
      {open === 'refuse' && <RefuseDialog {...dialog} />}
      {open === 'verify' && <VerifyDialog {...dialog} />}
    </div>
  );
};
