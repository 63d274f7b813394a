import type { AppError } from '../../../shared/contract/errors.ts';
import type { QueryOutput } from '../../../shared/contract/queries.ts';
import type { WindowBridge } from '../../../shared/contract/window.ts';

type Page = QueryOutput<'searchResidents'>;

/** All pages that were asked for, as one; `next` is where the next one begins. */
export interface Found extends Page {
  /** What was looked for. */
  readonly text: string;
}

export interface SearchState {
  /** What was found last. It stays while the next text is looked for. */
  readonly found: Found | null;
  readonly error: AppError | null;
  readonly isAsking: boolean;
  /** The register has changed, and too many rows are shown to ask for all of them again by themselves. */
  readonly isOutdated: boolean;
}

export interface PagedSearch {
  readonly state: () => SearchState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly want: (text: string) => void;
  /** The list has been scrolled near its end. */
  readonly more: () => void;
  /** The register has changed. */
  readonly changed: () => void;
  /** Looks again from the first page on. */
  readonly again: () => void;
}

/** So many pages are asked for again by themselves when the register changes. */
const mostPagesRefreshed = 4;
const pageSize = 50;

/**
 * Looks for residents page by page. There is never more than one question under way, so that fast typing asks for what
 * stands there now and not for every letter on the way, and answers can't overtake one another.
 */
export const createPagedSearch = ({
  query,
  initial = null,
}: {
  readonly query: WindowBridge['query'];
  readonly initial?: Found | null;
}): PagedSearch => {
  let state: SearchState = { found: initial, error: null, isAsking: false, isOutdated: false };
  let wanted = initial?.text ?? '';
  let wantsMore = false;
  let wantsRefresh = initial !== null;
  let isBusy = false;
  const listeners = new Set<() => void>();

  const set = (change: Partial<SearchState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const ask = (text: string, after: string | null) => query('searchResidents', { text, after });

  const findFirst = async (text: string): Promise<void> => {
    wantsMore = false;
    wantsRefresh = false;
    const page = await ask(text, null);
    // What was typed meanwhile is looked for at once; a list that flashes by would only disturb.
    if (text !== wanted) return;
    if (!page.ok) return set({ error: page.error, found: null });
    set({ error: null, found: { text, ...page.value }, isOutdated: false });
  };

  const findMore = async (found: Found, after: string): Promise<void> => {
    wantsMore = false;
    const page = await ask(found.text, after);
    if (!page.ok) return set({ error: page.error });
    set({ found: { ...found, rows: [...found.rows, ...page.value.rows], next: page.value.next } });
  };

  const refresh = async (found: Found): Promise<void> => {
    wantsRefresh = false;
    const pages = Math.ceil(found.rows.length / pageSize);
    if (pages > mostPagesRefreshed) return set({ isOutdated: true });
    if (pages <= 1) return findFirst(found.text);
    const rows: Page['rows'] = [];
    let next: string | null = null;
    for (let page = 0; page < pages && (page === 0 || next !== null); page += 1) {
      const answer = await ask(found.text, next);
      if (!answer.ok) return set({ error: answer.error });
      rows.push(...answer.value.rows);
      next = answer.value.next;
      if (found.text !== wanted) return;
    }
    set({ error: null, found: { ...found, rows, next }, isOutdated: false });
  };

  const nextStep = (): Promise<void> | null => {
    const { found } = state;
    if (wanted === '') return null;
    if (found?.text !== wanted) return state.error && !wantsRefresh ? null : findFirst(wanted);
    if (wantsRefresh) return refresh(found);
    if (wantsMore && found.next !== null) return findMore(found, found.next);
    return null;
  };

  const work = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      for (let step = nextStep(); step; step = nextStep()) {
        if (!state.isAsking) set({ isAsking: true });
        await step;
      }
    } finally {
      isBusy = false;
      if (state.isAsking) set({ isAsking: false });
    }
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      void work();
      return () => listeners.delete(listener);
    },
    want: (text) => {
      const next = text.normalize('NFC').trim();
      if (next === wanted) return;
      wanted = next;
      if (next === '') set({ found: null, error: null, isOutdated: false });
      else if (state.error) set({ error: null });
      void work();
    },
    more: () => {
      if (!state.found?.next || state.error) return;
      wantsMore = true;
      void work();
    },
    changed: () => {
      wantsRefresh = true;
      void work();
    },
    again: () => {
      set({ found: null, error: null, isOutdated: false });
      void work();
    },
  };
};
