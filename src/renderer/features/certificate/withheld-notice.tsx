import { type ReactNode, useState } from 'react';
import type { CertificateAsk } from '../../../shared/contract/commands.ts';
import type { PrinterId } from '../../../shared/registry/printer.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { PrinterChoice } from '../notices/papers/printer-choice.tsx';
import { defectText } from './defects.ts';
import { texts } from './texts.ts';

const outcomes = {
  printed: { text: texts.noticePrinted, tone: 'success' },
  'not-confirmed': { text: texts.noticeDoubt, tone: 'warning' },
  failed: { text: texts.noticeFailed, tone: 'danger' },
} as const;

/** Nothing is said of whom it is about: the applicant gets a written notice, and no word more. */
export const WithheldNotice = ({ ask }: { readonly ask: CertificateAsk }): ReactNode => {
  const t = useText();
  const [printer, setPrinter] = useState<PrinterId | null>(null);
  const { run, isRunning, error } = useCommand('printSheet');
  const print = async (): Promise<void> => {
    if (printer === null) return;
    const answer = await run({ id: newEntryId(), printer, sheet: { type: 'withheld-notice', ask } });
    if (!answer.ok) return;
    const { text, tone } = outcomes[answer.value.outcome];
    showToast({ text: t(text), tone });
  };
  return (
    <Notice
      tone="danger"
      title={t(texts.withheldTitle)}
      actions={
        <Button isPending={isRunning} isDisabled={printer === null} onPress={() => void print()}>
          {t(texts.printNotice)}
        </Button>
      }
    >
      <p>{t(defectText('withheld'))}</p>
      <PrinterChoice value={printer} onChange={setPrinter} />
      {error && <ErrorNotice error={error} />}
    </Notice>
  );
};
