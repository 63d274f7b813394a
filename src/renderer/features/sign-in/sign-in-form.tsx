import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { QueryOutput } from '../../../shared/contract/queries.ts';
import { OfficialId } from '../../../shared/registry/ids.ts';
import { errorToText } from '../../../shared/text/errors.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { PasswordField } from './password-field.tsx';
import { Samples } from './samples.tsx';
import { migrationTexts, roleTexts, texts } from './texts.ts';

export type SignInFacts = QueryOutput<'getSignIn'>;

/** Who, and the password. Nothing of it is kept when it is done. */
export const SignInForm = ({
  facts,
  preferred = null,
  submitLabel,
}: {
  facts: SignInFacts;
  /** Who was here last. */
  preferred?: OfficialId | null;
  submitLabel: string;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { officials, samples, migration } = facts;
  const { run, isRunning, error, forgetError } = useCommand('signIn');
  const only = officials.length === 1 ? (officials[0]?.id ?? null) : null;
  const [who, setWho] = useState<OfficialId | null>(preferred ?? only);
  const [isTyping, setIsTyping] = useState(officials.length === 0);
  const [typed, setTyped] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'who' | 'password' | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const passwordId = useId();
  const preferredLine = officials.find(({ id }) => id === preferred);
  const [isOther, setIsOther] = useState(preferredLine === undefined);

  const toPassword = (): void => {
    const field = form.current?.querySelector<HTMLInputElement>('input[type="password"]');
    field?.focus();
    field?.select();
  };
  // Also where a dialog was open under the lock screen, and would have kept the focus.
  useEffect(() => {
    if (preferred === null) return;
    const frame = requestAnimationFrame(() =>
      form.current?.querySelector<HTMLInputElement>('input[type="password"]')?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, [preferred]);
  const changed = (): void => {
    setMissing(null);
    forgetError();
  };
  const submit = async (): Promise<void> => {
    if (isRunning) return;
    const official = isTyping ? (OfficialId.safeParse(typed.trim().toLowerCase()).data ?? null) : who;
    if (official === null) return setMissing('who');
    if (password.length < 8) {
      setMissing('password');
      return toPassword();
    }
    const result = await run({ official, password });
    // That the session has begun, the office says itself, and this form goes away.
    if (result.ok) setPassword('');
    else toPassword();
  };
  const fill = (official: OfficialId, itsPassword: string): void => {
    setIsTyping(false);
    setIsOther(true);
    setWho(official);
    setPassword(itsPassword);
    changed();
    requestAnimationFrame(() => form.current?.querySelector<HTMLButtonElement>('button[type="submit"]')?.focus());
  };
  const wrongPassword = error?.type === 'WrongPassword' ? errorToText(error, language) : null;

  return (
    <>
      <form
        className="sign-in-form"
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {error && error.type !== 'WrongPassword' && <ErrorNotice error={error} />}
        {!isOther && preferredLine ? (
          <div className="sign-in-known">
            <p className="sign-in-known-name">
              <strong>{preferredLine.name}</strong> <span>{t(roleTexts[preferredLine.role])}</span>
            </p>
            <LinkButton
              onPress={() => {
                setIsOther(true);
                changed();
              }}
            >
              {t(texts.otherPerson)}
            </LinkButton>
          </div>
        ) : isTyping ? (
          <TextField
            label={t(texts.id)}
            value={typed}
            onChange={(next) => {
              setTyped(next);
              changed();
            }}
            error={missing === 'who' ? t(texts.idMissing) : null}
            autoFocus
            isRequired
          />
        ) : (
          <div className="sign-in-officials">
            <RadioChoice
              label={t(texts.who)}
              value={who}
              onChange={(next) => {
                setWho(next);
                changed();
              }}
              options={officials.map(({ id, name, role }) => ({ value: id, label: name, hint: t(roleTexts[role]) }))}
              error={missing === 'who' ? t(texts.whoMissing) : null}
              autoFocus={only === null}
            />
          </div>
        )}
        {isOther && officials.length > 0 && (
          <LinkButton
            onPress={() => {
              setIsTyping(!isTyping);
              changed();
            }}
          >
            {t(isTyping ? texts.fromList : texts.otherId)}
          </LinkButton>
        )}
        <PasswordField
          label={t(texts.password)}
          value={password}
          onChange={(next) => {
            setPassword(next);
            changed();
          }}
          error={missing === 'password' ? t(texts.passwordShort) : wrongPassword}
          autoFocus={!isOther || only !== null}
          id={passwordId}
        />
        <div className="sign-in-go">
          <Button kind="primary" type="submit" isPending={isRunning || migration !== null}>
            {isRunning ? t(texts.signingIn) : submitLabel}
          </Button>
        </div>
        {migration && (
          <ProgressBar
            label={t(migrationTexts[migration.step])}
            value={migration.part}
            detail={t(texts.migrationHint)}
          />
        )}
      </form>
      {samples !== null && samples.length > 0 && <Samples facts={facts} onFill={fill} />}
    </>
  );
};
