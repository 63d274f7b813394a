import { type ReactNode, useState } from 'react';
import type { OfficeStatus, QueryOutput } from '../../../shared/contract/queries.ts';
import type { CertificateId } from '../../../shared/registry/ids.ts';
import { textToPlainDate } from '../../../shared/registry/plain-date.ts';
import { certificateKindToText } from '../../../shared/text/papers.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Loading } from '../../ui/progress.tsx';
import { Table } from '../../ui/table.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { officeDay } from '../notices/office-day.ts';
import { PaperBadge } from '../notices/papers/paper-badge.tsx';
import { timeOf } from '../notices/time.ts';
import { wonToText } from '../notices/won.ts';
import { sheetsOf } from './day-form.ts';
import { DayReport } from './day-report.tsx';
import { DaySign } from './day-sign.tsx';
import { texts } from './texts.ts';

type Day = QueryOutput<'getDay'>;

/** A day's account: the ledger, what is still open, and the count that is signed. */
export const DayDialog = ({
  status,
  onClose,
  onPaper,
}: {
  readonly status: OfficeStatus | null;
  readonly onClose: () => void;
  readonly onPaper: (certificate: CertificateId) => void;
}): ReactNode => {
  const t = useText();
  const [typed, setTyped] = useState<string>(() => officeDay(status));
  const day = textToPlainDate(typed);
  const { value, error, refresh } = useQuery('getDay', day === null ? null : { day }, ['certificates']);
  return (
    <Dialog
      isOpen
      size="wide"
      onClose={onClose}
      title={t(texts.dayTitle)}
      actions={<Button onPress={onClose}>{t(texts.close)}</Button>}
    >
      <div className="stack">
        <p className="subtle">{t(texts.dayLead)}</p>
        <DateField
          label={t(texts.day)}
          value={typed}
          onChange={setTyped}
          error={day === null ? t(texts.notADay) : null}
        />
        {error && <ErrorNotice error={error} onRetry={refresh} />}
        {day !== null && !error && !value && <Loading label={t(texts.loading)} />}
        {day !== null && value && (
          <>
            <Figures day={value} />
            {value.open.length > 0 && <OpenPapers open={value.open} onPaper={onPaper} />}
            {value.signed ? (
              <>
                <Signed signed={value.signed} />
                <DayReport day={day} />
              </>
            ) : (
              value.open.length === 0 && <DaySign key={day} day={day} ledger={value.ledger} />
            )}
          </>
        )}
      </div>
    </Dialog>
  );
};

const Figures = ({ day: { ledger } }: { readonly day: Day }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <Section title={t(texts.figures)}>
      <KeyValues
        rows={[
          {
            key: t(texts.reserved),
            value: (
              <span className="number">
                {ledger.reserved} ({t(texts.issued)} {ledger.issued}, {t(texts.void)} {ledger.void}, {t(texts.open)}{' '}
                {ledger.open})
              </span>
            ),
          },
          {
            key: t(texts.sheetsTotal),
            value: (
              <span className="number">
                {sheetsOf(ledger)} ({t(texts.sheetsSplit)}: {ledger.sheetsIssued} / {ledger.sheetsVoid} /{' '}
                {ledger.sheetsOther})
              </span>
            ),
          },
          {
            key: t(texts.won),
            value: (
              <>
                <strong className="number">{wonToText(ledger.won, language)}</strong>
                <span className="subtle">
                  {t(texts.exempted)} {ledger.exempted}
                </span>
              </>
            ),
          },
        ]}
      />
    </Section>
  );
};

const OpenPapers = ({
  open,
  onPaper,
}: {
  readonly open: Day['open'];
  readonly onPaper: (certificate: CertificateId) => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <Section title={t(texts.openPapers)}>
      <Table
        label={`${t(texts.openPapers)} - ${t(texts.table)}`}
        rows={open}
        rowId={({ id }) => id}
        onOpen={({ id }) => onPaper(id)}
        columns={[
          { id: 'kind', head: t(texts.paper), cell: ({ kind }) => certificateKindToText(kind, language) },
          { id: 'applicant', head: t(texts.applicant), cell: ({ applicant }) => applicant },
          { id: 'state', head: t(texts.state), cell: ({ state }) => <PaperBadge state={state} /> },
        ]}
      />
    </Section>
  );
};

const Signed = ({ signed }: { readonly signed: NonNullable<Day['signed']> }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <Notice tone="success" title={t(texts.signed)}>
      <p>
        {t(texts.signedBy)}: {signed.by}, <span className="number">{timeOf(signed.at)}</span>
      </p>
      <p className="number">
        {t(texts.countedSheets)} {signed.counted.sheets}, {t(texts.countedWon)}{' '}
        {wonToText(signed.counted.won, language)}
      </p>
      {signed.remark !== '' && <p>{signed.remark}</p>}
    </Notice>
  );
};
