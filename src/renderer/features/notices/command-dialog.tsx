import { type ReactNode, useState } from 'react';
import type { AppError } from '../../../shared/contract/errors.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { texts } from './texts.ts';

/**
 * The frame of a question that ends with one command. While the command runs nothing closes it, so that what came of it
 * is always seen; an error stands below what was typed.
 */
export const CommandDialog = ({
  title,
  act,
  isDangerous = false,
  isAlert = isDangerous,
  isReady = true,
  hasEntries = false,
  command: { isRunning, error },
  size,
  onAct,
  onClose,
  children,
}: {
  readonly title: string;
  /** On the button that runs the command. */
  readonly act: string;
  /** It can't be undone: the safe answer has the focus. */
  readonly isDangerous?: boolean;
  readonly isAlert?: boolean;
  readonly isReady?: boolean;
  /** Enough was typed that closing asks first. */
  readonly hasEntries?: boolean;
  readonly command: { readonly isRunning: boolean; readonly error: AppError | null };
  readonly size?: 'normal' | 'wide';
  readonly onAct: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode => {
  const t = useText();
  const [isLeaving, setIsLeaving] = useState(false);
  const close = (): void => {
    if (isRunning) return;
    if (hasEntries) setIsLeaving(true);
    else onClose();
  };
  return (
    <Dialog
      isOpen
      isAlert={isAlert}
      size={size}
      onClose={close}
      title={title}
      actions={
        <>
          <Button onPress={close} isDisabled={isRunning} autoFocus={isDangerous}>
            {t(texts.close)}
          </Button>
          <Button kind={isDangerous ? 'danger' : 'primary'} isPending={isRunning} isDisabled={!isReady} onPress={onAct}>
            {act}
          </Button>
        </>
      }
    >
      {children}
      {error && <ErrorNotice error={error} />}
      <ConfirmDialog
        isOpen={isLeaving}
        isDangerous
        title={t(texts.leaveTitle)}
        confirmLabel={t(texts.leave)}
        cancelLabel={t(texts.stay)}
        onConfirm={onClose}
        onClose={() => setIsLeaving(false)}
      >
        <p>{t(texts.leaveLead)}</p>
      </ConfirmDialog>
    </Dialog>
  );
};
