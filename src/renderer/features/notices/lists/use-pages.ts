import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { AppError } from '../../../../shared/contract/errors.ts';
import type { QueryInput } from '../../../../shared/contract/queries.ts';
import type { Topic } from '../../../../shared/contract/topics.ts';
import { useBridge } from '../../../bridge/bridge.tsx';
import type { RowOf } from './paged.ts';
import { type Pages, withPage } from './pages.ts';

export interface Paged<Row> extends Pages<Row> {
  readonly isLoading: boolean;
  readonly error: AppError | null;
  readonly more: () => void;
  readonly refresh: () => void;
}

type PagedQuery = 'listFilings' | 'listCertificates';

/**
 * A long list, fetched as far as somebody has scrolled; when its topics change, that far again.
 * @param input the query's, without the place to go on from.
 */
export const usePages = <N extends PagedQuery>(
  name: N,
  input: Omit<QueryInput<N>, 'after'>,
  topics: readonly Topic[],
): Paged<RowOf<N>> => {
  const bridge = useBridge();
  const key = JSON.stringify(input);
  const topicsKey = topics.join(' ');
  const [known, setKnown] = useState<{ readonly key: string; readonly pages: Pages<RowOf<N>> } | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const turn = useRef(0);
  const isBusy = useRef(false);
  const pages = known?.key === key ? known.pages : null;

  const load = useCallback(
    async (from: Pages<RowOf<N>> | null, upTo: number): Promise<void> => {
      turn.current += 1;
      const mine = turn.current;
      isBusy.current = true;
      let all = from ?? { rows: [], next: null };
      for (let isFirst = true; isFirst || (all.next !== null && all.rows.length < upTo); isFirst = false) {
        const wanted = { ...(JSON.parse(key) as object), after: all.next } as QueryInput<N>;
        const answer = await bridge.query(name, wanted);
        if (mine !== turn.current) return;
        if (!answer.ok) {
          isBusy.current = false;
          setError(answer.error);
          return;
        }
        all = withPage(all, answer.value as unknown as Pages<RowOf<N>>);
      }
      isBusy.current = false;
      setError(null);
      setKnown({ key, pages: all });
    },
    [bridge, name, key],
  );

  useEffect(() => {
    void load(null, 0);
    return () => {
      turn.current += 1;
    };
  }, [load]);

  const seen = pages?.rows.length ?? 0;
  const onChanged = useEffectEvent((changed: readonly Topic[]) => {
    if (changed.some((topic) => topicsKey.split(' ').includes(topic))) void load(null, seen);
  });
  useEffect(() => bridge.onChanged((changed) => onChanged(changed)), [bridge]);

  return {
    rows: pages?.rows ?? [],
    next: pages?.next ?? null,
    isLoading: pages === null && error === null,
    error,
    more: () => {
      if (pages !== null && pages.next !== null && !isBusy.current) void load(pages, pages.rows.length + 1);
    },
    refresh: () => void load(null, seen),
  };
};
