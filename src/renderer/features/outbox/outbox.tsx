import { type ReactNode, useEffect, useState } from 'react';
import type { FilingLine, OfficeStatus } from '../../../shared/contract/queries.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import type { Language } from '../../../shared/text/language.ts';
import { linkStateToText } from '../../../shared/text/status.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { FilingBadges } from '../notices/filing-state.tsx';
import { filingWords } from '../notices/filing-words.ts';
import { ListDetail } from '../notices/lists/list-detail.tsx';
import { usePages } from '../notices/lists/use-pages.ts';
import { FilingDetail } from './filing-detail.tsx';
import { texts } from './texts.ts';
import '../notices/papers/papers.css';
import './outbox.css';

/** Every filing of the office with its answer, and what still has to be sent. */
export const Outbox = ({ filing }: { readonly filing?: FilingId }): ReactNode => {
  const t = useText();
  const [chosen, setChosen] = useState<FilingId | null>(filing ?? null);
  const list = usePages('listFilings', {}, ['filings', 'outbox']);
  const status = useQuery('getStatus', {}, ['link', 'outbox', 'session']);
  useEffect(() => setChosen(filing ?? null), [filing]);
  return (
    <Page
      title={t(texts.title)}
      subtitle={t(texts.subtitle)}
      badges={status.value && <LinkBadge status={status.value} />}
    >
      {status.value && <Unsent status={status.value} />}
      <ListDetail
        list={list}
        words={{ loading: t(texts.loading), none: t(texts.none), noneHint: t(texts.noneHint), choose: t(texts.choose) }}
        grid={<FilingGrid rows={list.rows} active={chosen} onActive={setChosen} onNearEnd={list.more} />}
        detail={chosen === null ? null : <FilingDetail key={chosen} filing={chosen} status={status.value} />}
      />
    </Page>
  );
};

const LinkBadge = ({ status: { link } }: { readonly status: OfficeStatus }): ReactNode => {
  const language = useLanguage();
  return <Badge tone={link.state === 'online' ? 'success' : 'warning'}>{linkStateToText(link.state, language)}</Badge>;
};

/** What is lost if this computer is lost, and a way to send it now. */
const Unsent = ({ status }: { readonly status: OfficeStatus }): ReactNode => {
  const t = useText();
  const { run, isRunning, error } = useCommand('syncNow');
  const sync = async (): Promise<void> => {
    const answer = await run({});
    if (answer.ok) showToast({ text: t(texts.synced), tone: 'success' });
  };
  const { unsent } = status;
  return (
    <>
      <Notice
        tone={unsent > 0 ? 'warning' : 'success'}
        role="status"
        actions={
          <Button size="small" isPending={isRunning} onPress={() => void sync()}>
            {t(texts.sync)}
          </Button>
        }
      >
        {unsent === 0 ? (
          t(texts.unsentNone)
        ) : (
          <>
            <strong>
              {t(texts.unsent)} <span className="number">{unsent}</span>
            </strong>{' '}
            {t(texts.unsentLead)}
          </>
        )}
      </Notice>
      {error && <ErrorNotice error={error} />}
    </>
  );
};

const FilingGrid = ({
  rows,
  active,
  onActive,
  onNearEnd,
}: {
  readonly rows: readonly FilingLine[];
  readonly active: FilingId | null;
  readonly onActive: (id: FilingId) => void;
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
          id: 'date',
          head: t(texts.reportDate),
          width: '7rem',
          cell: ({ reportDate }) => <span className="number">{reportDate}</span>,
        },
        {
          id: 'what',
          head: t(texts.what),
          width: 'minmax(7rem, 1fr)',
          cell: ({ what }) => t(filingWords[what]),
        },
        {
          id: 'people',
          head: t(texts.people),
          width: 'minmax(6rem, 1fr)',
          cell: ({ movers, householderName }) =>
            movers.length > 1
              ? `${movers[0]?.name ?? ''} ${othersToText(movers.length - 1, language)}`
              : (movers[0]?.name ?? householderName),
        },
        {
          id: 'state',
          head: t(texts.state),
          width: 'minmax(11rem, 1.2fr)',
          cell: (filing) => <FilingBadges filing={filing} />,
        },
      ]}
    />
  );
};

const othersToText = (count: number, language: Language): string =>
  language === 'ko' ? `외 ${String(count)}명` : `and ${String(count)} more`;
