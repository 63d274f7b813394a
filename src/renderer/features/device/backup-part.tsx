import { type ReactNode, useState } from 'react';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Loading } from '../../ui/progress.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { timeOf } from '../notices/time.ts';
import { ageToText, type BackupState, backupHealth } from './backup-health.ts';
import { texts } from './texts.ts';

/** Where this computer is backed up, how old the last backup is, and what is wrong with it. */
export const BackupPart = ({ maySet }: { readonly maySet: boolean }): ReactNode => {
  const t = useText();
  const { value, error, refresh } = useQuery('getBackup', {}, ['backup', 'session']);
  const backUp = useCommand('backUpNow');
  const [isDone, setIsDone] = useState(false);
  const backUpNow = async (): Promise<void> => {
    setIsDone(false);
    const made = await backUp.run({});
    setIsDone(made.ok);
    refresh();
  };
  const isRunning = backUp.isRunning || value?.isRunning === true;
  return (
    <Section title={t(texts.backup)}>
      {error && <ErrorNotice error={error} onRetry={refresh} />}
      {value === null && !error && <Loading label={t(texts.loading)} />}
      {value && (
        <>
          {!isRunning && <Health state={value} />}
          <Facts state={value} />
          {/* Where the office keeps it too, it is said once. */}
          {backUp.error && value.error === null && <ErrorNotice error={backUp.error} />}
          {(isRunning || isDone) && (
            <Notice tone={isRunning ? 'info' : 'success'} role="status">
              {t(isRunning ? texts.running : texts.done)}
            </Notice>
          )}
          {maySet && (
            <>
              <div className="row">
                <Button
                  kind="primary"
                  isPending={isRunning}
                  isDisabled={value.folder === null}
                  onPress={() => void backUpNow()}
                >
                  {t(texts.now)}
                </Button>
              </div>
              <FolderForm onSet={refresh} />
            </>
          )}
        </>
      )}
    </Section>
  );
};

const Health = ({ state }: { readonly state: BackupState }): ReactNode => {
  const t = useText();
  switch (backupHealth(state)) {
    case 'fine':
      return null;
    case 'unset':
      return (
        <Notice tone="warning" title={t(texts.noFolderTitle)}>
          {t(texts.oldLead)}
        </Notice>
      );
    case 'old':
      return (
        <Notice tone="warning" title={t(texts.oldTitle)}>
          {t(texts.oldLead)}
        </Notice>
      );
    case 'failed':
      return (
        <>
          <p>{t(texts.failed)}</p>
          {state.error && <ErrorNotice error={state.error} />}
        </>
      );
  }
};

const Facts = ({ state: { folder, last, restoredFrom } }: { readonly state: BackupState }): ReactNode => {
  const t = useText();
  return (
    <KeyValues
      rows={[
        { key: t(texts.folder), value: folder ?? t(texts.noFolder) },
        {
          key: t(texts.last),
          value:
            last === null ? t(texts.never) : `${timeOf(last.takenAt)} (${t(ageToText(last.ageHours))}), ${last.folder}`,
        },
        ...(restoredFrom === null ? [] : [{ key: t(texts.restoredFrom), value: timeOf(restoredFrom) }]),
      ]}
    />
  );
};

const FolderForm = ({ onSet }: { readonly onSet: () => void }): ReactNode => {
  const t = useText();
  const { run, isRunning, error } = useCommand('setBackupFolder');
  const [id, setId] = useState(newEntryId);
  const [folder, setFolder] = useState('');
  const [isTried, setIsTried] = useState(false);
  const [isSet, setIsSet] = useState(false);
  const set = async (): Promise<void> => {
    setIsTried(true);
    setIsSet(false);
    if (folder.trim() === '') return;
    const done = await run({ id, folder: folder.trim() });
    if (!done.ok) return;
    // Another folder is another act.
    setId(newEntryId());
    setFolder('');
    setIsTried(false);
    setIsSet(true);
    onSet();
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void set();
      }}
    >
      <TextField
        label={t(texts.newFolder)}
        hint={t(texts.newFolderHint)}
        value={folder}
        onChange={setFolder}
        error={isTried && folder.trim() === '' ? t(texts.blank) : null}
      />
      {error && <ErrorNotice error={error} />}
      {isSet && (
        <Notice tone="success" role="status">
          {t(texts.isSet)}
        </Notice>
      )}
      <div className="row">
        <Button type="submit" isPending={isRunning}>
          {t(texts.setFolder)}
        </Button>
      </div>
    </form>
  );
};
