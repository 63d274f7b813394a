import { type ReactNode, useState } from 'react';
import type { CertificateAsk, CommandOutput } from '../../../shared/contract/commands.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import type { MoveInReport } from '../../../shared/registry/move-in.ts';
import type { PrinterId } from '../../../shared/registry/printer.ts';
import type { Language } from '../../../shared/text/language.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { PageImages } from '../../ui/page-images.tsx';
import { Select } from '../../ui/select.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { PaperBadge } from '../notices/papers/paper-badge.tsx';
import { usablePrinters } from '../notices/papers/printer-choice.tsx';
import { receiptPurpose, resultTexts } from './texts-check.ts';

type Stage = 'intake' | 'accepted';

/** What the reporter takes home: that it was received, and once it is accepted, what became of it [D 16]. */
export const Receipts = ({
  filing,
  report,
  isAccepted,
}: {
  readonly filing: FilingId;
  readonly report: MoveInReport;
  readonly isAccepted: boolean;
}): ReactNode => {
  const t = useText();
  const printers = useQuery('listPrinters', {}, ['printers']);
  const [chosen, setChosen] = useState<PrinterId | null>(null);
  const known = printers.value?.printers ?? [];
  const usable = [...new Set([...usablePrinters(known, 'receipt'), ...usablePrinters(known, 'desk')])];
  const printer = chosen ?? usable[0]?.setup.id ?? null;
  return (
    <Section title={t(resultTexts.receipts)}>
      {printers.value && usable.length === 0 && <Notice tone="warning">{t(resultTexts.noPrinter)}</Notice>}
      <ReceiptRow stage="intake" filing={filing} report={report} printer={printer} isReady />
      <ReceiptRow stage="accepted" filing={filing} report={report} printer={printer} isReady={isAccepted} />
      {usable.length > 1 && (
        <Select<PrinterId>
          label={t(resultTexts.printer)}
          width="half"
          value={printer}
          onChange={setChosen}
          options={usable.map(({ setup }) => ({ value: setup.id, label: setup.name }))}
        />
      )}
    </Section>
  );
};

const askOf = (filing: FilingId, { reporter }: MoveInReport, stage: Stage, language: Language): CertificateAsk => ({
  request: { kind: 'move-in-receipt', filing, stage },
  applicant: {
    name: reporter.name,
    number: reporter.number,
    identity: reporter.identityChecked ? 'resident-card' : null,
  },
  ground: { type: 'self' },
  purpose: receiptPurpose[language],
  exemption: null,
});

const ReceiptRow = ({
  stage,
  filing,
  report,
  printer,
  isReady,
}: {
  readonly stage: Stage;
  readonly filing: FilingId;
  readonly report: MoveInReport;
  readonly printer: PrinterId | null;
  readonly isReady: boolean;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const go = useNavigation((navigation) => navigation.go);
  // Pressed twice, it is one paper.
  const [id] = useState(newEntryId);
  const [isIssued, setIsIssued] = useState(false);
  const [shown, setShown] = useState<CommandOutput<'previewCertificate'> | null>(null);
  const issue = useCommand('issueCertificates');
  const preview = useCommand('previewCertificate');
  const paper = useQuery('getCertificate', isIssued ? { certificate: id } : null, ['certificates']);

  const print = async (): Promise<void> => {
    if (printer === null) return;
    const answer = await issue.run({ printer, asks: [{ id, ask: askOf(filing, report, stage, language) }] });
    if (answer.ok) setIsIssued(true);
  };
  const see = async (): Promise<void> => {
    const answer = await preview.run({ id: newEntryId(), ask: askOf(filing, report, stage, language) });
    if (answer.ok) setShown(answer.value);
  };

  return (
    <div className="move-in-receipt">
      <div>
        <p className="field-label">{t(resultTexts[stage])}</p>
        <p className="muted">{t(stage === 'intake' ? resultTexts.intakeHint : resultTexts.acceptedHint)}</p>
        {isIssued && (
          <p className="row">
            {paper.value && <PaperBadge state={paper.value.line.state} />}
            <LinkButton onPress={() => go({ screen: 'ledger', certificate: id })}>{t(resultTexts.printed)}</LinkButton>
          </p>
        )}
      </div>
      <div className="row">
        <Button size="small" isDisabled={!isReady} isPending={preview.isRunning} onPress={() => void see()}>
          {t(resultTexts.see)}
          <span className="visually-hidden">{` ${t(resultTexts[stage])}`}</span>
        </Button>
        <Button
          size="small"
          isDisabled={!isReady || printer === null || isIssued}
          isPending={issue.isRunning}
          onPress={() => void print()}
        >
          {t(resultTexts.print)}
          <span className="visually-hidden">{` ${t(resultTexts[stage])}`}</span>
        </Button>
      </div>
      {[issue.error, preview.error].map((error) => error && <ErrorNotice key={error.type} error={error} />)}
      <Dialog
        isOpen={shown !== null}
        onClose={() => setShown(null)}
        title={t(resultTexts[stage])}
        size="wide"
        actions={
          <Button kind="primary" onPress={() => setShown(null)}>
            {t(resultTexts.close)}
          </Button>
        }
      >
        {shown && shown.images.length === 0 && <Notice tone="info">{t(resultTexts.noImages)}</Notice>}
        {shown && shown.images.length > 0 && (
          <PageImages
            label={t(resultTexts[stage])}
            pages={shown.images.map((image, index) => ({
              src: `data:image/png;base64,${image}`,
              alt: `${t(resultTexts[stage])} ${t(resultTexts.page)} ${String(index + 1)}`,
            }))}
          />
        )}
      </Dialog>
    </div>
  );
};
