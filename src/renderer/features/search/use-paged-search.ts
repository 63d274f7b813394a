import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useBridge } from '../../bridge/bridge.tsx';
import { createPagedSearch, type PagedSearch, type SearchState } from './paged-search.ts';
import { rememberedSearch } from './search-memory.ts';

/** The residents that a text finds, and again when the register has changed. Goes on where the search was left. */
export const usePagedSearch = (text: string): SearchState & Pick<PagedSearch, 'more' | 'again'> => {
  const bridge = useBridge();
  const search = useMemo(() => createPagedSearch({ query: bridge.query, initial: rememberedSearch().found }), [bridge]);
  const state = useSyncExternalStore(search.subscribe, search.state);

  useEffect(() => search.want(text), [search, text]);
  useEffect(
    () =>
      bridge.onChanged((topics) => {
        if (topics.includes('register') || topics.includes('filings')) search.changed();
      }),
    [bridge, search],
  );
  useEffect(() => rememberedSearch().keep({ found: state.found }), [state.found]);

  return { ...state, more: search.more, again: search.again };
};
