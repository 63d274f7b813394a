import { type ReactNode, useState } from 'react';
import type { PrinterSetup } from '../../../shared/registry/printer.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { CheckBox } from '../../ui/check-box.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { readSetup, type SetupForm, withSetup } from './setup-form.ts';
import { roleTexts, texts } from './texts.ts';

/** The kiosk's printers are set up at the kiosk. */
const rolesHere = ['desk', 'receipt'] as const satisfies PrinterSetup['roles'];

/** How the office names a printer, and what comes out of it. */
export const SetupDialog = ({
  form: given,
  setups,
  onClose,
}: {
  readonly form: SetupForm;
  readonly setups: readonly PrinterSetup[];
  readonly onClose: () => void;
}): ReactNode => {
  const t = useText();
  const [form, setForm] = useState(given);
  const [isTried, setIsTried] = useState(false);
  const { run, isRunning, error } = useCommand('setPrinters');
  const read = readSetup(form, setups);
  const errors = isTried && 'errors' in read ? read.errors : [];
  const save = async (): Promise<void> => {
    setIsTried(true);
    if ('errors' in read) return;
    const answer = await run({ id: newEntryId(), printers: withSetup(setups, read.setup) });
    if (!answer.ok) return;
    showToast({ text: t(texts.saved), tone: 'success' });
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={form.name === '' ? t(texts.findTitle) : form.name}
      actions={
        <>
          <Button onPress={onClose}>{t(texts.cancel)}</Button>
          <Button kind="primary" isPending={isRunning} onPress={() => void save()}>
            {t(texts.save)}
          </Button>
        </>
      }
    >
      <TextField
        label={t(texts.name)}
        hint={t(texts.nameHint)}
        value={form.name}
        onChange={(name) => setForm({ ...form, name })}
        error={errors.includes('name') ? t(texts.nameError) : null}
        autoFocus
      />
      <fieldset className="together">
        <legend className="field-label">{t(texts.roles)}</legend>
        {rolesHere.map((role) => (
          <CheckBox
            key={role}
            label={t(roleTexts[role])}
            isSelected={form.roles.includes(role)}
            onChange={(isSelected) =>
              setForm({
                ...form,
                roles: isSelected ? [...form.roles, role] : form.roles.filter((each) => each !== role),
              })
            }
          />
        ))}
      </fieldset>
      {errors.includes('roles') && <Notice tone="danger">{t(texts.rolesError)}</Notice>}
      <RadioChoice
        label={t(texts.how)}
        value={form.how}
        onChange={(how) => setForm({ ...form, how })}
        options={[
          { value: 'direct', label: t(texts.direct), hint: t(texts.directHint) },
          { value: 'spooler', label: t(texts.spooler), hint: t(texts.spoolerHint) },
        ]}
      />
      <p className="subtle">
        {t(texts.address)}: <span className="printer-uri">{form.uri}</span>
      </p>
      {error && <ErrorNotice error={error} />}
    </Dialog>
  );
};
