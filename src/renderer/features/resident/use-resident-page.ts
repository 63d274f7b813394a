import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { ResidentPage } from '../../../shared/contract/queries.ts';
import type { FilingId, ResidentId } from '../../../shared/registry/ids.ts';
import { useBridge } from '../../bridge/bridge.tsx';
import { newEntryId } from '../../bridge/new-id.ts';

export interface OpenedPage {
  readonly page: ResidentPage | null;
  readonly error: AppError | null;
  readonly retry: () => void;
}

/**
 * Opens a page once, for a purpose, and keeps it up to date under the same id: that one look at a register that goes on
 * changing is one view. Null as purpose opens nothing.
 */
export const useResidentPage = (
  resident: ResidentId,
  purpose: string | null,
  onOpened: (page: ResidentPage) => void,
): OpenedPage => {
  const bridge = useBridge();
  const [answer, setAnswer] = useState<Pick<OpenedPage, 'page' | 'error'>>({ page: null, error: null });
  const view = useRef<{ readonly id: FilingId; readonly purpose: string } | null>(null);
  const isNew = useRef(true);
  const latest = useRef(onOpened);
  useEffect(() => {
    latest.current = onOpened;
  });

  const load = useCallback((): void => {
    if (purpose === null) return;
    // The purpose of a view is what it was opened for, even if another one is chosen meanwhile.
    view.current ??= { id: newEntryId(), purpose };
    const { id, purpose: recorded } = view.current;
    void (async () => {
      const result = await bridge.command('viewResident', { id, resident, purpose: recorded });
      if (!result.ok) return setAnswer({ page: null, error: result.error });
      setAnswer({ page: result.value, error: null });
      if (isNew.current) latest.current(result.value);
      isNew.current = false;
    })();
  }, [bridge, resident, purpose]);

  useEffect(load, [load]);
  useEffect(
    () =>
      bridge.onChanged((topics) => {
        if (
          view.current &&
          topics.some((topic) => topic === 'register' || topic === 'filings' || topic === 'certificates')
        )
          load();
      }),
    [bridge, load],
  );
  return { ...answer, retry: load };
};
