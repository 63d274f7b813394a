import { type ReactNode, useState } from 'react';
import { OfficialId } from '../../../shared/registry/ids.ts';
import type { Text } from '../../../shared/text/language.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { PasswordField } from './password-field.tsx';
import { texts } from './texts.ts';

/** Gives a colleague a password on this device. */
export const AddColleague = (): ReactNode => {
  const t = useText();
  const { run, isRunning, error } = useCommand('addPasswordSlot');
  const [official, setOfficial] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [wrong, setWrong] = useState<{ readonly field: 'official' | 'password' | 'again'; readonly text: Text } | null>(
    null,
  );
  const [isAdded, setIsAdded] = useState(false);
  const errorOf = (field: 'official' | 'password' | 'again'): string | null =>
    wrong?.field === field ? t(wrong.text) : null;

  const submit = async (): Promise<void> => {
    const id = OfficialId.safeParse(official.trim());
    if (!id.success) return setWrong({ field: 'official', text: texts.idMissing });
    if (password.length < 8) return setWrong({ field: 'password', text: texts.passwordShort });
    if (password !== again) return setWrong({ field: 'again', text: texts.passwordDiffers });
    setWrong(null);
    setIsAdded(false);
    const result = await run({ id: newEntryId(), official: id.data, password });
    if (!result.ok) return;
    setOfficial('');
    setPassword('');
    setAgain('');
    setIsAdded(true);
  };

  return (
    <form
      className="add-colleague"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p className="sign-in-sub">{t(texts.colleagueHint)}</p>
      {error && <ErrorNotice error={error} />}
      {isAdded && (
        <Notice tone="success" role="status">
          {t(texts.colleagueAdded)}
        </Notice>
      )}
      <TextField
        label={t(texts.colleagueId)}
        value={official}
        onChange={setOfficial}
        error={errorOf('official')}
        isRequired
      />
      <PasswordField
        label={t(texts.password)}
        hint={t(texts.passwordRule)}
        value={password}
        onChange={setPassword}
        error={errorOf('password')}
      />
      <PasswordField label={t(texts.passwordAgain)} value={again} onChange={setAgain} error={errorOf('again')} />
      <div>
        <Button type="submit" isPending={isRunning}>
          {t(texts.colleagueAdd)}
        </Button>
      </div>
    </form>
  );
};
