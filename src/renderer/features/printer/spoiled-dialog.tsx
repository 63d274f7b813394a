import { type ReactNode, useState } from 'react';
import type { PrinterSetup } from '../../../shared/registry/printer.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { officeDay } from '../notices/office-day.ts';
import { readSheets } from '../notices/papers/read-sheets.ts';
import { texts } from './texts.ts';

/** Sheets that went to waste apart from any paper, for the day's account. */
export const SpoiledDialog = ({
  setup,
  onClose,
}: {
  readonly setup: PrinterSetup;
  readonly onClose: () => void;
}): ReactNode => {
  const t = useText();
  const [id] = useState(newEntryId);
  const [sheets, setSheets] = useState('');
  const [note, setNote] = useState('');
  const [isTried, setIsTried] = useState(false);
  const status = useQuery('getStatus', {}, []);
  const { run, isRunning, error } = useCommand('reportSpoiledSheets');
  const count = readSheets(sheets, 500);
  const isCount = count !== null && count > 0;
  const isNote = note.trim().length >= 2;
  const record = async (): Promise<void> => {
    setIsTried(true);
    if (!isCount || !isNote) return;
    const answer = await run({
      id,
      on: officeDay(status.value),
      printer: setup.id,
      sheets: count,
      note: note.trim(),
    });
    if (!answer.ok) return;
    showToast({ text: t(texts.recorded), tone: 'success' });
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(texts.spoiledTitle)}
      actions={
        <>
          <Button onPress={onClose}>{t(texts.cancel)}</Button>
          <Button kind="primary" isPending={isRunning} onPress={() => void record()}>
            {t(texts.record)}
          </Button>
        </>
      }
    >
      <p>
        <strong>{setup.name}</strong> - {t(texts.spoiledLead)}
      </p>
      <div className="field-row">
        <TextField
          label={t(texts.sheets)}
          value={sheets}
          onChange={setSheets}
          inputMode="numeric"
          width="short"
          autoFocus
          error={isTried && !isCount ? t(texts.sheetsError) : null}
        />
        <TextField
          label={t(texts.note)}
          value={note}
          onChange={setNote}
          error={isTried && !isNote ? t(texts.noteError) : null}
        />
      </div>
      {error && <ErrorNotice error={error} />}
    </Dialog>
  );
};
