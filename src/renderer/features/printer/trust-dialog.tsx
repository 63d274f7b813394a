import type { ReactNode } from 'react';
import type { Fingerprint, PrinterSetup } from '../../../shared/registry/printer.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { withSetup } from './setup-form.ts';
import { texts } from './texts.ts';

/** A person has compared the fingerprint with the printer's own panel: from now on only this one counts. */
export const TrustDialog = ({
  setup,
  setups,
  fingerprint,
  onClose,
}: {
  readonly setup: PrinterSetup;
  readonly setups: readonly PrinterSetup[];
  readonly fingerprint: Fingerprint;
  readonly onClose: () => void;
}): ReactNode => {
  const t = useText();
  const { run, isRunning, error } = useCommand('setPrinters');
  const trust = async (): Promise<void> => {
    const answer = await run({ id: newEntryId(), printers: withSetup(setups, { ...setup, tls: { fingerprint } }) });
    if (answer.ok) onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      isPending={isRunning}
      title={t(texts.trustTitle)}
      confirmLabel={t(texts.trust)}
      cancelLabel={t(texts.cancel)}
      onConfirm={() => void trust()}
      onClose={onClose}
    >
      <p>
        <strong>{setup.name}</strong>
      </p>
      <p className="fingerprint number">{(fingerprint.toUpperCase().match(/.{1,4}/g) ?? []).join(' ')}</p>
      <p>{t(texts.trustLead)}</p>
      {error && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
};
