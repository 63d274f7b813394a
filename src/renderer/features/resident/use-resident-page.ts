import { useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { ResidentPage } from '../../../shared/contract/queries.ts';
import type { FilingId, ResidentId } from '../../../shared/registry/ids.ts';
import { useBridge } from '../../bridge/bridge.tsx';
import { newEntryId } from '../../bridge/new-id.ts';
import { createPageView, type PageView } from './page-view.ts';

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
  const recorded = useRef<{ readonly id: FilingId; readonly purpose: string } | null>(null);
  const view = useRef<PageView | null>(null);
  const isNew = useRef(true);
  const latest = useRef(onOpened);
  useEffect(() => {
    latest.current = onOpened;
  });

  useEffect(() => {
    if (purpose === null) return;
    // The purpose of a view is what it was opened for, even if another one is chosen meanwhile.
    recorded.current ??= { id: newEntryId(), purpose };
    const input = { resident, ...recorded.current };
    view.current = createPageView({
      ask: () => bridge.command('viewResident', input),
      show: (result) => {
        setAnswer(result.ok ? { page: result.value, error: null } : { page: null, error: result.error });
        if (!result.ok) return;
        if (isNew.current) latest.current(result.value);
        isNew.current = false;
      },
    });
    void view.current.load();
    return bridge.onChanged(view.current.changed);
  }, [bridge, resident, purpose]);
  return { ...answer, retry: () => void view.current?.load() };
};
