import type { ReactNode } from 'react';
import type { Fingerprint, PrinterSetup } from '../../../shared/registry/printer.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { CommandDialog } from '../notices/command-dialog.tsx';
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
  const command = useCommand('setPrinters');
  const trust = async (): Promise<void> => {
    const answer = await command.run({
      id: newEntryId(),
      printers: withSetup(setups, { ...setup, tls: { fingerprint } }),
    });
    if (answer.ok) onClose();
  };
  return (
    <CommandDialog
      title={t(texts.trustTitle)}
      act={t(texts.trust)}
      isDangerous
      command={command}
      onAct={() => void trust()}
      onClose={onClose}
    >
      <p>
        <strong>{setup.name}</strong>
      </p>
      <p className="fingerprint number">{(fingerprint.toUpperCase().match(/.{1,4}/g) ?? []).join(' ')}</p>
      <p>{t(texts.trustLead)}</p>
    </CommandDialog>
  );
};
