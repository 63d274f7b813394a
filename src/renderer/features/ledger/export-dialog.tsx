import { type ReactNode, useState } from 'react';
import type { LedgerFilter } from '../../../shared/contract/queries.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { texts } from './texts.ts';

/** Takes the ledger out as a file that the office writes; a window can keep none. */
export const ExportDialog = ({
  filter,
  onClose,
}: {
  readonly filter: LedgerFilter;
  readonly onClose: () => void;
}): ReactNode => {
  const t = useText();
  const [purpose, setPurpose] = useState('');
  const [isTried, setIsTried] = useState(false);
  const [done, setDone] = useState<{ readonly file: string; readonly rows: number } | null>(null);
  const { run, isRunning, error } = useCommand('exportLedger');
  const isReady = purpose.trim().length >= 2;
  const write = async (): Promise<void> => {
    setIsTried(true);
    if (!isReady) return;
    const answer = await run({ id: newEntryId(), filter, purpose: purpose.trim() });
    if (answer.ok) setDone(answer.value);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(done ? texts.exportDone : texts.exportTitle)}
      actions={
        <>
          <Button onPress={onClose}>{t(texts.close)}</Button>
          {!done && (
            <Button kind="primary" isPending={isRunning} onPress={() => void write()}>
              {t(texts.export)}
            </Button>
          )}
        </>
      }
    >
      {done ? (
        <Notice tone="success" role="status">
          <p>
            {done.rows} {t(texts.exportRows)}
          </p>
          <p>
            {t(texts.exportFile)}: <span className="export-file">{done.file}</span>
          </p>
        </Notice>
      ) : (
        <>
          <p>{t(texts.exportLead)}</p>
          <TextField
            label={t(texts.exportPurpose)}
            value={purpose}
            onChange={setPurpose}
            autoFocus
            error={isTried && !isReady ? t(texts.exportPurposeError) : null}
          />
        </>
      )}
      {error && <ErrorNotice error={error} />}
    </Dialog>
  );
};
