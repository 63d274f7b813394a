import { type ReactNode, useEffect, useId, useState } from 'react';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { rekeyTexts, texts } from './texts.ts';

/** Gives the office's file another key: why, how far it is, and who needs a new password afterwards. */
export const RekeyPart = ({ rekey }: { readonly rekey: OfficeStatus['rekey'] }): ReactNode => {
  const t = useText();
  const { run, isRunning, error } = useCommand('rekeyFile');
  const cancel = useCommand('cancelRekey');
  const [id, setId] = useState(newEntryId);
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const [done, setDone] = useState<CommandOutput<'rekeyFile'> | null>(null);
  const reasonId = useId();
  const isBusy = rekey !== null || isRunning;
  // The button to stop it goes when it ends, and would take the focus with it.
  useEffect(() => {
    if (!isBusy && document.activeElement === document.body) document.getElementById(reasonId)?.focus();
  }, [isBusy, reasonId]);
  const isReady = reason.trim().length >= 2;
  const ask = (): void => {
    setIsTried(true);
    setIsAsking(isReady);
  };
  const change = async (): Promise<void> => {
    setIsAsking(false);
    setDone(null);
    const answer = await run({ id, reason: reason.trim() });
    // What failed or was stopped goes on under the same id.
    if (!answer.ok) return;
    setId(newEntryId());
    setReason('');
    setIsTried(false);
    setDone(answer.value);
    // Whoever has closed the dialog meanwhile hears of it too.
    showToast({ text: t(texts.changed), tone: 'success', seconds: 20 });
  };
  return (
    <Section title={t(texts.key)}>
      {isBusy ? (
        <>
          <ProgressBar label={t(rekeyTexts[rekey?.step ?? 'waiting'])} value={rekey?.part ?? null} />
          {cancel.error && <ErrorNotice error={cancel.error} />}
          <div className="row">
            <Button isPending={cancel.isRunning} autoFocus onPress={() => void cancel.run({})}>
              {t(texts.stop)}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className="subtle">{t(texts.keyLead)}</p>
          <TextField
            id={reasonId}
            label={t(texts.reason)}
            value={reason}
            onChange={setReason}
            error={isTried && !isReady ? t(texts.reasonError) : null}
          />
          {error && <ErrorNotice error={error} />}
          {done && <Done withoutSlot={done.withoutSlot} />}
          <div className="row">
            <Button kind="danger" onPress={ask}>
              {t(texts.change)}
            </Button>
          </div>
        </>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        isDangerous
        title={t(texts.changeAsk)}
        confirmLabel={t(texts.change)}
        cancelLabel={t(texts.close)}
        onConfirm={() => void change()}
        onClose={() => setIsAsking(false)}
      >
        <p>{t(texts.changeAskLead)}</p>
      </ConfirmDialog>
    </Section>
  );
};

const Done = ({ withoutSlot }: CommandOutput<'rekeyFile'>): ReactNode => {
  const t = useText();
  return (
    <Notice tone={withoutSlot.length > 0 ? 'warning' : 'success'} title={t(texts.changed)} role="status">
      {withoutSlot.length > 0 && (
        <>
          <p>{t(texts.withoutSlot)}</p>
          <ul>
            {withoutSlot.map((official) => (
              <li key={official.id}>
                {official.name} ({official.id})
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
};
