import type { ReactNode } from 'react';
import { Empty, Loading } from '../../../ui/progress.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import type { Paged } from './use-pages.ts';
import './list-detail.css';

/** A long list, and beside it what is chosen from it; one below the other where there is no room. */
export const ListDetail = <R,>({
  list,
  words,
  grid,
  detail,
}: {
  readonly list: Paged<R>;
  readonly words: Readonly<Record<'loading' | 'none' | 'noneHint' | 'choose', string>>;
  /** Where the list has rows. */
  readonly grid: ReactNode;
  /** Null while nothing is chosen. */
  readonly detail: ReactNode | null;
}): ReactNode => {
  const isEmpty = list.rows.length === 0;
  return (
    <div className="list-detail">
      <div className="list-detail-list">
        {list.error && <ErrorNotice error={list.error} onRetry={list.refresh} />}
        {list.isLoading && <Loading label={words.loading} />}
        {!list.isLoading && !list.error && isEmpty && <Empty title={words.none} hint={words.noneHint} />}
        {!isEmpty && grid}
      </div>
      <div className="list-detail-detail">{detail ?? (isEmpty ? null : <Empty title={words.choose} />)}</div>
    </div>
  );
};
