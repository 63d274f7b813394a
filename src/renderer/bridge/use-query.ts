import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryInput, QueryName, QueryOutput } from '../../shared/contract/queries.ts';
import type { Topic } from '../../shared/contract/topics.ts';
import { useBridge } from './bridge.tsx';

/** What a query has answered. While it is asked again, the last answer stays. */
export interface Queried<T> {
  readonly value: T | null;
  readonly error: AppError | null;
  /** The first answer is not there yet. */
  readonly isLoading: boolean;
  readonly refresh: () => void;
}

/**
 * Asks a query, and asks it again when one of `topics` has changed. Null as input asks nothing.
 * Answers that come late, after another input was given, are dropped.
 */
export const useQuery = <N extends QueryName>(
  name: N,
  input: QueryInput<N> | null,
  topics: readonly Topic[],
): Queried<QueryOutput<N>> => {
  const bridge = useBridge();
  const [answered, setAnswered] = useState<{
    readonly key: string;
    readonly value: QueryOutput<N> | null;
    readonly error: AppError | null;
  } | null>(null);
  const key = input === null ? '' : JSON.stringify(input);
  const topicsKey = topics.join(' ');
  const wanted = useRef(0);

  const ask = useCallback((): void => {
    wanted.current += 1;
    const turn = wanted.current;
    if (key === '') return;
    const askNow = async (): Promise<void> => {
      const answer = await bridge.query(name, JSON.parse(key) as QueryInput<N>);
      if (turn !== wanted.current) return;
      setAnswered(answer.ok ? { key, value: answer.value, error: null } : { key, value: null, error: answer.error });
    };
    void askNow();
  }, [bridge, name, key]);

  useEffect(() => {
    ask();
    return () => {
      wanted.current += 1;
    };
  }, [ask]);

  useEffect(
    () =>
      bridge.onChanged((changed) => {
        if (changed.some((topic) => topicsKey.split(' ').includes(topic))) ask();
      }),
    [bridge, ask, topicsKey],
  );

  const isOfThis = answered?.key === key;
  return {
    value: isOfThis ? answered.value : null,
    error: isOfThis ? answered.error : null,
    isLoading: key !== '' && !isOfThis,
    refresh: ask,
  };
};
