import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Language } from '../../shared/text/language.ts';

export const zoomSteps = [0.9, 1, 1.1, 1.3, 1.5, 2] as const;
export type Zoom = (typeof zoomSteps)[number];

/** How somebody wants to see the window. Nothing about anybody else is kept here. */
export interface Preferences {
  readonly language: Language;
  readonly contrast: 'light' | 'high';
  readonly zoom: Zoom;
  readonly set: (change: Partial<Pick<Preferences, 'language' | 'contrast' | 'zoom'>>) => void;
}

export const usePreferences = create<Preferences>()(
  persist((set) => ({ language: 'ko', contrast: 'light', zoom: 1, set: (change) => set(change) }), {
    name: 'preferences',
    version: 1,
    partialize: ({ language, contrast, zoom }) => ({ language, contrast, zoom }),
  }),
);
