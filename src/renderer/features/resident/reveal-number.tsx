import { type ReactNode, useEffect, useId, useState } from 'react';
import type { ResidentId } from '../../../shared/registry/ids.ts';
import { useBridge } from '../../bridge/bridge.tsx';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { revealReasons, secondsLeftToText, texts } from './texts.ts';

/** How long a whole number is shown. */
const shownForSeconds = 15;

/**
 * A masked number that can be shown whole for a moment, with a reason that is recorded. It is masked again when the time
 * is over and when the window is left or locked, can't be marked or copied, and is kept nowhere but in this element.
 */
export const RevealNumber = ({ resident, masked }: { resident: ResidentId; masked: string }): ReactNode => {
  const t = useText();
  const bridge = useBridge();
  const { run, isRunning, error, forgetError } = useCommand('revealNumber');
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [isTooShort, setIsTooShort] = useState(false);
  const [shown, setShown] = useState<{ readonly number: string; readonly secondsLeft: number } | null>(null);
  const reasonId = useId();
  const isShown = shown !== null;

  useEffect(() => {
    if (!isShown) return;
    const hide = (): void => setShown(null);
    const timer = setInterval(
      () => setShown((now) => (now && now.secondsLeft > 1 ? { ...now, secondsLeft: now.secondsLeft - 1 } : null)),
      1_000,
    );
    // Whoever locks the screen, or unlocks it, may not be the one who gave the reason.
    const unwatch = bridge.onChanged((topics) => {
      if (topics.includes('session')) hide();
    });
    window.addEventListener('blur', hide);
    document.addEventListener('visibilitychange', hide);
    return () => {
      clearInterval(timer);
      unwatch();
      window.removeEventListener('blur', hide);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [isShown, bridge]);

  const close = (): void => {
    setIsAsking(false);
    setReason('');
    setIsTooShort(false);
    forgetError();
  };
  /** Enter then shows the number. */
  const take = (usual: string): void => {
    setReason(usual);
    setIsTooShort(false);
    document.getElementById(reasonId)?.focus();
  };
  const submit = async (): Promise<void> => {
    const why = reason.trim();
    if (why.length < 2) return setIsTooShort(true);
    const result = await run({ id: newEntryId(), resident, reason: why.slice(0, 60) });
    if (!result.ok) return;
    close();
    setShown({ number: result.value.number, secondsLeft: shownForSeconds });
  };

  return (
    <span className="reveal">
      {shown ? (
        <>
          <span
            className="reveal-number number"
            onCopy={(event) => event.preventDefault()}
            onCut={(event) => event.preventDefault()}
            onDragStart={(event) => event.preventDefault()}
            onContextMenu={(event) => event.preventDefault()}
          >
            {shown.number}
          </span>
          <span className="reveal-left">{t(secondsLeftToText(shown.secondsLeft))}</span>
          <Button size="small" onPress={() => setShown(null)}>
            {t(texts.hide)}
          </Button>
        </>
      ) : (
        <>
          <span className="number">{masked}</span>
          <Button size="small" onPress={() => setIsAsking(true)}>
            {t(texts.reveal)}
          </Button>
        </>
      )}
      <Dialog
        isOpen={isAsking}
        onClose={close}
        title={t(texts.revealTitle)}
        actions={
          <>
            <Button onPress={close}>{t(texts.cancel)}</Button>
            <Button kind="primary" isPending={isRunning} onPress={() => void submit()}>
              {t(texts.revealDo)}
            </Button>
          </>
        }
      >
        <form
          className="reveal-form"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          {error && <ErrorNotice error={error} />}
          <TextField
            id={reasonId}
            label={t(texts.revealWhy)}
            hint={t(texts.revealHint)}
            value={reason}
            onChange={(next) => {
              setReason(next);
              setIsTooShort(false);
            }}
            error={isTooShort ? t(texts.revealShort) : null}
            autoFocus
            isRequired
          />
          <div className="reveal-usual" role="group" aria-label={t(texts.revealUsual)}>
            {revealReasons.map((each) => (
              <Button key={each.ko} size="small" kind="quiet" onPress={() => take(each.ko)}>
                {t(each)}
              </Button>
            ))}
          </div>
        </form>
      </Dialog>
    </span>
  );
};
