import { type ReactNode, useState } from 'react';
import type { CertificateLine } from '../../../../shared/contract/queries.ts';
import { newEntryId } from '../../../bridge/new-id.ts';
import { useCommand } from '../../../bridge/use-command.ts';
import { useText } from '../../../state/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { RadioChoice } from '../../../ui/radio-choice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import { PaperSummary } from './paper-summary.tsx';
import { readSheets } from './read-sheets.ts';
import { texts } from './texts.ts';

export interface PaperDialogProps {
  readonly line: CertificateLine;
  readonly onClose: () => void;
}

/** A person's word on what came out: it ends a doubt, and nothing else does. */
export const ConfirmSheetsDialog = ({ line, onClose }: PaperDialogProps): ReactNode => {
  const t = useText();
  const [id] = useState(newEntryId);
  const [came, setCame] = useState<'all' | 'destroyed' | null>(null);
  const [sheets, setSheets] = useState('');
  const [note, setNote] = useState('');
  const [isTried, setIsTried] = useState(false);
  const { run, isRunning, error } = useCommand('confirmSheets');
  const count = readSheets(sheets);
  const isReady = came === 'all' || (came === 'destroyed' && count !== null);

  const record = async (): Promise<void> => {
    setIsTried(true);
    if (!isReady) return;
    const answer =
      came === 'all'
        ? ({ type: 'all' } as const)
        : ({ type: 'destroyed', sheets: count ?? 0, note: note.trim() } as const);
    const done = await run({ id, certificate: line.id, came: answer });
    if (done.ok) onClose();
  };

  return (
    <Dialog
      isOpen
      isAlert
      onClose={onClose}
      title={t(texts.confirmTitle)}
      actions={
        <>
          <Button onPress={onClose}>{t(texts.cancel)}</Button>
          <Button
            kind={came === 'destroyed' ? 'danger' : 'primary'}
            isPending={isRunning}
            onPress={() => void record()}
          >
            {t(texts.record)}
          </Button>
        </>
      }
    >
      <PaperSummary line={line} />
      <p>{t(texts.confirmLead)}</p>
      <RadioChoice
        label={t(texts.came)}
        value={came}
        onChange={setCame}
        options={[
          { value: 'all', label: t(texts.cameAll), hint: t(texts.cameAllHint) },
          { value: 'destroyed', label: t(texts.cameNot), hint: t(texts.cameNotHint) },
        ]}
        error={isTried && came === null ? t(texts.chooseCame) : null}
      />
      {came === 'destroyed' && (
        <div className="field-row">
          <TextField
            label={t(texts.destroyed)}
            hint={t(texts.destroyedHint)}
            value={sheets}
            onChange={setSheets}
            inputMode="numeric"
            width="short"
            error={isTried && count === null ? t(texts.destroyedError) : null}
          />
          <TextField label={t(texts.note)} value={note} onChange={setNote} />
        </div>
      )}
      {error && <ErrorNotice error={error} />}
    </Dialog>
  );
};
