import { create } from 'zustand';

export interface Purpose {
  /** As it is recorded; null until one was chosen in this sitting. */
  readonly purpose: string | null;
  readonly choose: (purpose: string) => void;
  readonly forget: () => void;
}

/** For what the official opens pages, chosen once a sitting. In memory only. */
export const usePurpose = create<Purpose>()((set) => ({
  purpose: null,
  choose: (purpose) => set({ purpose }),
  forget: () => set({ purpose: null }),
}));
