import { type ReactNode, useState } from 'react';
import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import { errorToText } from '../../../shared/text/errors.ts';
import { useBridge } from '../../bridge/bridge.tsx';
import { useCommand } from '../../bridge/use-command.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { type CentralAndCode, centralFieldOf, checkCentral } from './central-and-code.ts';
import { CentralFields, centralIds } from './central-fields.tsx';
import { texts } from './texts.ts';

/** Has central admit a device that was restored from a backup, or that central no longer knows, by a code for it. */
export const Admit = ({
  status,
  onClose,
}: {
  readonly status: OfficeStatus;
  readonly onClose: () => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const bridge = useBridge();
  const { run, error, forgetError } = useCommand('enrol');
  const [values, setValues] = useState<CentralAndCode>({ url: status.centralUrl ?? '', code: '' });
  const [wrong, setWrong] = useState<ReturnType<typeof checkCentral>>({});
  const [isRunning, setIsRunning] = useState(false);
  const field = error && centralFieldOf(error);
  const set = (name: keyof CentralAndCode) => (text: string) => {
    setValues((now) => ({ ...now, [name]: text }));
    setWrong((now) => ({ ...now, [name]: undefined }));
    if (name === field) forgetError();
  };
  const errorOf = (name: keyof CentralAndCode): string | null => {
    const text = wrong[name];
    if (text) return t(text);
    return error && name === field ? errorToText(error, language) : null;
  };
  const focus = (name: keyof CentralAndCode): void => document.getElementById(centralIds[name])?.focus();

  const admit = async (): Promise<void> => {
    const found = checkCentral(values);
    setWrong(found);
    const first = found.url ? 'url' : found.code ? 'code' : null;
    if (first || !status.official) {
      if (first) focus(first);
      return;
    }
    setIsRunning(true);
    const answer = await run({
      centralUrl: values.url.trim(),
      code: values.code.trim(),
      official: status.official.id,
      password: null,
    });
    // What waited goes at once; how that ends, banner and status bar tell.
    if (answer.ok) await bridge.command('syncNow', {});
    setIsRunning(false);
    if (answer.ok) {
      showToast({ text: t(texts.admitted), tone: 'success' });
      onClose();
    } else {
      const refused = centralFieldOf(answer.error);
      if (refused) focus(refused);
    }
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(texts.admitTitle)}
      actions={
        <>
          <Button onPress={onClose}>{t(texts.close)}</Button>
          <Button kind="primary" type="submit" form="admit" isPending={isRunning}>
            {t(texts.admit)}
          </Button>
        </>
      }
    >
      <form
        id="admit"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void admit();
        }}
      >
        <p>{t(texts.admitHint)}</p>
        <KeyValues rows={[{ key: t(texts.device), value: status.device }]} />
        <CentralFields values={values} errorOf={errorOf} set={set} focus="code" />
        {error && !field && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  );
};
