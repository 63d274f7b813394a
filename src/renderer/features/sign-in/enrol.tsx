import { type ReactNode, useState } from 'react';
import { OfficialId } from '../../../shared/registry/ids.ts';
import type { Text } from '../../../shared/text/language.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { checkCentral } from './central-and-code.ts';
import { CentralFields, centralIds } from './central-fields.tsx';
import { PasswordField } from './password-field.tsx';
import './sign-in.css';
import { texts } from './texts.ts';

const ids = {
  ...centralIds,
  official: 'enrol-official',
  password: 'enrol-password',
  again: 'enrol-again',
} as const;
type Field = keyof typeof ids;
const fields = Object.keys(ids) as Field[];
const nothing: Readonly<Record<Field, string>> = { url: '', code: '', official: '', password: '', again: '' };

/** Makes this computer one of the office's; shown once in its life. */
export const Enrol = (): ReactNode => {
  const t = useText();
  const { run, isRunning, error } = useCommand('enrol');
  const [values, setValues] = useState(nothing);
  const [wrong, setWrong] = useState<Partial<Record<Field, Text>>>({});
  const set = (field: Field) => (text: string) => {
    setValues((now) => ({ ...now, [field]: text }));
    setWrong((now) => ({ ...now, [field]: undefined }));
  };
  const errorOf = (field: Field): string | null => {
    const text = wrong[field];
    return text ? t(text) : null;
  };

  const submit = async (): Promise<void> => {
    const found = check(values);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    // That the session has begun, the office says itself.
    await run({
      centralUrl: values.url.trim(),
      code: values.code.trim(),
      official: OfficialId.parse(values.official.trim()),
      password: values.password,
    });
  };

  return (
    <main className="sign-in">
      <form
        className="sign-in-card sign-in-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <header className="sign-in-head">
          <p className="sign-in-product">{t(texts.product)}</p>
          <h1 className="sign-in-title">{t(texts.enrolTitle)}</h1>
          <p className="sign-in-sub">{t(texts.enrolHint)}</p>
        </header>
        {Object.values(wrong).some(Boolean) && (
          <ErrorSummary
            title={t(texts.toCorrect)}
            errors={fields.flatMap((field) => {
              const message = errorOf(field);
              return message === null ? [] : [{ fieldId: ids[field], message }];
            })}
          />
        )}
        <CentralFields values={values} errorOf={errorOf} set={set} focus="url" />
        <TextField
          id={ids.official}
          label={t(texts.id)}
          value={values.official}
          onChange={set('official')}
          error={errorOf('official')}
          isRequired
        />
        <PasswordField
          id={ids.password}
          label={t(texts.password)}
          hint={t(texts.passwordRule)}
          value={values.password}
          onChange={set('password')}
          error={errorOf('password')}
        />
        <PasswordField
          id={ids.again}
          label={t(texts.passwordAgain)}
          value={values.again}
          onChange={set('again')}
          error={errorOf('again')}
        />
        {isRunning && <ProgressBar label={t(texts.enrolTitle)} value={null} />}
        {error && <ErrorNotice error={error} />}
        <div className="sign-in-go">
          <Button kind="primary" type="submit" isPending={isRunning}>
            {t(texts.enrol)}
          </Button>
        </div>
      </form>
    </main>
  );
};

const check = (values: Readonly<Record<Field, string>>): Partial<Record<Field, Text>> => ({
  ...checkCentral(values),
  ...(OfficialId.safeParse(values.official.trim()).success ? {} : { official: texts.idMissing }),
  ...(values.password.length < 8 ? { password: texts.passwordShort } : {}),
  ...(values.again === values.password ? {} : { again: texts.passwordDiffers }),
});
