import type { ReactNode } from 'react';
import type { CertificateLine, OfficeStatus, QueryOutput } from '../../../shared/contract/queries.ts';
import type { Ground } from '../../../shared/registry/certificate.ts';
import type { CertificateId } from '../../../shared/registry/ids.ts';
import { dateToText } from '../../../shared/text/language.ts';
import { ledgerStateToText } from '../../../shared/text/ledger.ts';
import { certificateKindToText, exemptionToText, groundToText, overtakenToText } from '../../../shared/text/papers.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Loading } from '../../ui/progress.tsx';
import { Table } from '../../ui/table.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { officeDay } from '../notices/office-day.ts';
import { PaperActions } from '../notices/papers/paper-actions.tsx';
import { PaperBadge } from '../notices/papers/paper-badge.tsx';
import { PaperWords } from '../notices/papers/paper-words.tsx';
import { PrinterAdviceList } from '../notices/papers/printer-advice.tsx';
import { timeOf } from '../notices/time.ts';
import { wonToText } from '../notices/won.ts';
import { stepDetail } from './step-detail.ts';
import { texts } from './texts.ts';

type Steps = QueryOutput<'getCertificate'>['steps'];

/** One paper: what it is, where it stands, what to do, and each step that it took. */
export const LedgerPaper = ({
  certificate,
  status,
  onOpen,
}: {
  readonly certificate: CertificateId;
  readonly status: OfficeStatus | null;
  readonly onOpen: (certificate: CertificateId) => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { value, error, refresh } = useQuery('getCertificate', { certificate }, ['certificates']);
  const printers = useQuery('listPrinters', {}, ['printers']);
  if (error) return <ErrorNotice error={error} onRetry={refresh} />;
  if (!value) return <Loading label={t(texts.loading)} />;
  const { line, steps } = value;
  const { state, overtaken } = line;
  const isOpen = state !== 'issued' && state !== 'void';
  const known = printers.value?.printers.find(({ setup }) => String(setup.id) === line.printer);
  return (
    <article className="stack" aria-label={certificateKindToText(line.kind, language)}>
      <header className="ledger-paper-head">
        <h2 className="section-title">{certificateKindToText(line.kind, language)}</h2>
        <PaperBadge state={state} />
      </header>
      <PaperWords line={line} />
      {isOpen && <PrinterAdviceList state={known?.state ?? null} />}
      {overtaken !== null && (
        <Notice tone="warning" title={t(texts.overtaken)}>
          {overtakenToText(overtaken.what, language)} ({t(texts.since)} {dateToText(overtaken.since, language)})
        </Notice>
      )}
      <PaperActions line={line} today={officeDay(status)} onReplaced={onOpen} />
      <Facts line={line} printer={known?.setup.name ?? line.printer} />
      <Section title={t(texts.steps)}>
        <StepTable steps={steps} />
      </Section>
    </article>
  );
};

const Facts = ({ line, printer }: { readonly line: CertificateLine; readonly printer: string }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { fee, won, state } = line;
  const paid =
    fee.exemption === null
      ? `${wonToText(state === 'issued' || state === 'void' ? won : fee.won, language)}${state === 'issued' || state === 'void' ? '' : ` (${t(texts.feeNotYet)})`}`
      : `${t(texts.feeExempt)} - ${exemptionToText(fee.exemption.group, language)} (${fee.exemption.proof})`;
  return (
    <KeyValues
      rows={[
        { key: t(texts.serial), value: <span className="number">{line.serial}</span> },
        { key: t(texts.documentNumber), value: <span className="number">{inFours(line.documentNumber)}</span> },
        ...(line.holder === '' ? [] : [{ key: t(texts.holder), value: line.holder }]),
        { key: t(texts.applicant), value: line.applicant },
        { key: t(texts.ground), value: groundToText(line.ground as Ground['type'], language) },
        { key: t(texts.purpose), value: line.purpose },
        { key: t(texts.fee), value: paid },
        {
          key: t(texts.sheets),
          value: `${line.pages === null ? t(texts.unknown) : String(line.pages)} / ${line.sheets === null ? t(texts.unknown) : String(line.sheets)}`,
        },
        {
          key: t(texts.printer),
          value: line.attempt > 1 ? `${printer} (${String(line.attempt)} ${t(texts.attempt)})` : printer,
        },
        { key: t(texts.official), value: line.official },
        ...(line.replaces === null ? [] : [{ key: t(texts.replaces), value: line.replaces }]),
        ...(line.replacedBy === null ? [] : [{ key: t(texts.replacedBy), value: line.replacedBy }]),
        { key: t(texts.sent), value: t(line.isSent ? texts.isSent : texts.notSent) },
      ]}
    />
  );
};

const inFours = (number: string): string => number.replaceAll(/(\d{4})(?=\d)/g, '$1-');

const StepTable = ({ steps }: { readonly steps: Steps }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <Table
      label={`${t(texts.steps)} - ${t(texts.table)}`}
      rows={steps.map((step, nth) => ({ ...step, nth }))}
      rowId={({ nth }) => String(nth)}
      columns={[
        {
          id: 'at',
          head: t(texts.at),
          width: '9.5rem',
          cell: ({ at }) => <span className="number">{timeOf(at)}</span>,
        },
        {
          id: 'to',
          head: t(texts.what),
          cell: ({ to, detail }) => (
            <>
              <span className="ledger-step">{ledgerStateToText(to, language)}</span>
              <span className="subtle">{stepDetail(detail, language)}</span>
            </>
          ),
        },
      ]}
    />
  );
};
