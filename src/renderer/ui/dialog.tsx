import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { DialogScope, useOpenDialog } from './dialog-scope.ts';
import { DialogBox, Modal } from './modal.tsx';

/** A question or a task over the screen. Esc closes it; the focus goes back to where it was. */
export const Dialog = ({
  isOpen,
  onClose,
  title,
  children,
  actions,
  isAlert = false,
  size = 'normal',
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  readonly isAlert?: boolean | undefined;
  readonly size?: 'normal' | 'wide' | undefined;
}): ReactNode => {
  const scope = useOpenDialog(isOpen);
  if (!isOpen) return null;
  return (
    // A click beside it is a slip more often than an answer; Esc is one.
    <Modal backdrop="dialog-backdrop" className={`dialog-frame dialog-${size}`} onClose={onClose}>
      <DialogBox className="dialog" isAlert={isAlert}>
        {(titleProps) => (
          <DialogScope value={scope}>
            <h2 {...titleProps} className="dialog-title">
              {title}
            </h2>
            <div className="dialog-body">{children}</div>
            <div className="dialog-actions">{actions}</div>
          </DialogScope>
        )}
      </DialogBox>
    </Modal>
  );
};

/** Asks before something that can't be undone. The safe answer has the focus. */
export const ConfirmDialog = ({
  isOpen,
  title,
  children,
  confirmLabel,
  cancelLabel,
  isDangerous = false,
  isPending = false,
  onConfirm,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly isDangerous?: boolean | undefined;
  readonly isPending?: boolean | undefined;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}): ReactNode => (
  <Dialog
    isOpen={isOpen}
    onClose={onClose}
    title={title}
    isAlert
    actions={
      <>
        <Button onPress={onClose} autoFocus={isDangerous}>
          {cancelLabel}
        </Button>
        <Button
          kind={isDangerous ? 'danger' : 'primary'}
          onPress={onConfirm}
          isPending={isPending}
          autoFocus={!isDangerous}
        >
          {confirmLabel}
        </Button>
      </>
    }
  >
    {children}
  </Dialog>
);
