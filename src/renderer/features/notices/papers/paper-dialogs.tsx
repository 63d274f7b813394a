import { type ReactNode, useState } from 'react';
import { ReplaceReason } from '../../../../shared/registry/certificate.ts';
import type { CertificateId } from '../../../../shared/registry/ids.ts';
import type { PrinterId } from '../../../../shared/registry/printer.ts';
import { newEntryId } from '../../../bridge/new-id.ts';
import { useCommand } from '../../../bridge/use-command.ts';
import { useText } from '../../../state/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx';
import { RadioChoice } from '../../../ui/radio-choice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import { PaperSummary } from './paper-summary.tsx';
import { PrinterChoice } from './printer-choice.tsx';
import { readSheets } from './read-sheets.ts';
import type { PaperDialogProps } from './sheet-dialogs.tsx';
import { replaceTexts, texts } from './texts.ts';

/** Prints again what certainly never came out, perhaps elsewhere. */
export const RetryDialog = ({ line, onClose }: PaperDialogProps): ReactNode => {
  const t = useText();
  const [id] = useState(newEntryId);
  const [printer, setPrinter] = useState<PrinterId | null>(null);
  const { run, isRunning, error } = useCommand('retryCertificate');
  const retry = async (): Promise<void> => {
    if (printer === null) return;
    const done = await run({ id, certificate: line.id, printer });
    if (done.ok) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(texts.retryTitle)}
      actions={
        <>
          <Button onPress={onClose}>{t(texts.cancel)}</Button>
          <Button kind="primary" isPending={isRunning} isDisabled={printer === null} onPress={() => void retry()}>
            {t(texts.retry)}
          </Button>
        </>
      }
    >
      <PaperSummary line={line} />
      <p>{t(texts.retryLead)}</p>
      <PrinterChoice value={printer} onChange={setPrinter} />
      {error && <ErrorNotice error={error} />}
    </Dialog>
  );
};

/** Gives up a paper that never reached paper. */
export const WithdrawDialog = ({ line, onClose }: PaperDialogProps): ReactNode => {
  const t = useText();
  const [id] = useState(newEntryId);
  const [note, setNote] = useState('');
  const [isTried, setIsTried] = useState(false);
  const { run, isRunning, error } = useCommand('withdrawCertificate');
  const isReady = note.trim().length >= 2;
  const withdraw = async (): Promise<void> => {
    setIsTried(true);
    if (!isReady) return;
    const done = await run({ id, certificate: line.id, note: note.trim() });
    if (done.ok) onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      isPending={isRunning}
      title={t(texts.withdrawTitle)}
      confirmLabel={t(texts.withdraw)}
      cancelLabel={t(texts.cancel)}
      onConfirm={() => void withdraw()}
      onClose={onClose}
    >
      <PaperSummary line={line} />
      <p>{t(texts.withdrawLead)}</p>
      <TextField
        label={t(texts.reason)}
        value={note}
        onChange={setNote}
        error={isTried && !isReady ? t(texts.reasonError) : null}
      />
      {error && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
};

/** Waits no longer for a printer: from then on a person must look. */
export const DoubtDialog = ({ line, onClose }: PaperDialogProps): ReactNode => {
  const t = useText();
  const [id] = useState(newEntryId);
  const { run, isRunning, error } = useCommand('doubtCertificate');
  const doubt = async (): Promise<void> => {
    const done = await run({ id, certificate: line.id });
    if (done.ok) onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      isPending={isRunning}
      title={t(texts.doubtTitle)}
      confirmLabel={t(texts.doubt)}
      cancelLabel={t(texts.cancel)}
      onConfirm={() => void doubt()}
      onClose={onClose}
    >
      <PaperSummary line={line} />
      <p>{t(texts.doubtLead)}</p>
      {error && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
};

/** Makes a paper anew under a new serial; the old one is void from then on. */
export const ReplaceDialog = ({
  line,
  onClose,
  onReplaced,
}: PaperDialogProps & { readonly onReplaced: (by: CertificateId) => void }): ReactNode => {
  const t = useText();
  const [id] = useState(newEntryId);
  const [why, setWhy] = useState<ReplaceReason | null>(null);
  const [sheets, setSheets] = useState(line.pages === null ? '' : String(line.sheets ?? line.pages));
  const [note, setNote] = useState('');
  const [printer, setPrinter] = useState<PrinterId | null>(null);
  const [isTried, setIsTried] = useState(false);
  const { run, isRunning, error } = useCommand('replaceCertificate');
  const count = readSheets(sheets);
  const replace = async (): Promise<void> => {
    setIsTried(true);
    if (why === null || count === null || printer === null) return;
    const done = await run({ id, certificate: line.id, why, sheets: count, note: note.trim(), printer });
    if (done.ok) onReplaced(done.value.id);
  };
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      isPending={isRunning}
      title={t(texts.replaceTitle)}
      confirmLabel={t(texts.replace)}
      cancelLabel={t(texts.cancel)}
      onConfirm={() => void replace()}
      onClose={onClose}
    >
      <PaperSummary line={line} />
      <p>{t(texts.replaceLead)}</p>
      <RadioChoice
        label={t(texts.why)}
        value={why}
        onChange={setWhy}
        isRow
        options={ReplaceReason.options.map((value) => ({ value, label: t(replaceTexts[value]) }))}
        error={isTried && why === null ? t(texts.chooseWhy) : null}
      />
      <div className="field-row">
        <TextField
          label={t(texts.backSheets)}
          value={sheets}
          onChange={setSheets}
          inputMode="numeric"
          width="short"
          error={isTried && count === null ? t(texts.destroyedError) : null}
        />
        <TextField label={t(texts.note)} value={note} onChange={setNote} />
      </div>
      <PrinterChoice value={printer} onChange={setPrinter} />
      {error && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
};
