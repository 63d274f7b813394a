import type { ReactNode } from 'react';
import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { BackupPart } from './backup-part.tsx';
import { RekeyPart } from './rekey-part.tsx';
import { texts } from './texts.ts';

/** How the data on this computer is kept. Closing it stops nothing. */
export const Device = ({
  status,
  onClose,
}: {
  readonly status: OfficeStatus;
  readonly onClose: () => void;
}): ReactNode => {
  const t = useText();
  const isSupervisor = status.official?.role === 'supervisor';
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(texts.title)}
      size="wide"
      actions={
        <Button kind="primary" onPress={onClose} autoFocus>
          {t(texts.close)}
        </Button>
      }
    >
      <div className="stack">
        <BackupPart maySet={isSupervisor} />
        {isSupervisor ? <RekeyPart rekey={status.rekey} /> : <p className="subtle">{t(texts.onlySupervisor)}</p>}
      </div>
    </Dialog>
  );
};
