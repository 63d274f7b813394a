import { type ReactNode, useState } from 'react';
import { ReplaceReason } from '../../../../shared/registry/certificate.ts';
import type { CertificateId } from '../../../../shared/registry/ids.ts';
import type { PrinterId } from '../../../../shared/registry/printer.ts';
import { newEntryId } from '../../../bridge/new-id.ts';
import { useCommand } from '../../../bridge/use-command.ts';
import { useText } from '../../../state/use-text.ts';
import { RadioChoice } from '../../../ui/radio-choice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { CommandDialog } from '../command-dialog.tsx';
import { PaperSummary } from './paper-summary.tsx';
import { PrinterChoice } from './printer-choice.tsx';
import { readSheets } from './read-sheets.ts';
import { SheetCount } from './sheet-count.tsx';
import type { PaperDialogProps } from './sheet-dialogs.tsx';
import { replaceTexts, texts } from './texts.ts';

/** Prints again what certainly never came out, perhaps elsewhere. */
export const RetryDialog = ({ line, onClose }: PaperDialogProps): ReactNode => {
  const t = useText();
  const [id] = useState(newEntryId);
  const [printer, setPrinter] = useState<PrinterId | null>(null);
  const command = useCommand('retryCertificate');
  const retry = async (): Promise<void> => {
    if (printer === null) return;
    const done = await command.run({ id, certificate: line.id, printer });
    if (done.ok) onClose();
  };
  return (
    <CommandDialog
      title={t(texts.retryTitle)}
      act={t(texts.retry)}
      isReady={printer !== null}
      command={command}
      onAct={() => void retry()}
      onClose={onClose}
    >
      <PaperSummary line={line} />
      <p>{t(texts.retryLead)}</p>
      <PrinterChoice value={printer} onChange={setPrinter} />
    </CommandDialog>
  );
};

/** Gives up a paper that never reached paper. */
export const WithdrawDialog = ({ line, onClose }: PaperDialogProps): ReactNode => {
  const t = useText();
  const [id] = useState(newEntryId);
  const [note, setNote] = useState('');
  const [isTried, setIsTried] = useState(false);
  const command = useCommand('withdrawCertificate');
  const isReady = note.trim().length >= 2;
  const withdraw = async (): Promise<void> => {
    setIsTried(true);
    if (!isReady) return;
    const done = await command.run({ id, certificate: line.id, note: note.trim() });
    if (done.ok) onClose();
  };
  return (
    <CommandDialog
      title={t(texts.withdrawTitle)}
      act={t(texts.withdraw)}
      isDangerous
      command={command}
      onAct={() => void withdraw()}
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
    </CommandDialog>
  );
};

/** Waits no longer for a printer: from then on a person must look. */
export const DoubtDialog = ({ line, onClose }: PaperDialogProps): ReactNode => {
  const t = useText();
  const [id] = useState(newEntryId);
  const command = useCommand('doubtCertificate');
  const doubt = async (): Promise<void> => {
    const done = await command.run({ id, certificate: line.id });
    if (done.ok) onClose();
  };
  return (
    <CommandDialog
      title={t(texts.doubtTitle)}
      act={t(texts.doubt)}
      isDangerous
      command={command}
      onAct={() => void doubt()}
      onClose={onClose}
    >
      <PaperSummary line={line} />
      <p>{t(texts.doubtLead)}</p>
    </CommandDialog>
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
  const [back, setBack] = useState({ sheets: line.pages === null ? '' : String(line.sheets ?? line.pages), note: '' });
  const [printer, setPrinter] = useState<PrinterId | null>(null);
  const [isTried, setIsTried] = useState(false);
  const command = useCommand('replaceCertificate');
  const count = readSheets(back.sheets);
  const replace = async (): Promise<void> => {
    setIsTried(true);
    if (why === null || count === null || printer === null) return;
    const done = await command.run({ id, certificate: line.id, why, sheets: count, note: back.note.trim(), printer });
    if (done.ok) onReplaced(done.value.id);
  };
  return (
    <CommandDialog
      title={t(texts.replaceTitle)}
      act={t(texts.replace)}
      isDangerous
      isReady={printer !== null}
      command={command}
      onAct={() => void replace()}
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
      <SheetCount
        value={back}
        onChange={setBack}
        sheetsLabel={t(texts.backSheets)}
        sheetsError={isTried && count === null ? t(texts.destroyedError) : null}
        noteLabel={t(texts.note)}
      />
      <PrinterChoice value={printer} onChange={setPrinter} />
    </CommandDialog>
  );
};
