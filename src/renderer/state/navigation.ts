import { create } from 'zustand';
import type { CertificateId, DraftId, FilingId, ResidentId } from '../../shared/registry/ids.ts';

/** Where the desk is. Ids only: never a name or a number. */
export type Place =
  | { readonly screen: 'search'; readonly resident?: ResidentId }
  /** A new move-in, perhaps of this resident's household, or a draft that goes on. */
  | { readonly screen: 'move-in'; readonly draft?: DraftId; readonly resident?: ResidentId }
  | { readonly screen: 'certificate'; readonly resident?: ResidentId }
  | { readonly screen: 'ledger'; readonly certificate?: CertificateId }
  | { readonly screen: 'outbox'; readonly filing?: FilingId }
  | { readonly screen: 'tray'; readonly filing?: FilingId }
  | { readonly screen: 'printer' };
export type Screen = Place['screen'];

export interface Navigation {
  readonly place: Place;
  readonly past: readonly Place[];
  readonly go: (place: Place) => void;
  /** To where one was before; stays where there is nothing before. */
  readonly back: () => void;
  readonly reset: () => void;
}

const start: Place = { screen: 'search' };
/** Nobody goes back further. */
const longestPast = 50;

export const useNavigation = create<Navigation>()((set) => ({
  place: start,
  past: [],
  go: (place) => set(({ place: from, past }) => ({ place, past: [...past, from].slice(-longestPast) })),
  back: () => set(({ place, past }) => ({ place: past.at(-1) ?? place, past: past.slice(0, -1) })),
  reset: () => set({ place: start, past: [] }),
}));
