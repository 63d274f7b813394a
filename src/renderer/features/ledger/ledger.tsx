import { type ReactNode, useEffect, useState } from 'react';
import type { CertificateLine } from '../../../shared/contract/queries.ts';
import type { CertificateId } from '../../../shared/registry/ids.ts';
import { certificateKindToText } from '../../../shared/text/papers.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { Page } from '../../ui/page.tsx';
import { ListDetail } from '../notices/lists/list-detail.tsx';
import { usePages } from '../notices/lists/use-pages.ts';
import { PaperBadge } from '../notices/papers/paper-badge.tsx';
import { DayDialog } from './day-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { emptyFilter, toFilter } from './filter.ts';
import { LedgerFilters } from './filters.tsx';
import { LedgerPaper } from './paper.tsx';
import { showTexts, texts } from './texts.ts';
import '../notices/papers/papers.css';
import './ledger.css';

/** The ledger: every serial that was used, beside the paper that is looked at. */
export const Ledger = ({ certificate }: { readonly certificate?: CertificateId }): ReactNode => {
  const t = useText();
  const [form, setForm] = useState(emptyFilter);
  const [chosen, setChosen] = useState<CertificateId | null>(certificate ?? null);
  const [open, setOpen] = useState<'day' | 'export' | null>(null);
  const filter = toFilter(form);
  const list = usePages('listCertificates', { filter }, ['certificates']);
  const status = useQuery('getStatus', {}, ['session', 'certificates']);
  useEffect(() => setChosen(certificate ?? null), [certificate]);
  const attention = status.value?.papers.attention ?? 0;

  return (
    <Page
      title={t(texts.title)}
      subtitle={t(texts.subtitle)}
      badges={
        attention > 0 && (
          <Badge tone="warning">
            {t(showTexts.attention)} {attention}
          </Badge>
        )
      }
      actions={
        <>
          <Button onPress={() => setOpen('day')}>{t(texts.dayClose)}</Button>
          <Button onPress={() => setOpen('export')}>{t(texts.export)}</Button>
        </>
      }
    >
      <LedgerFilters form={form} onChange={setForm} />
      <ListDetail
        list={list}
        words={{ loading: t(texts.loading), none: t(texts.none), noneHint: t(texts.noneHint), choose: t(texts.choose) }}
        grid={<LedgerGrid rows={list.rows} active={chosen} onActive={setChosen} onNearEnd={list.more} />}
        detail={
          chosen === null ? null : (
            <LedgerPaper key={chosen} certificate={chosen} status={status.value} onOpen={setChosen} />
          )
        }
      />
      {open === 'day' && (
        <DayDialog
          status={status.value}
          onClose={() => setOpen(null)}
          onPaper={(id) => {
            setOpen(null);
            setChosen(id);
          }}
        />
      )}
      {open === 'export' && <ExportDialog filter={filter} onClose={() => setOpen(null)} />}
    </Page>
  );
};

const LedgerGrid = ({
  rows,
  active,
  onActive,
  onNearEnd,
}: {
  readonly rows: readonly CertificateLine[];
  readonly active: CertificateId | null;
  readonly onActive: (id: CertificateId) => void;
  readonly onNearEnd: () => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <DataGrid
      label={t(texts.list)}
      rows={rows}
      rowId={({ id }) => id}
      active={active}
      onActive={({ id }) => onActive(id)}
      onNearEnd={onNearEnd}
      columns={[
        {
          id: 'day',
          head: t(texts.day),
          width: '7rem',
          cell: ({ issuedOn }) => <span className="number">{issuedOn}</span>,
        },
        {
          id: 'kind',
          head: t(texts.paper),
          width: 'minmax(9rem, 1.2fr)',
          cell: ({ kind }) => certificateKindToText(kind, language),
        },
        {
          id: 'applicant',
          head: t(texts.applicant),
          width: 'minmax(5rem, 1fr)',
          cell: ({ applicant }) => applicant,
        },
        {
          id: 'state',
          head: t(texts.state),
          width: 'minmax(12rem, 1.2fr)',
          cell: ({ state, overtaken }) => (
            <>
              <PaperBadge state={state} />
              {overtaken !== null && <Badge tone="warning">{t(showTexts.overtaken)}</Badge>}
            </>
          ),
        },
      ]}
    />
  );
};
