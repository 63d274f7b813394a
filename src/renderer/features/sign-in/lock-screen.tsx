import type { ReactNode } from 'react';
import type { OfficialId } from '../../../shared/registry/ids.ts';
import { useText } from '../../state/use-text.ts';
import { DialogBox, Modal } from '../../ui/modal.tsx';
import { useWedge } from '../../ui/use-wedge.ts';
import { type SignInFacts, SignInForm } from './sign-in-form.tsx';
import './sign-in.css';
import { texts } from './texts.ts';

/**
 * Covers the desk while it is locked. It is a modal of its own, so that it also covers dialogs that were open, and none
 * of what lies under it can be reached, by the keyboard or by a screen reader.
 */
export const LockScreen = ({
  facts,
  official,
  marking,
}: {
  facts: SignInFacts;
  /** Who locked it. */
  official: OfficialId | null;
  /** What kind of program it is, which must not be hidden either. */
  marking: ReactNode;
}): ReactNode => {
  const t = useText();
  // A card that is read now is for nobody, and not for the form that lies under this.
  useWedge(() => undefined);
  return (
    <Modal backdrop="lock-screen" className="lock-modal" onClose={null}>
      {marking}
      <DialogBox className="sign-in-card">
        {(titleProps) => (
          <>
            <header className="sign-in-head">
              <svg className="lock-picture" viewBox="0 0 24 24" aria-hidden="true">
                <rect x="4.5" y="10.5" width="15" height="10" rx="2" />
                <path d="M8 10.5V7.5a4 4 0 0 1 8 0v3M12 14.5v2.5" />
              </svg>
              <h1 {...titleProps} className="sign-in-title">
                {t(texts.locked)}
              </h1>
              <p className="sign-in-sub">{t(texts.lockedHint)}</p>
            </header>
            <SignInForm facts={facts} preferred={official} submitLabel={t(texts.unlock)} />
          </>
        )}
      </DialogBox>
    </Modal>
  );
};
