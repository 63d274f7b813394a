import { type ReactNode, useEffect, useRef } from 'react';
import type { FilingId } from '../../../shared/registry/ids.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loading } from '../../ui/progress.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { officeDay } from '../notices/office-day.ts';
import { FilingList } from './filing-list.tsx';
import { groupTray } from './groups.ts';
import { HeldFilings } from './held-filings.tsx';
import { Households, OvertakenPapers, Verifications } from './other-groups.tsx';
import { texts } from './texts.ts';
import '../notices/papers/papers.css';
import './tray.css';

/** Everything that waits for a person, by what has to be done. */
export const Tray = ({ filing }: { readonly filing?: FilingId }): ReactNode => {
  const t = useText();
  const { value, error, refresh } = useQuery('listTray', {}, ['filings', 'register', 'certificates', 'outbox']);
  const status = useQuery('getStatus', {}, ['session']);
  const page = useRef<HTMLDivElement>(null);
  const isThere = value !== null && (status.value !== null || status.error !== null);
  useEffect(() => {
    if (!isThere || filing === undefined) return;
    page.current?.querySelector(`[data-filing="${filing}"]`)?.scrollIntoView({ block: 'start' });
  }, [isThere, filing]);
  const count = value?.items.length ?? 0;
  const groups = groupTray(isThere ? value.items : []);
  const today = officeDay(status.value);
  return (
    <Page title={t(texts.title)} subtitle={t(texts.subtitle)} badges={count > 0 && <Badge tone="info">{count}</Badge>}>
      {error && <ErrorNotice error={error} onRetry={refresh} />}
      {!isThere && !error && <Loading label={t(texts.loading)} />}
      {isThere && count === 0 && <Empty title={t(texts.none)} hint={t(texts.noneHint)} />}
      <div className="stack tray" ref={page}>
        {groups.held.length > 0 && (
          <HeldFilings
            filings={groups.held}
            today={today}
            office={status.value?.office?.id ?? null}
            marked={filing ?? null}
          />
        )}
        {groups.supplement.length > 0 && (
          <FilingList filings={groups.supplement} today={today} marked={filing ?? null} />
        )}
        {groups.verification.length > 0 && <Verifications items={groups.verification} today={today} />}
        {groups.households.length > 0 && <Households items={groups.households} />}
        {groups.overtaken.length > 0 && <OvertakenPapers items={groups.overtaken} today={today} />}
      </div>
    </Page>
  );
};
