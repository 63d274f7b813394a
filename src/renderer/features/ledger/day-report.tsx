import { type ReactNode, useState } from 'react';
import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import type { PrinterId } from '../../../shared/registry/printer.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { PrinterChoice } from '../notices/papers/printer-choice.tsx';
import { texts } from './texts.ts';

const outcomes = {
  printed: { text: texts.reportPrinted, tone: 'success' },
  'not-confirmed': { text: texts.reportDoubt, tone: 'warning' },
  failed: { text: texts.reportFailed, tone: 'danger' },
} as const;

/** The signed day on paper. */
export const DayReport = ({ day }: { readonly day: PlainDate }): ReactNode => {
  const t = useText();
  const [printer, setPrinter] = useState<PrinterId | null>(null);
  const { run, isRunning, error } = useCommand('printSheet');
  const print = async (): Promise<void> => {
    if (printer === null) return;
    const answer = await run({ id: newEntryId(), printer, sheet: { type: 'day-report', day } });
    if (!answer.ok) return;
    const { text, tone } = outcomes[answer.value.outcome];
    showToast({ text: t(text), tone });
  };
  return (
    <div className="stack-tight">
      <PrinterChoice value={printer} onChange={setPrinter} />
      {error && <ErrorNotice error={error} />}
      <div className="row">
        <Button isPending={isRunning} isDisabled={printer === null} onPress={() => void print()}>
          {t(texts.printReport)}
        </Button>
      </div>
    </div>
  );
};
