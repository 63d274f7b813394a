import { create } from 'zustand';
import type { ResidentLine } from '../../../shared/contract/queries.ts';
import type { ResidentId } from '../../../shared/registry/ids.ts';
import type { Found } from './paged-search.ts';

/** Nobody looks through more of them. */
const mostRecents = 8;

/** What the search shows when one comes back to it. In memory only, and only for as long as one official works. */
export interface SearchMemory {
  readonly text: string;
  readonly found: Found | null;
  /** The row that is marked. */
  readonly active: ResidentId | null;
  /** Whose pages were opened in this sitting, the last one first. */
  readonly recents: readonly ResidentLine[];
  readonly keep: (change: Partial<Pick<SearchMemory, 'text' | 'found' | 'active'>>) => void;
  readonly opened: (resident: ResidentLine) => void;
  readonly forget: () => void;
}

const nothing = { text: '', found: null, active: null, recents: [] } as const;

export const useSearchMemory = create<SearchMemory>()((set) => ({
  ...nothing,
  keep: (change) => set(change),
  opened: (resident) =>
    set(({ recents }) => ({
      recents: [resident, ...recents.filter(({ id }) => id !== resident.id)].slice(0, mostRecents),
    })),
  forget: () => set(nothing),
}));

/** What it was when it was last looked at, for what isn't drawn. */
export const rememberedSearch = (): SearchMemory => useSearchMemory.getState();
