import { type HTMLAttributes, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { Overlay } from 'react-aria/Overlay';
import { useDialog } from 'react-aria/useDialog';
import { useModalOverlay } from 'react-aria/useModalOverlay';

interface ModalProps {
  /** Of what covers the window, and of what stands on it. */
  readonly backdrop: string;
  readonly className: string;
  /** A click beside it closes it too. */
  readonly isDismissable?: boolean | undefined;
  /** Esc; null where it must not close. */
  readonly onClose: (() => void) | null;
  readonly children: ReactNode;
}

/**
 * Covers the window while it is there: what lies under it can't be reached, neither by the keyboard nor by a screen
 * reader. When it goes, the focus goes back to where it was.
 */
export const Modal = (props: ModalProps): ReactNode => (
  <Overlay>
    <Frame {...props} />
  </Overlay>
);

const Frame = ({ backdrop, className, isDismissable = false, onClose, children }: ModalProps): ReactNode => {
  const ref = useRef<HTMLDivElement>(null);
  const close = onClose ?? ((): void => undefined);
  const { modalProps, underlayProps } = useModalOverlay(
    { isDismissable, isKeyboardDismissDisabled: onClose === null },
    { isOpen: true, point: null, setOpen: close, setPoint: () => undefined, open: close, close, toggle: close },
    ref,
  );
  useFocusAfter();
  return (
    <div {...underlayProps} className={backdrop}>
      <div {...modalProps} className={className} ref={ref}>
        {children}
      </div>
    </div>
  );
};

let standing = 0;

/**
 * Where what opened the modal is gone too, since the screen under it is another by now: the new screen's own first
 * control gets the focus, else its beginning. Never nothing.
 */
const useFocusAfter = (): void => {
  // React gives the focus to a new control before effects are cleaned up, and under what covers the window in vain.
  useLayoutEffect(() => {
    standing += 1;
    return () => {
      standing -= 1;
      if (standing > 0) return;
      for (const element of document.body.children) if (element instanceof HTMLElement) element.inert = false;
    };
  }, []);
  useEffect(
    () => () => {
      // After React Aria looked for what had the focus before.
      requestAnimationFrame(() => {
        if (standing === 0 && document.activeElement === document.body)
          document.querySelector('main')?.focus({ preventScroll: true });
      });
    },
    [],
  );
};

/** The dialog in a modal. Its name is `label`, or what its title says, which takes the id that it is given. */
export const DialogBox = ({
  className,
  isAlert = false,
  label,
  children,
}: {
  readonly className: string;
  readonly isAlert?: boolean | undefined;
  readonly label?: string;
  readonly children: (title: HTMLAttributes<HTMLElement>) => ReactNode;
}): ReactNode => {
  const ref = useRef<HTMLElement>(null);
  const { dialogProps, titleProps } = useDialog(
    { role: isAlert ? 'alertdialog' : 'dialog', ...(label === undefined ? {} : { 'aria-label': label }) },
    ref,
  );
  return (
    <section {...dialogProps} className={className} aria-modal="true" ref={ref}>
      {children(titleProps)}
    </section>
  );
};
