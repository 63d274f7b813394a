import { type ReactNode, useState } from 'react';
import type { PrinterSetup, PrinterState } from '../../../shared/registry/printer.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { PrinterAdviceList } from '../notices/papers/printer-advice.tsx';
import { printerWord } from '../notices/papers/printer-words.ts';
import { PrinterFacts } from './printer-facts.tsx';
import { SetupDialog } from './setup-dialog.tsx';
import { formOf } from './setup-form.ts';
import { SpoiledDialog } from './spoiled-dialog.tsx';
import { texts } from './texts.ts';
import { TrustDialog } from './trust-dialog.tsx';

const outcomes = {
  printed: { text: texts.testPrinted, tone: 'success' },
  'not-confirmed': { text: texts.testDoubt, tone: 'warning' },
  failed: { text: texts.testFailed, tone: 'danger' },
} as const;

/** One printer: its state in a word, what to do in words and drawings, and what can be done with it. */
export const PrinterCard = ({
  setup,
  state,
  setups,
}: {
  readonly setup: PrinterSetup;
  readonly state: PrinterState | null;
  readonly setups: readonly PrinterSetup[];
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const [open, setOpen] = useState<'edit' | 'remove' | 'spoiled' | 'trust' | null>(null);
  const test = useCommand('printSheet');
  const set = useCommand('setPrinters');
  const word = printerWord(state, language);
  const problem = state?.problem ?? null;
  const unconfirmed =
    problem?.type === 'CertificateUnknown' || problem?.type === 'CertificateChanged' ? problem.fingerprint : null;
  const onClose = (): void => setOpen(null);

  const printTest = async (): Promise<void> => {
    const answer = await test.run({ id: newEntryId(), printer: setup.id, sheet: { type: 'test-page' } });
    if (!answer.ok) return;
    const { text, tone } = outcomes[answer.value.outcome];
    showToast({ text: t(text), tone });
  };
  const remove = async (): Promise<void> => {
    const answer = await set.run({ id: newEntryId(), printers: setups.filter(({ id }) => id !== setup.id) });
    if (answer.ok) onClose();
  };

  return (
    <li className="printer-card">
      <header className="printer-head">
        <h2 className="section-title">{setup.name}</h2>
        <Badge tone={word.tone}>{word.text}</Badge>
      </header>
      <PrinterAdviceList state={state} />
      {word.tone === 'success' && <p className="subtle">{t(texts.ready)}</p>}
      <PrinterFacts setup={setup} state={state} />
      {test.error && <ErrorNotice error={test.error} />}
      <div className="row">
        {unconfirmed !== null && (
          <Button kind="primary" size="small" onPress={() => setOpen('trust')}>
            {t(texts.trust)}
          </Button>
        )}
        <Button size="small" isPending={test.isRunning} onPress={() => void printTest()}>
          {t(texts.testPage)}
        </Button>
        <Button size="small" onPress={() => setOpen('spoiled')}>
          {t(texts.spoiled)}
        </Button>
        <Button size="small" onPress={() => setOpen('edit')}>
          {t(texts.edit)}
        </Button>
        <Button size="small" kind="quiet" onPress={() => setOpen('remove')}>
          {t(texts.remove)}
        </Button>
      </div>
      {open === 'edit' && <SetupDialog form={formOf(setup)} setups={setups} onClose={onClose} />}
      {open === 'spoiled' && <SpoiledDialog setup={setup} onClose={onClose} />}
      {open === 'trust' && unconfirmed !== null && (
        <TrustDialog setup={setup} setups={setups} fingerprint={unconfirmed} onClose={onClose} />
      )}
      <ConfirmDialog
        isOpen={open === 'remove'}
        isDangerous
        isPending={set.isRunning}
        title={t(texts.removeTitle)}
        confirmLabel={t(texts.remove)}
        cancelLabel={t(texts.cancel)}
        onConfirm={() => void remove()}
        onClose={onClose}
      >
        <p>
          <strong>{setup.name}</strong>
        </p>
        <p>{t(texts.removeLead)}</p>
        {set.error && <ErrorNotice error={set.error} />}
      </ConfirmDialog>
    </li>
  );
};
